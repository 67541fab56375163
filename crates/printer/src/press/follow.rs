//! A job from the printer's “yes” to the last page.

use std::ops::ControlFlow;

use ipp::model::Operation;

use crate::error::{PrinterError, Result};
use crate::job::{self, Ended, Failure, Job, Now, Progress};
use crate::look::Look;
use crate::message::{Request, jobs_in};
use crate::trouble::Trouble;

use super::Press;

/// A printer that stays silent for so many questions is lost. One that falls asleep or changes its channel comes back.
const SILENT_QUESTIONS: u32 = 5;

/// From this many looks on, a warning is believed to hold the job up: some printers call an empty tray a warning and
/// stand still, others have a second tray.
const LOOKS_UNTIL_A_WARNING_COUNTS: u32 = 3;

impl Press {
    /// Asks how a job goes until it has ended or the caller has had enough. May be called again after
    /// [`Ended::Lost`] and [`Ended::LeftAlone`].
    ///
    /// `rest` lets some time pass between two looks (a second, say) and says whether to go on. `tell` hears every change.
    pub fn follow(
        &self,
        job: Job,
        rest: &mut dyn FnMut() -> ControlFlow<()>,
        tell: &mut dyn FnMut(Progress),
    ) -> Ended {
        let mut told: Option<Progress> = None;
        let (mut silent, mut warned) = (0_u32, 0_u32);
        loop {
            match self.now(job) {
                Ok(Now::Ended(ended)) => return with_reason(ended, told),
                Err(PrinterError::JobGone) => return Ended::Forgotten,
                Err(_) => {
                    silent = silent.saturating_add(1);
                    if silent >= SILENT_QUESTIONS {
                        return Ended::Lost;
                    }
                }
                Ok(now) => {
                    silent = 0;
                    let look = self.look().ok();
                    let warns = look.as_ref().is_some_and(|look| !look.warnings.is_empty());
                    warned = if warns { warned.saturating_add(1) } else { 0 };
                    let progress = progress(now, look.as_ref(), warned >= LOOKS_UNTIL_A_WARNING_COUNTS);
                    if told.replace(progress) != Some(progress) {
                        tell(progress);
                    }
                }
            }
            if rest().is_break() {
                return Ended::LeftAlone;
            }
        }
    }

    /// How a job is now.
    pub(super) fn now(&self, job: Job) -> Result<Now> {
        let question = Request::about(Operation::GetJobAttributes, self.printer(), job.id).only(&job::STATE);
        let answer = self.wire.ask(&question.finish()?)?;
        let mut groups = jobs_in(&answer).map_err(|error| {
            let is_gone = matches!(error, PrinterError::WrongPlace | PrinterError::Refused { status: GONE });
            if is_gone { PrinterError::JobGone } else { error }
        })?;
        let group = groups.next().ok_or(PrinterError::NotIpp)?;
        if job::is_other(&group, job.ticket) {
            return Err(PrinterError::JobGone);
        }
        job::now(&group).ok_or(PrinterError::NotIpp)
    }
}

/// `client-error-gone`.
const GONE: u16 = 0x0407;

fn progress(now: Now, look: Option<&Look>, warnings_count: bool) -> Progress {
    let stopping = look.and_then(|look| look.troubles.first());
    let warning = look.and_then(|look| look.warnings.first());
    let trouble = stopping.or(if warnings_count || now == Now::Stopped { warning } else { None });
    match (now, trouble) {
        (_, Some(trouble)) => Progress::Held(*trouble),
        (Now::Stopped, None) => Progress::Held(Trouble::Other),
        (Now::Waiting, None) => Progress::Waiting,
        (Now::Printing | Now::Ended(_), None) => Progress::Printing,
    }
}

/// A printer that only says that it gave up did so over what held it last.
fn with_reason(ended: Ended, told: Option<Progress>) -> Ended {
    match (ended, told) {
        (Ended::Failed(Failure::NotSaid), Some(Progress::Held(trouble))) => {
            Ended::Failed(Failure::Trouble(trouble))
        }
        _ => ended,
    }
}
