//! Which piece of text in a plan is meant. Every text that is typed has a name here; nothing else does.

use serde::{Deserialize, Serialize};

use crate::ids::{ConcernId, ContactId, GoalId, PersonId, PromiseId, StepId};
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
    /// A worry's words.
    ConcernWords(ConcernId),
    /// What someone will do.
    GoalWhat(GoalId),
    /// How much or how often.
    GoalHowOften(GoalId),
    /// With whose help.
    GoalHelp(GoalId),
    /// The family's own words about a goal.
    GoalOwnWords(GoalId),
    /// What we will do.
    PromiseWhat(PromiseId),
    /// Where we meet again.
    ReviewPlace,
    /// [`Plan::harm_by`].
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

impl Field {
    /// The text itself, or nothing when what it belongs to has been removed.
    pub fn of(self, plan: &Plan) -> Option<&str> {
        Some(match self {
            Self::Title => &plan.title,
            Self::Address => &plan.address,
            Self::ContactLine => &plan.contact_line,
            Self::ChildName(id) => &plan.child(id)?.name,
            Self::AdultName(id) => &plan.adult(id)?.name,
            Self::AdultRelationship(id) => &plan.adult(id)?.relationship,
            Self::WorkerName(id) => &plan.worker(id)?.name,
            Self::WorkerPhone(id) => &plan.worker(id)?.phone,
            Self::ConcernWords(id) => &plan.concern(id)?.words,
            Self::GoalWhat(id) => &plan.goal(id)?.what,
            Self::GoalHowOften(id) => &plan.goal(id)?.how_often,
            Self::GoalHelp(id) => &plan.goal(id)?.help,
            Self::GoalOwnWords(id) => &plan.goal(id)?.own_words,
            Self::PromiseWhat(id) => &plan.promise(id)?.what,
            Self::ReviewPlace => &plan.review.place,
            Self::HarmBy => &plan.harm_by,
            Self::ChildSchool(id) => &plan.child(id)?.school,
            Self::ChildHealthVisitor(id) => &plan.child(id)?.health_visitor,
            Self::AdultPhone(id) => &plan.adult(id)?.phone,
            Self::AdultAddress(id) => &plan.adult(id)?.address,
            Self::SupporterName(id) => &plan.supporter(id)?.name,
            Self::SupporterRelationship(id) => &plan.supporter(id)?.relationship,
            Self::SupporterPhone(id) => &plan.supporter(id)?.phone,
            Self::SupporterOffers(id) => &plan.supporter(id)?.offers,
            Self::ContactName(id) => &plan.contact(id)?.name,
            Self::ContactPhone(id) => &plan.contact(id)?.phone,
            Self::ConcernSeen(id) => &plan.concern(id)?.seen,
            Self::StepWhat(id) => &plan.step(id)?.1.what,
            Self::Words(question) if plan.can_ask(question) => plan.said(question),
            Self::Words(_) => return None,
        })
    }

    pub(crate) fn of_mut(self, plan: &mut Plan) -> Option<&mut String> {
        Some(match self {
            Self::Title => &mut plan.title,
            Self::Address => &mut plan.address,
            Self::ContactLine => &mut plan.contact_line,
            Self::ChildName(id) => &mut plan.children.iter_mut().find(|item| item.id == id)?.name,
            Self::AdultName(id) => &mut plan.adults.iter_mut().find(|item| item.id == id)?.name,
            Self::AdultRelationship(id) => {
                &mut plan.adults.iter_mut().find(|item| item.id == id)?.relationship
            }
            Self::WorkerName(id) => &mut plan.workers.iter_mut().find(|item| item.id == id)?.name,
            Self::WorkerPhone(id) => &mut plan.workers.iter_mut().find(|item| item.id == id)?.phone,
            Self::ConcernWords(id) => &mut plan.concerns.iter_mut().find(|item| item.id == id)?.words,
            Self::GoalWhat(id) => &mut plan.goals.iter_mut().find(|item| item.id == id)?.what,
            Self::GoalHowOften(id) => &mut plan.goals.iter_mut().find(|item| item.id == id)?.how_often,
            Self::GoalHelp(id) => &mut plan.goals.iter_mut().find(|item| item.id == id)?.help,
            Self::GoalOwnWords(id) => &mut plan.goals.iter_mut().find(|item| item.id == id)?.own_words,
            Self::PromiseWhat(id) => &mut plan.promises.iter_mut().find(|item| item.id == id)?.what,
            Self::ReviewPlace => &mut plan.review.place,
            Self::HarmBy => &mut plan.harm_by,
            Self::ChildSchool(id) => &mut plan.children.iter_mut().find(|item| item.id == id)?.school,
            Self::ChildHealthVisitor(id) => {
                &mut plan.children.iter_mut().find(|item| item.id == id)?.health_visitor
            }
            Self::AdultPhone(id) => &mut plan.adults.iter_mut().find(|item| item.id == id)?.phone,
            Self::AdultAddress(id) => &mut plan.adults.iter_mut().find(|item| item.id == id)?.address,
            Self::SupporterName(id) => &mut plan.supporters.iter_mut().find(|item| item.id == id)?.name,
            Self::SupporterRelationship(id) => {
                &mut plan.supporters.iter_mut().find(|item| item.id == id)?.relationship
            }
            Self::SupporterPhone(id) => &mut plan.supporters.iter_mut().find(|item| item.id == id)?.phone,
            Self::SupporterOffers(id) => &mut plan.supporters.iter_mut().find(|item| item.id == id)?.offers,
            Self::ContactName(id) => &mut plan.contacts.iter_mut().find(|item| item.id == id)?.name,
            Self::ContactPhone(id) => &mut plan.contacts.iter_mut().find(|item| item.id == id)?.phone,
            Self::ConcernSeen(id) => &mut plan.concerns.iter_mut().find(|item| item.id == id)?.seen,
            Self::StepWhat(id) => &mut plan.step_mut(id)?.what,
            Self::Words(question) => &mut plan.answer_mut(question)?.words,
        })
    }
}
