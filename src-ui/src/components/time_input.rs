//! A time of day, typed as people say it or taken from a few that are likely. How it is understood stands below it.

use chrono::NaiveTime;
use leptos::prelude::*;
use plan::dates;

use super::TextField;
use crate::words::t;

/// A time of day.
#[component]
pub(crate) fn TimeInput(
    /// Its id within the page.
    id: &'static str,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// Those that are likely, in hours.
    #[prop(optional)]
    likely: &'static [u32],
    /// The time that is kept.
    #[prop(into)]
    value: Signal<Option<NaiveTime>>,
    /// Another time, or none.
    #[prop(into)]
    set: UnsyncCallback<Option<NaiveTime>>,
) -> impl IntoView {
    let words = RwSignal::new(value.get_untracked().map(dates::time).unwrap_or_default());
    let has_left = RwSignal::new(false);
    // A time that came from elsewhere, such as an undo, stands in the field too, and one that went stands there no more.
    Effect::new(move |before: Option<Option<NaiveTime>>| {
        let kept = value.get();
        let shown = words.with_untracked(|words| dates::read_time(words));
        if before.is_some_and(|before| before != kept) && shown != kept {
            words.set(kept.map(dates::time).unwrap_or_default());
        }
        kept
    });
    let keep = move |at: Option<NaiveTime>| {
        if at != value.get_untracked() {
            set.run(at);
        }
    };
    let typed = move |typed: String| {
        has_left.set(false);
        words.set(typed);
    };
    // What is typed is read once it is left: half a time would be another one.
    let left = move |()| {
        let (read, is_empty) =
            words.with_untracked(|words| (dates::read_time(words), words.trim().is_empty()));
        // What cannot be read takes no time back: it is said that it is none.
        if read.is_some() || is_empty {
            keep(read);
        }
        if let Some(at) = read {
            words.set(dates::time(at));
        }
        has_left.set(true);
    };
    let chips = likely.iter().filter_map(|hour| NaiveTime::from_hms_opt(*hour, 0, 0)).map(|at| {
        let take = move |_| {
            words.set(dates::time(at));
            keep(Some(at));
        };
        view! {
            <button type="button" class="button chip" aria-pressed=move || (value.get() == Some(at)).to_string()
                on:click=take>{dates::time(at)}</button>
        }
    });
    let chips =
        (!likely.is_empty()).then(|| view! { <div class="buttons chips">{chips.collect_view()}</div> });
    let understood = move || {
        let read = words.with(|words| dates::read_time(words));
        match read {
            Some(at) => dates::time(at),
            None if has_left.get() && words.with(|words| !words.trim().is_empty()) => {
                t("time.not_a_time").to_owned()
            }
            None => String::new(),
        }
    };
    view! {
        <TextField id label hint=t("time.hint") value=words typed left/>
        {chips}
        <p class="hint" role="status">{understood}</p>
    }
}
