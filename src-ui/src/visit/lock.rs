//! The locking of the tablet, by a tap and by itself.

use std::time::Duration;

use ipc::visit::{Lock, Stage, Standing};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use course::Outgoing;
use course::place::Screen;

use super::here::Visit;
use crate::platform::{page, shell};

/// Minutes without a touch after which the tablet locks.
const IDLE_MINUTES: f64 = 2.0;

/// The same while it stands in front of the family: people talk about what they read.
const TALKING_MINUTES: f64 = 10.0;

impl Visit {
    /// Saves and locks. What was on the screen leaves the memory of the page; only what could not be saved waits behind the
    /// door, in the queue.
    pub(crate) async fn lock(&self) {
        let is_open = |standing: &Option<Standing>| {
            matches!(standing, Some(Standing { stage: Stage::Open { .. }, .. }))
        };
        if !self.standing.with_untracked(is_open) {
            return;
        }
        self.put_down().await;
        let reply = shell::ask(Lock {}).await;
        // Whatever the answer is: the tablet locks also where its files could not be tidied.
        self.queue.tell(Outgoing::opens_nothing);
        self.put_plan_away();
        self.together.put_away();
        if reply.is_err() {
            self.screen.set(Screen::Plans);
            self.look().await;
        }
        self.stands(reply);
    }
}

/// Locks after a while without a touch, and at once when the app is out of sight.
pub(crate) fn lock_when_left(visit: Visit) {
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
