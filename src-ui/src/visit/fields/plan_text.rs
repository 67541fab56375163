//! A text of the open plan, typed into and saved by itself.

use leptos::prelude::*;
use plan::field::Field;
use plan::on_paper::without_shape;
use plan::{history, splice};

use super::earlier::Earlier;
use super::found::{Found, is_read_by_family};
use crate::components::TextField;
use crate::visit::here::Visit;
use crate::words::fill;

/// A text field of the plan.
#[component]
pub(crate) fn PlanText(
    /// Which text.
    field: Field,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What the label is about, for those who cannot see what it stands beside.
    #[prop(optional_no_strip)]
    about: Option<String>,
    /// A hint under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Room for several lines.
    #[prop(optional)]
    long: bool,
    /// `text` or `tel`.
    #[prop(default = "text")]
    kind: &'static str,
) -> impl IntoView {
    let work = Visit::here().work;
    let value = Memo::new(move |_| work.text(field));
    let id = field_id(field);
    let earlier = Earlier::of(field);
    let typed = move |text: String| {
        let gone = value.with_untracked(|before| splice::difference(before, &text));
        work.type_text(field, &text);
        if gone.is_some_and(|gone| history::is_much(&gone.remove)) {
            earlier.look();
        }
    };
    let left = move || work.send();
    let before = earlier.view(&id, &label);
    let found = is_read_by_family(field).then(|| view! { <Found text=value/> });
    let goes_on = field.goes_on();
    let input = match hint {
        Some(hint) => {
            view! { <TextField id label about hint long kind goes_on value typed left/> }.into_any()
        }
        None => view! { <TextField id label about long kind goes_on value typed left/> }.into_any(),
    };
    view! {
        <div class="plan-text">
            <div on:focusin=move |_| earlier.look()>{input}</div>
            <OtherLetters text=value/>{found}{before}
        </div>
    }
}

/// Says which word paper cannot show.
#[component]
fn OtherLetters(
    /// What stands in the field.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let beginning = |word: &str| word.chars().take(30).collect::<String>();
    let word = Memo::new(move |_| text.with(|text| without_shape(text).map(beginning)));
    move || {
        let said = word.get().map(|word| fill("letters.without_shape", &[("word", &word)]));
        said.map(|said| view! { <p class="found" role="status">{said}</p> })
    }
}

/// The id of a field's input within the page.
fn field_id(field: Field) -> String {
    let words = format!("{field:?}").replace(['(', ' '], "-");
    words.replace(')', "").to_lowercase()
}
