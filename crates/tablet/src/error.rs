//! Everything that can stop a command. No variant carries a name, a text or a PIN, so that each may be logged; how each is
//! told to a person is in `refusal`.

use plan::change::ChangeError;
use plan::gaps::Blocker;
use plan::signing::SigningError;
use printer::PrinterError;
use record::wire::RefusalCode;
use record::{LineFault, RecordError};
use rusqlite::{ErrorCode, ffi};
use thiserror::Error;

use crate::keys::keystore::KeystoreFailed;
use crate::keys::pin::PinFault;

pub(crate) type Result<T> = std::result::Result<T, TabletError>;

/// Why something was not done. Nothing that was saved before is lost by it.
#[derive(Debug, Error)]
pub enum TabletError {
    /// What a page sent is no command, or not in its form.
    #[error("no such command")]
    NoSuchCommand,
    /// A command stopped half-way, by a mistake in this program.
    #[error("the command stopped half-way")]
    HalfWay,
    /// A worker has to unlock first.
    #[error("the tablet is locked")]
    Locked,
    /// The PIN was not the right one, or it is too early for the next.
    #[error("a wrong PIN; {wait_s} seconds to wait")]
    WrongPin {
        /// Seconds until the next try.
        wait_s: u32,
    },
    /// A PIN came before its time and was not tried.
    #[error("a PIN came too early; {wait_s} seconds to wait")]
    TooEarly {
        /// Seconds before the next try.
        wait_s: u32,
    },
    /// Too many wrong PINs.
    #[error("too many wrong PINs")]
    OfficeOnly,
    /// The office has closed the tablet to everyone but itself.
    #[error("the office has closed the tablet")]
    ClosedByOffice,
    /// A code told by telephone that does not open this worker's slot.
    #[error("a wrong unlock code")]
    WrongCode,
    /// There is no slot for a code told by telephone.
    #[error("no unlock code can be told for this worker")]
    NoCode,
    /// A PIN that may not be chosen.
    #[error(transparent)]
    Pin(#[from] PinFault),
    /// A worker without a name.
    #[error("a worker needs a name")]
    NoName,
    /// The keystore that holds half of the key does not answer.
    #[error(transparent)]
    Keystore(KeystoreFailed),
    /// The keystore no longer has its half of the key.
    #[error("the keystore has no secret for this tablet")]
    SecretGone,
    /// There is an office already.
    #[error("the tablet belongs to an office already")]
    EnrolledAlready,
    /// There is a worker already.
    #[error("the tablet has a worker already")]
    UserAlready,
    /// There is no office yet.
    #[error("the tablet belongs to no office")]
    NotEnrolled,
    /// The line from the office cannot be read.
    #[error(transparent)]
    Line(#[from] LineFault),
    /// The address is not this machine and not https.
    #[error("the office's address is not https")]
    PlainAddress,
    /// The office at the address is not the one the line names.
    #[error("the office's key does not fit the pin")]
    OtherOffice,
    /// The office and this program speak no version of the protocol in common.
    #[error("the office speaks another version, a newer one: {is_newer}")]
    OfficeSpeaksOther {
        /// Whether this program is the older of the two.
        is_newer: bool,
    },
    /// It is not on this tablet, or not this worker's.
    #[error("what was asked for is not here")]
    NotHere,
    /// The plan has another revision.
    #[error("the plan is at revision {revision}")]
    OutOfStep {
        /// Where it is.
        revision: u64,
    },
    /// The changes do not fit the plan.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// The plan is sealed.
    #[error("the plan is sealed")]
    Sealed,
    /// Something stops sealing.
    #[error("something is missing before sealing")]
    NotReady(Blocker),
    /// The plan changed since this sitting began.
    #[error("the sitting was superseded")]
    Superseded,
    /// The tablet stands before a family.
    #[error("the tablet stands before a family")]
    WithFamily,
    /// The tablet would stand before somebody whom the harm comes from, and nobody is named with whom that was agreed.
    #[error("nobody is named with whom the turn was agreed")]
    AgreedWithNobody,
    /// A worker's words in a sitting tell an address or number that is kept private.
    #[error("words tell what is private")]
    Private,
    /// Words for the paper with a character that no font of it has.
    #[error("a character cannot be printed")]
    CannotPrint(char),
    /// A printer cannot be used.
    #[error(transparent)]
    Printer(#[from] PrinterError),
    /// The event does not fit the sitting.
    #[error(transparent)]
    Signing(#[from] SigningError),
    /// The stick is not there any more.
    #[error("the drive is gone")]
    NoDrive,
    /// The stick could not be written to: full, locked or gone.
    #[error("the drive could not be written to")]
    Drive(#[source] std::io::Error),
    /// The plan is not sealed yet.
    #[error("the plan is not sealed")]
    NotSealed,
    /// What would be sealed is more than an office takes.
    #[error("the agreement is too large for an office")]
    TooLarge,
    /// The paper could not be made.
    #[error("the family's copy could not be made")]
    Paper,
    /// The record could not be made.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// No room.
    #[error("the storage is full")]
    Full,
    /// Written by a newer program.
    #[error("a file is from a newer program")]
    TooNew,
    /// Something stored is not what it should be.
    #[error("the {what} cannot be read")]
    Damaged {
        /// What kind of thing.
        what: &'static str,
    },
    /// Another Doorstep has the files open.
    #[error("the database is open in another program")]
    OpenElsewhere,
    /// A Doorstep that was closed or killed has not let go of the files yet.
    #[error("another program that had the store is still ending")]
    StillEnding,
    /// The program was built with a database library that is not fit.
    #[error("the database library is not fit: {why}")]
    UnfitLibrary {
        /// What it lacks.
        why: &'static str,
    },
    /// The database did not do what was asked.
    #[error("the database failed")]
    Database(#[source] rusqlite::Error),
    /// The operating system did not do what was asked.
    #[error("{doing} failed ({})", source.kind())]
    File {
        /// What was being done.
        doing: &'static str,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The office does not answer.
    #[error("the office did not answer")]
    NoOffice,
    /// The office's answer makes no sense.
    #[error("the office's answer cannot be understood")]
    OfficeRubbish,
    /// The office said no.
    #[error("the office refused: {0}")]
    OfficeRefused(RefusalCode),
}

impl TabletError {
    /// Whether a database did not do what was asked, and may do nothing any more.
    pub(crate) const fn is_of_a_database(&self) -> bool {
        matches!(self, Self::Database(_) | Self::Full | Self::Damaged { .. })
    }

    /// Turns what the operating system said into an error that names what was being done.
    pub(crate) fn file(doing: &'static str) -> impl Fn(std::io::Error) -> Self {
        move |source| {
            if source.kind() == std::io::ErrorKind::StorageFull
                || source.kind() == std::io::ErrorKind::QuotaExceeded
            {
                Self::Full
            } else {
                Self::File { doing, source }
            }
        }
    }
}

impl From<rusqlite::Error> for TabletError {
    fn from(error: rusqlite::Error) -> Self {
        const CUT_SHORT: [i32; 2] = [ffi::SQLITE_IOERR_SHORT_READ, ffi::SQLITE_IOERR_CORRUPTFS];
        let code = error.sqlite_error().map(|inner| (inner.code, inner.extended_code));
        match code {
            Some((ErrorCode::DiskFull, _) | (ErrorCode::SystemIoFailure, ffi::SQLITE_IOERR_SHMSIZE)) => {
                Self::Full
            }
            // Of a page that it cannot prove, what encrypts says that there is no memory.
            Some((ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt | ErrorCode::OutOfMemory, _)) => {
                Self::Damaged { what: "database" }
            }
            Some((ErrorCode::SystemIoFailure, more)) if CUT_SHORT.contains(&more) => {
                Self::Damaged { what: "database" }
            }
            Some((ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _)) => Self::OpenElsewhere,
            Some(_) | None => Self::Database(error),
        }
    }
}
