//! What the queue holds and the disk does not: whether it would be lost with the page, why it is not saved, and how it is named
//! to somebody who closes the app.

use ipc::refusal::Refusal;
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
    /// The plans of whoever is in that were written in, as they are on the disk.
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
    /// The plan, as it is on the disk.
    pub plan: &'a Plan,
    /// The texts as they would stand, had they come in time.
    pub words: Vec<String>,
}

impl Outgoing {
    /// What would be lost with the page. What came too late for its plan is none of it where another worker is in: it can be
    /// saved nowhere, and whoever wrote it was told.
    pub fn not_saved(&self) -> NotSaved<'_> {
        let mut found = NotSaved::default();
        for (plan, unsaved) in &self.plans {
            let is_theirs = self.owners.are_in(*plan);
            if is_theirs && !unsaved.holds_nothing() {
                found.is_refused |= unsaved.trouble().is_some() || unsaved.has_late();
                found.why = found.why.or_else(|| unsaved.trouble());
                found.plans.push(unsaved.disk());
            }
            found.is_anothers |= !is_theirs && !unsaved.is_empty();
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
        for (of, is_refused) in self.drafts.all_of_them() {
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
        let mut theirs = self.plans.iter().filter(|(plan, _)| self.owners.are_in(**plan));
        let (_, unsaved) = theirs.find(|(_, unsaved)| unsaved.has_late())?;
        Some(TooLate { plan: unsaved.disk(), words: unsaved.late_words() })
    }

    /// Whoever wrote it has seen what came too late for a plan.
    pub fn put_by(&mut self, plan: PlanId) {
        if let Some(unsaved) = self.plans.get_mut(&plan) {
            unsaved.put_by();
        }
    }

    /// Why a plan could not be saved: this one, or else any other of whoever is in. Nothing while nothing was refused.
    pub fn trouble(&self, plan: PlanId) -> Option<&Refusal> {
        let own = self.plans.get(&plan).and_then(Unsaved::trouble);
        let waits = |(plan, unsaved): &(&PlanId, &Unsaved)| self.owners.are_in(**plan) && !unsaved.has_late();
        own.or_else(|| self.plans.iter().filter(waits).find_map(|(_, unsaved)| unsaved.trouble()))
    }
}
