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
    #[prop(into)]
    choose: UnsyncCallback<T>,
    /// Whether answers stand side by side where there is room.
    #[prop(optional)]
    wide: bool,
    /// The question in the language of those who sit beside, where that is another one.
    #[prop(optional_no_strip)]
    question_beside: Option<AnyView>,
    /// The answers in that language.
    #[prop(optional)]
    beside: Vec<AnyView>,
    /// The language of the answers, where it is not the page's.
    #[prop(optional_no_strip)]
    lang: Option<&'static str>,
) -> impl IntoView {
    let (values, labels): (Vec<T>, Vec<String>) = choices.into_iter().map(|it| (it.value, it.label)).unzip();
    let values = StoredValue::new(values);
    let place = move |chosen: &Option<T>| {
        chosen
            .as_ref()
            .and_then(|chosen| values.with_value(|all| all.iter().position(|value| value == chosen)))
    };
    let chosen = Signal::derive(move || chosen.with(place));
    let choose = UnsyncCallback::new(move |n: usize| {
        if let Some(value) = values.with_value(|all| all.get(n).cloned()) {
            choose.run(value);
        }
    });
    view! { <Numbered name question quiet hint labels chosen choose wide question_beside beside lang/> }
}

/// The same with numbers in the place of values: so it is in the program once and not for each kind of answer.
#[component]
fn Numbered(
    /// The group's name within the page.
    name: String,
    /// The question.
    question: String,
    /// Whether the question is only for screen readers.
    quiet: bool,
    /// A hint under the question.
    hint: Option<String>,
    /// The answers' words.
    labels: Vec<String>,
    /// The number of the one that is given.
    chosen: Signal<Option<usize>>,
    /// Someone gave one.
    choose: UnsyncCallback<usize>,
    /// Whether answers stand side by side where there is room.
    wide: bool,
    /// The question in the language of those who sit beside.
    #[prop(optional_no_strip)]
    question_beside: Option<AnyView>,
    /// The answers in that language.
    beside: Vec<AnyView>,
    /// The language of the answers, where it is not the page's.
    #[prop(optional_no_strip)]
    lang: Option<&'static str>,
) -> impl IntoView {
    let mut beside = beside.into_iter();
    let answers = labels.into_iter().enumerate().map(|(n, label)| {
        let (id, group) = (format!("{name}-{n}"), name.clone());
        view! {
            <label class="choice">
                <input type="radio" id=id name=group
                    prop:checked=move || chosen.get() == Some(n)
                    on:change=move |_| choose.run(n)/>
                <span>{label}{beside.next()}</span>
            </label>
        }
    });
    let hint_id = format!("{name}-hint");
    let described = hint.is_some().then(|| hint_id.clone());
    view! {
        <fieldset class="field" aria-describedby=described>
            <legend class:hidden-words=quiet class="legend">{question}{question_beside}</legend>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <div class="choices" class:wide=wide lang=lang>{answers.collect_view()}</div>
        </fieldset>
    }
}
