//! What every screen of the visit can reach: how the tablet stands, where the worker is, the open plan and sitting, and
//! what the shell would not do. It knows no screen; `screens` draws them.

use chrono::NaiveDate;
use course::place::{Place, Screen};
use ipc::refusal::{Code, Refusal};
use ipc::visit::{Command, Look, Opened, Stage, Standing};
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::ids::{PersonId, PlanId, UserId};
use plan::{Agreement, compose};

use super::half_days::{as_shown, half_days, typed_in};
use super::queue::{Queue, SHORTLY};
use super::sitting::Together;
use super::too_late::TooLate;
use super::work::Work;
use crate::components::{HalfDays, HalfTyped};
use crate::platform::caret::Caret;
use crate::platform::shell;
use crate::words::texts;

/// What every screen can reach.
#[derive(Clone, Copy)]
pub(crate) struct Visit {
    /// How the tablet stands; nothing while the shell cannot say.
    pub(crate) standing: RwSignal<Option<Standing>>,
    /// The tablet's day, where it is known.
    pub(crate) today: Memo<Option<NaiveDate>>,
    /// Where the worker is. Kept while locked.
    pub(crate) screen: RwSignal<Screen>,
    /// What is on its way to the disk.
    pub(crate) queue: Queue,
    /// The open plan.
    pub(crate) work: Work,
    /// What was typed into fields for days and is none yet.
    pub(crate) half_days: HalfDays,
    /// What came too late for a plan of whoever is in.
    pub(crate) too_late: TooLate,
    /// The agreement the open plan becomes, as it was last sent to the disk. Composed once for all who show it.
    pub(crate) agreement: Memo<Agreement>,
    /// The open sitting.
    pub(crate) together: Together,
    /// Something the shell would not do, shown until something else is done.
    pub(crate) trouble: RwSignal<Option<Refusal>>,
    /// Whose words are being written down, screen after screen.
    pub(crate) is_writing: StoredValue<Option<PersonId>>,
    /// Where the family stopped, or the worker went on to somebody who joins.
    pub(crate) left_at: StoredValue<Place>,
    /// Who was in last.
    worker: StoredValue<Option<UserId>>,
    /// When the last plan was sealed, on the page's clock, until the office has it.
    pub(crate) sealed_at: StoredValue<Option<f64>>,
    /// Where somebody was typing, on which screen, when it was locked.
    pub(crate) typed_at: StoredValue<Option<(Screen, Caret)>>,
    /// Whether the page is locking just now.
    pub(crate) is_locking: StoredValue<bool>,
}

impl Visit {
    /// At the beginning: nothing is open and nothing is known.
    pub(crate) fn new() -> Self {
        let queue = Queue::new();
        let standing = RwSignal::new(None::<Standing>);
        let today = Memo::new(move |_| standing.with(|it| it.as_ref().map(|it| it.now.date_naive())));
        let (work, together) = (Work::new(queue), Together::new(queue));
        let agreement = Memo::new(move |_| {
            let today = today.get().unwrap_or_default();
            work.as_sent.with(|plan| compose::agreement(plan, texts(), today))
        });
        Self {
            standing,
            today,
            screen: RwSignal::new(Screen::Plans),
            queue,
            work,
            half_days: half_days(queue, work, together, standing),
            too_late: TooLate::new(queue),
            agreement,
            together,
            trouble: RwSignal::new(None),
            is_writing: StoredValue::new(None),
            left_at: StoredValue::new(Place::Together(0)),
            worker: StoredValue::new(None),
            sealed_at: StoredValue::new(None),
            typed_at: StoredValue::new(None),
            is_locking: StoredValue::new(false),
        }
    }

    /// The one in this page.
    pub(crate) fn here() -> Self {
        expect_context::<Self>()
    }

    /// Goes to a screen.
    pub(crate) fn go(&self, screen: Screen) {
        self.work.take_out_what_says_nothing();
        self.work.send();
        self.work.leave(if let Screen::Plan(_, place) = screen { Some(place) } else { None });
        self.trouble.set(None);
        self.together.trouble.set(None);
        self.screen.set(screen);
    }

    /// Goes to a place in the plan on the screen.
    pub(crate) fn go_to(&self, place: Place) {
        if let Screen::Plan(plan, here) = self.screen.get_untracked() {
            if matches!(place, Place::GiveBack | Place::Join) {
                self.left_at.set_value(here);
            }
            self.go(Screen::Plan(plan, place));
        }
    }

    /// Asks how the tablet stands.
    pub(crate) async fn look(&self) {
        self.stands(shell::ask(Look {}).await);
    }

    /// Takes the answer about how the tablet stands.
    pub(crate) fn stands(&self, reply: Result<Standing, Refusal>) {
        match reply {
            // What is on the screen is put down and put away first.
            reply if self.was_locked(&reply) => {
                let visit = *self;
                spawn_local(async move { visit.lock().await });
            }
            Ok(standing) => {
                if let Stage::Open { user, .. } = &standing.stage {
                    self.comes_in(user.id);
                }
                self.standing.set(Some(standing));
            }
            Err(refusal) => self.refused(refusal),
        }
    }

    /// Unlocking comes back to the same place, but not to a colleague's.
    fn comes_in(&self, user: UserId) {
        let before = self.worker.get_value();
        if before == Some(user) {
            return;
        }
        self.worker.set_value(Some(user));
        self.queue.tell(|outgoing| outgoing.comes_in(user));
        self.too_late.look();
        if before.is_some() {
            self.screen.set(Screen::Plans);
            self.work.is_anothers();
            self.together.before_turn.set_value(None);
        }
    }

    /// Shows a refusal; a locked tablet shows its door instead.
    pub(crate) fn refused(&self, refusal: Refusal) {
        if refusal.code == Code::Locked {
            let visit = *self;
            spawn_local(async move { visit.look().await });
        } else {
            self.trouble.set(Some(refusal));
        }
    }

    /// Who is in, or was in last.
    pub(crate) fn worker(&self) -> Option<UserId> {
        self.worker.get_value()
    }

    /// Takes the plan off the screen and out of memory.
    pub(crate) fn put_plan_away(&self) {
        self.work.put_away();
        self.half_days.forget();
        // A memo holds what it last said until it is asked again.
        self.agreement.with_untracked(|_| ());
    }

    /// Opens a plan at a place, or begins one that has no id yet. What another plan has not saved is saved first; where that
    /// cannot be, it stays with its plan. False when it was not opened, or another was asked for meanwhile.
    pub(crate) async fn open<C: Command<Reply = Opened>>(
        &self,
        plan: Option<PlanId>,
        command: C,
        place: Place,
    ) -> bool {
        self.queue.settle_all(SHORTLY).await;
        let half_typed = match plan {
            Some(plan) => typed_in(self.queue, plan).await,
            None => HalfTyped::new(),
        };
        let Some(number) = self.queue.tell(|outgoing| outgoing.opens(plan)) else { return false };
        match shell::ask(command).await {
            Ok(opened) => {
                let opened = self.queue.tell(|outgoing| outgoing.opened(number, opened));
                let Some(opened) = opened.flatten() else { return false };
                let plan = opened.plan.id;
                if !self.together.is_for(plan) {
                    self.together.put_away();
                }
                self.too_late.look();
                self.work.show(opened);
                self.half_days.begin(as_shown(self.work, half_typed));
                self.go(Screen::Plan(plan, place));
                true
            }
            Err(refusal) => {
                self.refused(refusal);
                false
            }
        }
    }
}
