//! One person's answer: first what they want to do, every answer the same size, then their mark.

use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::agreement::BlockKind;
use plan::ids::PersonId;
use plan::names;
use plan::people::WorkerRole;
use plan::signing::{Event, Outcome};

use super::signatures::outcome_key;
use crate::components::{Banner, Choice, Choices, DateInput, Pad, TextField};
use crate::visit::app::Visit;
use crate::visit::frame::Heading;
use crate::visit::screen::Place;
use crate::words::{fill, t};

/// One person's answer and mark.
#[component]
pub(crate) fn Sign(
    /// Who.
    person: PersonId,
) -> impl IntoView {
    let visit = Visit::here();
    let together = visit.together;
    let row = Memo::new(move |_| together.row(person));
    let outcome = Memo::new(move |_| row.with(|row| row.outcome.clone()));
    let is_done = move || row.with(|row| row.confirmed_at.is_some());
    let label = together.sitting.with_untracked(|it| {
        let blocks = it.as_ref().map(|it| it.agreement.blocks.as_slice()).unwrap_or_default();
        let place = blocks.iter().find(|block| block.kind == BlockKind::SignaturePlace { person });
        place.map(|block| block.text.clone()).unwrap_or_default()
    });
    let first = names::first(&label).unwrap_or_default().trim_end_matches(',').to_owned();
    let is_worker = visit.work.plan.with_untracked(|plan| plan.worker(person).map(|worker| worker.role));
    let choices = answers(is_worker).map(|value| Choice { label: t(outcome_key(&value)).to_owned(), value });
    let chosen = Memo::new(move |_| outcome.get().map(|outcome| bare(&outcome)));
    let choose = move |outcome: Outcome| {
        if !is_done() {
            together.happened(Event::Chose { person, outcome });
        }
    };
    let confirm = move |_| {
        together.happened(Event::Confirmed { person });
        spawn_local(async move {
            for _ in 0..200 {
                if together.is_kept() || together.trouble.with_untracked(Option::is_some) {
                    break;
                }
                crate::visit::pause::pause(std::time::Duration::from_millis(10)).await;
            }
            if together.row(person).confirmed_at.is_some() {
                visit.go_to(Place::Signatures);
            }
        });
    };
    let mark = {
        let first = first.clone();
        move || {
            outcome
                .get()
                .is_some_and(|outcome| outcome.has_mark())
                .then(|| view! { <Mark person name=first.clone()/> })
        }
    };
    let main = move || match outcome.get() {
        _ if is_done() => None,
        Some(outcome) if outcome.has_mark() => Some(t("sign.this_is_my_mark")),
        Some(_) => Some(t("sign.this_is_my_answer")),
        None => None,
    };
    view! {
        <div class="frame family signing">
            <header class="top">
                <span class="brand">{t("app.name")}</span>
                <span class="where">{label}</span>
                <span class="pill">{t("sign.stop_any_time")}</span>
            </header>
            <main class="page two">
                <div class="column">
                    <Heading title=Signal::stored(fill("sign.title", &[("name", &first)]))/>
                    <p>{t("sign.no_wrong_answer")}</p>
                    <Choices name="answer" question=t("sign.question") quiet=true choices=choices.collect()
                        chosen=chosen choose/>
                    {move || outcome.get().map(|outcome| view! { <More person outcome/> })}
                </div>
                <div class="column">
                    {move || together.trouble.get().map(|it| view! { <Banner tone="care" text=it.sentence/> })}
                    {move || is_done().then(|| view! { <Banner tone="good" text=t("sign.kept")/> })}
                    {mark}
                </div>
            </main>
            <nav class="bottom" aria-label=t("nav.bottom")>
                <button class="button" on:click=move |_| visit.go_to(Place::Signatures)>{t("nav.back")}</button>
                {move || main().map(|words| view! { <button class="button main" on:click=confirm>{words}</button> })}
            </nav>
        </div>
    }
}

/// The answers that are offered to someone.
fn answers(worker: Option<WorkerRole>) -> impl Iterator<Item = Outcome> {
    let family = [
        Outcome::Signs,
        Outcome::AgreesInPart { which: String::new() },
        Outcome::WantsTime { until: None },
        Outcome::AgreesWillNotSign,
        Outcome::DoesNotAgree { why: String::new() },
        Outcome::NotPresent,
    ];
    let workers = [Outcome::Signs, Outcome::AgreedByPhone, Outcome::NotPresent];
    let (of_family, of_workers) = match worker {
        None => (Some(family), None),
        Some(_) => (None, Some(workers)),
    };
    of_family.into_iter().flatten().chain(of_workers.into_iter().flatten())
}

/// An answer without what was said about it, for comparing.
fn bare(outcome: &Outcome) -> Outcome {
    match outcome {
        Outcome::AgreesInPart { .. } => Outcome::AgreesInPart { which: String::new() },
        Outcome::WantsTime { .. } => Outcome::WantsTime { until: None },
        Outcome::DoesNotAgree { .. } => Outcome::DoesNotAgree { why: String::new() },
        Outcome::Signs | Outcome::AgreesWillNotSign | Outcome::NotPresent | Outcome::AgreedByPhone => {
            outcome.clone()
        }
    }
}

/// What can be said about an answer.
#[component]
fn More(
    /// Who.
    person: PersonId,
    /// The answer as it stands.
    outcome: Outcome,
) -> impl IntoView {
    let together = Visit::here().together;
    match outcome {
        Outcome::AgreesInPart { which } => said("answer.which", which, move |which| {
            together.happened(Event::Chose { person, outcome: Outcome::AgreesInPart { which } });
        }),
        Outcome::DoesNotAgree { why } => said("answer.why", why, move |why| {
            together.happened(Event::Chose { person, outcome: Outcome::DoesNotAgree { why } });
        }),
        Outcome::WantsTime { until } => {
            let set = move |until| {
                together.happened(Event::Chose { person, outcome: Outcome::WantsTime { until } })
            };
            view! { <DateInput id="answer-until" label=t("answer.until") value=Signal::stored(until) set/> }
                .into_any()
        }
        Outcome::Signs | Outcome::AgreesWillNotSign | Outcome::NotPresent | Outcome::AgreedByPhone => {
            ().into_any()
        }
    }
}

/// A place for the person's own words, kept when it is left.
fn said(label: &'static str, words: String, keep: impl Fn(String) + Copy + 'static) -> AnyView {
    let before = StoredValue::new(words.clone());
    let words = RwSignal::new(words);
    let left = move || {
        let now = plan::splice::typed(&words.get_untracked());
        if before.with_value(|before| *before != now) {
            before.set_value(now.clone());
            keep(now);
        }
    };
    view! { <TextField id="answer-words" label=t(label) long=true value=words typed=move |text| words.set(text) left/> }
        .into_any()
}

#[component]
fn Mark(
    /// Who.
    person: PersonId,
    /// What they are called.
    name: String,
) -> impl IntoView {
    let together = Visit::here().together;
    let strokes = Memo::new(move |_| together.row(person).strokes);
    let is_done = move || together.row(person).confirmed_at.is_some();
    let drew = move |stroke| {
        if !is_done() {
            together.happened(Event::Drew { person, stroke });
        }
    };
    view! {
        <h2>{fill("sign.here", &[("name", &name)])}</h2>
        <p>{t("sign.any_mark")}</p>
        <Pad label=fill("sign.pad", &[("name", &name)]) strokes drew/>
        {move || (!is_done()).then(|| view! {
            <div class="buttons">
                <button class="button" on:click=move |_| together.happened(Event::Undid { person })>{t("sign.undo")}</button>
                <button class="button" on:click=move |_| together.happened(Event::StartedAgain { person })>{t("sign.again")}</button>
            </div>
        })}
    }
}
