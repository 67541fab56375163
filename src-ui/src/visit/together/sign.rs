//! One person's answer: first what they want to do, every answer the same size, then their mark where one belongs to it.
//! The words under it say what was heard and said back, and what else a signature stands for.

use ipc::visit::DraftOf;
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::ids::PersonId;
use plan::signing::{Event, Evidence, Joined, Outcome, SaidBack, Signing};
use plan::{Agreement, ink};

use super::answers::{Who, answers, bare, outcome_key};
use super::frame::FamilyFrame;
use super::mark::{Mark, More};
use super::words::{beside, block_text, said, say};
use crate::components::{Banner, Choice, Choices};
use crate::visit::fields::draft::Draft;
use crate::visit::frame::Heading;
use crate::visit::here::Visit;
use crate::words::{fill, t};
use course::answer::confirming;
use course::order::after_answer;
use course::place::Place;

/// One person's answer and mark.
#[component]
pub(crate) fn Sign(
    /// Who.
    person: PersonId,
) -> impl IntoView {
    let visit = Visit::here();
    let together = visit.together;
    together.aloud.pause();
    together.looks_again(None);
    let row = Memo::new(move |_| together.row(person));
    let outcome = Memo::new(move |_| row.with(|row| row.outcome.clone()));
    // What belongs to an answer is made anew when it is given, not with each word of it.
    let done = Memo::new(move |_| row.with(|row| row.confirmed_at.is_some()));
    let is_done = move || done.get();
    // Everybody may change their mind until the plan is sealed; a tap beside it does not.
    let is_changing = RwSignal::new(false);
    let with_family = !together.in_front().is_empty();
    let first = together.first_name(person);
    let who = together.signing(|signing, agreement| who_is(visit, signing, agreement, person));
    let who = who.unwrap_or(Who::FamilyLater);
    let is_familys =
        visit.work.plan.with_untracked(|plan| plan.adult(person).is_some() || plan.child(person).is_some());
    let may_change = !is_familys || together.in_front().contains(&person);
    let answers = answers(who);
    let in_english = answers.iter().filter_map(|it| beside(together, fill(outcome_key(it), &[]))).collect();
    let choices = answers
        .into_iter()
        .map(move |value| Choice { label: said(together, outcome_key(&value), &[]), value });
    let chosen = Memo::new(move |_| outcome.get().map(|outcome| bare(&outcome)));
    let choose = move |outcome: Outcome| {
        if !is_done() || is_changing.get_untracked() {
            is_changing.set(false);
            // What was being typed about another answer is no word about this one.
            visit.forget_draft(DraftOf::Answer(together.plan(), person));
            together.happened(Event::Chose { person, outcome });
        }
    };
    let on = move || {
        let next = if with_family {
            let next = after_answer(&together.in_front(), together.is_straight.get_value(), person);
            together.as_chosen(next)
        } else {
            Place::Signatures
        };
        visit.go_to(next);
    };
    let is_this_it = RwSignal::new(false);
    // What stands there is part of the answer, also where it came back after a lock or a crash and nobody has touched it.
    let in_field = StoredValue::new(None::<Draft>);
    let confirm = move || {
        is_this_it.set(false);
        let field = in_field.get_value();
        let words = field.and_then(Draft::in_field);
        let events = row.with_untracked(|row| confirming(person, row.outcome.as_ref(), words.as_deref()));
        events.into_iter().for_each(|event| together.happened(event));
        spawn_local(async move {
            if together.settle().await && together.row(person).confirmed_at.is_some() {
                if let (Some(field), Some(words)) = (field, words.filter(|words| !words.is_empty())) {
                    field.is_done_with(&words);
                }
                on();
            }
        });
    };
    // Any mark will do; one that may have been an accident is asked about.
    let ask_or_confirm = move |_| {
        let is_tiny = row.with_untracked(|row| {
            row.outcome.as_ref().is_some_and(Outcome::needs_mark) && ink::is_tiny(&row.strokes)
        });
        if is_tiny { is_this_it.set(true) } else { confirm() }
    };
    // The pad, the button and the fields stay while words are added to an answer: a line or a tap goes on over that.
    let has_pad = Memo::new(move |_| outcome.with(|it| it.as_ref().is_some_and(Outcome::has_pad)));
    let mark = {
        let first = first.clone();
        move || has_pad.get().then(|| view! { <Mark person name=first.clone()/> })
    };
    let main = Memo::new(move |_| match outcome.get() {
        _ if is_done() => Some(("family.next", true)),
        Some(outcome) if outcome.needs_mark() => Some(("answer.this_is_my_mark", false)),
        Some(_) => Some(("answer.this_is_my_answer", false)),
        None => None,
    });
    let heard = Memo::new(move |_| {
        together.follow(|signing, agreement| heard(visit, signing, agreement, person)).unwrap_or_default()
    });
    let leads_back = if with_family { Place::GiveBack } else { Place::Signatures };
    let bottom = view! {
        <button class="button" on:click=move |_| visit.go_to(leads_back)>
            {say(together, if with_family { "family.stop_for_now" } else { "family.back" }, &[])}</button>
        {move || main.get().map(|(key, goes_on)| view! {
            <button class="button main" class:act=!goes_on on:click=move |event| if goes_on { on() } else { ask_or_confirm(event) }>{say(together, key, &[])}</button>
        })}
    };
    let slots = [("name", first.as_str())];
    let title = said(together, "answer.title", &slots);
    let title_beside = beside(together, fill("answer.title", &slots));
    let turn = (who == Who::FamilyLater && !untrack(is_done)).then(|| {
        let turn = move |_| {
            together.turn_to.set(vec![person]);
            visit.go_to(Place::HandOver);
        };
        view! {
            <p>{fill("sign.turn_to_lead", &slots)}</p>
            <div class="buttons"><button class="button" on:click=turn>{fill("sign.turn_to", &slots)}</button></div>
        }
    });
    view! {
        <FamilyFrame class="frame family signing" bottom=bottom.into_any()>
            <div class="part">
                <div>
                    <span lang="en" dir="ltr">{together.label(person)}</span>
                    <Heading title=Signal::stored(title)/>{title_beside}
                </div>
                <span class="pill">{say(together, "answer.stop_any_time", &[])}</span>
            </div>
            <div class="two">
                <div class="column">
                    <p>{say(together, "answer.no_wrong_answer", &[])}</p>
                    {turn}
                    {(who == Who::FamilyWaiting).then(|| view! { <Banner text=said(together, "answer.needs_interpreter", &[])/> })}
                    <Choices name="answer" question=said(together, "answer.question", &[]) quiet=true choices=choices.collect() beside=in_english
                        chosen=chosen choose/>
                </div>
                <div class="column">
                    {move || is_done().then(|| view! {
                        <Banner tone="good" text=said(together, "answer.kept", &[])>
                            {move || (may_change && !is_changing.get()).then(|| view! {
                                <button class="button" on:click=move |_| is_changing.set(true)>{say(together, "answer.change", &[])}</button>
                            })}
                        </Banner>
                    })}
                    {mark}
                    {move || chosen.get().filter(|_| !is_done()).map(|answer| view! { <More person answer in_field/> })}
                    {move || is_this_it.get().then(|| view! {
                        <div class="banner" role="alert"><p>{say(together, "family.question_mark", &[])}</p>
                            <div class="buttons">
                                <button class="button" on:click=move |_| confirm()>{say(together, "family.yes_my_mark", &[])}</button>
                                <button class="button" on:click=move |_| is_this_it.set(false)>{say(together, "family.draw_more", &[])}</button>
                            </div></div>
                    })}
                    // Below the answers: none of them moves for it.
                    {move || (with_family && (!is_done() || is_changing.get())).then(|| view! { <SeeAgain person/> })}
                    {move || heard.get().into_iter().map(|text| view! { <p class="note">{text}</p> }).collect_view()}
                </div>
            </div>
        </FamilyFrame>
    }
}

/// The parts of the plan, to look at one again before the answer is given.
#[component]
fn SeeAgain(
    /// Who answers.
    person: PersonId,
) -> impl IntoView {
    let visit = Visit::here();
    let together = visit.together;
    let see = move |part: usize| {
        together.looks_again(Some(person));
        visit.go_to(Place::Together(part));
    };
    let parts = together.named_parts().into_iter().map(|(part, heading)| {
        let english = beside(together, heading.text.clone());
        let name = block_text(together, &heading).0;
        view! { <button class="button" on:click=move |_| see(part)>{name}{english}</button> }
    });
    view! {
        <details class="more again" aria-label=said(together, "family.see_again", &[])>
            <summary>{say(together, "family.see_again", &[])}</summary>
            <div class="buttons">{parts.collect_view()}</div>
        </details>
    }
}

/// Who answers, as far as it decides what is offered.
fn who_is(visit: Visit, signing: &Signing, agreement: &Agreement, person: PersonId) -> Who {
    if let Some((_, _, part)) = signing.joined().find(|(who, _, _)| *who == person) {
        return match part {
            Joined::Worker(_) => Who::Worker,
            Joined::Interpreter { .. } | Joined::Reader | Joined::Witness | Joined::Child => Who::Joined,
        };
    }
    if visit.work.plan.with_untracked(|plan| plan.worker(person).is_some()) {
        return Who::Worker;
    }
    // Nobody answers for a parent: the tablet is theirs while they do.
    let is_theirs = signing.in_front().is_some_and(|turn| turn.to.contains(&person));
    let is_read = signing.rights_not_shown_to(agreement, person).is_empty();
    let now = match (is_theirs && is_read, signing.waits_for_interpreter(person)) {
        (false, _) => Who::FamilyLater,
        (true, true) => Who::FamilyWaiting,
        (true, false) => Who::Family,
    };
    // What they answered stands among the answers, whoever looks at it later.
    let answered = signing.answer(person).and_then(|answer| answer.outcome);
    let offers = |who: &Who| answered.as_ref().is_none_or(|it| answers(*who).contains(&bare(it)));
    [now, Who::Family, Who::FamilyWaiting, Who::FamilyLater].into_iter().find(offers).unwrap_or(now)
}

/// What was heard and said back, and what else the signature stands for.
fn heard(visit: Visit, signing: &Signing, agreement: &Agreement, person: PersonId) -> Vec<String> {
    let together = visit.together;
    let mut sentences = Vec::new();
    let Evidence { shown, of, read, said_back, .. } = signing.evidence(agreement, person);
    let number = |count: usize| count.to_string();
    if shown > 0 {
        let key = if shown == of { "family.seen_all" } else { "family.seen" };
        sentences.push(said(together, key, &[("shown", &number(shown)), ("of", &number(of))]));
        let read = read.iter().map(|reading| reading.blocks).max().unwrap_or(0);
        if read > 0 {
            sentences.push(said(together, "family.read_to_you", &[("read", &number(read))]));
        }
        let is_said = |how: &SaidBack| matches!(how, SaidBack::InOwnWords { .. } | SaidBack::InPart { .. });
        if said_back.iter().any(|(_, asked)| asked.is_some_and(|asked| is_said(asked.last))) {
            sentences.push(said(together, "family.said_back", &[]));
        }
    }
    let names = |person: PersonId| together.first_name(person);
    let mut stands_for = Vec::new();
    for (to, parts) in signing.read_out_by(agreement, person) {
        stands_for.push(fill("statement.read_out", &[("parts", &number(parts)), ("name", &names(to))]));
    }
    for other in signing.witnessed_by(agreement, person) {
        stands_for.push(fill("statement.witnessed", &[("name", &names(other))]));
    }
    if let Some((_, _, Joined::Interpreter { language, .. })) =
        signing.joined().find(|(who, _, _)| *who == person)
    {
        stands_for.push(fill("statement.interpreted", &[("language", language)]));
    }
    if !stands_for.is_empty() {
        sentences.push(t("sign.stands_for").to_owned());
    }
    sentences.extend(stands_for);
    sentences
}
