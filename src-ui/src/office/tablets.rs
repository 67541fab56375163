//! The tablets of the office: whose each is, when it was last heard of, and what is done about it.

mod one;

use chrono::Local;
use ipc::office::EnrolmentCode;
use ipc::office::people::{TabletRow, TeamRow};
use leptos::prelude::*;
use plan::dates;

use self::one::tablet;
use super::doing::Doing;
use super::fetched::{Fetched, no_answer, waiting};
use super::parts::{Head, Who};
use super::place::Place;
use crate::words::{counted, fill, t};

/// The page.
#[component]
pub(super) fn Tablets(
    /// Who is signed in.
    who: Who,
) -> impl IntoView {
    let list = Fetched::<Vec<TabletRow>>::ask("/api/tablets");
    let teams = Fetched::<Vec<TeamRow>>::ask("/api/teams");
    let doing = Doing::new("doing");
    let adds = who.with_value(|me| me.may("make_code"));
    // Both are there, or it is said of the first that is not.
    let rows = move || match (list.now(), teams.now()) {
        (Some(Err(why)), _) | (_, Some(Err(why))) => no_answer(&why),
        (None, _) | (_, None) => waiting(),
        (Some(Ok(rows)), Some(Ok(teams))) => rows_of(rows, &theirs(who, teams), who, list, doing),
    };
    view! {
        <Head place=Place::Tablets again=move || list.again()/>
        {doing.said()}
        {adds.then(|| view! { <NewTablet/> })}
        {rows}
    }
}

/// The teams to which somebody may give a tablet.
fn theirs(who: Who, teams: Vec<TeamRow>) -> Vec<TeamRow> {
    who.with_value(|me| teams.into_iter().filter(|it| me.may_in("confirm_tablet", Some(&it.id))).collect())
}

fn rows_of(
    mut rows: Vec<TabletRow>,
    teams: &[TeamRow],
    who: Who,
    list: Fetched<Vec<TabletRow>>,
    doing: Doing,
) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="hint">{t("office.no_tablets")}</p> }.into_any();
    }
    // What waits for somebody comes first, and what is over last.
    rows.sort_by_key(|row| (row.revoked_at.is_some(), row.confirmed_at.is_some()));
    let count = counted("office.tablets_shown", rows.len());
    let rows = rows.into_iter().map(|row| tablet(row, teams, who, list, doing)).collect_view();
    view! {
        <p class="hint" role="status">{count}</p>
        <ul class="card rows">{rows}</ul>
    }
    .into_any()
}

/// A one-time code for another tablet.
#[component]
fn NewTablet() -> impl IntoView {
    let (code, doing) = (RwSignal::new(None::<EnrolmentCode>), Doing::new("new-tablet-doing"));
    let make = move |_| {
        doing.tell("/api/enrolment-codes".to_owned(), (), move |made: EnrolmentCode| code.set(Some(made)));
    };
    let shown = move || {
        code.get().map(|code| {
            let until = dates::time(code.expires_at.with_timezone(&Local).time());
            view! {
                <p>{fill("office.code_until", &[("time", &until)])}</p>
                <p class="words number-said" id="enrolment-line">{code.line}</p>
            }
        })
    };
    view! {
        <section class="card">
            <h2>{t("office.new_tablet")}</h2>
            <p>{t("office.new_tablet_words")}</p>
            <div role="status">{shown}</div>
            {doing.said()}
            <div class="buttons">
                <button type="button" class="button" on:click=make>{t("office.make_code")}</button>
            </div>
        </section>
    }
}
