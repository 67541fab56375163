//! Making a change: the fold's one step.

use crate::change::field::Field;
use crate::change::splice::{MAX_CHARS, spliced};
use crate::change::{Change, ChangeError};
use crate::model::plan::Plan;

impl Plan {
    /// The plan with the change made.
    ///
    /// # Errors
    /// [`ChangeError`]; the plan is then as it was.
    pub fn apply(&mut self, change: &Change) -> Result<(), ChangeError> {
        let missing = ChangeError::Missing;
        match change {
            Change::Edit { field, at, remove, insert } => {
                let text = field.of(self).ok_or(missing)?;
                let new = spliced(text, *at, remove, insert).ok_or(ChangeError::OtherText)?;
                if new.chars().count() > MAX_CHARS {
                    return Err(ChangeError::TooLong);
                }
                *field.of_mut(self).ok_or(ChangeError::Missing)? = new;
                if let Field::Words(question) = field {
                    self.drop_empty(*question);
                }
            }
            Change::SetPick { question, pick } => {
                if pick.is_some_and(|pick| !question.picks().contains(&pick)) {
                    return Err(ChangeError::NotOffered);
                }
                self.answer_mut(*question).ok_or(missing)?.pick = *pick;
                self.drop_empty(*question);
            }
            Change::SetDay { question, on } => {
                if on.is_some() && !question.asks_day() {
                    return Err(ChangeError::NotOffered);
                }
                self.answer_mut(*question).ok_or(missing)?.on = *on;
                self.drop_empty(*question);
            }
            Change::SetWithheld { adult, withheld } => {
                self.adults.iter_mut().find(|item| item.id == *adult).ok_or(missing)?.withheld = *withheld;
            }
            Change::SetConcernAbout { concern, about } => {
                if about.iter().any(|child| self.child(*child).is_none()) {
                    return Err(ChangeError::Named);
                }
                self.concerns.iter_mut().find(|item| item.id == *concern).ok_or(missing)?.about =
                    about.clone();
            }
            Change::SetGoalClause { goal, clause } => {
                let slots = clause.iter().flat_map(|clause| clause.slots.values());
                if slots.into_iter().any(|text| text.chars().count() > MAX_CHARS) {
                    return Err(ChangeError::TooLong);
                }
                self.goals.iter_mut().find(|item| item.id == *goal).ok_or(missing)?.clause = clause.clone();
            }
            Change::SetGoalHelps { goal, helps } => {
                if helps.is_some_and(|concern| self.concern(concern).is_none()) {
                    return Err(ChangeError::Named);
                }
                self.goals.iter_mut().find(|item| item.id == *goal).ok_or(missing)?.helps = *helps;
            }
            Change::SetStepBy { step, by } => self.step_mut(*step).ok_or(missing)?.by = *by,
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
            Change::StartPractice => self.practice = true,
            Change::Add { at, item } => self.add(*at, item)?,
            Change::Remove { item } => self.remove(*item)?,
        }
        Ok(())
    }
}
