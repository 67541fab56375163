//! What the queue holds and the disk does not: whether it would be lost with the page, why it is not saved, and how it is named
//! to somebody who closes the app.

use ipc::refusal::{Code, Refusal};
use plan::Plan;
use plan::ids::PlanId;

use super::Outgoing;
use super::unsaved::Unsaved;

/// What would be lost with the page.
#[derive(Debug, Default, PartialEq)]
pub struct NotSaved<'a> {
    /// Whether any of it was refused, or rests because whoever wrote it is not in. It is not saved by waiting a moment.
    pub is_refused: bool,
    /// Why, where a refusal said so to whoever is in.
    pub why: Option<&'a Refusal>,
    /// The plans of whoever is in that were written in, for what they are called.
    pub plans: Vec<&'a Plan>,
    /// Whether something happened in a sitting of theirs.
    pub has_happened: bool,
    /// Whether they were typing words that are nothing yet.
    pub is_drafting: bool,
    /// Whether it is another worker's.
    pub is_anothers: bool,
}

/// What was written in a plan and came after it was sealed.
#[derive(Debug, PartialEq)]
pub struct TooLate<'a> {
    /// The plan, with nothing but what it is called by.
    pub plan: &'a Plan,
    /// The texts as they would stand, had they come in time.
    pub words: Vec<String>,
    /// Whether there was more than words.
    pub has_more: bool,
}

impl Outgoing {
    /// What would be lost with the page. Of what came too late for its plan those are words that whoever wrote them has not seen:
    /// they can be saved nowhere.
    pub fn not_saved(&self) -> NotSaved<'_> {
        let mut found = NotSaved::default();
        for (plan, unsaved) in self.plans.iter().filter(|(_, it)| !it.is_empty()) {
            if self.owners.are_in(*plan) {
                found.is_refused |= unsaved.trouble().is_some();
                found.why = found.why.or_else(|| unsaved.trouble());
                found.plans.push(unsaved.disk());
            } else {
                found.is_anothers = true;
            }
        }
        for (plan, late) in self.late.iter().filter(|(_, it)| it.has_words()) {
            found.is_refused = true;
            if !self.owners.are_in(*plan) {
                found.is_anothers = true;
            } else if found.plans.iter().all(|it| it.id != *plan) {
                found.plans.push(late.called());
            }
        }
        for waiting in self.sittings.values().filter(|it| !it.is_empty()) {
            if self.owners.are_in(waiting.plan()) {
                found.is_refused |= waiting.trouble().is_some();
                found.why = found.why.or_else(|| waiting.trouble());
                found.has_happened = true;
            } else {
                found.is_anothers = true;
            }
        }
        for (of, is_refused) in self.drafts.with_words() {
            if self.owners.are_in(of.plan()) {
                found.is_refused |= is_refused;
                found.is_drafting = true;
            } else {
                found.is_anothers = true;
            }
        }
        found.is_refused |= found.is_anothers;
        found
    }

    /// Whether anything would be lost with the page.
    pub fn holds_words(&self) -> bool {
        self.not_saved() != NotSaved::default()
    }

    /// What came too late for a plan of whoever is in.
    pub fn too_late(&self) -> Option<TooLate<'_>> {
        let (_, late) = self.late.iter().find(|(plan, _)| self.owners.are_in(**plan))?;
        let words = late.words().map(str::to_owned).collect();
        Some(TooLate { plan: late.called(), words, has_more: late.has_more() })
    }

    /// They have seen it.
    pub fn put_by(&mut self, plan: PlanId) {
        self.late.remove(&plan);
    }

    /// Why a plan could not be saved: this one, or else any other of whoever is in. Nothing while nothing was refused. What came too
    /// late for another is told apart from this.
    pub fn trouble(&self, plan: PlanId) -> Option<&Refusal> {
        let own = self.plans.get(&plan).and_then(Unsaved::trouble);
        let mut theirs = self.plans.iter().filter(|(plan, _)| self.owners.are_in(**plan));
        own.or_else(|| {
            theirs.find_map(|(_, unsaved)| unsaved.trouble().filter(|why| why.code != Code::Sealed))
        })
    }
}
