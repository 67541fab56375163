//! Who may open what. A worker's PIN, mixed with a secret from the operating system's keystore, opens a slot in their key
//! file; in it lie two random keys: one for the worker's plans, one for what they have sealed. Two further slots in the same file
//! hold the same keys: one that the office's key opens, one for a code told by telephone. The keys themselves are stored nowhere
//! in clear.

pub(crate) mod closed_slot;
pub(crate) mod cost;
pub(crate) mod file;
#[cfg(any(windows, test))]
pub(crate) mod in_parts;
pub(crate) mod in_time;
pub(crate) mod keystore;
pub(crate) mod pin;
pub(crate) mod secret;
pub(crate) mod slot;
pub(crate) mod system_keystore;
pub(crate) mod tries;
