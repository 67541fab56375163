//! What can be done on a tablet: one method for each command, in the files named after what a visit does.

mod copy;
pub(crate) mod door;
mod enrol;
pub(crate) mod family;
mod manifest;
mod paper;
mod plans;
pub(crate) mod print;
mod reading;
mod seal;
