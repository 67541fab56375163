//! What stands before an unlocked tablet: joining an office, the first worker, the lock screen. Its forms serve whoever is in
//! as well.

mod by_phone;
pub(crate) mod closed;
pub mod first;
mod line;
pub(crate) mod locked;
pub(crate) mod newer;
pub(crate) mod setup;
mod wait;
mod worker;

pub(crate) use line::OfficeLine;
pub(crate) use wait::Wait;
pub(crate) use worker::NewWorker;
