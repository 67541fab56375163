//! How long it is until the next PIN can be tried, told where it is typed. The tablet alone decides when that is.

use std::time::Duration;

use ipc::Refusal;
use ipc::refusal::Code;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::platform::{page, pause};
use crate::words::{fill, t};

/// Above so many seconds it is told in minutes.
const LONGEST_IN_SECONDS: u32 = 90;

/// The time that is left.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wait {
    /// Nothing before the first wait. Zero: it is over.
    left: RwSignal<Option<u32>>,
    /// Counts the waits, so that an earlier one stops counting.
    nth: StoredValue<u32>,
    /// How long the last wait is in all.
    whole: StoredValue<u32>,
}

impl Wait {
    /// Nothing is waited for.
    pub(crate) fn none() -> Self {
        Self { left: RwSignal::new(None), nth: StoredValue::new(0), whole: StoredValue::new(0) }
    }

    /// Whether it is too early to try.
    pub(crate) fn goes_on(self) -> bool {
        self.left.get().is_some_and(|left| left > 0)
    }

    /// Begins to wait, where a refusal says so.
    pub(crate) fn begin(self, refusal: &Refusal) {
        let (Code::WrongPin { wait_s } | Code::TooEarly { wait_s }) = refusal.code else { return };
        let ends = page::clock() + f64::from(wait_s) * 1000.0;
        self.nth.update_value(|nth| *nth += 1);
        let nth = self.nth.get_value();
        self.left.set((wait_s > 0).then_some(wait_s));
        self.whole.set_value(wait_s);
        spawn_local(async move {
            while self.left.try_get_untracked().flatten().is_some_and(|left| left > 0) {
                pause::pause(Duration::from_millis(250)).await;
                if self.nth.try_get_value() != Some(nth) {
                    return;
                }
                // By the clock: a page that slept has not waited less.
                let left = ((ends - page::clock()) / 1000.0).ceil().max(0.0) as u32;
                if self.left.try_get_untracked().flatten() != Some(left) {
                    let _ = self.left.try_set(Some(left));
                }
            }
        });
    }

    /// Nobody waits any more: it is somebody else's turn.
    pub(crate) fn end(self) {
        self.nth.update_value(|nth| *nth += 1);
        self.left.set(None);
    }

    /// What is told. A reader hears how long it is and when it is over, and not each second.
    pub(crate) fn told(self) -> impl IntoView {
        let told = |left: u32| match left {
            0 => t("door.wait_over").to_owned(),
            1 => t("door.wait_one_second").to_owned(),
            seconds if seconds <= LONGEST_IN_SECONDS => {
                fill("door.wait_seconds", &[("seconds", &seconds.to_string())])
            }
            seconds => fill("door.wait_minutes", &[("minutes", &seconds.div_ceil(60).to_string())]),
        };
        let is_over = Memo::new(move |_| self.left.get().map(|left| left == 0));
        let begins_or_ends =
            move || is_over.get().map(|it| told(if it { 0 } else { self.whole.get_value() }));
        view! {
            {move || self.left.get().map(|it| view! { <p class="number-said" aria-hidden="true">{told(it)}</p> })}
            <p role="status" class="hidden-words">{begins_or_ends}</p>
        }
    }
}
