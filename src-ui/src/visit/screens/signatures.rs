//! Who signs, and where each person stands.

use ipc::visit::Sitting;
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::agreement::BlockKind;
use plan::ids::PersonId;
use plan::signing::Outcome;

use crate::components::Banner;
use crate::visit::app::Visit;
use crate::visit::frame::Frame;
use crate::visit::guide::Guide;
use crate::visit::progress;
use crate::visit::screen::Place;
use crate::words::t;

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
    let people = Memo::new(move |_| together.sitting.with(|it| it.as_ref().map(signers).unwrap_or_default()));
    let rights = Memo::new(move |_| {
        together.sitting.with(|it| {
            let sitting = it.as_ref()?;
            Some(sitting.signing.as_ref()?.rights_not_shown(&sitting.agreement).is_empty())
        })
    });
    let list = move || {
        match rights.get() {
        None => view! { <p role="status">{t("check.making")}</p> }.into_any(),
        Some(false) => view! {
            <section class="card">
                <p>{t("sign.rights_first")}</p>
                <div class="buttons"><button class="button main" on:click=move |_| visit.go_to(visit.work.plan.with_untracked(progress::reading))>
                    {t("sign.read_rights")}</button></div>
            </section>
        }
        .into_any(),
        Some(true) => {
            view! { <ul class="card tasks">{people.get().into_iter().map(row).collect_view()}</ul> }.into_any()
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
            <div class="column">{list}<Guide step="sign"/></div>
        </Frame>
    }
}

fn signers(sitting: &Sitting) -> Vec<(PersonId, String)> {
    let place = |block: &plan::agreement::Block| {
        let BlockKind::SignaturePlace { person } = block.kind else { return None };
        Some((person, block.text.clone()))
    };
    sitting.agreement.blocks.iter().filter_map(place).collect()
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

/// The key of an answer's words.
pub(crate) const fn outcome_key(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Signs => "answer.signs",
        Outcome::AgreesInPart { .. } => "answer.agrees_in_part",
        Outcome::WantsTime { .. } => "answer.wants_time",
        Outcome::AgreesWillNotSign => "answer.agrees_will_not_sign",
        Outcome::DoesNotAgree { .. } => "answer.does_not_agree",
        Outcome::NotPresent => "answer.not_present",
        Outcome::AgreedByPhone => "answer.agreed_by_phone",
    }
}
