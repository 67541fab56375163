//! Sealing, and what became of it: here, given to the family, at the office.

use chrono::{DateTime, FixedOffset};
use ipc::visit::{
    AnswerCard, CopyCard, Delivery, GiveCopy, Given, PlanState, Reading, Seal as SealIt, Sealed, SealedCard,
    SendNow,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::dates;

use super::give_paper::GivePaper;
use super::which_paper::label;
use crate::components::{Banner, Choice, Choices};
use crate::platform::{page, shell};
use crate::visit::frame::Frame;
use crate::visit::guide::Guide;
use crate::visit::here::Visit;
use crate::visit::together::answers::outcome_key;
use crate::words::{ask_again, counted, fill, t, texts};
use course::place::Place;

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
    let title = Memo::new(move |_| t(if is_sealed() { "sealed.title" } else { "seal.title" }).to_owned());
    view! {
        <Frame title=title bottom=bottom.into_any()>
            {move || sealed_at.get().map(|on| view! { <Banner tone="good" text=at("sealed.here", on)/> })}
            {move || sealed_at.get().and_then(|_| card.get_untracked()).map(|sealed| view! { <GivePaper sealed card/> })}
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

/// A sentence with a day and a time.
fn at(key: &str, at: DateTime<FixedOffset>) -> String {
    fill(key, &[("day", &dates::day(at.date_naive(), texts())), ("time", &dates::time(at.time()))])
}

#[component]
fn Done(
    /// What was sealed.
    sealed: SealedCard,
    /// Filled again when something about it changes.
    card: RwSignal<Option<SealedCard>>,
) -> impl IntoView {
    let visit = Visit::here();
    let set = move |sealed: SealedCard| {
        let _ = card.try_set(Some(sealed));
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
    // The whole plan is the copy of every adult who has none of their own.
    let own = sealed.copies.iter().filter(|copy| copy.person.is_some()).count();
    let is_whole_theirs = own < visit.work.plan.with_untracked(|plan| plan.adults.len()).max(1);
    let mut theirs = sealed.copies.iter().filter(|copy| copy.person.is_some() || is_whole_theirs);
    let is_given = theirs.clone().all(|copy| copy.given.is_some());
    let is_owed = theirs.any(|copy| copy.given == Some(Given::Later));
    let only_one = sealed.copies.len() == 1;
    let given = sealed.copies.clone().into_iter().map(|copy| view! { <HowGiven copy only_one set/> });
    view! {
        <section class="card">
            <dl class="pairs">
                <dt>{t("sealed.reference")}</dt><dd class="number-said">{sealed.reference}</dd>
                <dt>{t("sealed.code")}</dt><dd class="number-said">{sealed.code}</dd>
                <dt>{t("sealed.pages")}</dt><dd>{counted("count.pages", sealed.pages)}</dd>
            </dl>
        </section>
        <section class="card">
            <h2>{t("sealed.given")}</h2>
            {given.collect_view()}
        </section>
        <section class="card">
            <h2>{t("sealed.office")}</h2>
            <div class=format!("banner {tone}") role="status" id="delivery"><p>{delivery}</p></div>
            {number.map(|number| view! { <p>{fill("sealed.office_number", &[("number", &number)])}</p> })}
            {is_waiting.then(|| view! { <div class="buttons"><button class="button" id="send" on:click=send>{t("sealed.send")}</button></div> })}
        </section>
        <Leave answers=sealed.answers is_given is_owed is_safe=!is_waiting/>
    }
}

/// How a copy was given.
#[component]
fn HowGiven(
    /// Which.
    copy: CopyCard,
    /// Whether there is no other.
    only_one: bool,
    /// Shows what became of it.
    set: impl Fn(SealedCard) + Copy + Send + 'static,
) -> impl IntoView {
    let visit = Visit::here();
    let plan = visit.work.plan.with_untracked(|plan| plan.id);
    let question = if only_one { t("sealed.given").to_owned() } else { label(&copy) };
    let CopyCard { person, given, .. } = copy;
    let give = move |given: Given| {
        spawn_local(async move {
            match shell::ask(GiveCopy { plan, person, given }).await {
                Ok(sealed) => set(sealed),
                Err(refusal) => visit.refused(refusal),
            }
        });
    };
    let ways = [
        (Given::OnPaper, "sealed.on_paper"),
        (Given::AsFile, "sealed.as_file"),
        (Given::Later, "sealed.later"),
        (Given::NotSafe, "sealed.not_safe"),
    ];
    let ways = ways.map(|(value, key)| Choice { value, label: t(key).to_owned() }).to_vec();
    view! {
        <Choices name=format!("given-{}", person.map(|it| it.to_string()).unwrap_or_default()) question
            quiet=only_one choices=ways chosen=Signal::stored(given) choose=give wide=true/>
    }
}

/// Whether it is safe to leave: what each of us said, how the copy was given, where the plan is.
#[component]
fn Leave(
    /// What each person said.
    answers: Vec<AnswerCard>,
    /// Whether it was noted how a copy was given.
    is_given: bool,
    /// Whether one was promised for later.
    is_owed: bool,
    /// Whether the office has the plan.
    is_safe: bool,
) -> impl IntoView {
    let said = answers.into_iter().map(|answer| {
        let words = answer.outcome.as_ref().map_or("leave.no_answer", outcome_key);
        let open = answer.open.map(|open| view! { <br/><strong>{ask_again(open)}</strong> });
        view! { <dt>{answer.who}</dt><dd>{t(words)}{open}</dd> }
    });
    let said = said.collect_view();
    let lines = [
        ("leave.here", true),
        (if is_safe { "leave.at_office" } else { "leave.not_at_office" }, true),
        match (is_given, is_owed) {
            (false, _) => ("leave.copy_no", false),
            (true, true) => ("leave.copy_owed", false),
            (true, false) => ("leave.copy_yes", true),
        },
    ];
    let lines = lines.map(|(key, is_well)| view! { <li class:open=!is_well>{t(key)}</li> });
    view! {
        <section class="card" id="leave">
            <h2>{t("leave.title")}</h2>
            <p role="status">{t(if is_given { "leave.ready" } else { "leave.not_ready" })}</p>
            <ul class="column checks">{lines.collect_view()}</ul>
            <h3>{t("leave.answers")}</h3>
            <dl class="pairs">{said}</dl>
        </section>
    }
}
