//! The agreements of the office: what did not come, a field to look for a family, what to show, the table with a button for more,
//! and what is done about a case.

use leptos::prelude::*;

use super::asking::{Asking, Shown, Wanted};
use super::cases::CasePanel;
use super::chosen::Chosen;
use super::doing::Doing;
use super::fetched::{no_answer, waiting};
use super::need::OpenInNeed;
use super::parts::{Head, Who};
use super::place::Place;
use super::row::{COLUMNS, row};
use super::troubles::Troubles;
use crate::components::TextField;
use crate::words::{counted, t};

/// Decisions by which agreements are listed, and what each is called.
const DECIDED: [(&str, &str); 4] = [
    ("does_not_agree", "office_today.show_no"),
    ("agrees_in_part", "office_today.show_in_part"),
    ("waits_for_interpreter", "office_today.interpreter"),
    ("wants_time", "office_today.time_or_advice"),
];

/// The page.
#[component]
pub(super) fn Agreements(
    /// Who is signed in.
    who: Who,
) -> impl IntoView {
    let (asking, doing, chosen) = (Asking::new(), Doing::new("doing"), RwSignal::new(None::<Chosen>));
    // What did not come is asked for anew together with the list.
    let looked = RwSignal::new(0_u32);
    let again = move || {
        asking.again();
        looked.update(|looked| *looked += 1);
    };
    again();
    // Whoever types keeps the field: it stands as long as answers come.
    let answer = Memo::new(move |_| asking.shown.with(Shown::as_answer));
    let body = move || match answer.get() {
        None => waiting(),
        Some(Err(why)) => no_answer(&why),
        Some(Ok(())) => view! { <Listed asking who chosen/> }.into_any(),
    };
    let opens = who.with_value(|me| me.may("break_glass"));
    view! {
        <Head place=Place::Agreements again/>
        {doing.said()}
        {move || chosen.get().map(|case| view! { <CasePanel case who asking doing chosen/> })}
        {move || { looked.track(); view! { <Troubles/> } }}
        {body}
        {opens.then(|| view! { <OpenInNeed asking doing/> })}
    }
}

/// The table and what stands above it.
#[component]
fn Listed(
    /// What is asked and shown.
    asking: Asking,
    /// Who is signed in.
    who: Who,
    /// The case about which something is done.
    chosen: RwSignal<Option<Chosen>>,
) -> impl IntoView {
    let words = Signal::derive(move || match asking.wanted.get() {
        Wanted::Found(words) => words,
        Wanted::All | Wanted::ToLookAt | Wanted::Due | Wanted::Decided(_) => String::new(),
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
                {DECIDED.map(|(outcome, label)| choice(Wanted::Decided(outcome), t(label))).collect_view()}
            </div>
            <p class="hint" role="status">{move || how_many(asking)}</p>
        </section>
        {move || table(asking, who, chosen)}
    }
}

/// How many are shown, or why none is.
fn how_many(asking: Asking) -> Option<String> {
    let Shown::Rows { rows, next } = asking.shown.get() else { return None };
    Some(match (rows.is_empty(), next, asking.wanted.get()) {
        (true, _, Wanted::All) => t("office.none").to_owned(),
        (true, _, Wanted::Found(_)) => t("office.none_found").to_owned(),
        (true, _, Wanted::Decided(_)) => t("office_today.none_decided").to_owned(),
        (true, _, Wanted::ToLookAt) => t("office.none_to_look_at").to_owned(),
        (true, _, Wanted::Due) => t("office.none_due").to_owned(),
        (false, None, _) => counted("office.shown", rows.len()),
        (false, Some(_), _) => counted("office.shown_of_more", rows.len()),
    })
}

fn table(asking: Asking, who: Who, chosen: RwSignal<Option<Chosen>>) -> Option<impl IntoView> {
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
                <tbody>{rows.into_iter().map(|it| row(it, who, chosen)).collect_view()}</tbody>
            </table>
            {more}
        </section>
    })
}
