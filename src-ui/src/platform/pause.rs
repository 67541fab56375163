//! Waiting in the interface.

use std::time::Duration;

use leptos::prelude::set_timeout;

/// Comes back after a while.
pub(crate) async fn pause(time: Duration) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        set_timeout(
            move || {
                let _ = resolve.call0(&wasm_bindgen::JsValue::NULL);
            },
            time,
        );
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}
