//! Printing with no network but the printer's: found, looked at, printed, followed to the last page. It speaks IPP, which
//! nearly every printer sold since about 2010 understands without a driver.
//!
//! [`find`] lists what is near, a [`Press`] prints on one of them. A document is PDF, A4, and bytes: what is on it is not
//! known here. A printer that understands no PDF is sent pictures of the pages. Nothing is written to a disk, nothing that is
//! sent besides the document names anybody, and no clock is read while a job is followed: waiting is the caller's.
//!
//! Not here: screens, the words for what goes wrong, what is remembered between two starts of the app (the caller keeps a
//! [`Ticket`]), and printing over an encrypted line (`ipps`), which is refused by name.

mod address;
mod document;
mod error;
mod find;
mod job;
mod look;
mod message;
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
pub use press::{Attempt, Press, Presses};
pub use ticket::Ticket;
pub use trouble::Trouble;
