//! What one paper copy is known by, here and in the printer. Nothing in it comes from what is printed.

use std::fmt;
use std::str::FromStr;

use crate::error::PrinterError;

const NAME: &str = "Document ";
const DIGITS: usize = 12;

/// A job's own identity. The caller makes one for each paper that is wanted, keeps it before printing, and gives the same
/// one again when in doubt, so that the printer can be asked whether it has it. Once it is known how the job ended, another
/// paper is another ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket([u8; 6]);

impl Ticket {
    /// A ticket from given randomness.
    pub const fn from_random(bytes: [u8; 6]) -> Self {
        Self(bytes)
    }

    /// The name of the job, as it stands in the printer's list and perhaps on its display.
    pub(crate) fn job_name(self) -> String {
        format!("{NAME}{self}")
    }

    /// Whether a job's name is this ticket's. Printers may change the rest of a name.
    pub(crate) fn is_in(self, job_name: &str) -> bool {
        job_name.to_ascii_lowercase().contains(&self.to_string())
    }
}

/// Twelve hexadecimal digits.
impl fmt::Display for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Ticket {
    type Err = PrinterError;

    /// Reads what [`Display`](fmt::Display) wrote. Anything else names no job.
    fn from_str(text: &str) -> Result<Self, PrinterError> {
        let is_one = text.len() == DIGITS && text.bytes().all(|digit| digit.is_ascii_hexdigit());
        let number = u64::from_str_radix(text, 16).ok().filter(|_| is_one).ok_or(PrinterError::JobGone)?;
        let [_, _, bytes @ ..] = number.to_be_bytes();
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_written_and_read_alike_and_names_nobody() {
        let ticket = Ticket::from_random([0, 1, 0xab, 0xcd, 0xef, 0xff]);
        assert_eq!(ticket.to_string(), "0001abcdefff");
        assert_eq!(ticket.job_name(), "Document 0001abcdefff");
        assert_eq!("0001abcdefff".parse(), Ok(ticket));
        for wrong in ["", "0001abcdeff", "0001abcdeffff", "0001abcdefgg", "+001abcdefff"] {
            assert_eq!(wrong.parse::<Ticket>(), Err(PrinterError::JobGone), "{wrong}");
        }
    }

    #[test]
    fn it_is_known_again_though_the_printer_changed_the_name() {
        let ticket = Ticket::from_random([0, 1, 0xab, 0xcd, 0xef, 0xff]);
        assert!(ticket.is_in("1-DOCUMENT_0001ABCDEFFF"));
        assert!(!ticket.is_in("Document 0001abcdeffe"));
        assert!(!ticket.is_in("Document"));
    }
}
