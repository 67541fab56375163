//! Everything that is on its way to the tablet's disk, each thing under the plan or the sitting it belongs to: changes
//! with the revision they were made on, events in the order they happened, words that are nothing yet. Nothing is ever
//! sent for another than its own.
//!
//! A plain state machine: things are told to it, it says what to send, and the answers are told to it. One request is
//! under way for each plan and each sitting, so one that hangs stops no other. What was refused stays with its plan or
//! sitting and goes again as the refusal allows, also while another plan is open; opening its own plan again shows it.
//!
//! What is unsent is theirs who wrote it. While another worker is in, it rests: it is not sent and not told.

mod again;
mod drafts;
mod held;
mod late;
mod owners;
mod request;
mod unsaved;
mod waiting;

use std::collections::BTreeMap;

use ipc::refusal::{Code, Refusal};
use ipc::visit::{DraftOf, Kept, Opened, PlanState, Saved, Sitting};
use plan::Change;
use plan::field::Field;
use plan::ids::{PlanId, SigningId, UserId};
use plan::signing::Event;

pub use again::AGAIN;
use drafts::Drafts;
pub use held::{NotSaved, TooLate};
use late::Late;
use owners::Owners;
use request::Numbers;
pub use request::{Number, Request};
use unsaved::Unsaved;
pub use unsaved::{LONGEST, PAUSE};
pub use waiting::Became;
use waiting::Waiting;

/// The one outgoing queue.
#[derive(Debug, Default)]
pub struct Outgoing {
    numbers: Numbers,
    owners: Owners,
    /// The plan that is being opened, and by which request.
    opening: Option<(Number, Option<PlanId>)>,
    plans: BTreeMap<PlanId, Unsaved>,
    /// What came after its plan was sealed. It is kept until whoever wrote it has seen it, and sent no more.
    late: BTreeMap<PlanId, Late>,
    sittings: BTreeMap<SigningId, Waiting>,
    drafts: Drafts,
}

/// Workers.
impl Outgoing {
    /// A worker is in: what is unsent of theirs goes on, and what is another's rests.
    pub fn comes_in(&mut self, worker: UserId) {
        self.owners.comes_in(worker);
    }
}

/// Plans.
impl Outgoing {
    /// A plan is being opened, or begun where it has no id yet. The number is for [`Outgoing::opened`].
    pub fn opens(&mut self, plan: Option<PlanId>) -> Number {
        let number = self.numbers.next();
        self.opening = Some((number, plan));
        number
    }

    /// The tablet opened a plan. What comes back is what to show, with what is not saved on top; nothing when another one
    /// is being opened by now.
    pub fn opened(&mut self, number: Number, mut opened: Opened) -> Option<Opened> {
        self.opening.take_if(|(asked, _)| *asked == number)?;
        let plan = opened.plan.id;
        self.owners.opened(plan);
        self.plans.retain(|id, unsaved| *id == plan || !unsaved.is_empty());
        let Some(unsaved) = self.plans.get_mut(&plan) else {
            self.plans.insert(plan, Unsaved::new(&opened));
            return Some(opened);
        };
        if matches!(opened.state, PlanState::Sealed | PlanState::Safe) {
            unsaved.is_sealed(&opened, &mut self.late);
            return Some(opened);
        }
        opened.plan = unsaved.opened_again(&opened);
        Some(opened)
    }

    /// Nothing is waited for to be opened any more: the tablet was locked.
    pub const fn opens_nothing(&mut self) {
        self.opening = None;
    }

    /// A plan is no more: the worker removed it. What was not saved of it goes nowhere.
    pub fn removed(&mut self, plan: PlanId) {
        self.plans.remove(&plan);
        self.late.remove(&plan);
        self.sittings.retain(|_, waiting| waiting.plan() != plan);
        self.drafts.removed(plan);
    }

    /// No plan is open any more. What is not saved stays, and what is known of one that is being opened again.
    pub fn put_away(&mut self) {
        let opening = self.opening.and_then(|(_, plan)| plan);
        self.plans.retain(|id, unsaved| !unsaved.is_empty() || Some(*id) == opening);
    }

    /// A key changed a text of a plan from one to another.
    pub fn typed(&mut self, now: f64, plan: PlanId, field: Field, before: &str, after: &str) {
        if let Some(unsaved) = self.plans.get_mut(&plan) {
            unsaved.typed(now, field, before, after);
        }
    }

    /// A change of a plan was made that is not typing.
    pub fn made(&mut self, plan: PlanId, change: Change) {
        if let Some(unsaved) = self.plans.get_mut(&plan) {
            unsaved.made(change);
        }
    }

    /// Whether all of a plan is on the disk.
    pub fn is_saved(&self, plan: PlanId) -> bool {
        self.plans.get(&plan).is_none_or(Unsaved::is_empty)
    }

    /// Whether all of every plan is.
    pub fn are_saved(&self) -> bool {
        self.plans.values().all(Unsaved::is_empty)
    }

    /// The answer to changes of a plan. False when it is not waited for any more. Another request may come of it.
    pub fn changed(
        &mut self,
        number: Number,
        plan: PlanId,
        answer: Result<&Saved, Refusal>,
        now: f64,
    ) -> (bool, Option<Request>) {
        let Self { numbers, plans, late, .. } = self;
        let Some(unsaved) = plans.get_mut(&plan) else { return (false, None) };
        match answer {
            Ok(saved) => (unsaved.saved(number, saved), None),
            Err(why) => {
                let load = unsaved.refused(number, why, now, late, || numbers.next());
                (false, load.map(|(number, open)| Request::Load(number, open)))
            }
        }
    }

    /// The answer to what of a plan is on the disk. What comes back is what to show where the plan is open.
    pub fn loaded(
        &mut self,
        number: Number,
        plan: PlanId,
        answer: Result<Opened, Refusal>,
        now: f64,
    ) -> Option<Opened> {
        let unsaved = self.plans.get_mut(&plan)?;
        match answer {
            Ok(opened) => {
                let shown = unsaved.loaded(number, &opened, now)?;
                Some(Opened { plan: shown, ..opened })
            }
            Err(why) => {
                unsaved.not_loaded(number, why, now);
                None
            }
        }
    }
}

/// Sittings.
impl Outgoing {
    /// The tablet began a sitting or went on with it.
    pub fn began(&mut self, sitting: &Sitting) {
        if let Some(signing) = &sitting.signing {
            self.owners.opened(signing.plan);
            let waiting = self.sittings.entry(signing.id).or_insert_with(|| Waiting::new(signing));
            waiting.went_on(None, sitting);
        }
    }

    /// Something happened in a sitting. It is sent after what happened before it.
    pub fn happened(&mut self, signing: SigningId, event: Event) {
        if let Some(waiting) = self.sittings.get_mut(&signing) {
            waiting.happened(event);
        }
    }

    /// The tablet kept something of a sitting that was not sent from here.
    pub fn was_kept(&mut self, signing: SigningId) {
        if let Some(waiting) = self.sittings.get_mut(&signing) {
            waiting.was_kept();
        }
    }

    /// What happened in a sitting and is not on the disk, oldest first.
    pub fn waiting(&self, signing: SigningId) -> impl Iterator<Item = &Event> {
        self.sittings.get(&signing).into_iter().flat_map(Waiting::events)
    }

    /// Whether everything that happened in every sitting is on the disk.
    pub fn are_kept(&self) -> bool {
        self.sittings.values().all(Waiting::is_empty)
    }

    /// The answer to an event. Nothing when it is not waited for any more.
    pub fn kept(
        &mut self,
        number: Number,
        signing: SigningId,
        answer: Result<&Kept, Refusal>,
        now: f64,
    ) -> Option<Became> {
        let waiting = self.sittings.get_mut(&signing)?;
        match answer {
            Ok(_) => waiting.kept(number),
            Err(why) => waiting.refused(number, why, now),
        }
    }

    /// The answer to what of a sitting is on the disk.
    pub fn went_on(
        &mut self,
        number: Number,
        signing: SigningId,
        answer: Result<&Sitting, Refusal>,
        now: f64,
    ) {
        let Some(waiting) = self.sittings.get_mut(&signing) else { return };
        match answer {
            Ok(sitting) => waiting.went_on(Some(number), sitting),
            Err(why) => waiting.did_not_go_on(number, why.code, now),
        }
    }
}

/// Words that are nothing yet.
impl Outgoing {
    /// A key changed words that are nothing yet. Empty words are forgotten.
    pub fn drafting(&mut self, now: f64, of: DraftOf, words: &str) {
        self.owners.opened(of.plan());
        self.drafts.typed(now, of, words);
    }

    /// The tablet has forgotten a draft by itself, because it became something.
    pub fn forget_draft(&mut self, of: DraftOf) {
        self.drafts.forget(of);
    }

    /// How far a draft is, where that is not on the disk.
    pub fn draft(&self, of: DraftOf) -> Option<&str> {
        self.drafts.words(of)
    }

    /// The answer to words that were sent.
    pub fn drafted(&mut self, number: Number, of: DraftOf, answer: Result<(), Code>, now: f64) {
        self.drafts.answered(number, of, answer, now);
    }
}

/// Sending.
impl Outgoing {
    /// What it is time to send.
    pub fn due(&mut self, now: f64) -> Vec<Request> {
        let mut requests = self.send(|unsaved| unsaved.is_due(now), |waiting| waiting.is_due(now));
        let Self { numbers, owners, drafts, .. } = self;
        requests.extend(drafts.due(now, |plan| owners.are_in(plan), || numbers.next()));
        requests
    }

    /// Everything that may be sent, whether it is time or not: a field was left, the tablet was unlocked, the window is
    /// being closed. What was refused is tried again.
    pub fn all(&mut self) -> Vec<Request> {
        self.plans.values_mut().for_each(Unsaved::end_burst);
        let mut requests = self.send(Unsaved::may_be_sent, Waiting::may_be_sent);
        let Self { numbers, owners, drafts, .. } = self;
        requests.extend(drafts.all(|plan| owners.are_in(plan), || numbers.next()));
        requests
    }

    /// Whether any answer is waited for. What rests is waited for by nobody.
    pub fn is_under_way(&self) -> bool {
        let are_in = |plan: PlanId| self.owners.are_in(plan);
        self.plans.iter().any(|(plan, it)| it.is_under_way() && are_in(*plan))
            || self.sittings.values().any(|it| it.is_under_way() && are_in(it.plan()))
            || self.drafts.is_under_way(are_in)
    }

    /// Whether everything that can be saved is on the disk: changes, events, drafts.
    pub fn is_empty(&self) -> bool {
        self.are_saved() && self.are_kept() && self.drafts.is_empty()
    }

    fn send(
        &mut self,
        changes: impl Fn(&Unsaved) -> bool,
        events: impl Fn(&Waiting) -> bool,
    ) -> Vec<Request> {
        let Self { numbers, owners, plans, sittings, .. } = self;
        let mut requests = Vec::new();
        for (_, unsaved) in plans.iter_mut().filter(|(plan, it)| owners.are_in(**plan) && changes(it)) {
            let sent = unsaved.send(|| numbers.next());
            requests.extend(sent.map(|(number, changes)| Request::Change(number, changes)));
        }
        for waiting in sittings.values_mut().filter(|it| owners.are_in(it.plan()) && events(it)) {
            requests.extend(waiting.send(|| numbers.next()));
        }
        requests
    }
}
