//! The people of the office and its teams: who is what, and letting somebody in or out.

mod add;
mod here;
mod link;
mod one;
mod teams;

use ipc::office::people::{PersonRow, TeamRow};
use leptos::prelude::*;

use self::add::AddPerson;
use self::here::Here;
use self::link::GivenLink;
use self::one::person;
use self::teams::Teams;
use super::doing::Doing;
use super::fetched::{Fetched, no_answer, waiting};
use super::parts::{Head, Who};
use super::place::Place;
use crate::words::{counted, t};

/// The page.
#[component]
pub(super) fn People(
    /// Who is signed in.
    who: Who,
) -> impl IntoView {
    let here = Here {
        who,
        list: Fetched::ask("/api/people"),
        teams: Fetched::ask("/api/teams"),
        doing: Doing::new("doing"),
        given: RwSignal::new(None),
    };
    let Here { list, teams, doing, given, .. } = here;
    let adds = who.with_value(|me| me.may("add_person"));
    let rows = move || match (list.now(), teams.now()) {
        (Some(Err(why)), _) | (_, Some(Err(why))) => no_answer(&why),
        (None, _) | (_, None) => waiting(),
        (Some(Ok(rows)), Some(Ok(teams))) => rows_of(rows, &teams, here),
    };
    view! {
        <Head place=Place::People again=move || { list.again(); teams.again(); }/>
        {doing.said()}
        <GivenLink given/>
        {adds.then(|| view! { <AddPerson here/> })}
        {rows}
        <Teams here/>
    }
}

fn rows_of(mut rows: Vec<PersonRow>, teams: &[TeamRow], here: Here) -> AnyView {
    // Who signs in no more comes last.
    rows.sort_by_key(|row| row.ended_at.is_some());
    let count = counted("office.people_shown", rows.len());
    let rows = rows.into_iter().map(|row| person(row, teams, here)).collect_view();
    view! {
        <p class="hint" role="status">{count}</p>
        <ul class="card rows" aria-label=t("office.people_title")>{rows}</ul>
    }
    .into_any()
}
