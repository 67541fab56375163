//! A labelled place to type, that grows with what is typed.

use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;

/// A text input. `value` shows what is kept; typing calls `typed`, leaving calls `left`.
#[component]
pub(crate) fn TextField(
    /// Its id within the page.
    #[prop(into)]
    id: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What the label is about, for those who cannot see what it stands beside.
    #[prop(optional_no_strip)]
    about: Option<String>,
    /// The label in the language of those who sit beside, where that is another one.
    #[prop(optional_no_strip)]
    beside: Option<AnyView>,
    /// The ids of what is said of it before its hint.
    #[prop(optional, into)]
    described: Option<String>,
    /// A hint under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Room for several lines.
    #[prop(optional)]
    long: bool,
    /// `text`, `tel` or `password`.
    #[prop(default = "text")]
    kind: &'static str,
    /// Whether it goes on with a sentence, so that no keyboard begins it with a capital.
    #[prop(optional)]
    goes_on: bool,
    /// Whether it is typed letter by letter as somebody tells it: in capitals, and no keyboard makes words of it.
    #[prop(optional)]
    told: bool,
    /// Which keyboard is offered, where it is not that of its kind.
    #[prop(optional_no_strip)]
    keys: Option<&'static str>,
    /// What stands in it.
    #[prop(into)]
    value: Signal<String>,
    /// Someone typed.
    #[prop(into)]
    typed: UnsyncCallback<String>,
    /// Someone left it.
    #[prop(optional, into)]
    left: Option<UnsyncCallback<()>>,
) -> impl IntoView {
    // A field that is taken away with the focus in it is left when nobody listens any more.
    let left = move || {
        let _ = left.and_then(|left| left.try_run(()));
    };
    let hint_id = format!("{id}-hint");
    let described = described
        .as_deref()
        .into_iter()
        .chain(hint.is_some().then_some(hint_id.as_str()))
        .collect::<Vec<_>>()
        .join(" ");
    let described = (!described.is_empty()).then_some(described);
    let capitals = match (told, goes_on) {
        (true, _) => "characters",
        (false, true) => "none",
        (false, false) => "sentences",
    };
    let input = if long {
        view! {
            <div class="grows" data-words=move || value.get()>
                <textarea id=id.clone() class="input" rows="3" autocapitalize=goes_on.then_some("none") aria-describedby=described
                    prop:value=move || value.get()
                    on:input=move |event| typed.run(event_target_value(&event))
                    on:blur=move |_| left()></textarea>
            </div>
        }
        .into_any()
    } else {
        view! {
            <input {..custom_attribute("autocorrect", told.then_some("off"))}
                id=id.clone() class="input" type=kind autocomplete="off" autocapitalize=capitals
                spellcheck=told.then_some("false") inputmode=keys
                aria-describedby=described
                prop:value=move || value.get()
                on:input=move |event| typed.run(event_target_value(&event))
                on:blur=move |_| left()/>
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label for=id>{label}{beside}{about.map(|about| view! { <span class="hidden-words">": "{about}</span> })}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            {input}
        </div>
    }
}
