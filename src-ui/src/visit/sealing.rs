//! Who signs and who else takes part, sealing, and the family's copies.

pub(crate) mod join;
pub(crate) mod papers;
pub(crate) mod seal;
pub(crate) mod signatures;

mod give_paper;
mod printers;
mod sealed;
mod which_paper;
