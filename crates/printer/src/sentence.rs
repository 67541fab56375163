//! What a worker is told about printing: what happened, what is safe, what to do. Every function is exhaustive, so that
//! nothing can be added without words for it. How a code for the interface belongs to them is not known here.

use crate::error::PrinterError;
use crate::job::{Ended, Failure, Progress};
use crate::trouble::Trouble;

/// The words for what stopped a print.
pub const fn of_error(error: &PrinterError) -> &'static str {
    use PrinterError as E;
    match error {
        E::NoAddress => {
            "There is no address yet. Type the address of the printer, as it stands on its screen."
        }
        E::NotAnAddress => {
            "That is not the address of a printer. Nothing was sent. An address looks like 192.168.1.20. \
             Look for it on the printer’s screen."
        }
        E::WebPage => {
            "That is the address of a web page. Nothing was sent. Type only the middle part of it, \
             such as 192.168.1.20."
        }
        E::Encrypted => {
            "This printer wants a kind of line that Doorstep cannot use. Nothing was printed. The plan is safe here. \
             Use another printer, or give the family the file."
        }
        E::NoNetwork => {
            "The tablet cannot look for printers. The plan is safe here. Check that Wi-Fi is on, then look again."
        }
        E::NoSuchName => {
            "There is no printer with that name here. Nothing was sent. The plan is safe here. \
             Check the name and the Wi-Fi, or type the printer’s number address."
        }
        E::NotReached => {
            "The printer did not answer. The plan is safe here. \
             Check that the printer is on and that both use the same Wi-Fi. Then try again."
        }
        E::WrongPlace => {
            "Something answers there, but it is no printer. Nothing was printed. The plan is safe here. \
             Check the address, or look for printers again."
        }
        E::NotIpp => {
            "What answers there cannot print for this tablet. The plan is safe here. \
             Use another printer, or give the family the file."
        }
        E::NeedsPassword => {
            "This printer asks for a password. Nothing was printed. The plan is safe here. \
             Use another printer, or give the family the file."
        }
        E::NotAccepting => {
            "The printer takes nothing new at the moment. Nothing was printed. The plan is safe here. \
             Look at the printer’s screen, then try again."
        }
        E::NoPdf => {
            "This printer cannot read the plan’s kind of file. Nothing was printed. The plan is safe here. \
             Use another printer, or give the family the file."
        }
        E::NoA4 => {
            "This printer has no A4 paper. Nothing was printed. The plan is safe here. \
             Use another printer, or give the family the file."
        }
        E::Busy | E::NotItsTurn => {
            "The printer is busy with something else. This plan was not sent. It is safe here. \
             Wait until the printer is quiet, then try again."
        }
        E::Refused { .. } => {
            "The printer said no. Nothing was printed. The plan is safe here. \
             Turn the printer off and on, then try again. Or use another one."
        }
        E::Unknown => {
            "The line to the printer broke off. The plan is safe here. Look if paper comes out. \
             Then try again: the printer is asked first, so nothing is printed twice."
        }
        E::Unsure => {
            "The printer does not know if it printed the plan. The plan is safe here. Look if it came out. \
             Print again only if there is no paper."
        }
        E::JobGone => {
            "The printer does not know this print any more. The plan is safe here. Look if it came out."
        }
        E::TooLate => {
            "It was too late to stop the print. The plan is safe here. Take all the pages from the printer."
        }
    }
}

/// The words for how a print goes.
pub const fn of_progress(progress: Progress) -> &'static str {
    match progress {
        Progress::Waiting => "The printer has the plan and will start soon.",
        Progress::Printing => "The plan is printing.",
        Progress::Held(Trouble::PaperOut) => {
            "The printer has no paper. The plan is safe here. Put paper in; it goes on by itself."
        }
        Progress::Held(Trouble::PaperJam) => {
            "Paper is stuck in the printer. The plan is safe here. Pull the paper out; it goes on by itself."
        }
        Progress::Held(Trouble::CoverOpen) => {
            "The printer is open. The plan is safe here. Close it; it goes on by itself."
        }
        Progress::Held(Trouble::InkOut) => {
            "The printer has no ink. The plan is safe here. Put new ink in; it goes on by itself. \
             Or stop it here and use another printer."
        }
        Progress::Held(Trouble::Paused) => {
            "The printer is on pause. The plan is safe here. Press its start button; it goes on by itself."
        }
        Progress::Held(Trouble::Other) => {
            "The printer waits for something. The plan is safe here. Its screen says what it needs."
        }
    }
}

/// The words for how a print ended.
pub const fn of_end(ended: Ended) -> &'static str {
    match ended {
        Ended::Printed => "The plan is printed. Take all the pages and check that the last one is there.",
        Ended::Canceled => {
            "The print was stopped. The plan is safe here. Take the pages that came out, then print again if you need it."
        }
        Ended::Failed(Failure::Document) => {
            "The printer could not read the plan. The plan is safe here. Take the pages that came out. \
             Use another printer, or give the family the file."
        }
        Ended::Failed(Failure::Trouble(trouble)) => of_failure(trouble),
        Ended::Failed(Failure::NotSaid) => {
            "The printer gave up. The plan is safe here. Take the pages that came out. \
             Look at the printer’s screen, then print again."
        }
        Ended::Lost => {
            "The printer does not answer any more. The plan is safe here. Look if paper comes out. \
             Check that the printer is on, then try again: it is asked first, so nothing is printed twice."
        }
        Ended::Forgotten => {
            "The printer does not know this print any more. The plan is safe here. Look if it came out. \
             Print again only if there is no paper."
        }
        Ended::LeftAlone => {
            "The printer has the plan and goes on by itself. Take all the pages before you leave."
        }
    }
}

const fn of_failure(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::PaperOut => {
            "The printer had no paper and gave up. The plan is safe here. Put paper in, then print again."
        }
        Trouble::PaperJam => {
            "Paper was stuck and the printer gave up. The plan is safe here. Pull the paper out, then print again."
        }
        Trouble::CoverOpen => {
            "The printer was open and gave up. The plan is safe here. Close it, then print again."
        }
        Trouble::InkOut => {
            "The printer had no ink and gave up. The plan is safe here. Put new ink in, or use another printer."
        }
        Trouble::Paused | Trouble::Other => {
            "The printer gave up. The plan is safe here. Look at the printer’s screen, then print again."
        }
    }
}
