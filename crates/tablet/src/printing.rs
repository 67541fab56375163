//! Copies on their way to a printer nearby. A print goes on by itself, also while the tablet is locked. How printers are
//! spoken to is in the crate `printer`, what is asked of a print in `visit`, what is written down of it in `store`.

mod job;
mod nearby;
mod prints;
pub(crate) mod told;

pub(crate) use job::{Order, start, ticket_for};
pub(crate) use nearby::cards;
pub(crate) use prints::Prints;
