//! One answer out of several, all the same size.

use leptos::prelude::*;

/// One of the answers.
#[derive(Clone)]
pub(crate) struct Choice<T> {
    /// What it stands for.
    pub(crate) value: T,
    /// Its words.
    pub(crate) label: String,
}

/// A group of answers with a question over it.
#[component]
pub(crate) fn Choices<T: Clone + PartialEq + Send + Sync + 'static>(
    /// The group's name within the page.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    question: String,
    /// Whether the question is only for screen readers, because the heading asks it.
    #[prop(optional)]
    quiet: bool,
    /// A hint under the question.
    #[prop(default = None)]
    hint: Option<String>,
    /// The answers.
    choices: Vec<Choice<T>>,
    /// The one that is given.
    #[prop(into)]
    chosen: Signal<Option<T>>,
    /// Someone gave one.
    choose: impl Fn(T) + Copy + Send + 'static,
    /// Whether answers stand side by side where there is room.
    #[prop(optional)]
    wide: bool,
) -> impl IntoView {
    let answers = choices.into_iter().enumerate().map(|(n, Choice { value, label })| {
        let (id, group, mine) = (format!("{name}-{n}"), name.clone(), value.clone());
        view! {
            <label class="choice">
                <input type="radio" id=id name=group
                    prop:checked=move || chosen.with(|chosen| chosen.as_ref() == Some(&mine))
                    on:change=move |_| choose(value.clone())/>
                <span>{label}</span>
            </label>
        }
    });
    let hint_id = format!("{name}-hint");
    let described = hint.is_some().then(|| hint_id.clone());
    view! {
        <fieldset class="field" aria-describedby=described>
            <legend class:hidden-words=quiet class="legend">{question}</legend>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <div class="choices" class:wide=wide>{answers.collect_view()}</div>
        </fieldset>
    }
}
