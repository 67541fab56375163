//! A job from the printer's “yes” to the last page.

use std::ops::ControlFlow;

use ipp::model::Operation;

use crate::error::{PrinterError, Result};
use crate::job::{self, Ended, Failure, Job, Now, Progress, Seen};
use crate::look::{Look, State};
use crate::message::{Request, jobs_in};
use crate::patience::Asked;
use crate::trouble::Trouble;

use super::Press;

/// A printer that stays silent for so many questions is lost. One that falls asleep or changes its channel comes back.
const SILENT_QUESTIONS: u32 = 5;

/// From this many looks without a page on, what a printer warns of is believed to hold the job up: some call an empty tray a
/// warning and stand still, others call it an error and print from a second tray.
const LOOKS_UNTIL_A_WARNING_COUNTS: u32 = 3;
/// And from this many on where the printer says that it prints: a slow page takes its time, and some count none.
const LOOKS_WHILE_IT_PRINTS: u32 = 20;

impl Press {
    /// Asks how a job goes until it has ended or the caller has had enough. May be called again after
    /// [`Ended::Lost`] and [`Ended::LeftAlone`].
    ///
    /// `rest` is asked for some time between two looks, and whether to go on. `tell` hears every change.
    pub fn follow(
        &self,
        job: Job,
        rest: &mut dyn FnMut(Asked) -> ControlFlow<()>,
        tell: &mut dyn FnMut(Progress),
    ) -> Ended {
        let mut told: Option<Progress> = None;
        let (mut silent, mut still) = (0_u32, 0_u32);
        let mut pages: Option<i32> = None;
        loop {
            match self.seen(job) {
                Ok(Seen { now: Now::Ended(ended), .. }) => return with_reason(ended, told),
                Err(PrinterError::JobGone) => return Ended::Forgotten,
                Err(_) => {
                    silent = silent.saturating_add(1);
                    if silent >= SILENT_QUESTIONS {
                        return Ended::Lost;
                    }
                }
                Ok(seen) => {
                    silent = 0;
                    let look = self.looked().ok();
                    let comes = pages.is_some_and(|before| seen.pages > Some(before));
                    pages = pages.max(seen.pages);
                    let warns =
                        look.as_ref().is_some_and(|it| !it.warnings.is_empty() || !it.troubles.is_empty());
                    still = if warns && !comes { still.saturating_add(1) } else { 0 };
                    let prints = seen.now == Now::Printing
                        && look.as_ref().is_some_and(|look| look.state == State::Busy);
                    let most = if prints { LOOKS_WHILE_IT_PRINTS } else { LOOKS_UNTIL_A_WARNING_COUNTS };
                    let progress = progress(&seen, look.as_ref(), still >= most);
                    if told.replace(progress) != Some(progress) {
                        tell(progress);
                    }
                }
            }
            if rest(Asked::Rest).is_break() {
                return Ended::LeftAlone;
            }
        }
    }

    /// How a job is now.
    pub(super) fn seen(&self, job: Job) -> Result<Seen> {
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
        job::seen(&group).ok_or(PrinterError::NotIpp)
    }
}

/// `client-error-gone`.
const GONE: u16 = 0x0407;

/// What is wrong is told once the printer or the job stands still, or no page comes: an empty tray beside a full one stops
/// nothing.
fn progress(seen: &Seen, look: Option<&Look>, no_page_comes: bool) -> Progress {
    let now = seen.now;
    let stands = now == Now::Stopped || look.is_some_and(|look| look.state == State::Stopped);
    let wrong = look.and_then(|look| look.troubles.first().or(look.warnings.first()));
    let trouble = wrong.filter(|_| stands || no_page_comes).copied().or(seen.behind);
    match (now, trouble) {
        (_, Some(trouble)) => Progress::Held(trouble),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn look(state: State, troubles: &[Trouble], warnings: &[Trouble]) -> Look {
        Look {
            model: None,
            state,
            accepting: true,
            pdf: true,
            raster: None,
            a4: true,
            a4_name: None,
            scales_not: false,
            both_sides: false,
            colour: false,
            troubles: troubles.to_vec(),
            warnings: warnings.to_vec(),
        }
    }

    fn progress(now: Now, look: Option<&Look>, no_page_comes: bool) -> Progress {
        super::progress(&Seen { now, pages: None, behind: None }, look, no_page_comes)
    }

    #[test]
    fn an_empty_tray_is_told_once_the_printer_stands_or_no_page_comes() {
        let second_tray = look(State::Busy, &[Trouble::PaperOut], &[]);
        assert_eq!(progress(Now::Printing, Some(&second_tray), false), Progress::Printing);
        assert_eq!(progress(Now::Printing, Some(&second_tray), true), Progress::Held(Trouble::PaperOut));
        let stands = look(State::Stopped, &[Trouble::PaperOut], &[]);
        assert_eq!(progress(Now::Printing, Some(&stands), false), Progress::Held(Trouble::PaperOut));
        let warns = look(State::Busy, &[], &[Trouble::Other]);
        assert_eq!(progress(Now::Printing, Some(&warns), false), Progress::Printing);
        assert_eq!(progress(Now::Stopped, Some(&warns), false), Progress::Held(Trouble::Other));
        assert_eq!(progress(Now::Stopped, None, false), Progress::Held(Trouble::Other));
        assert_eq!(progress(Now::Waiting, Some(&look(State::Idle, &[], &[])), true), Progress::Waiting);
    }
}
