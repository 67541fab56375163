//! All that a person is asked to say back, on one screen, for a visit in a rush. One part at a time is `say_back`.

use leptos::prelude::*;
use plan::ids::PersonId;
use plan::signing::SaidBack as How;

use super::asked::{Asked, OfferToStop, numbers};
use super::frame::FamilyFrame;
use super::words::{beside, said, say};
use crate::visit::frame::Heading;
use crate::visit::here::Visit;
use crate::words::fill;
use course::place::Place;

/// All parts.
#[component]
pub(crate) fn SayAllBack(
    /// Who.
    person: PersonId,
) -> impl IntoView {
    let visit = Visit::here();
    let together = visit.together;
    together.aloud.pause();
    let name = together.first_name(person);
    let numbers = numbers(visit, person);
    let first = numbers.first().copied().unwrap_or(0);
    let all: Vec<Asked> = numbers.into_iter().map(|number| Asked::of(visit, person, number)).collect();
    let cards = all.iter().map(|one| view! { <One asked=*one/> }).collect_view();
    let all = StoredValue::new(all);
    // Words that were typed count as said, whichever way somebody leaves; with the last of them kept, they go.
    let leave = move |place: Place| {
        let unkept =
            all.with_value(|all| all.iter().copied().filter(|it| it.has_new_words()).collect::<Vec<_>>());
        let left = StoredValue::new(unkept.len());
        if unkept.is_empty() {
            visit.go_to(place);
        }
        for one in unkept {
            one.keep(How::InOwnWords { words: one.words() }, move |_| {
                left.try_update_value(|left| *left = left.saturating_sub(1));
                if left.try_get_value() == Some(0) {
                    visit.go_to(place);
                }
            });
        }
    };
    let slots = [("name", name.as_str())];
    let title = said(together, "family.say_back_title", &slots);
    let title_beside = beside(together, fill("family.say_back_title", &slots));
    let bottom = view! {
        <div class="group">
            <button class="button" on:click=move |_| leave(Place::SayBack(person, first))>{say(together, "family.one_by_one", &[])}</button>
            <button class="button" on:click=move |_| leave(Place::GiveBack)>{say(together, "family.stop_for_now", &[])}</button>
        </div>
        <button class="button main" on:click=move |_| leave(Place::Sign(person))>{say(together, "family.next", &[])}</button>
    };
    view! {
        <FamilyFrame class="frame family say-back" bottom=bottom.into_any()>
            <div><Heading title=Signal::stored(title)/>{title_beside}</div>
            <p>{say(together, "family.say_back_lead", &[])}</p>
            <div class="blocks new" aria-live="polite"><OfferToStop person/></div>
            {cards}
        </FamilyFrame>
    }
}

/// One of the questions, with its answers.
#[component]
fn One(
    /// Which.
    asked: Asked,
) -> impl IntoView {
    let id = format!("asked-{}", asked.number);
    view! {
        <section class="card" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{asked.question()}</h2>
            <div class="blocks new" aria-live="polite">{asked.again()}</div>
            {asked.answers(id.clone(), true, move |how| asked.keep(how, |_| ()))}
            {asked.tell_again()}
        </section>
    }
}
