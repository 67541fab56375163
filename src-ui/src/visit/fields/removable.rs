//! Cards of things in a list, and taking one back that was removed by mistake.

use course::place::Screen;
use leptos::prelude::*;
use plan::change::beside::Beside;
use plan::change::{Item, ItemId};
use plan::field::Field;

use crate::platform::{page, second_tap};
use crate::visit::here::Visit;
use crate::visit::removed::Removed;
use crate::words::{fill, t};

/// A card with a Remove button. What was removed can be put back from the banner that then stands in its place.
#[component]
pub(crate) fn Removable(
    /// What it is.
    item: ItemId,
    /// The text it is known by.
    name: Field,
    /// What it is called while that text is empty.
    nameless: &'static str,
    /// How it stands on its page.
    #[prop(default = "card")]
    shape: &'static str,
    /// Its fields.
    children: Children,
) -> impl IntoView {
    let visit = Visit::here();
    let work = visit.work;
    let known_by = name;
    let called = Memo::new(move |_| {
        let name = work.text(name);
        if name.trim().is_empty() { nameless.to_owned() } else { name.chars().take(40).collect() }
    });
    let remove = move |_| {
        // The next card moves up under the finger.
        second_tap::screen_came();
        if let Screen::Plan(_, at) = visit.screen.get_untracked() {
            work.take_out(Removed::making(work.plan.get_untracked(), item, &called.get_untracked(), at));
            // The focus went with what was removed.
            page::focus("put-back".to_owned());
        }
    };
    let card = NodeRef::<leptos::html::Section>::new();
    if work.is_new(item) {
        Effect::new(move |_| {
            if let Some(card) = card.get() {
                page::focus_first_field(&card);
            }
        });
    }
    // One that comes into the plan with its first word cannot be taken out before.
    let is_there = Memo::new(move |_| work.plan.with(|plan| known_by.of(plan).is_some()));
    view! {
        <PutBackHere here=move |removed: &Removed| removed.stood == Beside::Before(item)/>
        <section class=shape node_ref=card>
            {children()}
            <div class="buttons" hidden=move || !is_there.get()>
                <button class="button plain" on:click=remove>
                    {t("list.remove")}<span class="hidden-words">{move || format!(" {}", called.get())}</span>
                </button>
            </div>
        </section>
        <PutBackHere here=move |removed: &Removed| removed.stood == Beside::After(item)/>
    }
}

/// What puts back the only one of a list, where the list is.
#[component]
pub(crate) fn PutBack(
    /// Whether it belongs into this list.
    of: impl Fn(&Item) -> bool + Send + Sync + 'static,
) -> impl IntoView {
    let here = move |removed: &Removed| removed.stood == Beside::Alone && removed.thing().is_some_and(&of);
    view! { <PutBackHere here/> }
}

/// The banner that puts back what stood here.
#[component]
fn PutBackHere(
    /// Whether it stood here.
    here: impl Fn(&Removed) -> bool + Send + Sync + 'static,
) -> impl IntoView {
    let work = Visit::here().work;
    move || {
        let removed = work.removed.with(|removed| removed.clone().filter(&here));
        removed.map(|Removed { name, undo, .. }| {
            let put_back = move |_| {
                work.removed.set(None);
                work.make(undo.clone());
            };
            view! {
                <div class="banner" role="status">
                    <p>{fill("list.removed", &[("name", &name)])}</p>
                    <button class="button" id="put-back" on:click=put_back>{t("list.put_back")}</button>
                </div>
            }
        })
    }
}
