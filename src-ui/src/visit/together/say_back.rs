//! One person says a part of the plan in their own words, and the worker writes them down. Not to test anyone: to see
//! whether we said it well. All parts on one screen are `say_all_back`.

use leptos::prelude::*;
use plan::ids::PersonId;
use plan::signing::SaidBack as How;

use super::asked::{Asked, OfferToStop, numbers};
use super::frame::FamilyFrame;
use super::words::{beside, said, say};
use crate::platform::page;
use crate::visit::frame::Heading;
use crate::visit::here::Visit;
use crate::words::fill;
use course::order::{after_saying_back, before_saying_back};
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
    let name = together.first_name(person);
    let this = Asked::of(visit, person, part);
    let asked = numbers(visit, person);
    let next = after_saying_back(&asked, person, part);
    let before_this = before_saying_back(together.parts().len(), &asked, person, part);
    let (at, parts) = (asked.iter().filter(|other| **other < part).count(), asked.len().max(1));
    // What was said stays on the screen until it is kept.
    if visit.is_writing.get_value() == Some(person) {
        page::focus(format!("said-{part}"));
    }
    visit.is_writing.set_value(None);
    let keep = move |how: How, then: Option<Place>| {
        this.keep(how, move |words| {
            if let Some(place) = then {
                // Who writes goes on writing: the keyboard stays.
                let is_next = place == next && matches!(place, Place::SayBack(..));
                let goes_on = is_next && !words.trim().is_empty();
                visit.is_writing.set_value(Some(person).filter(|_| goes_on));
                visit.go_to(place);
            }
        });
    };
    let answer = move |how: How| {
        let then = (how != How::NotYet).then_some(next);
        keep(how, then);
    };
    // Words that were typed count as said, whichever way somebody leaves.
    let leave = move |place: Place| match this.new_words() {
        Some(how) => keep(how, Some(place)),
        None => visit.go_to(place),
    };
    let slots = [("name", name.as_str())];
    let title = said(together, "family.say_back_title", &slots);
    let title_beside = beside(together, fill("family.say_back_title", &slots));
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
            <p class="block goal" id="asked">{this.question()}</p>
            // What is offered stands over what is told again, which may be long; a screen reader says both as they come.
            <div class="blocks new" aria-live="polite"><OfferToStop person leave=UnsyncCallback::new(leave)/>{this.again()}</div>
            <div class="card">{this.answers("progress asked", false, answer)}</div>
            {this.tell_again()}
            {(parts > 1).then(|| view! {
                <div class="buttons"><button class="button plain" on:click=move |_| {
                    together.ask_all_at_once(true);
                    leave(Place::SayAllBack(person));
                }>
                    {say(together, "family.all_at_once", &[])}
                </button></div>
            })}
        </FamilyFrame>
    }
}
