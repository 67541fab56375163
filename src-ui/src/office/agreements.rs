//! The table of agreements: a field to look for a family, what to show of them, and a button for more.

use leptos::prelude::*;

use super::asking::{Asking, Shown, Wanted};
use super::row::{COLUMNS, row};
use crate::components::TextField;
use crate::words::{counted, t};

/// The table and what stands above it.
#[component]
pub(super) fn Agreements(
    /// What is asked and shown.
    asking: Asking,
) -> impl IntoView {
    let words = Signal::derive(move || match asking.wanted.get() {
        Wanted::Found(words) => words,
        Wanted::All | Wanted::ToLookAt | Wanted::Due => String::new(),
    });
    let choice = move |wanted: Wanted, label: &'static str| {
        let mine = wanted.clone();
        view! {
            <button type="button" class="button chip" aria-pressed=move || (asking.wanted.get() == mine).to_string()
                on:click=move |_| asking.want(wanted.clone())>{label}</button>
        }
    };
    view! {
        <section class="card">
            <TextField id="office-search" label=t("office.search") hint=t("office.search_hint") kind="search" value=words
                typed=move |words| asking.typed(words)/>
            <div class="buttons chips" role="group" aria-label=t("office.show")>
                {choice(Wanted::All, t("office.show_all"))}
                {choice(Wanted::ToLookAt, t("office.show_to_look_at"))}
                {choice(Wanted::Due, t("office.show_due"))}
            </div>
            <p class="hint" role="status">{move || how_many(asking)}</p>
        </section>
        {move || table(asking)}
    }
}

/// How many are shown, or why none is.
fn how_many(asking: Asking) -> Option<String> {
    let Shown::Rows { rows, next } = asking.shown.get() else { return None };
    Some(match (rows.is_empty(), next, asking.wanted.get()) {
        (true, _, Wanted::All) => t("office.none").to_owned(),
        (true, _, Wanted::Found(_)) => t("office.none_found").to_owned(),
        (true, _, Wanted::ToLookAt) => t("office.none_to_look_at").to_owned(),
        (true, _, Wanted::Due) => t("office.none_due").to_owned(),
        (false, None, _) => counted("office.shown", rows.len()),
        (false, Some(_), _) => counted("office.shown_of_more", rows.len()),
    })
}

fn table(asking: Asking) -> Option<impl IntoView> {
    let Shown::Rows { rows, next } = asking.shown.get() else { return None };
    if rows.is_empty() {
        return None;
    }
    let headings = COLUMNS.map(|key| view! { <th scope="col">{t(&format!("office.col_{key}"))}</th> });
    let more = next.map(|_| {
        view! {
            <div class="buttons">
                <button class="button" on:click=move |_| asking.more()>{t("office.more")}</button>
            </div>
        }
    });
    Some(view! {
        <section class="card scroll">
            <table class="received">
                <caption class="hidden-words">{t("office.title")}</caption>
                <thead><tr>{headings.collect_view()}</tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
            {more}
        </section>
    })
}
