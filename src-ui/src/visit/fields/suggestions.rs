//! Words that are often used in a field, to take with one tap instead of typing.

use leptos::prelude::*;
use plan::field::Field;

use crate::visit::here::Visit;

/// The words, each a button.
#[component]
pub(crate) fn Suggestions(
    /// The text they go into.
    field: Field,
    /// The words.
    words: Vec<String>,
    /// Some were taken.
    #[prop(optional, into)]
    taken: Option<UnsyncCallback<()>>,
) -> impl IntoView {
    let work = Visit::here().work;
    let buttons = words.into_iter().map(|words| {
        let is_there = {
            let words = words.clone();
            Memo::new(move |_| work.text(field) == words)
        };
        let label = words.clone();
        let take = move |_| {
            work.type_text(field, &words);
            work.send();
            if let Some(taken) = taken {
                taken.run(());
            }
        };
        view! { <button type="button" class="button chip" aria-pressed=move || is_there.get().to_string() on:click=take>{label}</button> }
    });
    view! { <div class="buttons chips">{buttons.collect_view()}</div> }
}
