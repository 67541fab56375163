//! What lies on the disk: one encrypted database for each worker's plans, one for the tablet's records.
//!
//! Commands have one connection to each, which only one thread uses at a time. Sending has its own to the second,
//! `outgoing`. `table` holds the SQL, one file for each table.

pub(crate) mod database;
pub(crate) mod device;
mod lasting;
pub(crate) mod outgoing;
pub(crate) mod plans;
mod table;
mod text;

pub(crate) use table::copy::CopyRow;
pub(crate) use table::enrolment::Enrolment;
pub(crate) use table::plan::PlanRow;
pub(crate) use table::print::{PrintRow, PrintState};
pub(crate) use table::profile::Profile;
pub(crate) use table::sealed::SealedRow;
pub(crate) use table::signing::Sitting;
