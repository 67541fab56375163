//! Making a change: the fold's one step. Each value a change can set has its place here once, for making the change and
//! for taking it back.

use std::mem::swap;

use super::field::Field;
use super::splice::{MAX_CHARS, spliced};
use super::{Change, ChangeError};
use crate::ids::{CaseId, PlanId};
use crate::model::find::find_mut;
use crate::model::plan::Plan;

impl Plan {
    /// The plan that all of its changes come to.
    ///
    /// # Errors
    /// [`ChangeError`] when they do not follow one another.
    pub fn made_of<'a>(
        id: PlanId,
        case: CaseId,
        changes: impl IntoIterator<Item = &'a Change>,
    ) -> Result<Self, ChangeError> {
        let mut plan = Self::empty(id, case);
        for change in changes {
            plan.apply(change)?;
        }
        plan.list_outsiders();
        Ok(plan)
    }

    /// The plan with the change made.
    ///
    /// # Errors
    /// [`ChangeError`]; the plan is then as it was.
    pub fn apply(&mut self, change: &Change) -> Result<(), ChangeError> {
        self.exchange(&mut change.clone())
    }

    /// Makes the change, and makes of it the one that takes it back: what it sets and what stood there change places.
    pub(super) fn exchange(&mut self, change: &mut Change) -> Result<(), ChangeError> {
        let missing = ChangeError::Missing;
        // A change of a list was made on a list, whatever the changes before it had typed in its place.
        if change.is_for_outsider() {
            self.list_outsiders();
        }
        match change {
            Change::Edit { field, at, remove, insert } => {
                let text = field.of(self).ok_or(missing)?;
                let new = spliced(text, *at, remove, insert).ok_or(ChangeError::OtherText)?;
                when(new.chars().count() <= MAX_CHARS, ChangeError::TooLong)?;
                *field.of_mut(self).ok_or(ChangeError::Missing)? = new;
                if let Field::Words(question) = field {
                    self.drop_empty(*question);
                }
                swap(remove, insert);
            }
            Change::SetBirth { child, birth } => {
                swap(&mut find_mut(&mut self.children, *child).ok_or(missing)?.birth, birth);
            }
            Change::SetBorn { adult, on } => {
                swap(&mut find_mut(&mut self.adults, *adult).ok_or(missing)?.born, on);
            }
            Change::SetBornIn { person, year } => {
                let of_child = find_mut(&mut self.children, *person).map(|child| &mut child.born_in);
                let of_adult = find_mut(&mut self.adults, *person).map(|adult| &mut adult.born_in);
                swap(of_child.or(of_adult).ok_or(missing)?, year);
            }
            Change::SetWithheld { adult, withheld } => {
                swap(&mut find_mut(&mut self.adults, *adult).ok_or(missing)?.withheld, withheld);
            }
            Change::SetConcernAgency { concern, whose } => {
                swap(&mut find_mut(&mut self.concerns, *concern).ok_or(missing)?.whose, whose);
            }
            Change::SetConcernAbout { concern, about } => {
                when(about.iter().all(|child| self.child(*child).is_some()), ChangeError::Named)?;
                swap(&mut find_mut(&mut self.concerns, *concern).ok_or(missing)?.about, about);
            }
            Change::SetGoalWho { goal, who } => {
                when(who.is_none_or(|who| self.adult(who).is_some()), ChangeError::Named)?;
                swap(&mut find_mut(&mut self.goals, *goal).ok_or(missing)?.who, who);
            }
            Change::SetGoalBy { goal, by } => {
                swap(&mut find_mut(&mut self.goals, *goal).ok_or(missing)?.by, by);
            }
            Change::SetGoalLasts { goal, lasts } => {
                swap(&mut find_mut(&mut self.goals, *goal).ok_or(missing)?.lasts, lasts);
            }
            Change::SetGoalPace { goal, pace } => {
                swap(&mut find_mut(&mut self.goals, *goal).ok_or(missing)?.pace, pace);
            }
            Change::SetGoalClause { goal, clause } => {
                let mut slots = clause.iter().flat_map(|clause| clause.slots.values());
                when(slots.all(|text| text.chars().count() <= MAX_CHARS), ChangeError::TooLong)?;
                swap(&mut find_mut(&mut self.goals, *goal).ok_or(missing)?.clause, clause);
            }
            Change::SetGoalHelps { goal, helps } => {
                when(helps.is_none_or(|concern| self.concern(concern).is_some()), ChangeError::Named)?;
                swap(&mut find_mut(&mut self.goals, *goal).ok_or(missing)?.helps, helps);
            }
            Change::SetStepBy { step, by } => swap(&mut self.step_mut(*step).ok_or(missing)?.1.by, by),
            Change::SetPromiseWho { promise, who } => {
                when(who.is_none_or(|who| self.worker(who).is_some()), ChangeError::Named)?;
                swap(&mut find_mut(&mut self.promises, *promise).ok_or(missing)?.who, who);
            }
            Change::SetPromiseBy { promise, by } => {
                swap(&mut find_mut(&mut self.promises, *promise).ok_or(missing)?.by, by);
            }
            Change::SetReviewOn { on } => swap(&mut self.review.on, on),
            Change::SetReviewAt { at } => swap(&mut self.review.at, at),
            Change::SetPick { question, pick } => {
                when(pick.is_none_or(|pick| question.picks().contains(&pick)), ChangeError::NotOffered)?;
                swap(&mut self.answer_mut(*question).ok_or(missing)?.pick, pick);
                self.drop_empty(*question);
            }
            Change::SetDay { question, on } => {
                when(on.is_none() || question.asks_day(), ChangeError::NotOffered)?;
                swap(&mut self.answer_mut(*question).ok_or(missing)?.on, on);
                self.drop_empty(*question);
            }
            Change::SetFor { question, of } => {
                when(question.is_bound(), ChangeError::NotOffered)?;
                swap(&mut self.answer_mut(*question).ok_or(missing)?.of, of);
                self.drop_empty(*question);
            }
            Change::StartPractice => self.practice = true,
            Change::Add { at, item } => {
                self.add(*at, item)?;
                *change = Change::Remove { item: item.id() };
            }
            Change::Remove { item } => {
                let (at, item) = self.remove(*item)?;
                *change = Change::Add { at, item };
            }
        }
        Ok(())
    }
}

fn when(holds: bool, error: ChangeError) -> Result<(), ChangeError> {
    if holds { Ok(()) } else { Err(error) }
}
