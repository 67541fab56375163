//! What a round came to, for a person.

use super::Around;
use super::courier::Courier;
use super::machine::{Failure, Outcome};
use record::wire::RefusalCode;

/// When to try again.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// When there is something new or someone asks.
    WhenRung,
    /// The same, and now and then besides: the office may have lost something, or want something of the tablet.
    InAWhile,
    /// After a while, by itself. `moved` says whether something arrived in this round.
    Again { moved: bool },
}

/// What a round met with on this tablet.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Met {
    /// Something arrived.
    pub(super) moved: bool,
    /// The disk had no room for what was to be kept.
    pub(super) no_room: bool,
    /// A letter could not be read.
    pub(super) unread: bool,
}

/// Tells it, and says when to try again.
pub(super) fn finish(courier: &Courier, outcome: &Outcome, met: Met) -> Next {
    let again = Next::Again { moved: met.moved };
    let (next, last, reachable) = match outcome {
        Outcome::Done => (Next::InAWhile, DONE, true),
        Outcome::Waiting if met.unread => (again, HERE, true),
        Outcome::Waiting => (again, WAITING, true),
        Outcome::Failed(Failure::NoAnswer) => (again, NO_ANSWER, false),
        Outcome::Failed(Failure::Rubbish) => (again, RUBBISH, false),
        Outcome::Failed(failure @ Failure::Refused(_)) if is_unknown(failure) => (again, UNKNOWN, true),
        Outcome::Failed(Failure::Refused(_)) => (again, REFUSED, true),
        Outcome::Failed(Failure::Here) if met.no_room => return here(courier, NO_ROOM),
        Outcome::Failed(Failure::Here) => return not_here(courier),
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

/// The post is there and cannot be opened now, or there is none.
pub(super) fn without_a_post(around: &Around) -> Next {
    if (around.has_post)() { Next::Again { moved: false } } else { Next::WhenRung }
}

/// This tablet could not read or keep something of its own.
pub(super) fn not_here(courier: &Courier) -> Next {
    here(courier, HERE)
}

/// It says nothing of the office.
fn here(courier: &Courier, last: &str) -> Next {
    courier.tell(|progress| progress.last = Some(last.to_owned()));
    Next::Again { moved: false }
}

const HERE: &str = "This tablet could not read or keep all that is on its way to the office and back. \
     Your plan is safe on this tablet. We will try again by ourselves. If this stays so, ring the office.";
const NO_ROOM: &str = "There is no room left on this tablet to keep what the office answered. \
     Your plan is safe on this tablet. Make room: delete photos, videos or files you do not need. \
     We will try again by ourselves.";
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

/// Whether the office said that it does not know who asks, or knows them by another key.
const fn is_unknown(failure: &Failure) -> bool {
    matches!(failure, Failure::Refused(RefusalCode::UnknownDevice | RefusalCode::BadSignature))
}
