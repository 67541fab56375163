//! The whole visit app: which door or screen stands open, and the locking that comes by itself.

use std::time::Duration;

use ipc::refusal::{Code, Refusal};
use ipc::visit::{Lock, Look, Opened, ReadLibrary, Stage, Standing, Start, Started};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::ids::SigningId;

use super::screen::{Place, Screen};
use super::screens;
use super::sitting::Together;
use super::work::Work;
use crate::platform::{self, page, shell};
use crate::words::{self, t};

/// Minutes without a touch after which the tablet locks.
const IDLE_MINUTES: f64 = 2.0;

/// The same while it stands in front of the family: people talk about what they read.
const TALKING_MINUTES: f64 = 10.0;

/// How often a tablet that is sending asks how far it is.
const ASK_AGAIN: Duration = Duration::from_millis(250);

/// With no answer from the office, only each so-manieth time.
const RARELY: u32 = 8;

/// What every screen can reach.
#[derive(Clone, Copy)]
pub(crate) struct Visit {
    /// How the tablet stands; nothing while the shell cannot say.
    pub(crate) standing: RwSignal<Option<Standing>>,
    /// Whether what a worker writes with is here.
    pub(crate) has_library: RwSignal<bool>,
    /// Where the worker is. Kept while locked.
    pub(crate) screen: RwSignal<Screen>,
    /// The open plan.
    pub(crate) work: Work,
    /// The open sitting.
    pub(crate) together: Together,
    /// Something the shell would not do, shown until something else is done.
    pub(crate) trouble: RwSignal<Option<Refusal>>,
    /// Where the family stopped, or the worker went on to somebody who joins.
    pub(crate) left_at: StoredValue<Place>,
    /// When the last plan was sealed, on the page's clock, until the office has it.
    pub(crate) sealed_at: StoredValue<Option<f64>>,
}

impl Visit {
    /// The one in this page.
    pub(crate) fn here() -> Self {
        expect_context::<Self>()
    }

    /// Goes to a screen.
    pub(crate) fn go(&self, screen: Screen) {
        self.work.send();
        self.trouble.set(None);
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

    /// The sitting the tablet stands before a family with, if it does.
    pub(crate) fn with_family(&self) -> Option<SigningId> {
        let by_us = self.together.signing(|signing, _| signing.in_front().map(|_| signing.id)).flatten();
        by_us.or_else(|| self.standing.with(|standing| standing.as_ref().and_then(|it| it.with_family)))
    }

    /// The name of the worker who is in.
    pub(crate) fn worker_name(&self) -> String {
        self.standing.with_untracked(|standing| match standing.as_ref().map(|it| &it.stage) {
            Some(Stage::Open { user }) => user.name.clone(),
            Some(Stage::Fresh | Stage::NoUser { .. } | Stage::Locked { .. }) | None => String::new(),
        })
    }

    /// Asks how the tablet stands.
    pub(crate) async fn look(&self) {
        self.stands(shell::ask(Look {}).await);
    }

    /// Takes the answer about how the tablet stands.
    pub(crate) fn stands(&self, reply: Result<Standing, Refusal>) {
        match reply {
            Ok(standing) => self.standing.set(Some(standing)),
            Err(refusal) => self.refused(refusal),
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

    /// Shows a plan the shell opened, at a place.
    pub(crate) fn opened(&self, reply: Result<Opened, Refusal>, place: Place) {
        match reply {
            Ok(opened) => {
                let plan = opened.plan.id;
                if !self.together.is_for(plan) {
                    self.together.put_away();
                }
                self.work.show(opened);
                self.go(Screen::Plan(plan, place));
            }
            Err(refusal) => self.refused(refusal),
        }
    }

    /// Saves and locks. What was on the screen leaves the memory of the page, unless it could not be saved: then it
    /// waits behind the door.
    pub(crate) async fn lock(&self) {
        let is_open = |standing: &Option<Standing>| {
            matches!(standing, Some(Standing { stage: Stage::Open { .. }, .. }))
        };
        if !self.standing.with_untracked(is_open) {
            return;
        }
        let is_saved = self.work.settle().await;
        self.together.settle().await;
        let reply = shell::ask(Lock {}).await;
        if reply.is_ok() && is_saved {
            self.work.put_away();
            self.together.put_away();
        }
        self.stands(reply);
    }
}

/// Asks what to begin with and shows the app. Without texts there is nothing to show: then the page says so by itself.
pub async fn start() {
    if let Ok(Started { texts, standing }) = shell::ask(Start {}).await {
        words::take(texts);
        platform::start(|| view! { <App standing/> });
    } else {
        page::cannot_start();
    }
}

/// The app.
#[component]
fn App(
    /// How the tablet stands at the beginning.
    standing: Result<Standing, Refusal>,
) -> impl IntoView {
    let visit = Visit {
        standing: RwSignal::new(None),
        has_library: RwSignal::new(false),
        screen: RwSignal::new(Screen::Plans),
        work: Work::new(),
        together: Together::new(),
        trouble: RwSignal::new(None),
        left_at: StoredValue::new(Place::Together(0)),
        sealed_at: StoredValue::new(None),
    };
    provide_context(visit);
    visit.stands(standing);
    spawn_local(async move {
        match shell::ask(ReadLibrary {}).await {
            Ok(library) => {
                words::take_library(library);
                visit.has_library.set(true);
            }
            Err(refusal) => visit.refused(refusal),
        }
    });
    lock_when_left(visit);
    show_what_tab_comes_to();
    ask_while_sending(visit);
    let stage =
        Memo::new(move |_| visit.standing.with(|standing| standing.as_ref().map(|s| s.stage.clone())));
    move || match stage.get() {
        None => view! { <Starting/> }.into_any(),
        Some(Stage::Fresh) => view! { <screens::setup::Enrolment/> }.into_any(),
        Some(Stage::NoUser { office, passphrase }) => {
            view! { <screens::setup::FirstUser office passphrase/> }.into_any()
        }
        Some(Stage::Locked { users, passphrase }) => {
            view! { <screens::door::Door users passphrase/> }.into_any()
        }
        Some(Stage::Open { .. }) if visit.has_library.get() => view! { <screens::Open/> }.into_any(),
        Some(Stage::Open { .. }) => view! { <Starting/> }.into_any(),
    }
}

#[component]
fn Starting() -> impl IntoView {
    let visit = Visit::here();
    let words = move || visit.trouble.get().map_or(t("start.wait").to_owned(), |refusal| refusal.sentence);
    view! { <main class="page narrow"><p role="status">{words}</p></main> }
}

/// Locks after a while without a touch, and at once when the app is out of sight.
fn lock_when_left(visit: Visit) {
    let touched = StoredValue::new(page::clock());
    let touch = move || touched.set_value(page::clock());
    window_event_listener(ev::pointerdown, move |_| touch());
    window_event_listener(ev::keydown, move |_| touch());
    window_event_listener(ev::visibilitychange, move |_| {
        if document().visibility_state() == web_sys::VisibilityState::Hidden {
            spawn_local(async move { visit.lock().await });
        }
    });
    set_interval(
        move || {
            let is_familys = untrack(|| visit.with_family().is_some());
            let minutes = if is_familys { TALKING_MINUTES } else { IDLE_MINUTES };
            if page::clock() - touched.get_value() > minutes * 60_000.0 {
                touch();
                spawn_local(async move { visit.lock().await });
            }
        },
        Duration::from_secs(5),
    );
}

/// A field that Tab comes to is not left under the bar at the bottom, as WebKit leaves it.
fn show_what_tab_comes_to() {
    window_event_listener(ev::keyup, |event| {
        if event.key() == "Tab"
            && let Some(field) = document().active_element()
        {
            let nearest = web_sys::ScrollIntoViewOptions::new();
            nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
            field.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
}

fn ask_while_sending(visit: Visit) {
    let waits = |standing: &Option<Standing>| {
        standing.as_ref().is_some_and(|standing| {
            standing.sending.waiting > 0 && matches!(standing.stage, Stage::Open { .. })
        })
    };
    let is_silent = |standing: &Option<Standing>| {
        standing.as_ref().is_some_and(|standing| standing.sending.reachable == Some(false))
    };
    let tick = StoredValue::new(0_u32);
    set_interval(
        move || {
            tick.update_value(|tick| *tick = tick.wrapping_add(1));
            let is_turn =
                tick.get_value().is_multiple_of(RARELY) || !visit.standing.with_untracked(is_silent);
            if is_turn && visit.standing.with_untracked(waits) {
                spawn_local(async move {
                    if let Ok(standing) = shell::ask(Look {}).await {
                        visit.stands(Ok(standing));
                    }
                });
            }
        },
        ASK_AGAIN,
    );
}
