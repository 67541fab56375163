//! Before and after sealing. What became of a sealed plan is told in `sealed`.

use ipc::visit::{
    CopyCard, Delivery, Given, PlanState, Reading, Seal as SealIt, Sealed, SealedCard, SendNow,
};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::give_paper::GivePaper;
use super::sealed::Done;
use crate::components::Banner;
use crate::platform::{page, shell};
use crate::visit::frame::Frame;
use crate::visit::guide::Guide;
use crate::visit::here::Visit;
use crate::words::{at, fill, t, texts};
use course::place::Place;
use plan::missing::sealed_without;

/// Before and after sealing.
#[component]
pub(crate) fn Seal() -> impl IntoView {
    let visit = Visit::here();
    let card = RwSignal::new(None::<SealedCard>);
    let is_sealed = Memo::new(move |_| matches!(visit.work.state.get(), PlanState::Sealed | PlanState::Safe));
    let plan = visit.work.plan.with_untracked(|plan| plan.id);
    // What is on its way is asked about again whenever the tablet's standing was.
    Effect::new(move |_| {
        visit.standing.track();
        if is_sealed.get() {
            spawn_local(async move {
                if let Ok(sealed) = shell::ask(Sealed { plan }).await {
                    if matches!(sealed.delivery, Delivery::Safe { .. }) {
                        visit.work.state.set(PlanState::Safe);
                        if let Some(began) = visit.sealed_at.get_value() {
                            page::measured("sync", began, page::clock() - began);
                            visit.sealed_at.set_value(None);
                        }
                    }
                    if card.try_get_untracked().is_some_and(|before| before.as_ref() != Some(&sealed)) {
                        card.set(Some(sealed));
                    }
                }
            });
        }
    });
    // What is owed to the family stands on the plan's home and in the list.
    Effect::new(move |_| {
        let owed = card.with(|card| {
            let copies = &card.as_ref()?.copies;
            let later = copies.iter().filter(|copy| copy.given == Some(Given::Later));
            Some((later.map(|copy| copy.name.clone()).collect::<Vec<_>>(), CopyCard::are_given(copies)))
        });
        if let Some((owed, is_given)) = owed {
            visit.work.is_given.set(is_given);
            visit.work.owed.set(owed);
        }
    });
    // Once: what is chosen for the paper stays chosen when the card is filled again.
    let sealed_at = Memo::new(move |_| card.with(|card| card.as_ref().map(|card| card.sealed_at)));
    let bottom = view! {
        <button class="button" on:click=move |_| visit.go_to(Place::Home)>{t("nav.back")}</button>
    };
    let title = Memo::new(move |_| t(if is_sealed.get() { "sealed.title" } else { "seal.title" }).to_owned());
    view! {
        <Frame title=title bottom=bottom.into_any()>
            {move || sealed_at.get().map(|on| view! { <Banner tone="good" text=at("sealed.here", on)/> })}
            {move || sealed_at.get().and_then(|_| card.get_untracked()).map(|sealed| view! { <GivePaper sealed card/> })}
            {move || match (is_sealed.get(), sealed_at.get().and_then(|_| card.get_untracked())) {
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
    let without = Memo::new(move |_| visit.work.plan.with(|plan| sealed_without(plan, texts())));
    let blockers = Memo::new(move |_| together.sitting.with(|it| it.as_ref().map(|it| it.blockers.clone())));
    let seal = move |_| {
        let signing = together
            .sitting
            .with_untracked(|it| it.as_ref().and_then(|it| it.signing.as_ref()).map(|signing| signing.id));
        let Some(signing) = signing else { return };
        is_busy.set(true);
        let started = page::clock();
        spawn_local(async move {
            // What was just said belongs into it, and cannot come later.
            if !together.settle().await {
                visit.trouble.set(together.trouble.get_untracked());
                let _ = is_busy.try_set(false);
                return;
            }
            match shell::ask(SealIt { signing }).await {
                Ok(sealed) => {
                    page::measured("seal", started, sealed.seal_ms);
                    page::measured("pdf", started, sealed.pdf_ms);
                    visit.sealed_at.set_value(Some(page::clock()));
                    // What is open with somebody stands on the plan's home from now on.
                    let (began_at, answers) = (sealed.sealed_at, sealed.answers.clone());
                    visit.work.readings.update(|readings| {
                        readings.retain(|it| it.is_ended);
                        readings.push(Reading { began_at, is_ended: false, was_read: true, answers });
                    });
                    let _ = card.try_set(Some(sealed));
                    visit.work.state.set(PlanState::Sealed);
                    visit.stands(shell::ask(SendNow {}).await);
                }
                Err(refusal) => visit.refused(refusal),
            }
            let _ = is_busy.try_set(false);
        });
    };
    move || {
        match blockers.get() {
        None => view! { <p role="status">{t("check.making")}</p> }.into_any(),
        Some(blockers) if blockers.is_empty() => view! {
            <section class="card">
                {move || without.with(|without| view! {
                    <p>{t(if without.is_empty() { "seal.ready" } else { "seal.ready_without" })}</p>
                    {(!without.is_empty()).then(|| view! {
                        <ul class="column tight">{without.iter().map(|it| view! { <li><strong>{it.clone()}</strong></li> }).collect_view()}</ul>
                    })}
                })}
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
}
