//! What can be done on a tablet: one method for each command, in the files named after what a visit does. All else of this
//! crate lies below them and knows none of them.

mod copy;
mod door;
mod drafts;
mod enrol;
mod family;
mod files;
mod manifest;
mod paper;
mod plans;
mod print;
mod seal;
mod sitting;
mod unlocking;
