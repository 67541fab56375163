//! The only ways a plan can change. Interface and tablet apply the same [`Change`]; the list of them is the truth and
//! the plan a cache of it. Who made a change and when is kept beside it by the store, not here. Making a change is in
//! `apply`, taking it back in `undo`.

mod apply;
pub mod beside;
pub mod field;
pub mod history;
mod lists;
mod rebuild;
pub mod splice;
mod typed;
mod undo;

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::change::field::Field;
use crate::change::splice::{MAX_CHARS, Splice, difference};
use crate::hash::MatterHash;
use crate::ids::{ConcernId, ContactId, GoalId, PersonId, PromiseId, StepId};
use crate::model::content::{ClauseUse, Concern, Goal, Lasts, Pace, Promise, Step};
use crate::model::people::{Adult, Birth, Child, Contact, Outsider, Supporter, Whose, Worker};
use crate::model::plan::Plan;
use crate::model::questions::{About, Pick, Question};

/// One change of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// A span of a text replaced. `remove` says what stood there, so that a change meant for another text is refused.
    Edit {
        /// Which text.
        field: Field,
        /// Characters before the span.
        at: usize,
        /// What goes out.
        remove: String,
        /// What comes in.
        insert: String,
    },
    /// What is known of a child's birth.
    SetBirth {
        /// Which child.
        child: PersonId,
        /// What is known now.
        birth: Birth,
    },
    /// An adult's date of birth.
    SetBorn {
        /// Which adult.
        adult: PersonId,
        /// The day, if given.
        on: Option<NaiveDate>,
    },
    /// The year somebody is born in, where the day is not known.
    SetBornIn {
        /// Which child or adult.
        person: PersonId,
        /// The year, if given.
        year: Option<i32>,
    },
    /// Whose worry it is.
    SetConcernAgency {
        /// Which worry.
        concern: ConcernId,
        /// Whose.
        #[serde(rename = "agency")]
        whose: Whose,
    },
    /// The adult who will do it.
    SetGoalWho {
        /// Which goal.
        goal: GoalId,
        /// Who.
        who: Option<PersonId>,
    },
    /// Until or by which day.
    SetGoalBy {
        /// Which goal.
        goal: GoalId,
        /// The day.
        by: Option<NaiveDate>,
    },
    /// How long it lasts.
    SetGoalLasts {
        /// Which goal.
        goal: GoalId,
        /// How long.
        lasts: Lasts,
    },
    /// Now or later.
    SetGoalPace {
        /// Which goal.
        goal: GoalId,
        /// When.
        pace: Pace,
    },
    /// The worker who will do it.
    SetPromiseWho {
        /// Which promise.
        promise: PromiseId,
        /// Who.
        who: Option<PersonId>,
    },
    /// By which day.
    SetPromiseBy {
        /// Which promise.
        promise: PromiseId,
        /// The day.
        by: Option<NaiveDate>,
    },
    /// The day we meet again.
    SetReviewOn {
        /// The day.
        on: Option<NaiveDate>,
    },
    /// The time of day at which we meet again.
    SetReviewAt {
        /// The time.
        at: Option<NaiveTime>,
    },
    /// What was picked as an answer.
    SetPick {
        /// To which question.
        question: Question,
        /// What; nothing takes it back.
        pick: Option<Pick>,
    },
    /// The day that belongs to an answer.
    SetDay {
        /// To which question.
        question: Question,
        /// The day.
        on: Option<NaiveDate>,
    },
    /// Whether an adult's number and address are kept out of the agreement.
    SetWithheld {
        /// Whose.
        adult: PersonId,
        /// Whether they are.
        withheld: bool,
    },
    /// The children a worry is about.
    SetConcernAbout {
        /// Which worry.
        concern: ConcernId,
        /// Which children; all when empty.
        about: Vec<PersonId>,
    },
    /// The clause a goal was made from.
    SetGoalClause {
        /// Which goal.
        goal: GoalId,
        /// The clause and what was put into it.
        clause: Option<ClauseUse>,
    },
    /// The worry a goal helps with.
    SetGoalHelps {
        /// Which goal.
        goal: GoalId,
        /// Which worry.
        helps: Option<ConcernId>,
    },
    /// By which day a small step is done.
    SetStepBy {
        /// Which step.
        step: StepId,
        /// The day.
        by: Option<NaiveDate>,
    },
    /// What an answer is for: a reason or a permission stands for what it was given for. See [`Change::binding`].
    SetFor {
        /// To which question.
        question: Question,
        /// For what; nothing when nothing is answered any more.
        of: Option<MatterHash>,
    },
    /// From now on this is a practice family's plan. There is no way back.
    StartPractice,
    /// Something put in its list, before what stands at `at` now.
    Add {
        /// Its place in the list, from 0.
        at: usize,
        /// What is added.
        item: Item,
    },
    /// Something taken out of its list.
    Remove {
        /// What goes.
        item: ItemId,
    },
}

/// Something that stands in a list of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// A child.
    Child(Child),
    /// An adult of the family.
    Adult(Adult),
    /// A professional.
    Worker(Worker),
    /// A worry.
    Concern(Concern),
    /// A goal.
    Goal(Goal),
    /// A promise.
    Promise(Promise),
    /// Someone of the family's network.
    Supporter(Supporter),
    /// Somebody the harm comes from who is not in the plan.
    Outsider(Outsider),
    /// A number to ring.
    Contact(Contact),
    /// A small step of a goal.
    Step {
        /// Which goal.
        goal: GoalId,
        /// The step.
        step: Step,
    },
}

/// Which thing in a list is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemId {
    /// A child.
    Child(PersonId),
    /// An adult of the family.
    Adult(PersonId),
    /// A professional.
    Worker(PersonId),
    /// A worry.
    Concern(ConcernId),
    /// A goal.
    Goal(GoalId),
    /// A promise.
    Promise(PromiseId),
    /// Someone of the family's network.
    Supporter(PersonId),
    /// Somebody the harm comes from who is not in the plan.
    Outsider(PersonId),
    /// A number to ring.
    Contact(ContactId),
    /// A small step of a goal.
    Step(StepId),
}

/// Why a change does not fit the plan it is applied to. The plan is left as it was.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ChangeError {
    /// What it changes is not in the plan.
    #[error("the change is for something that is not in the plan")]
    Missing,
    /// The text there is another one.
    #[error("the text is not the one the change was made for")]
    OtherText,
    /// Something of this id is there already.
    #[error("something of this id is in the plan already")]
    Twice,
    /// The place is past the end of the list.
    #[error("the place is past the end of the list")]
    NoSuchPlace,
    /// An answer, worry, goal or promise still names what would be removed, or names what is not there.
    #[error("an answer, worry, goal or promise names someone or something that would not be there")]
    Named,
    /// The text would be longer than [`MAX_CHARS`].
    #[error("the text would be longer than {MAX_CHARS} characters")]
    TooLong,
    /// The question does not offer that, or asks for no day.
    #[error("the question does not offer that answer")]
    NotOffered,
    /// Practice stays practice.
    #[error("a practice plan stays one")]
    ForGood,
}

impl Change {
    /// The change that turns a text of the plan into `new`; nothing when it says that already or is not there.
    pub fn typing(plan: &Plan, field: Field, new: &str) -> Option<Self> {
        let Splice { at, remove, insert } = difference(field.of(plan)?, new)?;
        Some(Self::Edit { field, at, remove, insert })
    }

    /// Whether it changes the list of those the harm comes from who are not in the plan.
    pub(crate) const fn is_for_outsider(&self) -> bool {
        matches!(
            self,
            Self::Edit { field: Field::OutsiderName(_), .. }
                | Self::Add { item: Item::Outsider(_), .. }
                | Self::Remove { item: ItemId::Outsider(_) }
        )
    }

    /// The change that binds an answer to what it is given for, asked of the plan as it stands *after* this one. Nothing where
    /// this one gives no such answer, or the answer is bound to that already.
    pub fn binding(&self, after: &Plan) -> Option<Self> {
        let (Self::Edit { field: Field::Words(question), .. } | Self::SetPick { question, .. }) = self else {
            return None;
        };
        // A reason is given by its words; a permission only by picking it, whatever is typed beside it.
        let gives = question.picks().is_empty() || matches!(self, Self::SetPick { .. });
        if !question.is_bound() || !gives {
            return None;
        }
        let answer = after.answer(*question);
        let says_something = answer.is_some_and(|it| it.pick.is_some() || !it.words.is_empty());
        let of = after.matter(*question).filter(|_| says_something);
        (answer.and_then(|answer| answer.of) != of).then_some(Self::SetFor { question: *question, of })
    }
}

impl Item {
    /// Which thing this is.
    pub const fn id(&self) -> ItemId {
        match self {
            Self::Child(child) => ItemId::Child(child.id),
            Self::Adult(adult) => ItemId::Adult(adult.id),
            Self::Worker(worker) => ItemId::Worker(worker.id),
            Self::Concern(concern) => ItemId::Concern(concern.id),
            Self::Goal(goal) => ItemId::Goal(goal.id),
            Self::Promise(promise) => ItemId::Promise(promise.id),
            Self::Supporter(supporter) => ItemId::Supporter(supporter.id),
            Self::Outsider(outsider) => ItemId::Outsider(outsider.id),
            Self::Contact(contact) => ItemId::Contact(contact.id),
            Self::Step { step, .. } => ItemId::Step(step.id),
        }
    }
}

impl ItemId {
    /// What questions about this are about; nothing for things no question is about.
    pub(crate) const fn about(self) -> Option<About> {
        match self {
            Self::Child(id) | Self::Adult(id) | Self::Supporter(id) => Some(About::Person(id)),
            Self::Goal(id) => Some(About::Goal(id)),
            Self::Promise(id) => Some(About::Promise(id)),
            Self::Worker(_) | Self::Concern(_) | Self::Outsider(_) | Self::Contact(_) | Self::Step(_) => None,
        }
    }
}
