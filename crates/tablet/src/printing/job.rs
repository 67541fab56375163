//! One print from beginning to end, on a thread of its own, and what is known of it when it ends. What the printer knows it
//! by is written down before anything is sent, so that nothing is printed twice.

use std::num::NonZeroU8;
use std::sync::Arc;
use std::thread;

use ipc::visit::PrintGoes;
use printer::{Attempt, Document, Ended, Job, Press, Printer, PrinterError, Ticket, sentence};

use super::prints::Running;
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

/// Prints, and tells `ended` what there is to write down.
pub(crate) fn start(
    running: Arc<Running>,
    order: Order,
    ended: impl FnOnce(PrintState) + Send + 'static,
) -> Result<()> {
    let print = move || {
        let (state, goes) = run(&running, &order);
        ended(state);
        running.goes(goes);
    };
    let thread = thread::Builder::new().name("print".to_owned()).spawn(print);
    thread.map(drop).map_err(|source| TabletError::File { doing: "beginning to print", source })
}

fn run(running: &Running, order: &Order) -> (PrintState, PrintGoes) {
    let Order { press, ticket, attempt, pdf } = order;
    let document = Document { pdf, copies: NonZeroU8::MIN };
    match press.print(*ticket, *attempt, document, &mut || running.rest()) {
        Ok(job) => follow(running, press, job),
        Err(error) => refused(&error, *attempt),
    }
}

fn follow(running: &Running, press: &Press, job: Job) -> (PrintState, PrintGoes) {
    let mut tell =
        |progress| running.goes(PrintGoes::On { says: sentence::of_progress(progress).to_owned() });
    let ended = press.follow(job, &mut || running.rest(), &mut tell);
    let ended = match ended {
        Ended::LeftAlone => match press.cancel(job) {
            Ok(()) => Ended::Canceled,
            Err(error) => return refused(&error, Attempt::Again),
        },
        Ended::Printed | Ended::Canceled | Ended::Failed(_) | Ended::Lost | Ended::Forgotten => ended,
    };
    let says = sentence::of_end(ended).to_owned();
    match ended {
        Ended::Printed => (PrintState::Over, PrintGoes::Printed { says }),
        Ended::Canceled | Ended::Failed(_) => (PrintState::Over, PrintGoes::Stopped { says }),
        Ended::Lost | Ended::LeftAlone => (PrintState::Open, PrintGoes::Stopped { says }),
        Ended::Forgotten => (PrintState::Open, PrintGoes::Unsure { says }),
    }
}

/// What is known after a no. Where an earlier try may have got through, it still may.
fn refused(error: &PrinterError, attempt: Attempt) -> (PrintState, PrintGoes) {
    let says = sentence::of_error(error).to_owned();
    let state = match (error, attempt) {
        (PrinterError::Unknown | PrinterError::Unsure | PrinterError::JobGone | PrinterError::TooLate, _)
        | (_, Attempt::Again) => PrintState::Open,
        (_, Attempt::First | Attempt::NothingCameOut) => PrintState::NotSent,
    };
    let is_unsure = matches!(error, PrinterError::Unsure | PrinterError::JobGone);
    (state, if is_unsure { PrintGoes::Unsure { says } } else { PrintGoes::Stopped { says } })
}
