//! Saving before it is too late: what was pasted at once, and everything when the tablet is put down or its window closes.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::here::Visit;
use super::queue::AT_THE_END;
use crate::platform::shell;

impl Visit {
    /// The tablet is put down: a field that keeps its words when it is left keeps them now. Waits until everything is on the
    /// disk, and not for long.
    pub(crate) async fn put_down(&self) {
        if let Some(field) = document().active_element() {
            leave(&field);
        }
        self.work.take_out_what_says_nothing();
        self.queue.settle_all(AT_THE_END).await;
    }
}

/// From now on nothing is lost by a paste, by a page that goes, by a window that closes.
pub(crate) fn save_before_it_is_too_late(visit: Visit) {
    // What was pasted stands in the field a moment later.
    window_event_listener(ev::paste, move |_| set_timeout(move || visit.queue.send_all(), Duration::ZERO));
    window_event_listener_untyped("pagehide", move |_| visit.queue.send_all());
    // The shell asks before it closes the window, and waits a few seconds for this.
    window_event_listener_untyped("closing", move |event| {
        event.prevent_default();
        spawn_local(async move {
            visit.put_down().await;
            shell::close().await;
        });
    });
}

/// Fields that keep their words when they are left keep them now.
fn leave(field: &web_sys::Element) {
    use wasm_bindgen::JsCast;
    if let Some(field) = field.dyn_ref::<web_sys::HtmlElement>() {
        let _ = field.blur();
    }
}
