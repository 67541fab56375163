//! What lies on the disk: one encrypted database for each worker's plans, one for the tablet's records.
//!
//! Each has exactly one connection, which only one thread uses at a time; `table` holds the SQL, one file for each table.

pub(crate) mod database;
pub(crate) mod device;
pub(crate) mod plans;
mod table;
mod text;

pub(crate) use table::copy::CopyRow;
pub(crate) use table::enrolment::Enrolment;
pub(crate) use table::plan::Kept;
pub(crate) use table::print::{PrintRow, PrintState};
pub(crate) use table::profile::Profile;
pub(crate) use table::sealed::SealedRow;
pub(crate) use table::signing::Sitting;
