//! Taking things back: the changes that undo a change, and those that take something out with all that names it.

use crate::change::field::Field;
use crate::change::{Change, ChangeError, ItemId};
use crate::model::plan::Plan;
use crate::model::questions::Answer;

impl Change {
    /// The changes that take something out of a plan: first from the answers, worries, goals and promises that name it.
    pub fn removal(plan: &Plan, item: ItemId) -> Vec<Self> {
        let mut changes = Vec::new();
        if let Some(about) = item.about() {
            changes.extend(plan.answers.iter().filter(|it| it.question.about() == about).flat_map(forgotten));
        }
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
            ItemId::Child(id) => {
                let named = plan.concerns.iter().filter(|concern| concern.about.contains(&id));
                changes.extend(named.map(|concern| Self::SetConcernAbout {
                    concern: concern.id,
                    about: concern.about.iter().copied().filter(|child| *child != id).collect(),
                }));
            }
            ItemId::Concern(id) => {
                let named = plan.goals.iter().filter(|goal| goal.helps == Some(id));
                changes.extend(named.map(|goal| Self::SetGoalHelps { goal: goal.id, helps: None }));
            }
            ItemId::Promise(_)
            | ItemId::Supporter(_)
            | ItemId::Outsider(_)
            | ItemId::Contact(_)
            | ItemId::Step(_) => {}
        }
        changes.push(Self::Remove { item });
        changes
    }

    /// The change that takes this one back, asked of the plan as it stands *before* it.
    ///
    /// # Errors
    /// [`ChangeError`] when this one cannot be made, [`ChangeError::ForGood`] when nothing takes it back.
    pub fn undo(&self, before: &Plan) -> Result<Self, ChangeError> {
        if *self == Self::StartPractice {
            return Err(ChangeError::ForGood);
        }
        let mut back = self.clone();
        before.clone().exchange(&mut back)?;
        Ok(back)
    }
}

/// The changes that leave nothing of an answer.
fn forgotten(answer: &Answer) -> Vec<Change> {
    let question = answer.question;
    let mut changes = Vec::new();
    if answer.of.is_some() {
        changes.push(Change::SetFor { question, of: None });
    }
    if answer.pick.is_some() {
        changes.push(Change::SetPick { question, pick: None });
    }
    if answer.on.is_some() {
        changes.push(Change::SetDay { question, on: None });
    }
    if !answer.words.is_empty() {
        let (field, remove) = (Field::Words(question), answer.words.clone());
        changes.push(Change::Edit { field, at: 0, remove, insert: String::new() });
    }
    changes
}
