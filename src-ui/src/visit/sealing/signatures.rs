//! Who signs, and where each person stands.

use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::ids::PersonId;

use crate::components::Banner;
use crate::visit::frame::Frame;
use crate::visit::guide::Guide;
use crate::visit::here::Visit;
use crate::visit::together::answers::outcome_key;
use crate::words::{t, texts};
use course::place::Place;
use course::progress;

/// The list of people who have a place to sign.
#[component]
pub(crate) fn Signatures() -> impl IntoView {
    let visit = Visit::here();
    let together = visit.together;
    // Asked each time: a plan that has changed needs another sitting, one that has not goes on with the same.
    spawn_local(async move {
        if visit.work.settle().await {
            let plan = visit.work.plan.with_untracked(|plan| plan.id);
            together.begin(plan).await;
        }
    });
    let people = Memo::new(move |_| {
        let labelled = |it: PersonId| (it, together.label(it));
        together
            .follow(|signing, agreement| signing.signers(agreement))
            .map(|people| people.into_iter().map(labelled).collect::<Vec<_>>())
    });
    let has_rights = Memo::new(move |_| {
        together.follow(|signing, agreement| signing.rights_not_shown(agreement).is_empty()).unwrap_or(false)
    });
    let list = move || {
        match (people.get(), has_rights.get()) {
        (None, _) => view! { <p role="status">{t("check.making")}</p> }.into_any(),
        (Some(_), false) => view! {
            <section class="card">
                <p>{t("sign.rights_first")}</p>
                <div class="buttons"><button class="button main" on:click=move |_| visit.go_to(visit.work.plan.with_untracked(|plan| progress::reading(plan, texts())))>
                    {t("sign.read_rights")}</button></div>
            </section>
        }
        .into_any(),
        (Some(people), true) => {
            view! { <ul class="card tasks">{people.into_iter().map(row).collect_view()}</ul> }.into_any()
        }
    }
    };
    let bottom = view! {
        <button class="button" on:click=move |_| visit.go_to(Place::Home)>{t("nav.back")}</button>
        <button class="button main" on:click=move |_| visit.go_to(Place::Seal)>{t("sign.go_seal")}</button>
    };
    view! {
        <Frame title=Signal::stored(t("sign.list_title").to_owned()) lead=t("sign.list_lead") bottom=bottom.into_any()>
            {move || together.trouble.get().map(|it| view! { <Banner tone="care" text=it.sentence/> })}
            <div class="column">{list}
                <div class="buttons"><button class="button" on:click=move |_| visit.go_to(Place::Join)>{t("join.add")}</button></div>
                <Guide step="sign"/></div>
        </Frame>
    }
}

fn row((person, name): (PersonId, String)) -> impl IntoView {
    let visit = Visit::here();
    let row = move || visit.together.row(person);
    let says = move || row().outcome.as_ref().map(|outcome| t(outcome_key(outcome)));
    let state = move || {
        let (key, tone) = match (row().confirmed_at.is_some(), row().outcome.is_some()) {
            (true, _) => ("state.done", "good"),
            (false, true) => ("state.begun", ""),
            (false, false) => ("state.not_started", ""),
        };
        view! { <span class=format!("state {tone}") id=format!("state-{person}")>{t(key)}</span> }
    };
    view! {
        <li class="task">
            <button class="link" aria-describedby=format!("says-{person} state-{person}")
                on:click=move |_| visit.go_to(Place::Sign(person))>{name}</button>
            <span class="says" id=format!("says-{person}")>{says}</span>
            {state}
        </li>
    }
}
