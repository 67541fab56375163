//! Printing a copy on a printer nearby: finding one, beginning, how it goes, stopping. What goes on after that is in
//! `printing`.

use std::sync::Arc;
use std::time::Duration;

use ipc::Refusal;
use ipc::visit::{
    CopyOf, FindPrinters, HowPrintGoes, Print, PrintCard, PrintGoes, PrinterCard, StopPrint, TrustPrinter,
};
use printer::{Pin, Printer};

use super::paper;
use crate::error::Result;
use crate::printing::{self, Order};
use crate::state::{Open, Shared};
use crate::store::{PrintRow, PrintState};
use crate::tablet::Tablet;

/// For how long printers are listened for.
const LISTEN: Duration = Duration::from_secs(3);

impl Tablet {
    /// Looks for printers nearby.
    ///
    /// # Errors
    /// When the tablet is locked or has no network.
    pub fn find_printers(&self, _: FindPrinters) -> std::result::Result<Vec<PrinterCard>, Refusal> {
        let encrypted_before =
            self.carry_out::<FindPrinters, _>(|_, state| state.open()?.records.printers_with_a_key())?;
        let found = printer::find(LISTEN, &encrypted_before);
        self.carry_out::<FindPrinters, _>(|_, _| Ok(printing::cards(found?)))
    }

    /// Begins to print a copy.
    ///
    /// # Errors
    /// When the tablet is locked, the plan is not sealed, there is no such copy, or that is no printer's address.
    pub fn print(&self, asked: Print) -> std::result::Result<PrintCard, Refusal> {
        let shared = Arc::clone(&self.shared);
        self.carry_out::<Print, _>(|_, state| {
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
        self.carry_out::<HowPrintGoes, _>(|shared, state| card(shared, state.open()?, &asked.copy))
    }

    /// Stops a print.
    ///
    /// # Errors
    /// When the tablet is locked.
    pub fn stop_print(&self, asked: StopPrint) -> std::result::Result<PrintCard, Refusal> {
        self.carry_out::<StopPrint, _>(|shared, state| {
            let open = state.open()?;
            shared.prints.stop(&asked.copy);
            card(shared, open, &asked.copy)
        })
    }

    /// Takes the key that a printer proved last for its own, and keeps it in the place of the one before.
    ///
    /// # Errors
    /// When the tablet is locked, or that is no printer's address.
    pub fn trust_printer(&self, asked: TrustPrinter) -> std::result::Result<(), Refusal> {
        self.carry_out::<TrustPrinter, _>(|shared, state| {
            let open = state.open()?;
            let printer: Printer = asked.printer.parse()?;
            let press = shared.prints.press(&printer, open.records.printer_key(&printer)?)?;
            press.trust_other_key().map_or(Ok(()), |pin| open.records.put_printer_key(&printer, pin))
        })
    }
}

fn card(shared: &Shared, open: &Open, copy: &CopyOf) -> Result<PrintCard> {
    if let Some(card) = shared.prints.card(copy) {
        return Ok(card);
    }
    let printer = open.records.last_print(copy)?.map(|row| row.printer);
    let last_used = if printer.is_none() { open.records.last_printer(copy.plan)? } else { None };
    Ok(PrintCard { printer, last_used, state: PrintGoes::Not })
}

fn begin(shared: &Arc<Shared>, open: &mut Open, asked: &Print) -> Result<PrintCard> {
    let copy = &asked.copy;
    let printer: Printer = asked.printer.parse()?;
    let press = shared.prints.press(&printer, open.records.printer_key(&printer)?)?;
    let pdf = paper::pdf(shared, open, copy)?;
    let last = open.records.last_print(copy)?;
    let (ticket, attempt) = printing::ticket_for(last, asked.nothing_came_out, &*shared.environment)?;
    let row = PrintRow { ticket, printer: printer.to_string(), state: PrintState::Open };
    open.records.put_print(copy, &row, shared.environment.now())?;
    let running = shared.prints.begin(copy, &printer);
    let card = running.card();
    let (shared, also_shared) = (Arc::clone(shared), Arc::clone(shared));
    // While the tablet is locked nothing can be written; then the next print does it.
    let known_by = move |pin: Pin| {
        if let Ok(open) = also_shared.lock().open()
            && let Err(error) = open.records.put_printer_key(&printer, pin)
        {
            tracing::warn!(%error, "the key of a printer is not written");
        }
    };
    // Here the printer is asked the next time.
    let ended = move |state| {
        if let Ok(open) = shared.lock().open()
            && let Err(error) = open.records.set_print_state(ticket, state)
        {
            tracing::warn!(%error, "how a print ended is not written");
        }
    };
    printing::start(running, Order { press, ticket, attempt, pdf }, known_by, ended)?;
    Ok(card)
}
