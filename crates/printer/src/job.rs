//! A job in a printer: how it is known, how it goes, how it ends.

mod id;

use crate::message::Group;
use crate::ticket::Ticket;
use crate::trouble::Trouble;

pub use id::JobId;

/// A job that the printer has taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Job {
    /// Its number there.
    pub id: JobId,
    /// Its own identity.
    pub ticket: Ticket,
}

/// How a job goes while it has not ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Not begun yet.
    Waiting,
    /// Pages are coming.
    Printing,
    /// Somebody has to do something; then it goes on by itself.
    Held(Trouble),
}

/// How a job ended, as far as is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// All of it is printed.
    Printed,
    /// Cancelled, here or at the printer. Some pages may be out.
    Canceled,
    /// The printer gave up. Some pages may be out.
    Failed(Failure),
    /// The printer answers no more. It may print or have printed.
    Lost,
    /// The printer answers and does not know the job any more: switched off in between, or a short memory.
    Forgotten,
    /// The caller stopped asking. The job goes on.
    LeftAlone,
}

/// Why a printer gave up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// It could not make sense of the document.
    Document,
    /// Something is wrong with it.
    Trouble(Trouble),
    /// It did not say.
    NotSaid,
}

/// What one answer says about a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) now: Now,
    /// So many pages or sheets have come out, where the printer counts them.
    pub(crate) pages: Option<i32>,
    /// What a print server says about the printer behind it.
    pub(crate) behind: Option<Trouble>,
}

/// How a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Now {
    Waiting,
    Printing,
    /// It stands still, for a reason the printer tells.
    Stopped,
    Ended(Ended),
}

pub(crate) const STATE: [&str; 7] =
    ["job-id", "job-name", "job-state", "job-state-reasons", SHEETS, PAGES, SENTENCE];
const SHEETS: &str = "job-media-sheets-completed";
const PAGES: &str = "job-impressions-completed";
/// Print servers have this, printers do not.
const SENTENCE: &str = "job-printer-state-message";

/// The job of a group, if it is the ticket's.
pub(crate) fn of(group: &Group<'_>, ticket: Ticket) -> Option<JobId> {
    group.words("job-name").iter().any(|name| ticket.is_in(name)).then(|| id(group))?
}

pub(crate) fn id(group: &Group<'_>) -> Option<JobId> {
    group.number("job-id").filter(|number| *number > 0).map(JobId)
}

/// Whether a group is about another job than the ticket's. A printer that keeps names to itself is believed.
pub(crate) fn is_other(group: &Group<'_>, ticket: Ticket) -> bool {
    let names = group.words("job-name");
    !names.is_empty() && !names.iter().any(|name| ticket.is_in(name))
}

/// `None` for a state that does not exist.
pub(crate) fn seen(group: &Group<'_>) -> Option<Seen> {
    let behind = group.words(SENTENCE).iter().find_map(|sentence| Trouble::of_sentence(sentence));
    Some(Seen { now: now(group, behind)?, pages: group.number(SHEETS).max(group.number(PAGES)), behind })
}

fn now(group: &Group<'_>, behind: Option<Trouble>) -> Option<Now> {
    let failed = |reasons: &[&str]| Now::Ended(Ended::Failed(failure(reasons, behind)));
    let reasons = group.words("job-state-reasons");
    Some(match group.number("job-state")? {
        3 => Now::Waiting,
        // CUPS leaves a job that failed standing still, with the reason beside it.
        6 if reasons.iter().any(|reason| GAVE_UP.contains(reason)) => failed(&reasons),
        4 | 6 => Now::Stopped,
        5 if reasons.contains(&"printer-stopped") => Now::Stopped,
        5 => Now::Printing,
        7 => Now::Ended(Ended::Canceled),
        8 => failed(&reasons),
        9 if reasons.contains(&"job-completed-with-errors") => failed(&reasons),
        9 => Now::Ended(Ended::Printed),
        _ => return None,
    })
}

/// Reasons of a job from which nothing more comes.
const GAVE_UP: [&str; 2] = ["job-completed-with-errors", "aborted-by-system"];

fn failure(reasons: &[&str], behind: Option<Trouble>) -> Failure {
    if reasons.iter().any(|reason| reason.contains("document") || reason.contains("compression")) {
        return Failure::Document;
    }
    behind.map_or(Failure::NotSaid, Failure::Trouble)
}
