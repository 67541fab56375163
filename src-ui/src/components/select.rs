//! One out of a list that may be long, such as a team.

use leptos::prelude::*;

use crate::words::t;

/// A list to choose from, with nothing chosen at first.
#[component]
pub(crate) fn Select(
    /// Its id within the page.
    #[prop(into)]
    id: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What the label is about, for those who cannot see what it stands beside.
    #[prop(optional_no_strip)]
    about: Option<String>,
    /// What may be chosen: what it stands for, and its words.
    options: Vec<(String, String)>,
    /// What is chosen; nothing while it is empty.
    value: RwSignal<String>,
) -> impl IntoView {
    // Each option says by itself whether it is chosen: the list may be drawn anew around what was.
    let options = options.into_iter().map(move |(stands_for, words)| {
        let own = stands_for.clone();
        view! { <option value=stands_for prop:selected=move || value.get() == own>{words}</option> }
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label}{about.map(|about| view! { <span class="hidden-words">": "{about}</span> })}</label>
            <select id=id class="input short" on:change=move |event| value.set(event_target_value(&event))>
                <option value="" prop:selected=move || value.with(String::is_empty)>{t("select.nothing")}</option>
                {options.collect_view()}
            </select>
        </div>
    }
}
