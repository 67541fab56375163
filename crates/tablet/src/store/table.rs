//! The SQL, one file for each table. Functions take a connection or the transaction they are part of.

pub(crate) mod blob;
pub(crate) mod copy;
pub(crate) mod draft;
pub(crate) mod enrolment;
pub(crate) mod from_office;
pub(crate) mod plan;
pub(crate) mod plan_change;
pub(crate) mod plan_state;
pub(crate) mod print;
pub(crate) mod printer_key;
pub(crate) mod profile;
pub(crate) mod receipt;
pub(crate) mod record;
pub(crate) mod sealed;
pub(crate) mod signing;
pub(crate) mod signing_event;
pub(crate) mod way;
