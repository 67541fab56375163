//! One printer and the jobs for it, one after the other. Nothing is sent twice unless a person says that nothing came out:
//! before sending, the printer is asked whether it has the job already.
//!
//! A printer's own list is short (some forget a job after a minute, all when switched off), so “not in the list” alone is
//! never taken for “not printed”.

mod follow;
mod queue;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU8;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

use ipp::model::Operation;
use ipp::value::IppValue;

use crate::address::Printer;
use crate::document::Document;
use crate::error::{PrinterError, Result};
use crate::job::{self, Job};
use crate::look::{self, Look};
use crate::message::{A4, BOTH_SIDES, NO_SCALING, ONE_SIDE, PDF, RASTER, Request, accepted, jobs_in};
use crate::patience::Asked;
use crate::pin::Pin;
use crate::raster;
use crate::ticket::Ticket;
use crate::wire::Wire;
use queue::Queue;

/// So many jobs of each list are looked through.
const JOBS_LOOKED_AT: i32 = 200;

/// What the caller knows of earlier attempts with the same ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// There was none.
    First,
    /// There was one, and it is not known what became of it.
    Again,
    /// There was one, and a person looked: nothing came out.
    NothingCameOut,
}

/// One printer. All that is printed on it in this program goes through one of these; see [`Presses`].
#[derive(Debug)]
pub struct Press {
    wire: Wire,
    queue: Queue,
    /// What may have been sent from here.
    sent: Mutex<BTreeSet<Ticket>>,
}

impl Press {
    /// A press for a printer of which nothing is known yet. Nothing is asked.
    ///
    /// # Errors
    ///
    /// [`PrinterError::NoLine`] where this device cannot encrypt.
    pub fn new(printer: Printer) -> Result<Self> {
        Self::knowing(printer, None)
    }

    /// A press for a printer whose line is encrypted, with the key it is known by. Where there is none, the first key that
    /// answers as a printer does is its own.
    ///
    /// # Errors
    ///
    /// [`PrinterError::NoLine`] where this device cannot encrypt.
    pub fn knowing(printer: Printer, key: Option<Pin>) -> Result<Self> {
        Ok(Self { wire: Wire::to(printer, key)?, queue: Queue::default(), sent: Mutex::default() })
    }

    /// The key it is known by, if its line is encrypted and it ever answered. The caller keeps it.
    pub fn key(&self) -> Option<Pin> {
        self.wire.key()
    }

    /// A person says that the other key, of which [`PrinterError::OtherKey`] told, is the printer's by now. Returns the key
    /// it is known by from here on.
    pub fn trust_other_key(&self) -> Option<Pin> {
        self.wire.trust_other_key()
    }

    /// Where it prints.
    pub fn printer(&self) -> &Printer {
        self.wire.printer()
    }

    /// Asks the printer about itself. Takes at most some 20 seconds.
    ///
    /// # Errors
    ///
    /// It cannot be reached, is no printer, or does not want to say.
    pub fn look(&self) -> Result<Look> {
        self.wire.look_up_again();
        self.looked()
    }

    fn looked(&self) -> Result<Look> {
        look::read(&self.wire.ask(&look::question(self.printer())?)?)
    }

    /// Asks whether the printer has the ticket's job in its list. After a line that broke it may have got half of the
    /// document and know nothing of that; only the last page shows.
    ///
    /// # Errors
    ///
    /// It cannot be reached or does not want to say.
    pub fn find_job(&self, ticket: Ticket) -> Result<Option<Job>> {
        for which in ["not-completed", "completed"] {
            let question = Request::new(Operation::GetJobs, self.printer())
                .with("which-jobs", IppValue::new_keyword(which))
                .with("limit", Ok(IppValue::Integer(JOBS_LOOKED_AT)))
                .only(&["job-id", "job-name"])
                .finish()?;
            let answer = self.wire.ask(&question)?;
            let found = jobs_in(&answer)?.find_map(|group| job::of(&group, ticket));
            if let Some(id) = found {
                return Ok(Some(Job { id, ticket }));
            }
        }
        Ok(None)
    }

    /// Prints on A4, after the jobs that were asked for before. If the printer has the ticket's job already, that one is
    /// returned and nothing is sent.
    ///
    /// `rest` is asked for some time while other jobs are before it, here or in the printer, and whether to go on before
    /// anything of the document is sent.
    ///
    /// # Errors
    ///
    /// Everything [`PrinterError`] has. With [`PrinterError::Unknown`] it may be printed; with
    /// [`PrinterError::Unsure`] an earlier attempt may have been. With any other nothing of this call is printed.
    pub fn print(
        &self,
        ticket: Ticket,
        attempt: Attempt,
        document: Document<'_>,
        rest: &mut dyn FnMut(Asked) -> ControlFlow<()>,
    ) -> Result<Job> {
        let _turn = self.queue.turn(rest)?;
        // Since then the tablet may have come into another home, where something else has that address.
        self.wire.look_up_again();
        let sent_before = self.lock_sent().contains(&ticket);
        let attempt = if sent_before && attempt == Attempt::First { Attempt::Again } else { attempt };
        match (self.find_job(ticket), attempt) {
            (Ok(Some(job)), _) => return Ok(job),
            (Ok(None), Attempt::First | Attempt::NothingCameOut) => {}
            (Ok(None), Attempt::Again) => return Err(PrinterError::Unsure),
            (Err(PrinterError::Refused { .. } | PrinterError::NeedsPassword), Attempt::Again) => {
                return Err(PrinterError::Unsure);
            }
            // A list that is kept secret does not stop what was never sent.
            (Err(PrinterError::Refused { .. } | PrinterError::NeedsPassword), _) => {}
            (Err(error), _) => return Err(error),
        }
        is_wanted(rest)?;
        let mut look = self.looked()?;
        look.takes_a_document()?;
        let parcel = Parcel::of(document, &look)?;
        loop {
            is_wanted(rest)?;
            match self.send(ticket, &parcel, &look) {
                Err(PrinterError::Busy) if rest(Asked::Rest).is_continue() => {}
                // It may be one of the two that it does not want, and not the paper.
                Err(PrinterError::NoA4) if look.scales_not || look.both_sides => {
                    (look.scales_not, look.both_sides) = (false, false);
                }
                ended => return ended,
            }
        }
    }

    /// Asks the printer to give a job up. What is on its way through the printer may still come out.
    ///
    /// # Errors
    ///
    /// It had ended, is not known any more, or the printer cannot be reached.
    pub fn cancel(&self, job: Job) -> Result<()> {
        self.seen(job)?;
        let request = Request::about(Operation::CancelJob, self.printer(), job.id).finish()?;
        match accepted(&self.wire.ask(&request)?).map(drop) {
            Err(PrinterError::WrongPlace) => Err(PrinterError::JobGone),
            Err(PrinterError::Refused { status: NOT_POSSIBLE }) => Err(PrinterError::TooLate),
            answered => answered,
        }
    }

    fn send(&self, ticket: Ticket, parcel: &Parcel<'_>, look: &Look) -> Result<Job> {
        let mut request = Request::new(Operation::PrintJob, self.printer())
            .with("job-name", IppValue::new_name_without_language(ticket.job_name()))
            .with("document-format", IppValue::new_mime_media_type(parcel.format))
            .job("copies", Ok(IppValue::Integer(parcel.copies.get().into())))
            .job("media", IppValue::new_keyword(look.a4_name.as_deref().unwrap_or(A4)));
        // What a printer does not know is not asked of it: some refuse the whole job for that.
        if look.scales_not {
            request = request.job("print-scaling", IppValue::new_keyword(NO_SCALING));
        }
        if look.both_sides {
            request = request.job("sides", IppValue::new_keyword(parcel.sides));
        }
        let request = request.finish()?;
        let was_there = !self.lock_sent().insert(ticket);
        let sent = self.wire.send(&request, &parcel.bytes).and_then(|answer| {
            let id = jobs_in(&answer)?.find_map(|group| job::id(&group));
            Ok(Job { id: id.ok_or(PrinterError::Unknown)?, ticket })
        });
        let sent = sent.map_err(meant_by);
        let is_clear_no = sent.as_ref().is_err_and(|error| *error != PrinterError::Unknown);
        if is_clear_no && !was_there {
            self.lock_sent().remove(&ticket);
        }
        sent
    }

    fn lock_sent(&self) -> std::sync::MutexGuard<'_, BTreeSet<Ticket>> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_wanted(rest: &mut dyn FnMut(Asked) -> ControlFlow<()>) -> Result<()> {
    if rest(Asked::GoOn).is_continue() { Ok(()) } else { Err(PrinterError::Stopped) }
}

/// What an error means when it is the answer to a document.
fn meant_by(error: PrinterError) -> PrinterError {
    let PrinterError::Refused { status } = error else { return error };
    match status {
        // Of all that is asked for only the size of the paper is needed.
        NOT_SUPPORTED | CONFLICTING => PrinterError::NoA4,
        // There was a job, and it may have begun.
        WENT_WRONG | JOB_CANCELED => PrinterError::Unknown,
        _ => error,
    }
}

/// A document as one printer takes it.
struct Parcel<'a> {
    format: &'static str,
    bytes: Cow<'a, [u8]>,
    copies: NonZeroU8,
    sides: &'static str,
}

impl<'a> Parcel<'a> {
    /// The very bytes, or pictures of the pages where the printer understands no PDF. Pictures are asked for on one side only:
    /// printers are not of one mind which way up the back of a sheet is.
    fn of(document: Document<'a>, look: &Look) -> Result<Self> {
        match look.raster.filter(|_| !look.pdf) {
            None => Ok(Self {
                format: PDF,
                bytes: document.pdf.into(),
                copies: document.copies,
                sides: BOTH_SIDES,
            }),
            Some(kind) => Ok(Self {
                format: RASTER,
                bytes: raster::drawn(document, kind)?.into(),
                copies: NonZeroU8::MIN,
                sides: ONE_SIDE,
            }),
        }
    }
}

/// `client-error-attributes-or-values-not-supported` and `client-error-conflicting-attributes`.
const NOT_SUPPORTED: u16 = 0x040b;
const CONFLICTING: u16 = 0x040e;
/// `server-error-internal-error` and `server-error-job-canceled`.
const WENT_WRONG: u16 = 0x0500;
const JOB_CANCELED: u16 = 0x0508;
/// `client-error-not-possible`.
const NOT_POSSIBLE: u16 = 0x0404;

/// The presses of a program: one for each printer, whoever asks.
#[derive(Debug, Default)]
pub struct Presses(Mutex<BTreeMap<Printer, Arc<Press>>>);

impl Presses {
    /// The press for a printer, as [`Press::knowing`] makes it. One that is there already goes by what it knows itself; what
    /// knows nothing goes by what is given, or else by the key of a press on the same device.
    ///
    /// # Errors
    ///
    /// [`PrinterError::NoLine`] where this device cannot encrypt.
    pub fn press(&self, printer: &Printer, known: Option<Pin>) -> Result<Arc<Press>> {
        let mut presses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_device = |press: &&Arc<Press>| press.printer().is_on_the_device_of(printer);
        let known = known.or_else(|| presses.values().filter(of_device).find_map(|press| press.key()));
        if let Some(press) = presses.get(printer) {
            press.wire.learn(known);
            return Ok(Arc::clone(press));
        }
        let press = Arc::new(Press::knowing(printer.clone(), known)?);
        presses.insert(printer.clone(), Arc::clone(&press));
        Ok(press)
    }
}

#[cfg(test)]
mod tests;
