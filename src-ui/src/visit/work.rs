//! The plan that is open, kept the same on the screen and on the disk: changes are made here first, handed to the queue,
//! and called saved when the shell says so.

use chrono::{DateTime, FixedOffset};
use course::Outgoing;
use course::firsts::{self, Firsts};
use course::place::Place;
use ipc::visit::{Opened, PlanState, Reading, Saved};
use leptos::prelude::*;
use plan::change::{Item, ItemId};
use plan::field::Field;
use plan::ids::{CaseId, FreshId, PlanId};
use plan::people::{Agency, Birth};
use plan::{Change, Plan, splice};

use super::queue::{News, PATIENT, Queue};
use super::removed::Removed;
use crate::platform::page;
use crate::words::t;

/// What the top bar says about saving.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum SavedState {
    /// Nothing was written yet.
    Nothing,
    /// On its way to the disk.
    Saving,
    /// On the disk since then.
    Here(DateTime<FixedOffset>),
    /// Not on the disk; it is tried again.
    NotYet(String),
}

/// The open plan. Copies of this are the same plan.
#[derive(Clone, Copy)]
pub(crate) struct Work {
    /// The plan as the screen shows it.
    pub(crate) plan: RwSignal<Plan>,
    /// The plan as it was last sent to the disk, or opened. What is worked out from all of it follows this, and so is
    /// worked out for each revision and not for each key.
    pub(crate) as_sent: RwSignal<Plan>,
    /// Whether it is on the disk.
    pub(crate) saved: RwSignal<SavedState>,
    /// How far it is.
    pub(crate) state: RwSignal<PlanState>,
    /// The readings of it that the family had before them, or in which somebody gave an answer.
    pub(crate) readings: RwSignal<Vec<Reading>>,
    /// Whose copies of it were promised for later and not given yet.
    pub(crate) owed: RwSignal<Vec<String>>,
    /// Whether it was noted how the family got its copies.
    pub(crate) is_given: RwSignal<bool>,
    /// Whether the worker put it away.
    pub(crate) is_put_away: RwSignal<bool>,
    /// What was taken out last and can be put back.
    pub(crate) removed: RwSignal<Option<Removed>>,
    saved_at: StoredValue<Option<DateTime<FixedOffset>>>,
    ids: StoredValue<Vec<FreshId>>,
    /// What the plan has none of yet.
    pub(crate) firsts: RwSignal<Option<Firsts>>,
    /// What was added last and has not been looked at.
    added: StoredValue<Option<ItemId>>,
    queue: Queue,
}

impl Work {
    /// No plan yet.
    pub(crate) fn new(queue: Queue) -> Self {
        let work = Self {
            plan: RwSignal::new(nothing()),
            as_sent: RwSignal::new(nothing()),
            saved: RwSignal::new(SavedState::Nothing),
            state: RwSignal::new(PlanState::Draft),
            readings: RwSignal::new(Vec::new()),
            owed: RwSignal::new(Vec::new()),
            is_given: RwSignal::new(false),
            is_put_away: RwSignal::new(false),
            removed: RwSignal::new(None),
            saved_at: StoredValue::new(None),
            ids: StoredValue::new(Vec::new()),
            firsts: RwSignal::new(None),
            added: StoredValue::new(None),
            queue,
        };
        queue.hear(move |news| work.heard(news));
        work
    }

    /// Shows a plan as the queue says it is to be shown.
    pub(crate) fn show(&self, opened: Opened) {
        self.ids.set_value(opened.ids);
        if self.id() != opened.plan.id || self.firsts.with_untracked(Option::is_none) {
            self.firsts.set(self.begun());
        }
        self.saved_at.set_value(Some(opened.saved_at));
        self.state.set(opened.state);
        self.readings.set(opened.readings);
        self.owed.set(opened.owed);
        self.is_given.set(opened.is_given);
        self.is_put_away.set(opened.put_away);
        self.as_sent.set(opened.plan.clone());
        self.plan.set(opened.plan);
        self.say_what_is_saved();
    }

    /// Takes the plan off the screen and out of memory. What is not saved waits in the queue.
    pub(crate) fn put_away(&self) {
        self.queue.tell(Outgoing::put_away);
        self.plan.set(nothing());
        self.as_sent.set(nothing());
        self.removed.set(None);
        self.readings.set(Vec::new());
        self.owed.set(Vec::new());
        self.is_given.set(false);
        self.is_put_away.set(false);
        self.ids.set_value(Vec::new());
        self.firsts.set(None);
    }

    /// Another worker is in: nothing is said of what was saved before.
    pub(crate) fn is_anothers(&self) {
        self.saved_at.set_value(None);
        self.say_what_is_saved();
    }

    /// Whose visit this is.
    pub(crate) fn agency(&self) -> Agency {
        self.plan.with_untracked(firsts::agency)
    }

    /// The ids of what the plan has none of yet.
    fn begun(&self) -> Option<Firsts> {
        Some(Firsts {
            child: self.fresh()?,
            adult: self.fresh()?,
            other_worker: self.fresh()?,
            concern: self.fresh()?,
            goal: self.fresh()?,
            promise: self.fresh()?,
        })
    }

    /// Puts the first thing of its kind into the plan where something is said of it that would not fit without. Whether it
    /// did.
    fn bring_in(&self, fits: impl Fn(&Plan) -> bool) -> bool {
        let needed = self.plan.with_untracked(|plan| {
            let firsts = self.firsts.get_untracked().filter(|_| !fits(plan))?;
            firsts.needed(plan, &fits)
        });
        needed.is_some_and(|(at, item)| self.change(Change::Add { at, item }))
    }

    /// The words in a field.
    pub(crate) fn text(&self, field: Field) -> String {
        self.plan.with(|plan| field.of(plan).unwrap_or_default().to_owned())
    }

    /// A text was typed; it is saved by itself.
    pub(crate) fn type_text(&self, field: Field, typed: &str) {
        let typed = splice::typed(typed);
        if !typed.trim().is_empty() {
            self.bring_in(|plan| field.of(plan).is_some());
        }
        let before = self.text(field);
        let Some(change) = self.plan.with_untracked(|plan| Change::typing(plan, field, &typed)) else {
            return;
        };
        let mut fits = false;
        self.plan.update(|plan| fits = plan.apply(&change).is_ok());
        if fits {
            let (now, plan) = (page::clock(), self.id());
            self.queue.tell(|outgoing| outgoing.typed(now, plan, field, &before, &typed));
            self.bind(&change);
            self.say_what_is_saved();
            self.queue.after_a_pause();
        }
    }

    /// A reason or a permission is for what there is now.
    fn bind(&self, given: &Change) {
        if let Some(binding) = self.plan.with_untracked(|plan| given.binding(plan)) {
            self.change(binding);
        }
    }

    /// Makes a change on the screen, and hands it to the queue where it fits.
    fn change(&self, change: Change) -> bool {
        let mut fits = false;
        self.plan.update(|plan| fits = plan.apply(&change).is_ok());
        if fits {
            let plan = self.id();
            self.queue.tell(|outgoing| outgoing.made(plan, change));
        }
        fits
    }

    fn id(&self) -> PlanId {
        self.plan.with_untracked(|plan| plan.id)
    }

    /// Nothing is said to be saved while anything is not. That something could not be saved stays until it is.
    fn say_what_is_saved(&self) {
        let plan = self.id();
        let says = self.queue.ask(|outgoing| match (outgoing.trouble(plan), self.saved_at.get_value()) {
            (Some(refusal), _) => SavedState::NotYet(refusal.sentence.clone()),
            (None, _) if !outgoing.is_saved(plan) => SavedState::Saving,
            (None, Some(at)) => SavedState::Here(at),
            (None, None) => SavedState::Nothing,
        });
        if self.saved.with_untracked(|said| *said != says) {
            self.saved.set(says);
        }
    }

    fn heard(&self, news: &News) {
        match news {
            News::Saved(plan, saved) if *plan == self.id() => self.was_saved(saved),
            News::Loaded(opened) if opened.plan.id == self.id() => self.show(opened.clone()),
            News::Sent(plan) if *plan == self.id() => self.as_sent.set(self.plan.get_untracked()),
            News::Sent(_) | News::Saved(..) | News::Loaded(_) | News::Unsaved => {}
            News::Kept(..) | News::Refused(..) | News::WentOn | News::Drafted => return,
        }
        self.say_what_is_saved();
    }

    fn was_saved(&self, saved: &Saved) {
        self.ids.update_value(|ids| ids.extend(&saved.ids));
        if let Some(reading) = &saved.reading {
            self.state.update(|state| match (*state, reading.is_ended) {
                (PlanState::Signing, true) => *state = PlanState::Draft,
                (PlanState::Draft, false) if reading.was_read => *state = PlanState::Signing,
                _ => {}
            });
            self.readings.update(|readings| {
                readings.retain(|it| it.is_ended && it.began_at != reading.began_at);
                readings.extend(Some(reading.clone()).filter(|it| it.was_read));
            });
        }
        self.saved_at.set_value(Some(saved.saved_at));
    }

    /// Makes changes and sends them at once.
    pub(crate) fn make(&self, changes: impl IntoIterator<Item = Change>) {
        for change in changes {
            let fits = |plan: &Plan| plan.clone().apply(&change).is_ok();
            if says_something(&change) {
                self.bring_in(fits);
            }
            if let Change::Add { item, .. } = &change {
                self.added.set_value(Some(item.id()).filter(|_| is_nameless(item)));
            }
            if self.change(change.clone()) {
                self.bind(&change);
            }
        }
        self.send();
    }

    /// Takes out again what came into the plan with a word that was deleted.
    pub(crate) fn take_out_what_says_nothing(&self) {
        // What was read together is changed by hands alone.
        if self.state.get_untracked() != PlanState::Draft {
            return;
        }
        let emptied =
            || self.plan.with_untracked(|plan| self.firsts.get_untracked().and_then(|it| it.emptied(plan)));
        while let Some(item) = emptied() {
            if !self.change(Change::Remove { item }) {
                return;
            }
            self.renew(item);
        }
    }

    /// From now on nothing that stands elsewhere in the plan is taken for a blank place.
    pub(crate) fn begin_anew_what_is_elsewhere(&self) {
        let used = self.plan.with_untracked(|plan| {
            let firsts = self.firsts.get_untracked();
            firsts.map(|firsts| firsts.used_elsewhere(plan)).unwrap_or_default()
        });
        used.into_iter().for_each(|item| self.renew(item));
    }

    fn renew(&self, taken_out: ItemId) {
        let fresh = || self.fresh_id();
        self.firsts.update(|firsts| firsts.iter_mut().for_each(|firsts| firsts.renew(taken_out, fresh)));
    }

    /// What was taken out is offered back on its own page only.
    pub(crate) fn leave(&self, to: Option<Place>) {
        let is_elsewhere = |removed: &Removed| Some(removed.at) != to;
        if self.removed.with_untracked(|removed| removed.as_ref().is_some_and(is_elsewhere)) {
            self.removed.set(None);
        }
    }

    /// Takes something out; the banner offers to put it back until something else is taken out.
    pub(crate) fn take_out(&self, removed: Removed) {
        let changes = removed.changes.clone();
        let taken_out = changes
            .iter()
            .filter_map(|change| if let Change::Remove { item } = change { Some(*item) } else { None });
        taken_out.for_each(|item| self.renew(item));
        self.removed.set(Some(removed));
        self.make(changes);
    }

    /// A fresh id. Nothing when the shell has not handed out enough yet, which a second tap mends.
    pub(crate) fn fresh<Id: From<plan::ids::Raw>>(&self) -> Option<Id> {
        self.fresh_id().map(FreshId::take)
    }

    fn fresh_id(&self) -> Option<FreshId> {
        self.ids.try_update_value(Vec::pop).flatten()
    }

    /// Whether this was added by the last tap, asked once: then the focus goes there.
    pub(crate) fn is_new(&self, item: ItemId) -> bool {
        let is_new = self.added.with_value(|added| *added == Some(item));
        if is_new {
            self.added.set_value(None);
        }
        is_new
    }

    /// Sends what is not saved, now: a field was left.
    pub(crate) fn send(&self) {
        self.queue.send_all();
        self.say_what_is_saved();
    }

    /// Sends everything and waits until it is on the disk. False when it could not be saved.
    pub(crate) async fn settle(&self) -> bool {
        let plan = self.id();
        self.queue.settle(PATIENT, |outgoing| outgoing.is_saved(plan)).await
    }

    /// What the top bar says.
    pub(crate) fn saved_words(&self) -> String {
        match self.saved.get() {
            SavedState::Nothing => String::new(),
            SavedState::Saving => t("saved.saving").to_owned(),
            SavedState::Here(at) => {
                crate::words::fill("saved.here", &[("time", &plan::dates::time(at.time()))])
            }
            SavedState::NotYet(_) => t("saved.not_yet").to_owned(),
        }
    }
}

/// Whether a change says something, and does not only leave it open.
const fn says_something(change: &Change) -> bool {
    !matches!(
        change,
        Change::SetBirth { birth: Birth::NotRecorded, .. }
            | Change::SetBorn { on: None, .. }
            | Change::SetBornIn { year: None, .. }
            | Change::SetGoalBy { by: None, .. }
            | Change::SetPromiseBy { by: None, .. }
    )
}

/// Whether nothing is typed yet in what is added.
fn is_nameless(item: &Item) -> bool {
    let words = match item {
        Item::Child(it) => &it.name,
        Item::Adult(it) => &it.name,
        Item::Worker(it) => &it.name,
        Item::Concern(it) => &it.words,
        Item::Goal(it) => &it.what,
        Item::Promise(it) => &it.what,
        Item::Supporter(it) => &it.name,
        Item::Outsider(it) => &it.name,
        Item::Contact(it) => &it.name,
        Item::Step { step, .. } => &step.what,
    };
    words.trim().is_empty()
}

fn nothing() -> Plan {
    Plan::empty(PlanId::new(0, &[0; 10]), CaseId::new(0, &[0; 10]))
}
