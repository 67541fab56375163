//! Printing with no network but the printer's: found, looked at, printed, followed to the last page. It speaks IPP, which
//! nearly every printer sold since about 2010 understands without a driver.
//!
//! [`find`] lists what is near, a [`Press`] prints on one of them. A document is PDF, A4, and bytes: what is on it is not
//! known here. A printer that understands no PDF is sent pictures of the pages. Nothing is written to a disk, nothing that is
//! sent besides the document names anybody, and no clock is read while a job is followed: waiting is the caller's.
//!
//! A printer with an encrypted line (`ipps`) is known by its key, a [`Pin`]: what it proves first is its own, and another is
//! refused until a person takes it.
//!
//! Not here: screens, the words for what goes wrong, and what is remembered between two starts of the app: the caller keeps
//! a [`Ticket`] and a [`Pin`].

mod address;
mod document;
mod error;
mod find;
mod job;
mod look;
mod message;
mod patience;
mod pin;
mod press;
mod raster;
mod ticket;
mod trouble;
mod wire;

pub use address::Printer;
pub use document::Document;
pub use error::PrinterError;
pub use find::{Found, find};
pub use job::{Ended, Failure, Job, JobId, Progress};
pub use look::{Look, State};
pub use patience::Asked;
pub use pin::Pin;
pub use press::{Attempt, Press, Presses};
pub use ticket::Ticket;
pub use trouble::Trouble;
