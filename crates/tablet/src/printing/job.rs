//! One print from beginning to end, on a thread of its own, and what is known of it when it ends. What the printer knows it
//! by is written down before anything is sent, so that nothing is printed twice.

use std::num::NonZeroU8;
use std::sync::Arc;
use std::thread;

use ipc::visit::PrintGoes;
use printer::{Attempt, Document, Ended, Job, Pin, Press, Printer, PrinterError, Ticket};

use super::prints::Running;
use super::told;
use crate::environment::{Environment, random};
use crate::error::{Result, TabletError};
use crate::store::{PrintRow, PrintState};

/// What is printed, and how.
pub(crate) struct Order {
    pub(crate) press: Arc<Press>,
    pub(crate) ticket: Ticket,
    pub(crate) attempt: Attempt,
    pub(crate) pdf: Vec<u8>,
}

/// The ticket to print with. A print that may have come through keeps its own, and is only sent again by somebody who
/// looked.
pub(crate) fn ticket_for(
    last: Option<PrintRow>,
    printer: &Printer,
    nothing_came_out: bool,
    environment: &dyn Environment,
) -> Result<(Ticket, Attempt)> {
    match last {
        Some(row) if row.printer == printer.to_string() && row.state == PrintState::Open => {
            let attempt = if nothing_came_out { Attempt::NothingCameOut } else { Attempt::Again };
            Ok((row.ticket, attempt))
        }
        Some(_) | None => Ok((Ticket::from_random(random(environment)?), Attempt::First)),
    }
}

/// Prints, and tells what there is to write down: `known_by` the printer's key, as soon as it was spoken to over an encrypted
/// line, and `ended` how the print ended.
pub(crate) fn start(
    running: Arc<Running>,
    order: Order,
    known_by: impl FnOnce(Pin) + Send + 'static,
    ended: impl FnOnce(PrintState) + Send + 'static,
) -> Result<()> {
    let print = move || {
        let (state, goes) = run(&running, &order, known_by);
        ended(state);
        running.goes(goes);
    };
    let thread = thread::Builder::new().name("print".to_owned()).spawn(print);
    thread.map(drop).map_err(|source| TabletError::File { doing: "beginning to print", source })
}

fn run(running: &Running, order: &Order, known_by: impl FnOnce(Pin)) -> (PrintState, PrintGoes) {
    let Order { press, ticket, attempt, pdf } = order;
    let document = Document { pdf, copies: NonZeroU8::MIN };
    let printed = press.print(*ticket, *attempt, document, &mut || running.rest());
    // Also where it went wrong: something may have been sent, and it is the same printer the next time.
    if let Some(key) = press.key() {
        known_by(key);
    }
    match printed {
        Ok(job) => follow(running, press, job),
        Err(error) => refused(&error, *attempt),
    }
}

fn follow(running: &Running, press: &Press, job: Job) -> (PrintState, PrintGoes) {
    let mut tell = |progress| running.goes(PrintGoes::On { says: told::of_progress(progress).into() });
    let ended = press.follow(job, &mut || running.rest(), &mut tell);
    let ended = match ended {
        Ended::LeftAlone => match press.cancel(job) {
            Ok(()) => Ended::Canceled,
            Err(error) => return refused(&error, Attempt::Again),
        },
        Ended::Printed | Ended::Canceled | Ended::Failed(_) | Ended::Lost | Ended::Forgotten => ended,
    };
    let says = told::of_end(ended).into();
    match ended {
        Ended::Printed => (PrintState::Over, PrintGoes::Printed { says }),
        Ended::Canceled | Ended::Failed(_) => (PrintState::Over, PrintGoes::Stopped { says }),
        Ended::Lost | Ended::LeftAlone => (PrintState::Open, PrintGoes::Stopped { says }),
        Ended::Forgotten => (PrintState::Open, PrintGoes::Unsure { says }),
    }
}

/// What is known after a no. Where an earlier try may have got through, it still may.
fn refused(error: &PrinterError, attempt: Attempt) -> (PrintState, PrintGoes) {
    let says = told::of_error(error).into();
    let state = match (error, attempt) {
        (PrinterError::Unknown | PrinterError::Unsure | PrinterError::JobGone | PrinterError::TooLate, _)
        | (_, Attempt::Again) => PrintState::Open,
        (_, Attempt::First | Attempt::NothingCameOut) => PrintState::NotSent,
    };
    let goes = if matches!(error, PrinterError::Unsure | PrinterError::JobGone) {
        PrintGoes::Unsure { says }
    } else if *error == PrinterError::OtherKey {
        PrintGoes::OtherKey { says }
    } else {
        PrintGoes::Stopped { says }
    };
    (state, goes)
}
