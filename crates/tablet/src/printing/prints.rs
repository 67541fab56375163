//! The prints since the start, and how each goes. Held in memory: after a start the printer is asked anew.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use ipc::told::print_goes;
use ipc::visit::{CopyOf, PrintCard, PrintGoes};
use printer::{Asked, Pin, Press, Presses, Printer};

use crate::error::Result;

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
pub(crate) struct Running {
    printer: String,
    goes: Mutex<PrintGoes>,
    /// Somebody wants it stopped.
    stop: AtomicBool,
}

impl Prints {
    /// The way to a printer, with what is kept of its key.
    pub(crate) fn press(&self, printer: &Printer, known: Option<Pin>) -> Result<Arc<Press>> {
        Ok(self.presses.press(printer, known)?)
    }

    /// A print that is about to begin. It stands in the place of an earlier one of the same copy.
    pub(crate) fn begin(&self, copy: &CopyOf, printer: &Printer) -> Arc<Running> {
        let says = print_goes::begins().into();
        let running = Arc::new(Running {
            printer: printer.to_string(),
            goes: Mutex::new(PrintGoes::On { says }),
            stop: AtomicBool::new(false),
        });
        self.lock().insert(copy.clone(), Arc::clone(&running));
        running
    }

    /// How the last print of a copy goes, where there was one since the start.
    pub(crate) fn card(&self, copy: &CopyOf) -> Option<PrintCard> {
        self.lock().get(copy).map(|running| running.card())
    }

    /// A print that has not ended.
    pub(crate) fn going(&self, copy: &CopyOf) -> Option<PrintCard> {
        self.card(copy).filter(|card| matches!(card.state, PrintGoes::On { .. }))
    }

    pub(crate) fn stop(&self, copy: &CopyOf) {
        if let Some(running) = self.lock().get(copy) {
            running.stop.store(true, Ordering::Relaxed);
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<CopyOf, Arc<Running>>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Running {
    pub(crate) fn card(&self) -> PrintCard {
        let state = self.goes.lock().unwrap_or_else(PoisonError::into_inner).clone();
        PrintCard { printer: Some(self.printer.clone()), last_used: None, state }
    }

    pub(super) fn goes(&self, goes: PrintGoes) {
        *self.goes.lock().unwrap_or_else(PoisonError::into_inner) = goes;
    }

    /// Says whether to go on; after a second, where it is asked for a rest.
    pub(super) fn rest(&self, asked: Asked) -> ControlFlow<()> {
        if asked == Asked::Rest {
            thread::sleep(REST);
        }
        if self.stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}
