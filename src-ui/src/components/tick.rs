//! One thing that can be ticked or not.

use leptos::prelude::*;

/// A box to tick, the words beside it.
#[component]
pub(crate) fn Tick(
    /// Its id within the page.
    id: String,
    /// Its words.
    label: String,
    /// Whether it is ticked.
    on: Signal<bool>,
    /// Someone ticked it, or took the tick away.
    #[prop(into)]
    toggle: UnsyncCallback<bool>,
) -> impl IntoView {
    view! {
        <label class="choice tick">
            <input type="checkbox" id=id prop:checked=on on:change=move |event| toggle.run(event_target_checked(&event))/>
            <span>{label}</span>
        </label>
    }
}
