//! Everything that can stop a print. No variant carries a name or an address, so that each may be logged.

use thiserror::Error;

pub(crate) type Result<T> = std::result::Result<T, PrinterError>;

/// Why something was not done. Only with [`Unknown`](Self::Unknown) and [`Unsure`](Self::Unsure) may paper come out
/// nevertheless.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PrinterError {
    /// Nothing was typed.
    #[error("there is no address")]
    NoAddress,
    /// What was typed is no address.
    #[error("that is no address of a printer")]
    NotAnAddress,
    /// The address of a page for browsers was typed.
    #[error("that is the address of a web page")]
    WebPage,
    /// The printer wants an encrypted line: an address that begins with `ipps`.
    #[error("the printer prints over an encrypted line only")]
    Encrypted,
    /// There is no encrypted line to what answers and is not known by a key yet: it has none, its way to encrypt is too old, or it could not prove that it
    /// has the key it shows. Nothing was sent.
    #[error("there is no encrypted line to the printer")]
    NoLine,
    /// There is no encrypted line to what answers, where the printer that is known by its key made one before. Somebody else
    /// may be answering. Nothing was sent.
    #[error("there is no encrypted line to the printer any more")]
    LineGone,
    /// The printer proved another key than the one it is known by. Nothing was sent.
    #[error("the printer has another key than before")]
    OtherKey,
    /// The network could not be searched.
    #[error("the network cannot be searched for printers")]
    NoNetwork,
    /// Nothing of that name is on this network.
    #[error("no device has that name")]
    NoSuchName,
    /// No connection, or no answer in time. Of what was to be printed nothing was sent.
    #[error("the printer did not answer")]
    NotReached,
    /// Something answers, but there is no printer in this place.
    #[error("there is no printer at that address")]
    WrongPlace,
    /// What answers does not speak IPP, or says too much.
    #[error("the answer cannot be understood")]
    NotIpp,
    /// The printer asks who is printing.
    #[error("the printer asks for a password")]
    NeedsPassword,
    /// The printer takes no jobs now.
    #[error("the printer takes no jobs now")]
    NotAccepting,
    /// The printer understands neither PDF nor the pictures of pages that are drawn here.
    #[error("the printer takes neither PDF nor pictures of pages")]
    NoFormat,
    /// The printer wants pictures of the pages, and they cannot be drawn: the document is broken, not A4, or far too long.
    #[error("the pages cannot be drawn")]
    NotDrawn,
    /// Whoever prints has used up what they may print there.
    #[error("a limit of the printer is reached")]
    Quota,
    /// The printer has no place for A4.
    #[error("the printer does not take A4")]
    NoA4,
    /// The printer is printing something else, and the caller did not wait any longer.
    #[error("the printer is busy")]
    Busy,
    /// The caller did not want it any more before anything of it was sent.
    #[error("it was stopped before it was sent")]
    Stopped,
    /// The printer said no.
    #[error("the printer refused: status {status:#06x}")]
    Refused {
        /// The IPP status, as in RFC 8011, appendix B.
        status: u16,
    },
    /// It was sent, at least in part, and the answer was lost. Try again with [`Attempt::Again`](crate::Attempt::Again).
    #[error("it was sent and the answer was lost")]
    Unknown,
    /// It was sent before, and the printer does not know it any more. Only a look at the paper tells whether it was
    /// printed. If not: [`Attempt::NothingCameOut`](crate::Attempt::NothingCameOut).
    #[error("it was sent before and the printer does not know it any more")]
    Unsure,
    /// The printer knows no such job, or has given its number to another.
    #[error("the printer does not know this job")]
    JobGone,
    /// The job had ended before it could be cancelled.
    #[error("the job has ended already")]
    TooLate,
}
