//! Which piece of text in a plan is meant. Every text that is typed has a name here; nothing else does.

use serde::{Deserialize, Serialize};

use crate::ids::{ConcernId, ContactId, GoalId, PersonId, PromiseId, StepId};
use crate::model::find::{find, find_mut};
use crate::model::plan::Plan;
use crate::model::questions::Question;

/// The name of one text in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// [`Plan::title`].
    Title,
    /// [`Plan::address`].
    Address,
    /// [`Plan::contact_line`].
    ContactLine,
    /// A child's name.
    ChildName(PersonId),
    /// An adult's name.
    AdultName(PersonId),
    /// An adult's relationship to the children.
    AdultRelationship(PersonId),
    /// A worker's name.
    WorkerName(PersonId),
    /// A worker's number.
    WorkerPhone(PersonId),
    /// A police worker's rank.
    WorkerRank(PersonId),
    /// A police worker's collar number.
    WorkerCollar(PersonId),
    /// A worry's words.
    ConcernWords(ConcernId),
    /// What someone will do.
    GoalWhat(GoalId),
    /// How much or how often.
    GoalHowOften(GoalId),
    /// With whose help.
    GoalHelp(GoalId),
    /// What a goal is for.
    GoalAim(GoalId),
    /// The family's own words about a goal.
    GoalOwnWords(GoalId),
    /// What we will do.
    PromiseWhat(PromiseId),
    /// Where we meet again.
    ReviewPlace,
    /// [`Plan::harm_by`]: changes of earlier forms are for it, and no later ones.
    HarmBy,
    /// A child's school or nursery.
    ChildSchool(PersonId),
    /// A child's health visitor.
    ChildHealthVisitor(PersonId),
    /// An adult's own number.
    AdultPhone(PersonId),
    /// An adult's own address.
    AdultAddress(PersonId),
    /// A supporter's name.
    SupporterName(PersonId),
    /// A supporter's relationship to the family.
    SupporterRelationship(PersonId),
    /// A supporter's number.
    SupporterPhone(PersonId),
    /// What a supporter offers.
    SupporterOffers(PersonId),
    /// The name of somebody outside the plan the harm comes from.
    OutsiderName(PersonId),
    /// Who answers a number.
    ContactName(ContactId),
    /// The number.
    ContactPhone(ContactId),
    /// What was seen.
    ConcernSeen(ConcernId),
    /// A small step.
    StepWhat(StepId),
    /// The words of an answer.
    Words(Question),
}

/// Where each text stands, once for reading and for writing. What differs between the two comes in: how a thing is found,
/// a small step, the words of an answer, and `mut`.
macro_rules! place {
    ($field:ident of $plan:ident, $find:ident, $step:ident, $question:ident => $words:expr $(, $mut:tt)?) => {
        Some(match $field {
            Self::Title => &$($mut)? $plan.title,
            Self::Address => &$($mut)? $plan.address,
            Self::ContactLine => &$($mut)? $plan.contact_line,
            Self::ChildName(id) => &$($mut)? $find(&$($mut)? $plan.children, id)?.name,
            Self::AdultName(id) => &$($mut)? $find(&$($mut)? $plan.adults, id)?.name,
            Self::AdultRelationship(id) => &$($mut)? $find(&$($mut)? $plan.adults, id)?.relationship,
            Self::WorkerName(id) => &$($mut)? $find(&$($mut)? $plan.workers, id)?.name,
            Self::WorkerPhone(id) => &$($mut)? $find(&$($mut)? $plan.workers, id)?.phone,
            Self::WorkerRank(id) => &$($mut)? $find(&$($mut)? $plan.workers, id)?.rank,
            Self::WorkerCollar(id) => &$($mut)? $find(&$($mut)? $plan.workers, id)?.collar,
            Self::ConcernWords(id) => &$($mut)? $find(&$($mut)? $plan.concerns, id)?.words,
            Self::GoalWhat(id) => &$($mut)? $find(&$($mut)? $plan.goals, id)?.what,
            Self::GoalHowOften(id) => &$($mut)? $find(&$($mut)? $plan.goals, id)?.how_often,
            Self::GoalHelp(id) => &$($mut)? $find(&$($mut)? $plan.goals, id)?.help,
            Self::GoalAim(id) => &$($mut)? $find(&$($mut)? $plan.goals, id)?.aim,
            Self::GoalOwnWords(id) => &$($mut)? $find(&$($mut)? $plan.goals, id)?.own_words,
            Self::PromiseWhat(id) => &$($mut)? $find(&$($mut)? $plan.promises, id)?.what,
            Self::ReviewPlace => &$($mut)? $plan.review.place,
            Self::HarmBy => &$($mut)? $plan.harm_by,
            Self::ChildSchool(id) => &$($mut)? $find(&$($mut)? $plan.children, id)?.school,
            Self::ChildHealthVisitor(id) => &$($mut)? $find(&$($mut)? $plan.children, id)?.health_visitor,
            Self::AdultPhone(id) => &$($mut)? $find(&$($mut)? $plan.adults, id)?.phone,
            Self::AdultAddress(id) => &$($mut)? $find(&$($mut)? $plan.adults, id)?.address,
            Self::SupporterName(id) => &$($mut)? $find(&$($mut)? $plan.supporters, id)?.name,
            Self::SupporterRelationship(id) => &$($mut)? $find(&$($mut)? $plan.supporters, id)?.relationship,
            Self::SupporterPhone(id) => &$($mut)? $find(&$($mut)? $plan.supporters, id)?.phone,
            Self::SupporterOffers(id) => &$($mut)? $find(&$($mut)? $plan.supporters, id)?.offers,
            Self::OutsiderName(id) => &$($mut)? $find(&$($mut)? $plan.outsiders, id)?.name,
            Self::ContactName(id) => &$($mut)? $find(&$($mut)? $plan.contacts, id)?.name,
            Self::ContactPhone(id) => &$($mut)? $find(&$($mut)? $plan.contacts, id)?.phone,
            Self::ConcernSeen(id) => &$($mut)? $find(&$($mut)? $plan.concerns, id)?.seen,
            Self::StepWhat(id) => &$($mut)? $plan.$step(id)?.1.what,
            Self::Words($question) => $words,
        })
    };
}

impl Field {
    /// Whether what is typed there goes on with a sentence that the program begins.
    pub const fn goes_on(self) -> bool {
        matches!(
            self,
            Self::GoalWhat(_)
                | Self::GoalHowOften(_)
                | Self::GoalHelp(_)
                | Self::GoalAim(_)
                | Self::PromiseWhat(_)
                | Self::StepWhat(_)
                | Self::SupporterOffers(_)
        )
    }

    /// The text itself, or nothing when what it belongs to has been removed.
    pub fn of(self, plan: &Plan) -> Option<&str> {
        place!(self of plan, find, step, question => plan.can_ask(question).then(|| plan.said(question))?)
    }

    pub(crate) fn of_mut(self, plan: &mut Plan) -> Option<&mut String> {
        place!(self of plan, find_mut, step_mut, question => &mut plan.answer_mut(question)?.words, mut)
    }
}
