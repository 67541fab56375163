//! What stands before an unlocked tablet: joining an office, the first worker, the lock screen.

pub(crate) mod closed;
pub mod first;
pub(crate) mod locked;
pub(crate) mod setup;
mod wait;

pub(crate) use wait::Wait;
