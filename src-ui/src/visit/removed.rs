//! Cards of things in a list, and taking one back that was removed by mistake.

use leptos::prelude::*;
use plan::change::ItemId;
use plan::field::Field;
use plan::{Change, Plan};

use super::app::Visit;
use super::work::Work;
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

/// Something that was taken out and can be put back.
#[derive(Debug, Clone)]
pub(crate) struct Removed {
    name: String,
    changes: Vec<Change>,
    undo: Vec<Change>,
}

impl Removed {
    /// Taking something out of a plan, and what would put it back.
    pub(crate) fn making(before: Plan, item: ItemId, name: &str) -> Self {
        let changes = Change::removal(&before, item);
        let mut undo = Vec::new();
        let mut plan = before;
        for change in &changes {
            undo.extend(change.undo(&plan));
            let _ = plan.apply(change);
        }
        undo.reverse();
        Self { name: name.to_owned(), changes, undo }
    }
}

impl Work {
    /// Takes something out; the banner offers to put it back until something else is taken out.
    pub(crate) fn take_out(&self, removed: Removed) {
        let changes = removed.changes.clone();
        self.removed.set(Some(removed));
        self.make(changes);
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
