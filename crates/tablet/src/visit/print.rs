//! Printing a copy on a printer nearby. A print goes on by itself, also while the tablet is locked; what the printer knows
//! it by is written down before anything is sent, so that nothing is printed twice. How printers are spoken to is in the
//! crate `printer`.

use std::collections::BTreeMap;
use std::num::NonZeroU8;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use ipc::Refusal;
use ipc::visit::{
    Command, CopyOf, FindPrinters, HowPrintGoes, Print, PrintCard, PrintGoes, PrinterCard, StopPrint,
};
use printer::{Attempt, Document, Ended, Job, Press, Presses, Printer, PrinterError, Ticket};

use super::paper;
use crate::environment::random;
use crate::error::{Result, TabletError};
use crate::refusal::printing;
use crate::store::{PrintRow, PrintState};
use crate::tablet::{Open, Shared, Tablet};

/// For how long printers are listened for.
const LISTEN: Duration = Duration::from_secs(3);
/// Between two questions about a job.
const REST: Duration = Duration::from_secs(1);

/// The prints since the start, and the presses they go through.
#[derive(Debug, Default)]
pub(crate) struct Prints {
    presses: Presses,
    running: Mutex<BTreeMap<CopyOf, Arc<Running>>>,
}

/// One print.
#[derive(Debug)]
struct Running {
    printer: String,
    goes: Mutex<PrintGoes>,
    /// Somebody wants it stopped.
    stop: AtomicBool,
}

impl Tablet {
    /// Looks for printers nearby.
    ///
    /// # Errors
    /// When the tablet is locked or has no network.
    pub fn find_printers(&self, _: FindPrinters) -> std::result::Result<Vec<PrinterCard>, Refusal> {
        self.carry_out(FindPrinters::NAME, |_, state| state.open().map(drop))?;
        let found = printer::find(LISTEN);
        self.carry_out(FindPrinters::NAME, |_, _| {
            let usable = found?.into_iter().filter(|it| it.pdf() && !it.printer.encrypted());
            Ok(usable.map(|it| PrinterCard { name: it.name, printer: it.printer.to_string() }).collect())
        })
    }

    /// Begins to print a copy.
    ///
    /// # Errors
    /// When the tablet is locked, the plan is not sealed, there is no such copy, or that is no printer's address.
    pub fn print(&self, asked: Print) -> std::result::Result<PrintCard, Refusal> {
        let shared = Arc::clone(&self.shared);
        self.carry_out(Print::NAME, |_, state| {
            let open = state.open()?;
            match shared.prints.going(&asked.copy) {
                Some(going) => Ok(going),
                None => begin(&shared, open, &asked),
            }
        })
    }

    /// How the last print of a copy goes.
    ///
    /// # Errors
    /// When the tablet is locked.
    pub fn how_print_goes(&self, asked: HowPrintGoes) -> std::result::Result<PrintCard, Refusal> {
        self.carry_out(HowPrintGoes::NAME, |shared, state| card(shared, state.open()?, &asked.copy))
    }

    /// Stops a print.
    ///
    /// # Errors
    /// When the tablet is locked.
    pub fn stop_print(&self, asked: StopPrint) -> std::result::Result<PrintCard, Refusal> {
        self.carry_out(StopPrint::NAME, |shared, state| {
            let open = state.open()?;
            if let Some(running) = shared.prints.lock().get(&asked.copy) {
                running.stop.store(true, Ordering::Relaxed);
            }
            card(shared, open, &asked.copy)
        })
    }
}

impl Prints {
    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<CopyOf, Arc<Running>>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A print that has not ended.
    fn going(&self, copy: &CopyOf) -> Option<PrintCard> {
        let card = self.lock().get(copy)?.card();
        matches!(card.state, PrintGoes::On { .. }).then_some(card)
    }
}

impl Running {
    fn card(&self) -> PrintCard {
        let state = self.goes.lock().unwrap_or_else(PoisonError::into_inner).clone();
        PrintCard { printer: Some(self.printer.clone()), last_used: None, state }
    }

    fn goes(&self, goes: PrintGoes) {
        *self.goes.lock().unwrap_or_else(PoisonError::into_inner) = goes;
    }

    /// Lets a second pass, and says whether to go on.
    fn rest(&self) -> ControlFlow<()> {
        thread::sleep(REST);
        if self.stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

fn card(shared: &Shared, open: &Open, copy: &CopyOf) -> Result<PrintCard> {
    if let Some(running) = shared.prints.lock().get(copy) {
        return Ok(running.card());
    }
    let printer = open.device.last_print(copy)?.map(|row| row.printer);
    let last_used = if printer.is_none() { open.device.last_printer()? } else { None };
    Ok(PrintCard { printer, last_used, state: PrintGoes::Not })
}

fn begin(shared: &Arc<Shared>, open: &Open, asked: &Print) -> Result<PrintCard> {
    let copy = &asked.copy;
    let printer: Printer = asked.printer.parse()?;
    let press = shared.prints.presses.press(&printer)?;
    let pdf = paper::pdf(shared, open, copy)?;
    let (ticket, attempt) = match open.device.last_print(copy)? {
        Some(row) if row.printer == printer.to_string() && row.state == PrintState::Open => {
            let looked = asked.nothing_came_out;
            (row.ticket, if looked { Attempt::NothingCameOut } else { Attempt::Again })
        }
        Some(_) | None => (Ticket::from_random(random(&*shared.environment)?), Attempt::First),
    };
    let row = PrintRow { ticket, printer: printer.to_string(), state: PrintState::Open };
    open.device.put_print(copy, &row, shared.environment.now())?;
    let says = printing::of_progress(printer::Progress::Waiting).into();
    let running = Running {
        printer: row.printer,
        goes: Mutex::new(PrintGoes::On { says }),
        stop: AtomicBool::new(false),
    };
    let running = Arc::new(running);
    shared.prints.lock().insert(copy.clone(), Arc::clone(&running));
    let card = running.card();
    let shared = Arc::clone(shared);
    thread::Builder::new()
        .name("print".to_owned())
        .spawn(move || run(&shared, &running, &press, ticket, attempt, &pdf))
        .map_err(|source| TabletError::File { doing: "beginning to print", source })?;
    Ok(card)
}

/// One print from beginning to end, on a thread of its own.
fn run(shared: &Shared, running: &Running, press: &Press, ticket: Ticket, attempt: Attempt, pdf: &[u8]) {
    let document = Document { pdf, copies: NonZeroU8::MIN };
    let (state, goes) = match press.print(ticket, attempt, document, &mut || running.rest()) {
        Ok(job) => follow(running, press, job),
        Err(error) => refused(&error, attempt),
    };
    // While the tablet is locked nothing can be written; then the printer is asked the next time.
    if let Ok(open) = shared.lock().open()
        && let Err(error) = open.device.set_print_state(ticket, state)
    {
        tracing::warn!(%error, "how a print ended is not written");
    }
    running.goes(goes);
}

fn follow(running: &Running, press: &Press, job: Job) -> (PrintState, PrintGoes) {
    let mut tell = |progress| running.goes(PrintGoes::On { says: printing::of_progress(progress).into() });
    let ended = press.follow(job, &mut || running.rest(), &mut tell);
    let ended = match ended {
        Ended::LeftAlone => match press.cancel(job) {
            Ok(()) => Ended::Canceled,
            Err(error) => return refused(&error, Attempt::Again),
        },
        Ended::Printed | Ended::Canceled | Ended::Failed(_) | Ended::Lost | Ended::Forgotten => ended,
    };
    let says = printing::of_end(ended).into();
    match ended {
        Ended::Printed => (PrintState::Over, PrintGoes::Printed { says }),
        Ended::Canceled | Ended::Failed(_) => (PrintState::Over, PrintGoes::Stopped { says }),
        Ended::Lost | Ended::LeftAlone => (PrintState::Open, PrintGoes::Stopped { says }),
        Ended::Forgotten => (PrintState::Open, PrintGoes::Unsure { says }),
    }
}

/// What is known after a no. Where an earlier try may have got through, it still may.
fn refused(error: &PrinterError, attempt: Attempt) -> (PrintState, PrintGoes) {
    let says = printing::of_error(error).into();
    let state = match (error, attempt) {
        (PrinterError::Unknown | PrinterError::Unsure | PrinterError::JobGone | PrinterError::TooLate, _)
        | (_, Attempt::Again) => PrintState::Open,
        (_, Attempt::First | Attempt::NothingCameOut) => PrintState::NotSent,
    };
    let is_unsure = matches!(error, PrinterError::Unsure | PrinterError::JobGone);
    (state, if is_unsure { PrintGoes::Unsure { says } } else { PrintGoes::Stopped { says } })
}
