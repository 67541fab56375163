//! Saving before it is too late: what was pasted at once, and everything when the tablet is put down or its page goes. When its
//! window closes is in `closing`.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;

use super::here::Visit;
use super::queue::AT_THE_END;

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

/// From now on nothing is lost by a paste, by a page that goes.
pub(crate) fn save_before_it_is_too_late(visit: Visit) {
    // What was pasted stands in the field a moment later.
    window_event_listener(ev::paste, move |_| set_timeout(move || visit.queue.send_all(), Duration::ZERO));
    window_event_listener_untyped("pagehide", move |_| visit.queue.send_all());
}

/// Fields that keep their words when they are left keep them now.
fn leave(field: &web_sys::Element) {
    use wasm_bindgen::JsCast;
    if let Some(field) = field.dyn_ref::<web_sys::HtmlElement>() {
        let _ = field.blur();
    }
}
