//! What needs one thing: all agreements that do, a page at a time, or all tablets.

use ipc::office::AgreementRow;
use ipc::office::today::{Need, Needing as Told, TabletInNeed};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::chosen::name_of;
use super::super::fetched::{no_answer, waiting};
use super::super::parts::{HEADING, facts};
use super::super::place::Place;
use super::super::when::at;
use super::on_this_day;
use super::said::table;
use super::tiles::label;
use crate::platform::bridge::{self, NoAnswer};
use crate::platform::page;
use crate::words::{counted, t};

/// What is shown.
#[derive(Clone)]
enum Shown {
    Nothing,
    Agreements { rows: Vec<AgreementRow>, next: Option<String> },
    Tablets(Vec<TabletInNeed>),
    No(NoAnswer),
}

/// The page.
#[component]
pub(super) fn Needing(
    /// Which need.
    need: Need,
) -> impl IntoView {
    let shown = RwSignal::new(Shown::Nothing);
    let again = move || spawn_local(ask(need, None, shown));
    again();
    let body = move || match shown.get() {
        Shown::Nothing => waiting(),
        Shown::No(why) => no_answer(&why),
        Shown::Agreements { rows, next } => agreements(need, rows, next, shown),
        Shown::Tablets(items) => tablets(items),
    };
    view! {
        <div class="card-head">
            <h1 id=HEADING tabindex="-1">{label(need)}</h1>
            <button type="button" class="button" on:click=move |_| again()>{t("office.again")}</button>
        </div>
        <p><a href=format!("#{}", Place::Today.name())>{t("office_today.back")}</a></p>
        {body}
    }
}

/// Asks for a page of it, which is shown behind what is there.
async fn ask(need: Need, after: Option<String>, shown: RwSignal<Shown>) {
    let path = on_this_day(&format!("/api/today/{}", need.word()));
    let and = if path.contains('?') { '&' } else { '?' };
    let path = after.as_ref().map_or_else(|| path.clone(), |after| format!("{path}{and}after={after}"));
    let answer: Result<Told, NoAnswer> = bridge::get(&path).await;
    let goes_on = after.is_some();
    // Whoever asked may be at another page by now.
    let _ = shown.try_update(|shown| match answer {
        Err(why) => *shown = Shown::No(why),
        Ok(Told::Tablets { items }) => *shown = Shown::Tablets(items),
        Ok(Told::Agreements(further)) => match shown {
            Shown::Agreements { rows, next } if goes_on => {
                if let Some(first) = further.items.first() {
                    // The button may be gone, and who uses keys goes on reading here.
                    page::focus(name_of(&first.record));
                }
                rows.extend(further.items);
                *next = further.next;
            }
            Shown::Nothing | Shown::Agreements { .. } | Shown::Tablets(_) | Shown::No(_) => {
                *shown = Shown::Agreements { rows: further.items, next: further.next };
            }
        },
    });
}

fn agreements(need: Need, rows: Vec<AgreementRow>, next: Option<String>, shown: RwSignal<Shown>) -> AnyView {
    if rows.is_empty() {
        return view! { <p role="status">{t("office_today.nothing")}</p> }.into_any();
    }
    let key = if next.is_some() { "office.shown_of_more" } else { "office.shown" };
    let count = counted(key, rows.len());
    let more = next.map(|next| {
        view! {
            <div class="buttons">
                <button type="button" class="button"
                    on:click=move |_| spawn_local(ask(need, Some(next.clone()), shown))>{t("office.more")}</button>
            </div>
        }
    });
    view! {
        <p class="hint" role="status">{count}</p>
        <section class="card scroll">{table(label(need), rows)}{more}</section>
    }
    .into_any()
}

fn tablets(items: Vec<TabletInNeed>) -> AnyView {
    if items.is_empty() {
        return view! { <p role="status">{t("office_today.nothing")}</p> }.into_any();
    }
    let one = |it: TabletInNeed| {
        let heard = it.asked_at.map_or_else(|| t("office.never_heard").to_owned(), at);
        let mut known = vec![
            (t("office.worker"), it.worker.unwrap_or_else(|| t("office.not_known").to_owned())),
            (t("office.heard"), heard),
        ];
        known.extend(it.held_since.map(|since| (t("office_today.held_since"), at(since))));
        if it.things > 0 {
            known.push((t("office_today.things"), it.things.to_string()));
        }
        view! { <li class="row"><h2>{it.name}</h2>{facts(known)}</li> }
    };
    let rows = items.into_iter().map(one).collect_view();
    view! {
        <p class="hint">{t("office_today.tablets_words")}</p>
        <ul class="card rows">{rows}</ul>
    }
    .into_any()
}
