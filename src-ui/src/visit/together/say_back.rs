//! One person says a part of the plan in their own words, and the worker writes them down. Not to test anyone: to see
//! whether we said it well.

use ipc::visit::DraftOf;
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::agreement::Block;
use plan::ids::PersonId;
use plan::signing::{Event, Offer, Part, SaidBack as How};

use super::frame::FamilyFrame;
use super::theirs::theirs;
use super::words::{beside, said, say};
use crate::components::TextField;
use crate::platform::page;
use crate::visit::frame::Heading;
use crate::visit::here::Visit;
use crate::words::fill;
use course::order::{after_saying_back, before_saying_back, parts_to_say_back};
use course::place::Place;

/// One part.
#[component]
pub(crate) fn SayBack(
    /// Who.
    person: PersonId,
    /// Which part, from 0.
    part: usize,
) -> impl IntoView {
    let visit = Visit::here();
    let together = visit.together;
    together.aloud.pause();
    let which = Part::ALL.get(part).copied().unwrap_or(Part::Meeting);
    let name = together.first_name(person);
    let before = together.signing(|signing, _| signing.asked(person, which).map(|asked| asked.last.clone()));
    let before = StoredValue::new(match before.flatten() {
        Some(How::InOwnWords { words } | How::InPart { words }) => words,
        Some(How::NotYet | How::DidNotWant) | None => String::new(),
    });
    let draft = visit.draft(DraftOf::SaidBack(together.plan(), person, which), before.get_value());
    let told_again = RwSignal::new(false);
    let seen = |signing: &plan::Signing, agreement: &plan::Agreement| {
        parts_to_say_back(&agreement.without(signing.left_out(person)))
    };
    let asked = together.signing(seen).unwrap_or_default();
    let next = after_saying_back(&asked, person, part);
    let before_this = before_saying_back(together.parts().len(), &asked, person, part);
    let (at, parts) = (asked.iter().filter(|other| **other < part).count(), asked.len().max(1));
    // What was said stays on the screen until it is kept.
    if visit.is_writing.get_value() == Some(person) {
        page::focus(format!("said-{part}"));
    }
    visit.is_writing.set_value(None);
    let keep = move |how: How, then: Option<Place>| {
        let count = move || together.signing(|signing, _| signing.times_asked(person, which)).unwrap_or(0);
        let (times, words) = (count(), draft.text());
        together.happened(Event::SaidBack { person, part: which, how });
        spawn_local(async move {
            if together.settle().await && count() > times {
                draft.is_done_with(&words);
                if let Some(place) = then {
                    // Who writes goes on writing: the keyboard stays.
                    let is_next = place == next && matches!(place, Place::SayBack(..));
                    let goes_on = is_next && !words.trim().is_empty();
                    visit.is_writing.set_value(Some(person).filter(|_| goes_on));
                    visit.go_to(place);
                }
            }
        });
    };
    let answer = move |how: How| {
        let is_not_yet = how == How::NotYet;
        if is_not_yet {
            told_again.set(true);
        }
        keep(how, (!is_not_yet).then_some(next));
    };
    // Words that were typed count as said, whichever way somebody leaves.
    let leave = move |place: Place| {
        let words = draft.text();
        if words.trim().is_empty() || before.with_value(|before| *before == words) {
            visit.go_to(place);
        } else {
            keep(How::InOwnWords { words }, Some(place));
        }
    };
    let offers = Memo::new(move |_| {
        let waiting = together.waiting.with(|it| {
            it.iter().filter(|event| matches!(event, Event::SaidBack { how: How::NotYet, .. })).count()
        });
        waiting == 0 && together.follow(|signing, _| signing.should_offer(person)).unwrap_or(false)
    });
    let slots = [("name", name.as_str())];
    let title = said(together, "family.say_back_title", &slots);
    let title_beside = beside(together, fill("family.say_back_title", &slots));
    let label_beside = beside(together, fill("family.own_words", &slots));
    let (label, hint) =
        (said(together, "family.own_words", &slots), said(together, "family.own_words_hint", &slots));
    let button = move |key: &'static str, how: fn(String) -> How| {
        view! { <button class="button" on:click=move |_| answer(how(draft.text()))>{say(together, key, &[])}</button> }
    };
    let question = move || say(together, &format!("say_back.{}", which.key()), &[]);
    let again = move || {
        let tell = |agreement: &plan::Agreement, left_out: &[plan::agreement::BlockId]| -> Vec<Block> {
            which.blocks(&agreement.without(left_out)).into_iter().cloned().collect()
        };
        let blocks = together.signing(|signing, agreement| tell(agreement, signing.left_out(person)));
        let blocks = blocks.unwrap_or_default().into_iter();
        told_again.get().then(|| view! {
            <div class="blocks again">{blocks.map(|block| theirs(together, &block, None)).collect_view()}</div>
        })
    };
    let dots = (0..parts).map(|n| view! { <li class:done=n <= at></li> }).collect_view();
    let (part_said, parts_said) = ((at + 1).to_string(), parts.to_string());
    let progress = [("part", part_said.as_str()), ("parts", parts_said.as_str())];
    let progress = say(together, "family.say_back_part", &progress);
    let bottom = view! {
        <div class="group">
            <button class="button" on:click=move |_| leave(before_this)>{say(together, "family.back", &[])}</button>
            <button class="button" on:click=move |_| leave(Place::GiveBack)>{say(together, "family.stop_for_now", &[])}</button>
        </div>
        <button class="button main" on:click=move |_| leave(next)>{say(together, "family.next", &[])}</button>
    };
    view! {
        <FamilyFrame class="frame family say-back" bottom=bottom.into_any()>
            <div class="part"><ul class="dots" aria-hidden="true">{dots}</ul><span id="progress">{progress}</span></div>
            <div><Heading title=Signal::stored(title) described="progress"/>{title_beside}</div>
            {(part == 0).then(|| view! { <p>{say(together, "family.say_back_lead", &[])}</p> })}
            <p class="block goal" id="asked">{question}</p>
            // What is offered stands over what is told again, which may be long; a screen reader says both as they come.
            <div class="blocks new" aria-live="polite">
                {move || if offers.get() { view! { <Stop person/> }.into_any() } else { ().into_any() }}
                {again}
            </div>
            <div class="card">
                <TextField id=format!("said-{part}") described="progress asked" label beside=label_beside hint long=true value=draft.words
                    typed=move |text| draft.typed(text)/>
                <div class="buttons">
                    {button("family.said_it", |words| How::InOwnWords { words })}
                    {button("family.some_of_it", |words| How::InPart { words })}
                    {button("family.not_yet", |_| How::NotYet)}
                    {button("family.did_not_want", |_| How::DidNotWant)}
                </div>
            </div>
            {move || (!told_again.get()).then(|| view! {
                <div class="buttons"><button class="button plain" on:click=move |_| told_again.set(true)>{say(together, "family.tell_again", &[])}</button></div>
            })}
        </FamilyFrame>
    }
}

/// Offers to stop, after two “not yet”.
#[component]
fn Stop(
    /// To whom.
    person: PersonId,
) -> impl IntoView {
    let visit = Visit::here();
    let together = visit.together;
    let choose = move |chose: Offer| {
        let goes_on = chose == Offer::GoOn;
        together.happened(Event::Offered { person, chose });
        if !goes_on {
            visit.go_to(Place::GiveBack);
        }
    };
    let offers = [
        ("family.go_on", Offer::GoOn),
        ("family.pause", Offer::Pause),
        ("family.advocate", Offer::Advocate),
        ("family.another_day", Offer::AnotherDay { on: None }),
    ];
    let buttons = offers.map(|(key, offer)| {
        view! { <button class="button" on:click=move |_| choose(offer.clone())>{say(together, key, &[])}</button> }
    });
    view! {
        <section class="card" role="group" aria-labelledby="stop-title">
            <h2 id="stop-title">{say(together, "family.offer_title", &[])}</h2>
            <p>{say(together, "family.offer_lead", &[])}</p>
            <div class="buttons">{buttons.collect_view()}</div>
        </section>
    }
}
