//! The frame of a screen in front of the family: no top bar and no way to anything but their plan. The bar at the bottom
//! is the same on each.

use leptos::prelude::*;

use super::words::{said, say};
use crate::components::Banner;
use crate::visit::here::Visit;

/// A screen in front of the family.
#[component]
pub(crate) fn FamilyFrame(
    /// Extra classes of the whole screen.
    #[prop(default = "frame family")]
    class: &'static str,
    /// What stands in the bar at the bottom.
    bottom: AnyView,
    /// The page.
    children: Children,
) -> impl IntoView {
    let together = Visit::here().together;
    let language = move || {
        together.theirs.with(|theirs| {
            theirs
                .as_ref()
                .map(|it| (it.texts.language.0.clone(), if it.right_to_left { "rtl" } else { "ltr" }))
        })
    };
    view! {
        <div class=class class:larger=move || together.are_letters_larger() lang=move || language().map(|(tag, _)| tag) dir=move || language().map(|(_, dir)| dir)>
            <main class="page">
                {move || together.trouble.get().map(|it| view! { <div lang="en" dir="ltr"><Banner tone="care" text=it.sentence/></div> })}
                {move || together.aloud.is_late.get().then(|| view! { <Banner text=said(together, "family.voice_late", &[])/> })}
                {children()}
            </main>
            <nav class="bottom" aria-label=said(together, "family.bar", &[])>{bottom}</nav>
        </div>
    }
}

/// Larger letters, and back.
#[component]
pub(crate) fn LettersSize(
    /// Something to do before they change.
    #[prop(optional, into)]
    before: Option<UnsyncCallback<()>>,
) -> impl IntoView {
    let together = Visit::here().together;
    let turn = move |_| {
        if let Some(before) = before {
            before.run(());
        }
        together.turn_letters();
    };
    let key = move || if together.are_letters_larger() { "family.usual_letters" } else { "family.larger" };
    view! { <button class="button letters" on:click=turn>{move || say(together, key(), &[])}</button> }
}
