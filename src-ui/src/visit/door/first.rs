//! The lock screen before the app is there: the words it needs, and how the tablet stands. Nothing else is known here.

use ipc::visit::{Shows, Stage, Standing, Start, Started};
use js_sys::Function;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::locked::Door;
use crate::platform::{self, page, shell};
use crate::words;

/// Shows the lock screen of a locked tablet. `opened` is called once a worker is in; at once where there is nothing to
/// unlock or the tablet does not answer, which the app tells.
pub async fn show(opened: Function) {
    page::reached("running");
    let open = move || drop(opened.call0(&JsValue::NULL));
    let started = shell::ask(Start { shows: Shows::LockScreen }).await;
    let Ok(Started { texts, standing: Ok(standing), .. }) = started else { return open() };
    let Standing { stage, notice, .. } = standing;
    let Stage::Locked { users, passphrase, tablet, waiting } = stage else { return open() };
    words::take(texts);
    let trouble = RwSignal::new(None);
    let answered = move |reply| match reply {
        Ok(_) => open(),
        Err(refusal) => trouble.set(Some(refusal)),
    };
    platform::start(move || {
        view! { <Door users passphrase tablet waiting notice=Signal::stored(notice) trouble answered/> }
    });
}
