//! A day, typed into three fields. A whole day is kept as it is typed; anything else is kept as it stands and read when the fields
//! are left, and what cannot be read stays as it was typed, with a word about it.

use chrono::{Datelike, NaiveDate};
use leptos::ev::FocusEvent;
use leptos::html::Fieldset;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use plan::dates::{self, Looks, Typed};
use web_sys::Node;

use super::half_days::HalfDays;
use crate::platform::page;
use crate::words::{fill, t, texts};

/// A year that can stand alone, where nobody knows the day.
#[derive(Clone, Copy)]
pub(crate) struct YearAlone {
    /// The year that is kept.
    pub(crate) value: Signal<Option<i32>>,
    /// Another year, or none.
    pub(crate) set: UnsyncCallback<Option<i32>>,
}

/// Day, month and year. `set` is called with a day, or with nothing when there is none any more.
#[component]
pub(crate) fn DateInput(
    /// Its id within the page. What is typed and is no day yet goes by it, so no two days have the same.
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
    /// Which way the day lies.
    looks: Looks,
    /// The tablet's day.
    #[prop(into)]
    today: Signal<Option<NaiveDate>>,
    /// The day that is kept.
    #[prop(into)]
    value: Signal<Option<NaiveDate>>,
    /// Whether the year can stand alone.
    #[prop(optional_no_strip)]
    year_alone: Option<YearAlone>,
    /// Its words, by key.
    #[prop(default = |key, slots| fill(key, slots))]
    words: fn(&str, &[(&str, &str)]) -> String,
    /// Another day, or none.
    #[prop(into)]
    set: UnsyncCallback<Option<NaiveDate>>,
) -> impl IntoView {
    let half = use_context::<HalfDays>();
    let before = half.and_then(|half| half.of(&id));
    let is_back = before.is_some();
    let left = RwSignal::new(is_back);
    let fields = before.unwrap_or_default().map(RwSignal::new);
    let parts = move || fields.map(|part| part.get());
    let read = move || {
        let [day, month, year] = parts();
        dates::of_parts(&day, &month, &year, looks, today.get().unwrap_or_default(), texts())
    };
    let is_whole = move || {
        let [day, month, year] = parts();
        dates::typed(&day, &month, &year).is_some()
    };
    let kept_year = move || year_alone.and_then(|year| year.value.get());
    let show = move |parts: [Option<String>; 3]| {
        for (field, part) in fields.into_iter().zip(parts) {
            field.set(part.unwrap_or_default());
        }
    };
    let keep = move |day: Option<NaiveDate>, alone: Option<i32>| {
        if day != value.get_untracked() {
            set.run(day);
        }
        if let Some(year) = year_alone.filter(|it| it.value.get_untracked() != alone) {
            year.set.run(alone);
        }
    };
    let name = StoredValue::new(id.clone());
    let keep_half = move |is_half: bool| {
        let Some(half) = half else { return };
        let parts = untrack(parts);
        let is_half = is_half && parts.iter().any(|part| !part.is_empty());
        name.with_value(|name| half.keep(name, is_half.then_some(parts)));
    };
    // What is not a day is not kept as one: the screen and the plan never say two things.
    let typed = move || {
        let [day, month, year] = untrack(parts);
        let day = dates::typed(&day, &month, &year);
        keep(day, None);
        keep_half(day.is_none());
    };
    let keep_what_is_read = move || {
        let found = untrack(read);
        if let Typed::Day(day) = found {
            keep(Some(day), None);
        } else if let (Typed::Year(year), true) = (found, year_alone.is_some()) {
            keep(None, Some(year));
        } else {
            keep(None, None);
        }
        keep_half(complaint(found, year_alone.is_some()).is_some());
    };
    Effect::new(move |again: Option<()>| match (value.get(), kept_year(), untrack(read)) {
        (Some(day), _, shown) if shown.day() != Some(day) => {
            show(numbers(day));
            keep_half(false);
        }
        (None, Some(year), Typed::Nothing | Typed::Day(_) | Typed::Year(_)) => {
            show([None, None, Some(year.to_string())]);
        }
        // The page went before this was left: it stands there, and nobody has said yet that this is the day.
        (None, None, Typed::Day(_) | Typed::Year(_)) if is_back && again.is_none() => {}
        // What stands there in full was taken back. A day without its year is being typed.
        (None, None, Typed::Day(_)) if untrack(is_whole) => show([const { None }; 3]),
        _ => {}
    });
    // Whether the focus moved on by itself: a Tab typed out of habit then stays where it led.
    let has_moved = StoredValue::new(false);
    let group = NodeRef::<Fieldset>::new();
    let is_inside = move |node: Option<&Node>| {
        group.try_get_untracked().flatten().is_some_and(|group| node.is_some() && group.contains(node))
    };
    // Where the focus goes is not always said at once, and with the page goes the chance to ask: what can be read is kept now,
    // and what is shown waits until the focus is somewhere else.
    let focus_left = move |event: FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        if is_inside(to.as_ref()) {
            return;
        }
        has_moved.set_value(false);
        keep_what_is_read();
        request_animation_frame(move || {
            let focused = document().active_element();
            if group.try_get_untracked().flatten().is_none() || is_inside(focused.as_deref()) {
                return;
            }
            left.set(true);
            let found = untrack(read);
            if let Typed::Day(day) = found {
                show(numbers(day));
            } else if let (Typed::Year(year), true) = (found, year_alone.is_some()) {
                show([None, None, Some(year.to_string())]);
            }
        });
    };
    let wrong = Memo::new(move |_| left.get().then(|| complaint(read(), year_alone.is_some())).flatten());
    let said = move || {
        wrong.get().map(|wrong| {
            view! { <span class="hidden-words">{words("form.error", &[])}</span>{wrong.said(words)} }
        })
    };
    let (hint_id, complaint_id) = (format!("{id}-hint"), format!("{id}-complaint"));
    let described = match &hint {
        Some(_) => format!("{hint_id} {complaint_id}"),
        None => complaint_id.clone(),
    };
    let [day, month, year] = fields;
    let part = |name: &'static str,
                key: &'static str,
                text: RwSignal<String>,
                class: &'static str,
                next: Option<Next>| {
        let next = next.map(|Next { name, text, most }| (format!("{id}-{name}"), text, most));
        let id = format!("{id}-{name}");
        let move_on = move |event: &leptos::ev::Event| {
            // What separates the numbers is typed by who types on: the fields do that.
            if has_moved.get_value()
                && text.with_untracked(|typed| !typed.is_empty() && typed.chars().all(is_between))
            {
                text.set(String::new());
                return;
            }
            has_moved.set_value(false);
            if let Some((next, beyond, most)) = next.as_ref().filter(|_| is_key(event))
                && dates::is_typed_in_full(&text.get_untracked(), *most)
                && beyond.with_untracked(String::is_empty)
            {
                has_moved.set_value(true);
                page::focus_in_sight(next);
            }
        };
        view! {
            <label>{words(key, &[])}
                <input id=id class=class type="text" inputmode="numeric" maxlength=LONGEST autocomplete="off"
                    prop:value=move || text.get()
                    on:keydown=move |event| {
                        if event.key() == "Tab" {
                            if has_moved.get_value() && !event.shift_key() {
                                event.prevent_default();
                            }
                            has_moved.set_value(false);
                        }
                    }
                    on:input=move |event| { text.set(event_target_value(&event)); typed(); move_on(&event); }/>
            </label>
        }
    };
    let (day, month, year) = (
        part("day", "date.day", day, "input number", Some(Next { name: "month", text: month, most: 31 })),
        part("month", "date.month", month, "input number", Some(Next { name: "year", text: year, most: 12 })),
        part("year", "date.year", year, "input year", None),
    );
    view! {
        <fieldset class="field" class:wrong=move || wrong.get().is_some() role="group" aria-describedby=described
            node_ref=group on:focusout=focus_left>
            <legend class="legend">{label}{beside}</legend>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <p class="complaint" id=complaint_id role="status">{said}</p>
            <div class="date">{day}{month}{year}</div>
        </fieldset>
    }
}

/// Where typing goes on when a number is typed in full.
struct Next {
    name: &'static str,
    text: RwSignal<String>,
    most: u32,
}

/// Whether a letter stands between the numbers of a day.
fn is_between(letter: char) -> bool {
    matches!(letter, ' ' | '/' | '.' | '-' | ',')
}

/// Whether something was typed, and not deleted or pasted.
fn is_key(event: &leptos::ev::Event) -> bool {
    let kind = js_sys::Reflect::get(event, &"inputType".into()).ok().and_then(|kind| kind.as_string());
    kind.as_deref() == Some("insertText")
}

/// The most one field takes: a whole day in words may be pasted into the first.
const LONGEST: &str = "40";

fn numbers(day: NaiveDate) -> [Option<String>; 3] {
    [day.day().to_string(), day.month().to_string(), day.year().to_string()].map(Some)
}

/// What is wrong with what was typed.
#[derive(Clone, Copy, PartialEq)]
enum Wrong {
    NoDay,
    NoYear,
    NoDayAndMonth,
    NoDayOf { year: i32, month: u32 },
    TooLate { year: i32, month: u32, days: u32 },
}

const fn complaint(typed: Typed, year_can_stand_alone: bool) -> Option<Wrong> {
    match typed {
        Typed::Nothing | Typed::Day(_) => None,
        Typed::Year(_) if year_can_stand_alone => None,
        Typed::Year(_) => Some(Wrong::NoDayAndMonth),
        Typed::Month { year, month } => Some(Wrong::NoDayOf { year, month }),
        Typed::NoYear { .. } => Some(Wrong::NoYear),
        Typed::TooLate { year, month, days } => Some(Wrong::TooLate { year, month, days }),
        Typed::NoDay => Some(Wrong::NoDay),
    }
}

impl Wrong {
    fn said(self, words: fn(&str, &[(&str, &str)]) -> String) -> String {
        let named = |month: u32| t(&format!("month.{month}"));
        match self {
            Self::NoDay => words("date.not_a_day", &[]),
            Self::NoYear => words("date.no_year", &[]),
            Self::NoDayAndMonth => words("date.no_day_and_month", &[]),
            Self::NoDayOf { year, month } => {
                words("date.no_day", &[("month", named(month)), ("year", &year.to_string())])
            }
            Self::TooLate { year, month, days } => words(
                "date.too_late",
                &[("month", named(month)), ("year", &year.to_string()), ("days", &days.to_string())],
            ),
        }
    }
}
