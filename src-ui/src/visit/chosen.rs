//! What was chosen for a sitting and is nobody's answer: ids and choices, no words. It goes through a lock with the place where
//! the worker was.

use plan::agreement::BlockId;
use plan::ids::{PersonId, PlanId, SigningId};
use plan::people::WorkerRole;
use plan::signing::{Manner, Way};
use plan::texts::Language;
use serde::{Deserialize, Serialize};

/// All of it.
#[derive(Serialize, Deserialize)]
pub(crate) struct Chosen {
    pub(super) turn_to: Vec<PersonId>,
    pub(super) is_straight: bool,
    pub(super) answering: Option<(SigningId, PersonId)>,
    pub(super) larger: Option<SigningId>,
    pub(super) all_at_once: Option<SigningId>,
    pub(super) slower: bool,
    pub(super) before_turn: Option<BeforeTurn>,
    pub(super) joining: Option<Joining>,
}

/// What was chosen before the tablet is turned, in which sitting and for whom.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct BeforeTurn {
    pub(crate) signing: SigningId,
    pub(crate) to: Vec<PersonId>,
    pub(crate) is_safe: Option<bool>,
    pub(crate) without: Vec<BlockId>,
    pub(crate) way: Option<Way>,
    pub(crate) language: Option<Language>,
}

/// What was chosen about somebody who joins.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Joining {
    pub(crate) plan: PlanId,
    pub(crate) part: Option<As>,
    pub(crate) is_professional: Option<bool>,
    pub(crate) manner: Option<Manner>,
    pub(crate) child: Option<PersonId>,
}

impl Joining {
    /// Nothing yet.
    pub(crate) const fn in_plan(plan: PlanId) -> Self {
        Self { plan, part: None, is_professional: None, manner: None, child: None }
    }
}

/// As what somebody joins, before more is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum As {
    Interpreter,
    Reader,
    Witness,
    Child,
    Worker(WorkerRole),
}
