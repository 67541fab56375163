//! Sealing, and what became of it: here, given to the family, at the office.

use ipc::visit::{Delivery, PlanState, SaveCopy, Seal as SealIt, Sealed, SealedCard, SendNow};
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::dates;

use crate::components::Banner;
use crate::platform::{page, shell};
use crate::visit::app::Visit;
use crate::visit::frame::{Frame, counted};
use crate::visit::guide::Guide;
use crate::visit::screen::Place;
use crate::words::{fill, t, texts};

/// Before and after sealing.
#[component]
pub(crate) fn Seal() -> impl IntoView {
    let visit = Visit::here();
    let card = RwSignal::new(None::<SealedCard>);
    let is_sealed = move || matches!(visit.work.state.get(), PlanState::Sealed | PlanState::Safe);
    let plan = visit.work.plan.with_untracked(|plan| plan.id);
    // What is on its way is asked about again whenever the tablet's standing was.
    Effect::new(move |_| {
        visit.standing.track();
        if is_sealed() {
            spawn_local(async move {
                if let Ok(sealed) = shell::ask(Sealed { plan }).await {
                    if matches!(sealed.delivery, Delivery::Safe { .. }) {
                        visit.work.state.set(PlanState::Safe);
                        if let Some(began) = visit.sealed_at.get_value() {
                            page::measured("sync", began, page::clock() - began);
                            visit.sealed_at.set_value(None);
                        }
                    }
                    let _ = card.try_set(Some(sealed));
                }
            });
        }
    });
    let bottom = view! {
        <button class="button" on:click=move |_| visit.go_to(Place::Home)>{t("nav.back")}</button>
    };
    let title = Memo::new(move |_| t(if is_sealed() { "sealed.title" } else { "seal.title" }).to_owned());
    view! {
        <Frame title=title bottom=bottom.into_any()>
            {move || match (is_sealed(), card.get()) {
                (false, _) => view! { <Ready card/> }.into_any(),
                (true, None) => view! { <p role="status">{t("check.making")}</p> }.into_any(),
                (true, Some(sealed)) => view! { <Done sealed card/> }.into_any(),
            }}
            <Guide step="seal"/>
        </Frame>
    }
}

#[component]
fn Ready(
    /// Filled once it is sealed.
    card: RwSignal<Option<SealedCard>>,
) -> impl IntoView {
    let visit = Visit::here();
    let together = visit.together;
    let is_busy = RwSignal::new(false);
    spawn_local(async move {
        if visit.work.settle().await {
            let plan = visit.work.plan.with_untracked(|plan| plan.id);
            together.begin(plan).await;
        }
    });
    let blockers = Memo::new(move |_| together.sitting.with(|it| it.as_ref().map(|it| it.blockers.clone())));
    let seal = move |_| {
        let signing = together
            .sitting
            .with_untracked(|it| it.as_ref().and_then(|it| it.signing.as_ref()).map(|signing| signing.id));
        let Some(signing) = signing else { return };
        is_busy.set(true);
        let started = page::clock();
        spawn_local(async move {
            match shell::ask(SealIt { signing }).await {
                Ok(sealed) => {
                    page::measured("seal", started, sealed.seal_ms);
                    page::measured("pdf", started, sealed.pdf_ms);
                    visit.sealed_at.set_value(Some(page::clock()));
                    let _ = card.try_set(Some(sealed));
                    visit.work.state.set(PlanState::Sealed);
                    visit.stands(shell::ask(SendNow {}).await);
                }
                Err(refusal) => visit.refused(refusal),
            }
            let _ = is_busy.try_set(false);
        });
    };
    move || match blockers.get() {
        None => view! { <p role="status">{t("check.making")}</p> }.into_any(),
        Some(blockers) if blockers.is_empty() => view! {
            <section class="card">
                <p>{t("seal.ready")}</p>
                <ul class="column">{[1, 2, 3].map(|n| view! { <li>{t(&format!("seal.what_{n}"))}</li> })}</ul>
                <div class="buttons"><button class="button main" id="seal" on:click=seal>
                    {move || t(if is_busy.get() { "seal.sealing" } else { "seal.go" })}</button></div>
            </section>
        }
        .into_any(),
        Some(blockers) => {
            let sentences = blockers.into_iter().map(|blocker| {
                let character = blocker.character.map(String::from).unwrap_or_default();
                view! { <li>{fill(&blocker.key, &[("character", &character)])}</li> }
            });
            view! {
                <section class="card">
                    <h2>{t("seal.not_yet")}</h2>
                    <ul class="column">{sentences.collect_view()}</ul>
                    <div class="buttons"><button class="button" on:click=move |_| visit.go_to(Place::Home)>{t("seal.back_to_plan")}</button></div>
                </section>
            }
            .into_any()
        }
    }
}

#[component]
fn Done(
    /// What was sealed.
    sealed: SealedCard,
    /// Filled again when something about it changes.
    card: RwSignal<Option<SealedCard>>,
) -> impl IntoView {
    let visit = Visit::here();
    let plan = visit.work.plan.with_untracked(|plan| plan.id);
    let when = |at: chrono::DateTime<chrono::FixedOffset>| {
        [("day", dates::day(at.date_naive(), texts())), ("time", dates::time(at.time()))]
    };
    let at = |key: &str, at| {
        let [(_, day), (_, time)] = when(at);
        fill(key, &[("day", &day), ("time", &time)])
    };
    let save = move |_| {
        spawn_local(async move {
            match shell::ask(SaveCopy { plan }).await {
                Ok(copy) => card.update(|card| {
                    if let Some(card) = card {
                        card.copy = Some(copy);
                    }
                }),
                Err(refusal) => visit.refused(refusal),
            }
        });
    };
    let send = move |_| {
        spawn_local(async move { visit.stands(shell::ask(SendNow {}).await) });
    };
    let (tone, delivery) = match &sealed.delivery {
        Delivery::Waiting { last } => ("", last.clone().unwrap_or_else(|| t("sealed.waiting").to_owned())),
        Delivery::Stuck { why } => ("care", why.clone()),
        Delivery::Safe { received_at, .. } => ("good", at("sealed.safe", *received_at)),
    };
    let number = match &sealed.delivery {
        Delivery::Safe { office_seq, .. } => Some(office_seq.to_string()),
        Delivery::Waiting { .. } | Delivery::Stuck { .. } => None,
    };
    let is_waiting = !matches!(sealed.delivery, Delivery::Safe { .. });
    let copy = match &sealed.copy {
        Some(copy) => fill("sealed.copy_saved", &[("file", &copy.file), ("folder", &copy.folder)]),
        None => t("sealed.copy_not_yet").to_owned(),
    };
    view! {
        <Banner tone="good" text=at("sealed.here", sealed.sealed_at)/>
        <section class="card">
            <dl class="pairs">
                <dt>{t("sealed.reference")}</dt><dd class="number-said">{sealed.reference}</dd>
                <dt>{t("sealed.code")}</dt><dd class="number-said">{sealed.code}</dd>
                <dt>{t("sealed.pages")}</dt><dd>{counted("count.pages", sealed.pages)}</dd>
            </dl>
        </section>
        <section class="card">
            <h2>{t("sealed.copy")}</h2>
            <p role="status">{copy}</p>
            <div class="buttons"><button class="button main" on:click=save>{t("sealed.save_copy")}</button></div>
        </section>
        <section class="card">
            <h2>{t("sealed.office")}</h2>
            <div class=format!("banner {tone}") role="status" id="delivery"><p>{delivery}</p></div>
            {number.map(|number| view! { <p>{fill("sealed.office_number", &[("number", &number)])}</p> })}
            {is_waiting.then(|| view! { <div class="buttons"><button class="button" id="send" on:click=send>{t("sealed.send")}</button></div> })}
        </section>
    }
}
