//! The changes that write one plan's content into another, new one: for made-up families, which are put on a tablet by
//! the same changes a worker would make, and for a plan that goes on from one that was sealed.

use chrono::NaiveDate;

use crate::change::field::Field;
use crate::change::{Change, Item};
use crate::ids::PersonId;
use crate::model::plan::Plan;
use crate::model::questions::Question;

impl Plan {
    /// The changes that give this new plan what goes on of an earlier one: all but what was of that visit alone, and without days
    /// to come that are past today.
    pub fn go_on_from(&self, before: &Self, today: NaiveDate) -> Vec<Change> {
        let is_ahead = |day: &NaiveDate| *day >= today;
        let mut before = before.clone();
        before.answers.retain(|answer| !is_of_one_visit(answer.question));
        for answer in &mut before.answers {
            if matches!(answer.question, Question::TimeOffered | Question::Holds) {
                answer.on = answer.on.filter(is_ahead);
            }
        }
        for goal in &mut before.goals {
            goal.by = goal.by.filter(is_ahead);
            for step in &mut goal.steps {
                step.by = step.by.filter(is_ahead);
            }
        }
        for promise in &mut before.promises {
            promise.by = promise.by.filter(is_ahead);
        }
        before.review.on = before.review.on.filter(is_ahead);
        before.review.at = before.review.on.and(before.review.at);
        self.take_over(&before)
    }

    /// The changes that give this new plan the content of another. The worker who stands in it already takes the place of
    /// the other's first worker of the same role. What does not fit is left out.
    pub fn take_over(&self, other: &Self) -> Vec<Change> {
        let mut taking = Taking { plan: self.clone(), changes: Vec::new() };
        // There may be two of a role; one of them is the worker who stands here.
        let own = self.workers.first();
        let theirs = own.and_then(|own| other.workers.iter().find(|worker| worker.role == own.role));
        let same = own.zip(theirs).map(|(own, theirs)| (own.id, theirs.id));
        let stands_for = |id: PersonId| same.filter(|(_, theirs)| *theirs == id).map_or(id, |(own, _)| own);
        let others = other.workers.iter().filter(|worker| stands_for(worker.id) == worker.id);
        taking.add(self.workers.len(), others.cloned().map(Item::Worker));
        taking.add(0, other.children.iter().cloned().map(Item::Child));
        taking.add(0, other.adults.iter().cloned().map(Item::Adult));
        taking.add(0, other.supporters.iter().cloned().map(Item::Supporter));
        taking.add(0, other.outsiders.iter().cloned().map(Item::Outsider));
        taking.add(0, other.contacts.iter().cloned().map(Item::Contact));
        taking.add(0, other.concerns.iter().cloned().map(Item::Concern));
        taking.add(0, other.goals.iter().cloned().map(Item::Goal));
        let promises = other.promises.iter().cloned().map(|mut promise| {
            promise.who = promise.who.map(stands_for);
            Item::Promise(promise)
        });
        taking.add(0, promises);
        taking.make(Change::SetReviewOn { on: other.review.on });
        taking.make(Change::SetReviewAt { at: other.review.at });
        for field in [Field::Address, Field::ContactLine, Field::ReviewPlace] {
            taking.write(field, field.of(other).unwrap_or_default());
        }
        for answer in &other.answers {
            let question = answer.question;
            if answer.pick.is_some() {
                taking.make(Change::SetPick { question, pick: answer.pick });
            }
            if answer.on.is_some() {
                taking.make(Change::SetDay { question, on: answer.on });
            }
            taking.write(Field::Words(question), &answer.words);
            if question.is_bound() && other.is_still_for(answer) {
                let of = taking.plan.matter(question);
                taking.make(Change::SetFor { question, of });
            }
        }
        taking.changes
    }
}

/// Whether it says how one visit was, and nothing of the next.
const fn is_of_one_visit(question: Question) -> bool {
    matches!(
        question,
        Question::Prepared
            | Question::BlankCopy
            | Question::Today(_)
            | Question::SafeToTalk(_)
            | Question::Overhear
            | Question::Ready
            | Question::TookPart
    )
}

struct Taking {
    plan: Plan,
    changes: Vec<Change>,
}

impl Taking {
    fn make(&mut self, change: Change) {
        if self.plan.apply(&change).is_ok() {
            self.changes.push(change);
        }
    }

    fn add(&mut self, from: usize, items: impl Iterator<Item = Item>) {
        for (n, item) in items.enumerate() {
            self.make(Change::Add { at: from + n, item });
        }
    }

    fn write(&mut self, field: Field, text: &str) {
        if let Some(change) = Change::typing(&self.plan, field, text) {
            self.make(change);
        }
    }
}
