//! Choosing a day: a few that are likely, counted from today, or any other.

use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use plan::dates::{self, Looks};

use crate::components::DateInput;
use crate::visit::here::Visit;
use crate::words::{counted, t, texts};

/// A day that is likely, counted from today.
#[derive(Clone, Copy)]
pub(crate) enum Likely {
    /// The same day.
    Today,
    /// The day after.
    Tomorrow,
    /// So many days from today.
    InDays(u16),
    /// So many weeks from today.
    InWeeks(u16),
}

/// What has to happen soon.
pub(crate) const SOON: &[Likely] = &[
    Likely::Today,
    Likely::Tomorrow,
    Likely::InDays(3),
    Likely::InWeeks(1),
    Likely::InWeeks(2),
    Likely::InWeeks(4),
];

impl Likely {
    const fn days(self) -> u64 {
        match self {
            Self::Today => 0,
            Self::Tomorrow => 1,
            Self::InDays(days) => days as u64,
            Self::InWeeks(weeks) => weeks as u64 * 7,
        }
    }

    fn said(self) -> String {
        match self {
            Self::Today => t("day.today").to_owned(),
            Self::Tomorrow => t("day.tomorrow").to_owned(),
            Self::InDays(days) => counted("day.in_days", usize::from(days)),
            Self::InWeeks(weeks) => counted("day.in_weeks", usize::from(weeks)),
        }
    }
}

/// A day, by how far it is from today or typed.
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
    /// The likely ones.
    likely: &'static [Likely],
    /// The day that is chosen.
    #[prop(into)]
    value: Signal<Option<NaiveDate>>,
    /// Another day, or none.
    #[prop(into)]
    set: UnsyncCallback<Option<NaiveDate>>,
    /// One of the likely ones was taken.
    #[prop(optional, into)]
    taken: Option<UnsyncCallback<()>>,
) -> impl IntoView {
    let now = Visit::here().today;
    let today = now.get_untracked();
    let likely = likely.iter().filter_map(move |likely| {
        let day = today?.checked_add_days(Days::new(likely.days()))?;
        let take = move |_| {
            set.run(Some(day));
            if let Some(taken) = taken {
                taken.run(());
            }
        };
        Some(view! {
            <button type="button" class="button chip" aria-pressed=move || (value.get() == Some(day)).to_string()
                on:click=take>{likely.said()}</button>
        })
    });
    view! {
        <div class="field">
            <DateInput id label hint looks=Looks::Ahead today=now value set/>
            <div class="buttons chips">{likely.collect_view()}</div>
            <p class="hint" role="status">{move || value.get().map(|day| dates::day(day, texts()))}</p>
        </div>
    }
}
