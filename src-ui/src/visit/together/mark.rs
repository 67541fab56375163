//! What belongs to an answer: the person's own words, a day, who saw it, and the place for their mark.

use chrono::{NaiveDate, NaiveTime};
use ipc::visit::DraftOf;
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::dates::Looks;
use plan::ids::PersonId;
use plan::signing::{Event, Joined, Outcome};

use super::words::{beside, said, say};
use crate::components::{Choice, Choices, DateInput, Pad, TextField, TimeInput};
use crate::visit::fields::draft::Draft;
use crate::visit::here::Visit;
use crate::words::fill;
use course::answer::with_words;

/// What can be said about an answer.
#[component]
pub(crate) fn More(
    /// Who.
    person: PersonId,
    /// Which answer it is. What was said about it so far is in their row.
    answer: Outcome,
    /// What stands in the field for their own words, for when the answer is given.
    in_field: StoredValue<Option<Draft>>,
) -> impl IntoView {
    let together = Visit::here().together;
    // What comes after the answer was given is no part of it.
    let chose = move |outcome| {
        if together.row(person).confirmed_at.is_none() {
            together.happened(Event::Chose { person, outcome });
        }
    };
    let now = Memo::new(move |_| together.row(person).outcome.as_ref().map(said_about).unwrap_or_default());
    let typed = now.with_untracked(|now| now.typed.clone());
    let witness = Signal::derive(move || now.with(|now| now.witness));
    match answer {
        Outcome::AgreesInPart { .. } => words(person, "answer.which", typed, in_field),
        Outcome::DoesNotAgree { .. } => words(person, "answer.why", typed, in_field),
        Outcome::AgreedByPhone { .. } => {
            // Each part of what is known of the call is kept beside the others.
            let keep = move |change: &dyn Fn(&mut Said)| {
                let mut said = now.get_untracked();
                change(&mut said);
                chose(Outcome::AgreedByPhone { said: said.typed, rang: said.rang, call_at: said.call_at });
            };
            let rang = Signal::derive(move || now.with(|now| now.rang));
            let call_at = Signal::derive(move || now.with(|now| now.call_at));
            let choose = move |rang| keep(&|said| said.rang = Some(rang));
            let typed = words(person, "answer.said_by_phone", typed, in_field);
            let signers =
                together.signing(|signing, agreement| signing.signers(agreement)).unwrap_or_default();
            let joined = together.signing(|signing, _| {
                let workers = signing.joined().filter(|(_, _, part)| matches!(part, Joined::Worker(_)));
                workers.map(|(who, ..)| who).collect::<Vec<_>>()
            });
            let joined = joined.unwrap_or_default();
            let in_plan =
                |it: PersonId| Visit::here().work.plan.with_untracked(|plan| plan.worker(it).is_some());
            let is_worker = |it: &PersonId| *it != person && (joined.contains(it) || in_plan(*it));
            let us = signers.into_iter().filter(is_worker);
            let us = us.map(|value| Choice { value, label: together.label(value) }).collect();
            view! {
                <Choices name="rang" question=fill("answer.rang", &[]) choices=us chosen=rang choose/>
                <TimeInput id="call-at" label=fill("answer.call_at", &[]) value=call_at
                    set=move |at| keep(&|said| said.call_at = at)/>
                {typed}
            }
            .into_any()
        }
        Outcome::WantsTime { .. } => {
            let until = Signal::derive(move || now.with(|now| now.until));
            let set = move |until| chose(Outcome::WantsTime { until });
            view! { <DateInput id=format!("answer-until-{person}") label=said(together, "answer.until", &[]) looks=Looks::Ahead
            today=Visit::here().today value=until set beside=beside(together, fill("answer.until", &[]))
            words=|key, slots| said(Visit::here().together, key, slots)/> }
            .into_any()
        }
        Outcome::MakesMark { .. } => {
            let choose =
                UnsyncCallback::new(move |witness| chose(Outcome::MakesMark { witness: Some(witness) }));
            witnessed(person, witness, choose)
        }
        Outcome::SignsWithoutDrawing { .. } => {
            let choose = UnsyncCallback::new(move |witness| {
                let typed = now.with_untracked(|now| now.typed.clone());
                chose(Outcome::SignsWithoutDrawing { typed, witness: Some(witness) });
            });
            let typed = words(person, "answer.typed", typed, in_field);
            view! { {typed}{witnessed(person, witness, choose)} }.into_any()
        }
        Outcome::Signs | Outcome::AgreesWillNotSign | Outcome::WaitsForInterpreter | Outcome::NotPresent => {
            ().into_any()
        }
    }
}

/// What was said about an answer.
#[derive(Default, Clone, PartialEq)]
struct Said {
    typed: String,
    witness: Option<PersonId>,
    until: Option<NaiveDate>,
    rang: Option<PersonId>,
    call_at: Option<NaiveTime>,
}

fn said_about(outcome: &Outcome) -> Said {
    let words = |typed: &str| Said { typed: typed.to_owned(), ..Said::default() };
    match outcome {
        Outcome::AgreesInPart { which: typed } | Outcome::DoesNotAgree { why: typed } => words(typed),
        Outcome::AgreedByPhone { said, rang, call_at } => {
            Said { rang: *rang, call_at: *call_at, ..words(said) }
        }
        Outcome::SignsWithoutDrawing { typed, witness } => Said { witness: *witness, ..words(typed) },
        Outcome::MakesMark { witness } => Said { witness: *witness, ..Said::default() },
        Outcome::WantsTime { until } => Said { until: *until, ..Said::default() },
        Outcome::Signs | Outcome::AgreesWillNotSign | Outcome::WaitsForInterpreter | Outcome::NotPresent => {
            Said::default()
        }
    }
}

/// A place for the person's own words. They become part of the answer when it is left, or when the answer is given.
fn words(
    person: PersonId,
    label: &'static str,
    words: String,
    in_field: StoredValue<Option<Draft>>,
) -> AnyView {
    let visit = Visit::here();
    let together = visit.together;
    let draft = visit.draft(DraftOf::Answer(together.plan(), person), words);
    in_field.set_value(Some(draft));
    let left = move || {
        let now = draft.text();
        let row = untrack(|| together.row(person));
        let said = row.outcome.filter(|_| row.confirmed_at.is_none());
        if let Some(outcome) = said.and_then(|said| with_words(&said, &now)) {
            together.happened(Event::Chose { person, outcome });
            spawn_local(async move {
                if together.settle().await {
                    draft.is_done_with(&now);
                }
            });
        }
    };
    view! { <TextField id="answer-words" label=said(together, label, &[]) beside=beside(together, fill(label, &[])) long=true value=draft.words typed=move |text| draft.typed(text) left/> }
        .into_any()
}

/// Who saw or heard it: anyone else with a place to sign.
fn witnessed(
    person: PersonId,
    witness: Signal<Option<PersonId>>,
    choose: UnsyncCallback<PersonId>,
) -> AnyView {
    let visit = Visit::here();
    let together = visit.together;
    let others = together.signing(|signing, agreement| signing.signers(agreement)).unwrap_or_default();
    let is_parent = |other: PersonId| together.in_front().contains(&other);
    let others = others.into_iter().filter(|other| *other != person && !is_parent(*other));
    let choices = others.map(|value| Choice { value, label: together.label(value) }).collect();
    view! {
        <Choices name="witness" question=said(together, "answer.witness", &[]) choices=choices lang=together.theirs.with(Option::is_some).then_some("en")
            question_beside=beside(together, fill("answer.witness", &[]))
            chosen=witness choose/>
    }
    .into_any()
}

/// The place for a mark.
#[component]
pub(crate) fn Mark(
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
    let slots = [("name", name.as_str())];
    view! {
        <h2>{say(together, "answer.here", &slots)}</h2>
        <p>{say(together, "answer.any_mark", &[])}</p>
        <Pad label=said(together, "answer.pad", &slots) strokes drew/>
        {move || (!is_done()).then(|| view! {
            <div class="buttons">
                <button class="button" on:click=move |_| together.happened(Event::Undid { person })>{say(together, "answer.undo", &[])}</button>
                <button class="button" on:click=move |_| together.happened(Event::StartedAgain { person })>{say(together, "answer.again", &[])}</button>
            </div>
        })}
    }
}
