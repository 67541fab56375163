//! What a round came to, for a person.

use super::courier::Courier;
use super::machine::{Failure, Outcome};
use record::wire::RefusalCode;

/// When to try again.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// When there is something new or someone asks.
    WhenRung,
    /// After a while, by itself. `moved` says whether something arrived in this round.
    Again { moved: bool },
}

/// Tells it, and says when to try again.
pub(super) fn finish(courier: &Courier, outcome: &Outcome, moved: bool) -> Next {
    let again = Next::Again { moved };
    let (next, last, reachable) = match outcome {
        Outcome::Done => (Next::WhenRung, DONE, true),
        Outcome::Waiting => (again, WAITING, true),
        Outcome::Failed(Failure::NoAnswer) => (again, NO_ANSWER, false),
        Outcome::Failed(Failure::Rubbish) => (again, RUBBISH, false),
        Outcome::Failed(failure @ Failure::Refused(_)) if is_unknown(failure) => (again, UNKNOWN, true),
        Outcome::Failed(Failure::Refused(_)) => (again, REFUSED, true),
        Outcome::Failed(Failure::Here) => return again,
    };
    let unknown = matches!(outcome, Outcome::Failed(failure) if is_unknown(failure));
    tracing::info!(?outcome, "sending");
    courier.tell(|progress| {
        progress.last = Some(last.to_owned());
        progress.reachable = Some(reachable);
        progress.is_unknown = unknown;
    });
    next
}

const DONE: &str = "The office answered. Everything this tablet could send is there.";
const NO_ANSWER: &str =
    "The office did not answer. Your plan is safe on this tablet. We will try again by ourselves.";
const RUBBISH: &str = "Something answered that is not your office, or that this tablet does not understand. \
     Your plan is safe on this tablet. We will try again by ourselves.";
const REFUSED: &str = "The office does not take anything from this tablet now. Your plan is safe on this tablet. \
     Ring the office.";
const UNKNOWN: &str = "The office does not know this tablet any more. Your plan is safe on this tablet. \
     Ring the office and ask for a line to join again.";
const WAITING: &str = "The office answered and could not take everything. Your plan is safe on this tablet. \
     We will try again by ourselves.";

/// Whether the office said that it does not know who asks.
const fn is_unknown(failure: &Failure) -> bool {
    matches!(failure, Failure::Refused(RefusalCode::UnknownDevice))
}
