//! The locking of the tablet, by a tap and by itself. The tablet locks whatever its page does; the page is a little earlier, and
//! saves before.

use std::time::Duration;

use course::Outgoing;
use course::place::Screen;
use ipc::Refusal;
use ipc::visit::{LEFT_ALONE, Lock, Stage, Standing, StillHere, WHILE_TALKING};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::here::Visit;
use crate::platform::caret::Caret;
use crate::platform::{page, shell};

/// So much earlier than the tablet.
const EARLIER: Duration = Duration::from_secs(10);

/// Between two looks whether anybody is there.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

/// The tablet is told of touches no more often, in milliseconds. A touch it has not heard of yet makes it later, never earlier.
const TELL_AGAIN: f64 = 15_000.0;

impl Visit {
    /// Saves and locks. Then the page begins anew, so that nothing of what was on the screen stays in its memory; where the shell can, it
    /// ends its process. Only a page that holds what could not be saved goes on, and that waits behind the door, in the queue.
    pub(crate) async fn lock(&self) {
        if !self.is_open() || self.is_locking.get_value() {
            return;
        }
        self.is_locking.set_value(true);
        let screen = self.screen.get_untracked();
        self.typed_at.set_value(Caret::now().map(|caret| (screen, caret)));
        let left = self.worker().and_then(|user| self.note_place(user));
        self.together.aloud.stop();
        self.put_down().await;
        let holds_words = self.queue.ask(Outgoing::holds_words);
        if !holds_words {
            // Nobody is to type any more what is not waited for.
            page::clear();
        }
        let reply = shell::ask(Lock { left, holds_words }).await;
        // Whatever the answer is: the tablet locks also where its files could not be tidied.
        if !holds_words {
            return page::begin_anew();
        }
        self.queue.tell(Outgoing::opens_nothing);
        self.put_plan_away();
        self.together.put_away();
        if reply.is_err() {
            self.screen.set(Screen::Plans);
            self.look().await;
        }
        self.stands(reply);
        self.is_locking.set_value(false);
    }

    /// Whoever was typing goes on where they were, on the same screen.
    pub(crate) fn go_on_typing(&self) {
        if let Some((screen, caret)) = self.typed_at.try_update_value(Option::take).flatten()
            && screen == self.screen.get_untracked()
        {
            caret.put_back();
        }
    }

    /// Whether a worker is in, as far as the page knows.
    pub(super) fn is_open(&self) -> bool {
        self.standing.with_untracked(|standing| standing.as_ref().is_some_and(is_open))
    }

    /// Whether the tablet has locked and the page has not.
    pub(crate) fn was_locked(&self, reply: &Result<Standing, Refusal>) -> bool {
        self.is_open() && !self.is_locking.get_value() && reply.as_ref().is_ok_and(|it| !is_open(it))
    }
}

const fn is_open(standing: &Standing) -> bool {
    matches!(standing.stage, Stage::Open { .. })
}

/// Locks after a while without a touch, at once when the app is out of sight, and when the tablet has locked by itself.
pub(crate) fn lock_when_left(visit: Visit) {
    let lock = move || spawn_local(async move { visit.lock().await });
    let (touched, told) = (StoredValue::new(page::clock()), StoredValue::new(page::clock()));
    let tell = move || {
        let (touched, now) = (touched.get_value(), page::clock());
        if visit.is_open() && touched > told.get_value() && now - told.get_value() >= TELL_AGAIN {
            told.set_value(now);
            // A tablet that has locked meanwhile says so, as to every command.
            spawn_local(async { drop(shell::ask(StillHere {}).await) });
        }
    };
    let touch = move || {
        touched.set_value(page::clock());
        tell();
    };
    window_event_listener(ev::pointerdown, move |_| touch());
    window_event_listener(ev::keydown, move |_| touch());
    window_event_listener(ev::visibilitychange, move |_| {
        if document().visibility_state() == web_sys::VisibilityState::Hidden {
            lock();
        }
    });
    window_event_listener_untyped(shell::LOCKED, move |event| {
        // The shell loads a page anew that does not take it.
        event.prevent_default();
        lock();
    });
    set_interval(
        move || {
            tell();
            let is_familys = untrack(|| visit.with_family().is_some());
            let longest = if is_familys { WHILE_TALKING } else { LEFT_ALONE };
            if page::clock() - touched.get_value() > (longest - EARLIER).as_secs_f64() * 1000.0 {
                touched.set_value(page::clock());
                lock();
            }
        },
        LOOK_AGAIN,
    );
}
