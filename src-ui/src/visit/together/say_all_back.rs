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
    // Words that were typed count as said, whichever way somebody leaves; with the last of them kept, they go.
    let kept = StoredValue::new(all.clone());
    let leave = move |place: Place| {
        let unkept = |all: &Vec<Asked>| -> Vec<(Asked, How)> {
            all.iter().filter_map(|one| Some((*one, one.new_words()?))).collect()
        };
        let unkept = kept.with_value(unkept);
        if unkept.is_empty() {
            visit.go_to(place);
        }
        let left = StoredValue::new(unkept.len());
        for (one, how) in unkept {
            one.keep(how, move |_| {
                left.try_update_value(|left| *left = left.saturating_sub(1));
                if left.try_get_value() == Some(0) {
                    visit.go_to(place);
                }
            });
        }
    };
    let not_yet = RwSignal::new(None);
    let cards =
        all.iter().map(|one| view! { <One person asked=*one not_yet leave=UnsyncCallback::new(leave)/> });
    let cards = cards.collect_view();
    let one_by_one = move |_| {
        together.ask_all_at_once(false);
        leave(Place::SayBack(person, first));
    };
    let slots = [("name", name.as_str())];
    let title = said(together, "family.say_back_title", &slots);
    let title_beside = beside(together, fill("family.say_back_title", &slots));
    let bottom = view! {
        <div class="group">
            <button class="button" on:click=one_by_one>{say(together, "family.one_by_one", &[])}</button>
            <button class="button" on:click=move |_| leave(Place::GiveBack)>{say(together, "family.stop_for_now", &[])}</button>
        </div>
        <button class="button main" on:click=move |_| leave(Place::Sign(person))>{say(together, "family.next", &[])}</button>
    };
    view! {
        <FamilyFrame class="frame family say-back all-back" bottom=bottom.into_any()>
            <div><Heading title=Signal::stored(title)/>{title_beside}</div>
            <p>{say(together, "family.say_back_lead", &[])}</p>
            {cards}
        </FamilyFrame>
    }
}

/// One of the questions, with its answers.
#[component]
fn One(
    /// Who.
    person: PersonId,
    /// Which.
    asked: Asked,
    /// Where “not yet” was said last: to stop is offered there, in sight.
    not_yet: RwSignal<Option<usize>>,
    /// Where the screen is left for.
    leave: UnsyncCallback<Place>,
) -> impl IntoView {
    let id = format!("asked-{}", asked.number);
    let is_here = Memo::new(move |_| not_yet.get() == Some(asked.number));
    let answer = move |how: How| {
        if how == How::NotYet {
            not_yet.set(Some(asked.number));
        }
        asked.keep(how, |_| ());
    };
    view! {
        <section class="card" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{asked.question()}</h2>
            <div class="blocks new" aria-live="polite">
                {move || is_here.get().then(|| view! { <OfferToStop person leave/> })}
                {asked.again()}
            </div>
            {asked.answers(id.clone(), true, answer)}
            {asked.tell_again()}
        </section>
    }
}
