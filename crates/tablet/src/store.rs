//! What lies on the disk: for each worker one encrypted database of plans and one of what is sealed, and one for the whole
//! tablet with what lies ready for the office.
//!
//! There is one connection to each, which only one thread uses at a time. `table` holds the SQL, one file for each table of a
//! worker's databases.

mod copies;
pub(crate) mod database;
mod lasting;
pub(crate) mod plans;
pub(crate) mod post;
pub(crate) mod records;
mod table;
mod text;
pub(crate) mod unclean;

pub(crate) use table::copy::CopyRow;
pub(crate) use table::enrolment::{Enrolment, Joined, Place};
pub(crate) use table::plan::PlanRow;
pub(crate) use table::print::{PrintRow, PrintState};
pub(crate) use table::profile::Profile;
pub(crate) use table::sealed::SealedRow;
pub(crate) use table::signing::Sitting;
