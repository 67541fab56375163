//! One print from beginning to end, on a thread of its own, and what is known of it when it ends. What the printer knows it
//! by is written down before anything is sent, so that nothing is printed twice.

use std::num::NonZeroU8;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use ipc::visit::PrintGoes;
use printer::{Attempt, Document, Ended, Job, Pin, Press, PrinterError, Ticket};

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

/// The ticket to print with. A print that may have come through keeps its own on whichever printer, since one printer may have
/// several addresses, and is only sent again by somebody who looked.
pub(crate) fn ticket_for(
    last: Option<PrintRow>,
    nothing_came_out: bool,
    environment: &dyn Environment,
) -> Result<(Ticket, Attempt)> {
    match last {
        Some(row) if row.state == PrintState::Open => {
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
    let not_begun = Arc::clone(&running);
    let print = move || {
        let (state, goes) =
            to_an_end(|| run(&running, &order, known_by), || refused(&PrinterError::Unknown, order.attempt));
        to_an_end(|| ended(state), || ());
        running.goes(goes);
    };
    let thread = thread::Builder::new().name("print".to_owned()).spawn(print);
    thread.map(drop).map_err(|source| {
        not_begun.goes(PrintGoes::Not);
        TabletError::File { doing: "beginning to print", source }
    })
}

/// Carries something out, or what stands in its place where it panics, so that no print goes on for ever on the screen.
fn to_an_end<T>(part: impl FnOnce() -> T, otherwise: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(part)).unwrap_or_else(|_| otherwise())
}

fn run(running: &Running, order: &Order, known_by: impl FnOnce(Pin)) -> (PrintState, PrintGoes) {
    let Order { press, ticket, attempt, pdf } = order;
    let document = Document { pdf, copies: NonZeroU8::MIN };
    let printed = press.print(*ticket, *attempt, document, &mut |asked| running.rest(asked));
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
    let ended = press.follow(job, &mut |asked| running.rest(asked), &mut tell);
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
    } else if *error == PrinterError::NoLine {
        PrintGoes::NoLine { says }
    } else {
        PrintGoes::Stopped { says }
    };
    (state, goes)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use ipc::visit::{CopyOf, Form};
    use plan::ids::PlanId;

    use super::super::prints::Prints;
    use super::*;

    /// What stands on the screen in the end, where nobody answers at a printer that is known by a key.
    fn what_stands_after(
        known_by: impl FnOnce(Pin) + Send + 'static,
        ended: impl FnOnce(PrintState) + Send + 'static,
    ) -> PrintGoes {
        let printer = "ipps://127.0.0.1:1".parse().unwrap();
        let press = Press::knowing(printer, Some("0a".repeat(32).parse().unwrap())).unwrap();
        let copy = CopyOf { plan: PlanId::new(1, &[1; 10]), person: None, form: Form::Signed };
        let running = Prints::default().begin(&copy, press.printer());
        let ticket = Ticket::from_random([1; 6]);
        let order = Order { press: Arc::new(press), ticket, attempt: Attempt::First, pdf: Vec::new() };
        start(Arc::clone(&running), order, known_by, ended).unwrap();
        let began = Instant::now();
        loop {
            let state = running.card().state;
            if !matches!(state, PrintGoes::On { .. }) {
                return state;
            }
            assert!(began.elapsed() < Duration::from_secs(60), "it goes on for ever");
            thread::sleep(Duration::from_millis(10));
        }
    }

    #[test]
    fn a_print_that_panics_ends_and_may_have_come_out() {
        let (tells, told) = std::sync::mpsc::channel();
        let known_by = |_| panic!("as if an answer had felled it");
        let goes = what_stands_after(known_by, move |state| tells.send(state).unwrap());
        assert_eq!(told.recv().unwrap(), PrintState::Open);
        assert_eq!(goes, PrintGoes::Stopped { says: told::of_error(&PrinterError::Unknown).into() });

        let goes = what_stands_after(|_| {}, |_| panic!("as if it could not be written"));
        assert_eq!(goes, PrintGoes::Stopped { says: told::of_error(&PrinterError::NotReached).into() });
    }
}
