//! The plan that is open, kept the same on the screen and on the disk: changes are made here first, sent by the rules of
//! `autosave`, and called saved when the shell says so.

use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use ipc::refusal::Code;
use ipc::visit::{ChangePlan, OpenPlan, Opened, PlanState};
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::field::Field;
use plan::ids::{CaseId, FreshId, PlanId};
use plan::people::Agency;
use plan::{Change, Plan, splice};

use super::autosave::{PAUSE, Unsaved};
use super::removed::Removed;
use crate::platform::pause::pause;
use crate::platform::{page, shell};
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
    /// What was taken out last and can be put back.
    pub(crate) removed: RwSignal<Option<Removed>>,
    saved_at: StoredValue<Option<DateTime<FixedOffset>>>,
    revision: StoredValue<u64>,
    ids: StoredValue<Vec<FreshId>>,
    unsaved: StoredValue<Unsaved>,
}

impl Work {
    /// No plan yet.
    pub(crate) fn new() -> Self {
        Self {
            plan: RwSignal::new(nothing()),
            as_sent: RwSignal::new(nothing()),
            saved: RwSignal::new(SavedState::Nothing),
            state: RwSignal::new(PlanState::Draft),
            removed: RwSignal::new(None),
            saved_at: StoredValue::new(None),
            revision: StoredValue::new(0),
            ids: StoredValue::new(Vec::new()),
            unsaved: StoredValue::new(Unsaved::default()),
        }
    }

    /// Shows a plan that the shell opened.
    pub(crate) fn show(&self, opened: Opened) {
        self.revision.set_value(opened.revision);
        self.ids.set_value(opened.ids);
        self.saved_at.set_value(Some(opened.saved_at));
        self.saved.set(SavedState::Here(opened.saved_at));
        self.state.set(opened.state);
        self.as_sent.set(opened.plan.clone());
        self.plan.set(opened.plan);
    }

    /// Takes the plan off the screen and out of memory.
    pub(crate) fn put_away(&self) {
        self.plan.set(nothing());
        self.as_sent.set(nothing());
        self.removed.set(None);
        self.ids.set_value(Vec::new());
    }

    /// Whose visit this is: the agency of the first worker in the plan.
    pub(crate) fn agency(&self) -> Agency {
        let first = self.plan.with_untracked(|plan| plan.workers.first().map(|worker| worker.role.agency()));
        first.unwrap_or(Agency::ChildrensServices)
    }

    /// The words in a field.
    pub(crate) fn text(&self, field: Field) -> String {
        self.plan.with(|plan| field.of(plan).unwrap_or_default().to_owned())
    }

    /// A text was typed; it is saved by itself.
    pub(crate) fn type_text(&self, field: Field, typed: &str) {
        let typed = splice::typed(typed);
        let before = self.text(field);
        let Some(change) = self.plan.with_untracked(|plan| Change::typing(plan, field, &typed)) else {
            return;
        };
        let mut fits = false;
        self.plan.update(|plan| fits = plan.apply(&change).is_ok());
        if fits {
            let now = page::clock();
            self.plan.with_untracked(|plan| {
                self.unsaved.update_value(|unsaved| unsaved.typed(now, field, &before, plan));
            });
            self.say_what_is_saved();
            self.look_again(PAUSE);
        }
    }

    /// Nothing is said to be saved while anything is not. That something could not be saved stays until it is.
    fn say_what_is_saved(&self) {
        let says = match self.saved_at.get_value() {
            _ if !self.unsaved.with_value(Unsaved::is_empty) => SavedState::Saving,
            Some(at) => SavedState::Here(at),
            None => SavedState::Nothing,
        };
        let stays = |said: &SavedState| {
            *said == says || (says == SavedState::Saving && matches!(said, SavedState::NotYet(_)))
        };
        if !self.saved.with_untracked(stays) {
            self.saved.set(says);
        }
    }

    /// Makes changes and sends them at once.
    pub(crate) fn make(&self, changes: impl IntoIterator<Item = Change>) {
        for change in changes {
            let before = self.plan.get_untracked();
            let mut fits = false;
            self.plan.update(|plan| fits = plan.apply(&change).is_ok());
            if fits {
                self.unsaved.update_value(|unsaved| unsaved.made(change, &before));
            }
        }
        self.send();
    }

    /// Takes something out; the banner offers to put it back until something else is taken out.
    pub(crate) fn take_out(&self, removed: Removed) {
        let changes = removed.changes.clone();
        self.removed.set(Some(removed));
        self.make(changes);
    }

    /// A fresh id. Nothing when the shell has not handed out enough yet, which a second tap mends.
    pub(crate) fn fresh<Id: From<plan::ids::Raw>>(&self) -> Option<Id> {
        let mut id = None;
        self.ids.update_value(|ids| id = ids.pop());
        id.map(FreshId::take)
    }

    /// Sends what is not saved, now: a field was left, the tablet is being locked.
    pub(crate) fn send(&self) {
        let work = *self;
        spawn_local(async move { work.send_once().await });
    }

    /// Sends everything and waits until it is on the disk. False when it could not be saved.
    pub(crate) async fn settle(&self) -> bool {
        for _ in 0..40 {
            if self.unsaved.with_value(Unsaved::is_empty) {
                return true;
            }
            self.send_once().await;
            if self.unsaved.with_value(Unsaved::is_sending) {
                pause(Duration::from_millis(25)).await;
            }
        }
        self.unsaved.with_value(Unsaved::is_empty)
    }

    fn look_again(&self, after: f64) {
        let work = *self;
        let due = move || work.unsaved.with_value(|unsaved| unsaved.is_due(page::clock()));
        set_timeout(
            move || {
                if due() {
                    work.send();
                }
            },
            Duration::from_millis(after as u64 + 5),
        );
    }

    async fn send_once(&self) {
        let mut changes = Vec::new();
        self.plan.with_untracked(|plan| self.unsaved.update_value(|unsaved| changes = unsaved.send(plan)));
        if changes.is_empty() {
            self.say_what_is_saved();
            return;
        }
        self.as_sent.set(self.plan.get_untracked());
        self.saved.set(SavedState::Saving);
        let plan = self.plan.with_untracked(|plan| plan.id);
        let base = self.revision.get_value();
        let started = page::clock();
        match shell::ask(ChangePlan { plan, base, changes }).await {
            Ok(saved) => {
                page::measured("save", started, page::until(saved.saved_at) - started);
                page::measured("answer", started, page::clock() - started);
                self.unsaved.update_value(Unsaved::saved);
                self.revision.set_value(saved.revision);
                self.ids.update_value(|ids| ids.extend(saved.ids));
                self.state.update(|state| {
                    if *state == PlanState::Signing {
                        *state = PlanState::Draft;
                    }
                });
                self.saved_at.set_value(Some(saved.saved_at));
                self.say_what_is_saved();
                if self.unsaved.with_value(|unsaved| unsaved.is_due(page::clock())) {
                    self.send();
                }
            }
            Err(refusal) => {
                self.unsaved.update_value(Unsaved::not_saved);
                if refusal.code == Code::OutOfStep {
                    self.catch_up(plan).await;
                }
                self.saved.set(SavedState::NotYet(refusal.sentence));
                if refusal.code != Code::Locked && refusal.code != Code::Sealed {
                    self.try_later();
                }
            }
        }
    }

    fn try_later(&self) {
        let work = *self;
        set_timeout(move || work.send(), Duration::from_secs(2));
    }

    /// The disk is ahead of the screen: load it, and put what is not saved on top.
    async fn catch_up(&self, plan: PlanId) {
        let Ok(mut opened) = shell::ask(OpenPlan { plan }).await else { return };
        let mut changes = Vec::new();
        self.plan.with_untracked(|plan| self.unsaved.update_value(|unsaved| changes = unsaved.send(plan)));
        changes.retain(|change| opened.plan.apply(change).is_ok());
        let after = opened.plan.clone();
        self.show(opened);
        self.unsaved.set_value(Unsaved::default());
        for change in changes {
            self.unsaved.update_value(|unsaved| unsaved.made(change, &after));
        }
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

fn nothing() -> Plan {
    Plan::empty(PlanId::new(0, &[0; 10]), CaseId::new(0, &[0; 10]))
}
