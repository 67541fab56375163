//! The line that an office shows for a tablet, typed to join it: for the first time, or again.

use ipc::visit::Enrol;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::TextField;
use crate::platform::{page, shell};
use crate::visit::here::Visit;
use crate::words::t;

/// The field and its button.
#[component]
pub(crate) fn OfficeLine(
    /// The button's words.
    go: &'static str,
) -> impl IntoView {
    let visit = Visit::here();
    let line = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    let enrol = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        visit.trouble.set(None);
        let command = Enrol { line: line.get_untracked() };
        spawn_local(async move {
            let reply = shell::ask(command).await;
            if reply.is_err() {
                page::to_top();
            }
            visit.stands(reply);
            is_busy.try_set(false);
        });
    };
    view! {
        <form class="column" on:submit=enrol>
            <TextField id="enrol-line" label=t("enrol.line") hint=t("enrol.hint") long=true value=line
                typed=move |text| line.set(text)/>
            <div class="buttons"><button class="button main" type="submit">
                {move || if is_busy.get() { t("enrol.asking") } else { go }}
            </button></div>
        </form>
    }
}
