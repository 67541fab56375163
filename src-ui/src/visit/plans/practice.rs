//! The families to practise with. Nothing done with them is ever sealed or sent.

use ipc::visit::NewPlan;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::visit::frame::Frame;
use crate::visit::here::Visit;
use crate::words::t;
use course::place::{Place, Screen};

/// Choosing one.
#[component]
pub(crate) fn Practice() -> impl IntoView {
    let visit = Visit::here();
    let is_busy = RwSignal::new(false);
    let begin = move |number| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        spawn_local(async move {
            let begun = NewPlan { title: String::new(), practice: Some(number), after: None };
            visit.open(None, begun, Place::Home).await;
            let _ = is_busy.try_set(false);
        });
    };
    let families = ["practice.first", "practice.second", "practice.third"].into_iter().enumerate();
    let rows = families.map(move |(number, key)| {
        view! { <li class="task"><button class="link" on:click=move |_| begin(number)>{t(key)}</button></li> }
    });
    let bottom = view! {
        <button class="button" on:click=move |_| visit.go(Screen::Plans)>{t("nav.back")}</button>
    };
    view! {
        <Frame title=Signal::stored(t("practice.title").to_owned()) lead=t("practice.lead") bottom=bottom.into_any()>
            <ul class="card tasks">{rows.collect_view()}</ul>
        </Frame>
    }
}
