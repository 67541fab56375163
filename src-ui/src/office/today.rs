//! The start page: what needs whoever is signed in, each number a way to its list, and what came last. Nothing moves by itself under a
//! reading eye: that something new came is said, and shown when they want it.

mod needing;
mod news;
mod said;
mod tiles;

use ipc::office::today::{Need, Today as Told};
use leptos::prelude::*;

use self::needing::Needing;
use self::news::News;
use self::said::table;
use self::tiles::tiles;
use super::asking::{Asking, Shown};
use super::fetched::{Fetched, no_answer, waiting};
use super::parts::{HEADING, Head};
use super::place::Place;
use super::when::at;
use crate::components::TextField;
use crate::platform::page;
use crate::words::{fill, t};

/// The need that the address names behind this page, if it names one.
pub(super) fn need_in_address() -> Option<Need> {
    page::behind_the_address().split_once('/').and_then(|(_, need)| Need::read(need))
}

/// The page.
#[component]
pub(super) fn Today(
    /// The need whose list is shown; none for all of them.
    need: RwSignal<Option<Need>>,
) -> impl IntoView {
    Effect::new(move |before: Option<Option<Need>>| {
        let now = need.get();
        if before.is_some_and(|before| before != now) {
            page::focus(HEADING.to_owned());
        }
        now
    });
    move || match need.get() {
        None => view! { <Start/> }.into_any(),
        Some(need) => view! { <Needing need/> }.into_any(),
    }
}

/// A path with the day of this machine, by which what is due is told.
fn on_this_day(path: &str) -> String {
    page::today().map_or_else(|| path.to_owned(), |on| format!("{path}?on={on}"))
}

#[component]
fn Start() -> impl IntoView {
    let list = Fetched::<Told>::ask(&on_this_day("/api/today"));
    let since = Signal::derive(move || list.now().and_then(Result::ok).map(|told| told.at));
    view! {
        <Head place=Place::Today again=move || list.again()/>
        <News since shown=move || list.again()/>
        {list.once_there(|told| shown(told).into_any())}
    }
}

fn shown(told: Told) -> impl IntoView {
    let Told { at: looked, needs, came, more_came } = told;
    let (asking, words) = (Asking::new(), RwSignal::new(String::new()));
    let typed = move |typed: String| {
        words.set(typed.clone());
        asking.typed(typed);
    };
    let is_looked_for = Memo::new(move |_| words.with(|words| !words.trim().is_empty()));
    let rows = move || {
        if !is_looked_for.get() {
            return if came.is_empty() {
                view! { <p>{t("office.none")}</p> }.into_any()
            } else {
                table(t("office_today.came"), came.clone()).into_any()
            };
        }
        match asking.shown.get() {
            Shown::Nothing => waiting(),
            Shown::No(why) => no_answer(&why),
            Shown::Rows { rows, .. } if rows.is_empty() => {
                view! { <p role="status">{t("office.none_found")}</p> }.into_any()
            }
            Shown::Rows { rows, .. } => table(t("office_today.found"), rows).into_any(),
        }
    };
    let heading = move || if is_looked_for.get() { t("office_today.found") } else { t("office_today.came") };
    let all = more_came.then(|| {
        view! { <p><a href=format!("#{}", Place::Agreements.name())>{t("office_today.all_that_came")}</a></p> }
    });
    view! {
        <p class="hint">{fill("office_today.looked", &[("when", &at(looked))])}</p>
        {tiles(needs, looked)}
        <section class="card came" aria-labelledby="came-heading">
            <div class="card-head">
                <h2 id="came-heading">{heading}</h2>
                <TextField id="today-search" label=t("office_today.search") kind="search" value=words typed/>
            </div>
            <div class="scroll">{rows}</div>
            {all}
        </section>
    }
}
