//! The prints since the start, and how each goes. Held in memory: after a start the printer is asked anew.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use ipc::visit::{CopyOf, PrintCard, PrintGoes};
use printer::{Pin, Press, Presses, Printer, Progress};

use super::told;
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
        let says = told::of_progress(Progress::Waiting).into();
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

    /// Lets a second pass, and says whether to go on.
    pub(super) fn rest(&self) -> ControlFlow<()> {
        thread::sleep(REST);
        if self.stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}
