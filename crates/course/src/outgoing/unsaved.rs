//! What was done to one plan and is not on the disk yet: the burst of typing, the changes in order, how many of them are
//! under way. It knows the plan as it is on the disk, so it can tell its own changes there from others.

use std::collections::BTreeMap;

use ipc::refusal::{Code, Refusal};
use ipc::visit::{ChangePlan, OpenPlan, Opened, Saved};
use plan::field::Field;
use plan::ids::PlanId;
use plan::splice::{Splice, difference};
use plan::{Change, Plan};

use super::again::{self, Again};
use super::late::Late;
use super::request::Number;

/// A pause this long after a key sends what was typed, in milliseconds.
pub const PAUSE: f64 = 250.0;

/// Typing without a pause is sent at least this often, in milliseconds.
pub const LONGEST: f64 = 1000.0;

/// What of one plan is not on the disk.
#[derive(Debug)]
pub(super) struct Unsaved {
    /// The plan as it is on the disk, as far as is known; where it is sealed, with what came too late for it.
    disk: Plan,
    revision: u64,
    burst: Option<Burst>,
    changes: Vec<Change>,
    state: State,
    trouble: Option<Refusal>,
}

/// Keys pressed in one field without a pause: they become one change.
#[derive(Debug)]
struct Burst {
    field: Field,
    before: String,
    after: String,
    first_key: f64,
    last_key: f64,
}

#[derive(Debug)]
enum State {
    /// Nothing is under way.
    Free,
    /// So many changes, the first, are under way.
    Sending(Number, usize),
    /// The tablet was asked what is on the disk, because it was not what was thought.
    Loading(Number, Refusal),
    /// What was sent last was refused.
    Refused(Again),
}

impl Unsaved {
    /// A plan that the tablet opened.
    pub(super) fn new(opened: &Opened) -> Self {
        Self {
            disk: opened.plan.clone(),
            revision: opened.revision,
            burst: None,
            changes: Vec::new(),
            state: State::Free,
            trouble: None,
        }
    }

    /// A key changed a text from one to another.
    pub(super) fn typed(&mut self, now: f64, field: Field, before: &str, after: &str) {
        match &mut self.burst {
            Some(burst) if burst.field == field => {
                burst.last_key = now;
                after.clone_into(&mut burst.after);
            }
            _ => {
                self.end_burst();
                let (before, after) = (before.to_owned(), after.to_owned());
                self.burst = Some(Burst { field, before, after, first_key: now, last_key: now });
            }
        }
    }

    /// A change was made that is not typing; it comes after what was typed before it.
    pub(super) fn made(&mut self, change: Change) {
        self.end_burst();
        self.changes.push(change);
    }

    /// Whether everything that can be saved is on the disk.
    pub(super) fn is_empty(&self) -> bool {
        self.burst.is_none() && self.changes.is_empty()
    }

    /// The plan as it is on the disk, as far as is known.
    pub(super) const fn disk(&self) -> &Plan {
        &self.disk
    }

    /// Whether it is time to send.
    pub(super) fn is_due(&self, now: f64) -> bool {
        let is_typed = |burst: &Burst| is_time(burst.first_key, burst.last_key, now);
        match &self.state {
            State::Free => !self.changes.is_empty() || self.burst.as_ref().is_some_and(is_typed),
            State::Refused(again) => again.is_due(now),
            State::Sending(..) | State::Loading(..) => false,
        }
    }

    /// Whether it may be sent when it is asked for.
    pub(super) const fn may_be_sent(&self) -> bool {
        matches!(self.state, State::Free | State::Refused(_))
    }

    /// Whether an answer is waited for.
    pub(super) const fn is_under_way(&self) -> bool {
        matches!(self.state, State::Sending(..) | State::Loading(..))
    }

    /// The changes to send now. They stay here until they are known to be on the disk.
    pub(super) fn send(&mut self, number: impl FnOnce() -> Number) -> Option<(Number, ChangePlan)> {
        self.end_burst();
        if self.changes.is_empty() {
            self.rest();
            return None;
        }
        let number = number();
        self.state = State::Sending(number, self.changes.len());
        let (plan, base, changes) = (self.disk.id, self.revision, self.changes.clone());
        Some((number, ChangePlan { plan, base, changes }))
    }

    /// What was sent is on the disk. False when nobody waits for this answer any more.
    pub(super) fn saved(&mut self, number: Number, saved: &Saved) -> bool {
        let Some(count) = self.is_sending(number) else { return false };
        for change in self.changes.drain(..count.min(self.changes.len())) {
            let _ = self.disk.apply(&change);
        }
        self.revision = saved.revision;
        self.rest();
        true
    }

    /// What was sent was refused. What came too late is put to what did before. Where the disk is not what was thought, `load`
    /// gives the number for asking what it is.
    pub(super) fn refused(
        &mut self,
        number: Number,
        why: Refusal,
        now: f64,
        late: &mut BTreeMap<PlanId, Late>,
        load: impl FnOnce() -> Number,
    ) -> Option<(Number, OpenPlan)> {
        self.is_sending(number)?;
        if why.code == Code::OutOfStep {
            let number = load();
            self.state = State::Loading(number, why);
            return Some((number, OpenPlan { plan: self.disk.id }));
        }
        if why.code == Code::Sealed {
            self.come_too_late(late);
            self.trouble = Some(why);
        } else {
            self.stop(why, now);
        }
        None
    }

    /// The plan as it is on the disk, which was asked for after a refusal. The plan to show; nothing when nobody waits for
    /// this answer any more.
    pub(super) fn loaded(&mut self, number: Number, opened: &Opened, now: f64) -> Option<Plan> {
        let why = self.is_loading(number)?;
        let found = self.take_out_ours(opened);
        let shown = self.put_on_top(opened);
        match found {
            _ if self.is_empty() => self.rest(),
            Found::Ours => self.rest(),
            Found::NothingNew | Found::Others => self.stop(why, now),
        }
        Some(shown)
    }

    /// It could not be loaded.
    pub(super) fn not_loaded(&mut self, number: Number, why: Refusal, now: f64) {
        if self.is_loading(number).is_some() {
            self.stop(why, now);
        }
    }

    /// The plan was opened again. What is under way is not waited for but sent anew: the tablet takes it once, because the
    /// revision fits once. The plan to show.
    pub(super) fn opened_again(&mut self, opened: &Opened) -> Plan {
        if opened.revision < self.revision {
            // An answer that was overtaken by a save.
            let older = Opened { plan: self.disk.clone(), revision: self.revision, ..opened.clone() };
            return self.opened_again(&older);
        }
        let found = self.take_out_ours(opened);
        let shown = self.put_on_top(opened);
        if self.is_empty() || found == Found::Ours {
            self.rest();
        } else if matches!(self.state, State::Sending(..) | State::Loading(..)) {
            self.state = State::Free;
        }
        shown
    }

    /// The plan was opened and is sealed: what still waits will never be in it.
    pub(super) fn is_sealed(&mut self, opened: &Opened, late: &mut BTreeMap<PlanId, Late>) {
        self.take_out_ours(opened);
        self.come_too_late(late);
        self.trouble = None;
        self.disk = opened.plan.clone();
        self.revision = opened.revision;
    }

    fn come_too_late(&mut self, late: &mut BTreeMap<PlanId, Late>) {
        self.end_burst();
        self.state = State::Free;
        if !self.changes.is_empty() {
            let late = late.entry(self.disk.id).or_insert_with(|| Late::of(&self.disk));
            late.take(&mut self.disk, self.changes.drain(..));
        }
    }

    /// Why it is not saved; nothing when there is nothing to tell.
    pub(super) const fn trouble(&self) -> Option<&Refusal> {
        self.trouble.as_ref()
    }

    const fn is_sending(&self, number: Number) -> Option<usize> {
        match self.state {
            State::Sending(sent, count) if sent.is(number) => Some(count),
            State::Free | State::Sending(..) | State::Loading(..) | State::Refused(_) => None,
        }
    }

    fn is_loading(&self, number: Number) -> Option<Refusal> {
        match &self.state {
            State::Loading(asked, why) if *asked == number => Some(why.clone()),
            State::Free | State::Sending(..) | State::Loading(..) | State::Refused(_) => None,
        }
    }

    fn rest(&mut self) {
        self.state = State::Free;
        // That something came too late is told until the plan is shown as it is.
        self.trouble.take_if(|why| why.code != Code::Sealed);
    }

    fn stop(&mut self, why: Refusal, now: f64) {
        self.state = State::Refused(again::changes(why.code, now));
        self.trouble = Some(why);
    }

    /// Takes out changes that are on the disk already, because their answer never came.
    fn take_out_ours(&mut self, opened: &Opened) -> Found {
        self.end_burst();
        let ahead = opened.revision.checked_sub(self.revision).and_then(|it| usize::try_from(it).ok());
        let Some(ours) = ahead.and_then(|ahead| self.changes.get(..ahead)) else { return Found::Others };
        let mut with_ours = self.disk.clone();
        let do_fit = ours.iter().all(|change| with_ours.apply(change).is_ok());
        if !do_fit || with_ours != opened.plan {
            return Found::Others;
        }
        let count = ours.len();
        self.changes.drain(..count);
        if count == 0 { Found::NothingNew } else { Found::Ours }
    }

    /// Takes over what is on the disk and puts what is not saved on top, as far as it fits.
    fn put_on_top(&mut self, opened: &Opened) -> Plan {
        self.disk = opened.plan.clone();
        self.revision = opened.revision;
        let mut shown = opened.plan.clone();
        self.changes.retain(|change| shown.apply(change).is_ok());
        shown
    }

    /// What was typed becomes a change, whether there was a pause or not.
    pub(super) fn end_burst(&mut self) {
        let Some(Burst { field, before, after, .. }) = self.burst.take() else { return };
        if let Some(Splice { at, remove, insert }) = difference(&before, &after) {
            self.changes.push(Change::Edit { field, at, remove, insert });
        }
    }
}

/// Whether it is time to send what was typed between two moments.
pub(super) fn is_time(first_key: f64, last_key: f64, now: f64) -> bool {
    now - last_key >= PAUSE || now - first_key >= LONGEST
}

/// What the disk holds beyond what was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    /// Nothing.
    NothingNew,
    /// Changes of ours.
    Ours,
    /// Something else.
    Others,
}
