//! The worker's plans, and beginning a new one.

use ipc::visit::{ListPlans, NewPlan, OpenPlan, PlanCard};
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::{dates, names};

use crate::platform::shell;
use crate::visit::frame::Frame;
use crate::visit::here::Visit;
use crate::words::{fill, t, texts};
use course::place::{Place, Screen};
use course::progress;

/// The list of plans.
#[component]
pub(crate) fn Plans() -> impl IntoView {
    let visit = Visit::here();
    visit.put_plan_away();
    let plans = RwSignal::new(None::<Vec<PlanCard>>);
    spawn_local(async move {
        match shell::ask(ListPlans {}).await {
            Ok(list) => drop(plans.try_set(Some(list))),
            Err(refusal) => visit.refused(refusal),
        }
    });
    let list = move || match plans.get() {
        None => view! { <p role="status">{t("plans.looking")}</p> }.into_any(),
        Some(list) if list.is_empty() => view! { <p>{t("plans.none")}</p> }.into_any(),
        Some(list) => {
            view! { <ul class="card tasks">{list.into_iter().map(row).collect_view()}</ul> }.into_any()
        }
    };
    let is_busy = RwSignal::new(false);
    let begin = move |_| {
        if !is_busy.get_untracked() {
            is_busy.set(true);
            spawn_local(async move {
                visit.open(None, NewPlan { title: String::new(), practice: None }, Place::Short).await;
                let _ = is_busy.try_set(false);
            });
        }
    };
    let bottom = view! {
        <button class="button" on:click=move |_| spawn_local(async move { visit.lock().await })>{t("plans.lock")}</button>
        <div class="group">
            <button class="button" on:click=move |_| visit.go(Screen::Practice)>{t("practice.title")}</button>
            <button class="button main" on:click=begin>{t("plans.new")}</button>
        </div>
    };
    view! { <Frame title=Signal::stored(t("plans.title").to_owned()) bottom=bottom.into_any()>{list}</Frame> }
}

fn row(card: PlanCard) -> impl IntoView {
    let visit = Visit::here();
    let (state, tone) = progress::state(card.state, texts());
    let children: Vec<&str> = card.children.iter().filter_map(|name| names::first(name)).collect();
    let changed = fill(
        "plans.changed",
        &[
            ("day", &dates::day(card.changed_at.date_naive(), texts())),
            ("time", &dates::time(card.changed_at.time())),
        ],
    );
    let says = match children.as_slice() {
        [] => changed,
        children => format!("{} · {changed}", names::listed(children, texts())),
    };
    let open = move |_| {
        spawn_local(async move {
            visit.open(Some(card.plan), OpenPlan { plan: card.plan }, Place::Home).await;
        });
    };
    let title = match (card.title.trim(), card.children.iter().find(|name| !name.trim().is_empty())) {
        ("", Some(child)) => fill("plan.of_family", &[("name", &names::full(child))]),
        ("", None) => t("plan.no_title").to_owned(),
        (title, _) => title.to_owned(),
    };
    let (says_id, state_id) = (format!("says-{}", card.plan), format!("state-{}", card.plan));
    view! {
        <li class="task">
            <button class="link" aria-describedby=format!("{says_id} {state_id}") on:click=open>{title}</button>
            <span class="says" id=says_id>{says}</span>
            <span class=format!("state {tone}") id=state_id>{state}</span>
        </li>
    }
}
