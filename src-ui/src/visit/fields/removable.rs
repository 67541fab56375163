//! Cards of things in a list, and taking one back that was removed by mistake.

use leptos::prelude::*;
use plan::change::ItemId;
use plan::field::Field;

use crate::visit::here::Visit;
use crate::visit::removed::Removed;
use crate::words::{fill, t};

/// A card with a Remove button. What was removed can be put back from the banner that then stands in the list.
#[component]
pub(crate) fn Removable(
    /// What it is.
    item: ItemId,
    /// The text it is known by.
    name: Field,
    /// What it is called while that text is empty.
    nameless: &'static str,
    /// Its fields.
    children: Children,
) -> impl IntoView {
    let work = Visit::here().work;
    let called = Memo::new(move |_| {
        let name = work.text(name);
        if name.trim().is_empty() { nameless.to_owned() } else { name.chars().take(40).collect() }
    });
    let remove = move |_| {
        work.take_out(Removed::making(work.plan.get_untracked(), item, &called.get_untracked()));
    };
    view! {
        <section class="card">
            {children()}
            <div class="buttons">
                <button class="button plain" on:click=remove>
                    {t("list.remove")}<span class="hidden-words">{move || format!(" {}", called.get())}</span>
                </button>
            </div>
        </section>
    }
}

/// The banner that puts it back.
#[component]
pub(crate) fn PutBack() -> impl IntoView {
    let work = Visit::here().work;
    move || {
        work.removed.get().map(|Removed { name, undo, .. }| {
            let put_back = move |_| {
                work.removed.set(None);
                work.make(undo.clone());
            };
            view! {
                <div class="banner" role="status">
                    <p>{fill("list.removed", &[("name", &name)])}</p>
                    <button class="button" on:click=put_back>{t("list.put_back")}</button>
                </div>
            }
        })
    }
}
