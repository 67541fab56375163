//! Who may open what. A worker's PIN, mixed with a secret from the operating system's keystore, opens a slot in their key
//! file; in it lie two random keys: one for the worker's own plans, one for the tablet's records. The keys themselves are
//! stored nowhere in clear.
//!
//! A slot for the office, for a forgotten PIN, will be another kind of slot in the same file.

pub(crate) mod cost;
pub(crate) mod file;
pub(crate) mod in_time;
pub(crate) mod keystore;
pub(crate) mod pin;
pub(crate) mod secret;
pub(crate) mod slot;
pub(crate) mod tries;
