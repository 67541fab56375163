//! The only ways a plan can change. Interface and tablet apply the same [`Change`]; the list of them is the truth and
//! the plan a cache of it. Who made a change and when is kept beside it by the store, not here.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::content::{Concern, Goal, Pace, Promise};
use crate::field::Field;
use crate::ids::{ConcernId, GoalId, PersonId, PromiseId};
use crate::people::{Adult, Agency, Birth, Child, Worker};
use crate::plan::Plan;
use crate::splice::{MAX_CHARS, Splice, difference, spliced};

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
    /// Whose worry it is.
    SetConcernAgency {
        /// Which worry.
        concern: ConcernId,
        /// Whose.
        agency: Agency,
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
    /// A goal or promise still names what would be removed, or names what is not there.
    #[error("a goal or promise names someone or something that would not be there")]
    Named,
    /// The text would be longer than [`MAX_CHARS`].
    #[error("the text would be longer than {MAX_CHARS} characters")]
    TooLong,
}

impl Change {
    /// The change that turns a text of the plan into `new`; nothing when it says that already or is not there.
    pub fn typing(plan: &Plan, field: Field, new: &str) -> Option<Self> {
        let Splice { at, remove, insert } = difference(field.of(plan)?, new)?;
        Some(Self::Edit { field, at, remove, insert })
    }

    /// The changes that take something out of a plan: first from the goals and promises that name it.
    pub fn removal(plan: &Plan, item: ItemId) -> Vec<Self> {
        let mut changes = Vec::new();
        match item {
            ItemId::Adult(id) => {
                let named = plan.goals.iter().filter(|goal| goal.who == Some(id));
                changes.extend(named.map(|goal| Self::SetGoalWho { goal: goal.id, who: None }));
            }
            ItemId::Worker(id) => {
                let named = plan.promises.iter().filter(|promise| promise.who == Some(id));
                changes.extend(named.map(|promise| Self::SetPromiseWho { promise: promise.id, who: None }));
            }
            ItemId::Goal(id) => {
                let under = plan.promises_for(id);
                changes.extend(under.map(|promise| Self::Remove { item: ItemId::Promise(promise.id) }));
            }
            ItemId::Child(_) | ItemId::Concern(_) | ItemId::Promise(_) => {}
        }
        changes.push(Self::Remove { item });
        changes
    }

    /// The change that takes this one back, asked of the plan as it stands *before* it.
    ///
    /// # Errors
    /// [`ChangeError::Missing`] when what it changes is not there.
    pub fn undo(&self, before: &Plan) -> Result<Self, ChangeError> {
        let missing = ChangeError::Missing;
        Ok(match self {
            Self::Edit { field, at, remove, insert } => {
                Self::Edit { field: *field, at: *at, remove: insert.clone(), insert: remove.clone() }
            }
            Self::SetBirth { child, .. } => {
                Self::SetBirth { child: *child, birth: before.child(*child).ok_or(missing)?.birth }
            }
            Self::SetBorn { adult, .. } => {
                Self::SetBorn { adult: *adult, on: before.adult(*adult).ok_or(missing)?.born }
            }
            Self::SetConcernAgency { concern, .. } => Self::SetConcernAgency {
                concern: *concern,
                agency: before.concern(*concern).ok_or(missing)?.agency,
            },
            Self::SetGoalWho { goal, .. } => {
                Self::SetGoalWho { goal: *goal, who: before.goal(*goal).ok_or(missing)?.who }
            }
            Self::SetGoalBy { goal, .. } => {
                Self::SetGoalBy { goal: *goal, by: before.goal(*goal).ok_or(missing)?.by }
            }
            Self::SetGoalPace { goal, .. } => {
                Self::SetGoalPace { goal: *goal, pace: before.goal(*goal).ok_or(missing)?.pace }
            }
            Self::SetPromiseWho { promise, .. } => {
                Self::SetPromiseWho { promise: *promise, who: before.promise(*promise).ok_or(missing)?.who }
            }
            Self::SetPromiseBy { promise, .. } => {
                Self::SetPromiseBy { promise: *promise, by: before.promise(*promise).ok_or(missing)?.by }
            }
            Self::SetReviewOn { .. } => Self::SetReviewOn { on: before.review.on },
            Self::Add { item, .. } => Self::Remove { item: item.id() },
            Self::Remove { item } => {
                let (at, item) = before.find(*item).ok_or(missing)?;
                Self::Add { at, item }
            }
        })
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
        }
    }
}

impl Plan {
    /// The plan with the change made.
    ///
    /// # Errors
    /// [`ChangeError`]; the plan is then as it was.
    pub fn apply(&mut self, change: &Change) -> Result<(), ChangeError> {
        let missing = ChangeError::Missing;
        match change {
            Change::Edit { field, at, remove, insert } => {
                let text = field.of_mut(self).ok_or(missing)?;
                let new = spliced(text, *at, remove, insert).ok_or(ChangeError::OtherText)?;
                if new.chars().count() > MAX_CHARS {
                    return Err(ChangeError::TooLong);
                }
                *text = new;
            }
            Change::SetBirth { child, birth } => {
                self.children.iter_mut().find(|item| item.id == *child).ok_or(missing)?.birth = *birth;
            }
            Change::SetBorn { adult, on } => {
                self.adults.iter_mut().find(|item| item.id == *adult).ok_or(missing)?.born = *on;
            }
            Change::SetConcernAgency { concern, agency } => {
                self.concerns.iter_mut().find(|item| item.id == *concern).ok_or(missing)?.agency = *agency;
            }
            Change::SetGoalWho { goal, who } => {
                if who.is_some_and(|who| self.adult(who).is_none()) {
                    return Err(ChangeError::Named);
                }
                self.goals.iter_mut().find(|item| item.id == *goal).ok_or(missing)?.who = *who;
            }
            Change::SetGoalBy { goal, by } => {
                self.goals.iter_mut().find(|item| item.id == *goal).ok_or(missing)?.by = *by;
            }
            Change::SetGoalPace { goal, pace } => {
                self.goals.iter_mut().find(|item| item.id == *goal).ok_or(missing)?.pace = *pace;
            }
            Change::SetPromiseWho { promise, who } => {
                if who.is_some_and(|who| self.worker(who).is_none()) {
                    return Err(ChangeError::Named);
                }
                self.promises.iter_mut().find(|item| item.id == *promise).ok_or(missing)?.who = *who;
            }
            Change::SetPromiseBy { promise, by } => {
                self.promises.iter_mut().find(|item| item.id == *promise).ok_or(missing)?.by = *by;
            }
            Change::SetReviewOn { on } => self.review.on = *on,
            Change::Add { at, item } => self.add(*at, item)?,
            Change::Remove { item } => self.remove(*item)?,
        }
        Ok(())
    }
}
