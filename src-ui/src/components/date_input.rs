//! A day, typed as three numbers: what is typed stays as it is until it is a real day.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use plan::dates;

use crate::words::t;

/// Day, month and year. `set` is called with a day, or with nothing when all three are empty.
#[component]
pub(crate) fn DateInput(
    /// Its id within the page.
    #[prop(into)]
    id: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// The same in the language of those who sit beside, where that is another one.
    #[prop(optional_no_strip)]
    beside: Option<AnyView>,
    /// A hint, such as an example.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// The day that is kept.
    #[prop(into)]
    value: Signal<Option<NaiveDate>>,
    /// Its words, by key.
    #[prop(default = |key| t(key).to_owned())]
    words: fn(&str) -> String,
    /// Another day, or none.
    #[prop(into)]
    set: UnsyncCallback<Option<NaiveDate>>,
) -> impl IntoView {
    let [day, month, year] =
        [RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new())];
    let left = RwSignal::new(false);
    let read = move || dates::typed(&day.get(), &month.get(), &year.get());
    let is_empty = move || [day, month, year].iter().all(|part| part.with(|text| text.trim().is_empty()));
    Effect::new(move |_| {
        let kept = value.get();
        let shown = untrack(read);
        if kept != shown && (kept.is_some() || untrack(move || shown.is_some())) {
            let part = |number: Option<String>| number.unwrap_or_default();
            day.set(part(kept.map(|date| date.day().to_string())));
            month.set(part(kept.map(|date| date.month().to_string())));
            year.set(part(kept.map(|date| date.year().to_string())));
        }
    });
    // What is not a day is not kept as one: the screen and the plan never say two things.
    let typed = move || {
        let date = read();
        if date != value.get_untracked() {
            set.run(date);
        }
    };
    let wrong = move || left.get() && !is_empty() && read().is_none();
    let (hint_id, complaint_id) = (format!("{id}-hint"), format!("{id}-complaint"));
    let described = match &hint {
        Some(_) => format!("{hint_id} {complaint_id}"),
        None => complaint_id.clone(),
    };
    let part = |name: &'static str,
                key: &'static str,
                text: RwSignal<String>,
                class: &'static str,
                most: &'static str| {
        let id = format!("{id}-{name}");
        view! {
            <label>{words(key)}
                <input id=id class=class type="text" inputmode="numeric" maxlength=most autocomplete="off"
                    prop:value=move || text.get()
                    on:input=move |event| { text.set(event_target_value(&event)); typed(); }
                    on:blur=move |_| if name == "year" { left.set(true) }/>
            </label>
        }
    };
    let (day_input, month_input, year_input) = (
        part("day", "date.day", day, "input number", "2"),
        part("month", "date.month", month, "input number", "2"),
        part("year", "date.year", year, "input year", "4"),
    );
    view! {
        <fieldset class="field" class:wrong=wrong role="group" aria-describedby=described>
            <legend class="legend">{label}{beside}</legend>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <p class="complaint" id=complaint_id role="status">{move || wrong().then(|| view! {
                <span class="hidden-words">{words("form.error")}</span>{words("date.not_a_day")}
            })}</p>
            <div class="date">{day_input}{month_input}{year_input}</div>
        </fieldset>
    }
}
