//! Choosing a day: a few that are likely, counted from today, or any other.

use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use plan::dates::{self, Looks};

use crate::components::DateInput;
use crate::visit::here::Visit;
use crate::words::{counted, texts};

/// A day, by weeks from now or typed.
#[component]
pub(crate) fn DayChoice(
    /// Its id within the page.
    #[prop(into)]
    id: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// A hint.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// The likely ones, in weeks from today.
    weeks: &'static [u16],
    /// The day that is chosen.
    #[prop(into)]
    value: Signal<Option<NaiveDate>>,
    /// Another day, or none.
    #[prop(into)]
    set: UnsyncCallback<Option<NaiveDate>>,
) -> impl IntoView {
    let now = Visit::here().today;
    let today = now.get_untracked();
    let likely = weeks.iter().filter_map(move |weeks| {
        let day = today?.checked_add_days(Days::new(u64::from(*weeks) * 7))?;
        Some(view! {
            <button type="button" class="button" aria-pressed=move || (value.get() == Some(day)).to_string()
                on:click=move |_| set.run(Some(day))>{counted("day.in_weeks", usize::from(*weeks))}</button>
        })
    });
    view! {
        <div class="field">
            <DateInput id label hint looks=Looks::Ahead today=now value set/>
            <div class="buttons">{likely.collect_view()}</div>
            <p class="hint" role="status">{move || value.get().map(|day| dates::day(day, texts()))}</p>
        </div>
    }
}
