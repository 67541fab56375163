//! What needs somebody, as numbers: each with the way to its list and one true line about the first of it.

use chrono::{DateTime, Local, Utc};
use ipc::office::today::{FirstInNeed, Need, NeedCount};
use leptos::prelude::*;
use plan::dates;

use super::super::place::Place;
use crate::words::{counted, fill, t, texts};

/// All of them. `now` is when the office looked.
pub(super) fn tiles(needs: Vec<NeedCount>, now: DateTime<Utc>) -> impl IntoView {
    let tiles = needs.into_iter().map(|it| tile(it, now)).collect_view();
    view! { <ul class="tiles">{tiles}</ul> }
}

/// What a need is called.
pub(super) fn label(need: Need) -> &'static str {
    t(match need {
        Need::Countersign => "office_today.countersign",
        Need::SaidNo => "office_today.said_no",
        Need::Interpreter => "office_today.interpreter",
        Need::TimeOrAdvice => "office_today.time_or_advice",
        Need::CopyOwed => "office_today.copy_owed",
        Need::Due => "office_today.due",
        Need::Overdue => "office_today.overdue",
        Need::NotSent => "office_today.not_sent",
        Need::Decide => "office_today.decide",
        Need::Stuck => "office_today.stuck",
        Need::Silent => "office_today.silent",
    })
}

/// Whether somebody is to do something about it soon.
const fn is_care(need: Need) -> bool {
    match need {
        Need::Countersign
        | Need::SaidNo
        | Need::CopyOwed
        | Need::Overdue
        | Need::NotSent
        | Need::Decide
        | Need::Stuck => true,
        Need::Interpreter | Need::TimeOrAdvice | Need::Due | Need::Silent => false,
    }
}

fn tile(counts: NeedCount, now: DateTime<Utc>) -> impl IntoView {
    let NeedCount { need, count, more, first } = counts;
    let number = if more {
        fill("office_today.more_than", &[("count", &count.to_string())])
    } else {
        count.to_string()
    };
    let Some(first) = first else {
        return view! {
            <li class="tile none"><strong>{number}</strong><span>{label(need)}</span></li>
        }
        .into_any();
    };
    let path = format!("#{}/{}", Place::Today.name(), need.word());
    let class = if is_care(need) { "tile care" } else { "tile" };
    view! {
        <li class=class>
            <strong aria-hidden="true">{number.clone()}</strong>
            <a href=path>{label(need)}<span class="hidden-words">": "{number}</span></a>
            <span class="hint">{line(need, first, now)}</span>
        </li>
    }
    .into_any()
}

/// What is said of the first.
fn line(need: Need, first: FirstInNeed, now: DateTime<Utc>) -> String {
    let FirstInNeed { title, person, since, on, at } = first;
    let day = on.map(|on| dates::day(on, texts()));
    let since = since.map(|since| how_long(since, now));
    match (need, day, since) {
        (Need::Due, Some(day), _) => {
            let when = at.map_or_else(
                || day.clone(),
                |at| fill("office.at", &[("day", &day), ("time", &dates::time(at))]),
            );
            fill("office_today.next", &[("when", &when), ("what", &title)])
        }
        (Need::Overdue, Some(day), _) => fill("office_today.was_due", &[("when", &day), ("what", &title)]),
        (Need::Countersign, _, Some(since)) => {
            fill("office_today.oldest", &[("what", &title), ("since", &since)])
        }
        (_, Some(day), _) => {
            let who = person.unwrap_or(title);
            fill("office_today.by_day", &[("what", &who), ("when", &day)])
        }
        (Need::NotSent | Need::Stuck | Need::Silent, None, since) => {
            let what = person.map_or_else(
                || title.clone(),
                |person| fill("office_today.tablet", &[("tablet", &title), ("worker", &person)]),
            );
            let since = since.unwrap_or_else(|| t("office_today.never").to_owned());
            fill("office_today.waits", &[("what", &what), ("since", &since)])
        }
        (_, None, Some(since)) => {
            let who = person.unwrap_or(title);
            fill("office_today.waits", &[("what", &who), ("since", &since)])
        }
        (_, None, None) => title,
    }
}

/// For how many days, by the days of this machine.
fn how_long(since: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let day = |at: DateTime<Utc>| at.with_timezone(&Local).date_naive();
    match (day(now) - day(since)).num_days() {
        ..=0 => t("office_today.since_today").to_owned(),
        1 => t("office_today.since_yesterday").to_owned(),
        days => counted("office_today.days", usize::try_from(days).unwrap_or_default()),
    }
}
