//! Agreements in short: who, what each person said, whose work it is, when all meet again, and what it needs.

use ipc::office::AgreementRow;
use ipc::office::today::Need;
use leptos::prelude::*;
use plan::{dates, names};

use super::super::chosen::name_of;
use super::super::place::address_of;
use super::tiles::label;
use crate::words::{fill, t, texts};

const COLUMNS: [&str; 5] = ["family", "outcomes", "worker", "review", "needs"];

/// The table.
pub(super) fn table(caption: &'static str, rows: Vec<AgreementRow>) -> impl IntoView {
    let headings = COLUMNS.map(|key| view! { <th scope="col">{t(&format!("office_today.col_{key}"))}</th> });
    view! {
        <table class="received">
            <caption class="hidden-words">{caption}</caption>
            <thead><tr>{headings.collect_view()}</tr></thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

fn row(row: AgreementRow) -> impl IntoView {
    let children: Vec<String> = row.children.iter().map(|child| child.name.clone()).collect();
    let under = match children.as_slice() {
        [] => row.reference.clone(),
        _ => format!("{} · {}", names::listed(&children, texts()), row.reference),
    };
    let outcomes = row.outcomes.into_iter().map(|it| {
        let key = format!("office.outcome_{}", it.outcome);
        let said = if texts().has(&key) { t(&key).to_owned() } else { it.outcome };
        view! { <li>{it.name}": "{said}</li> }
    });
    let again = row.review_on.map(|day| match row.review_at {
        Some(time) => fill("office.at", &[("day", &dates::day(day, texts())), ("time", &dates::time(time))]),
        None => dates::day(day, texts()),
    });
    let needs =
        row.needs.into_iter().map(|need| view! { <li><span class=state(need)>{label(need)}</span></li> });
    let copy = row.pdf_sha256.map(|_| {
        view! {
            <br/>
            <a href=format!("/api/agreements/{}/pdf", row.record) download=format!("{}.pdf", row.reference)>
                {t("office.pdf")}<span class="hidden-words">" "{row.reference.clone()}</span></a>
        }
    });
    view! {
        <tr>
            <th scope="row" id=name_of(&row.record) tabindex="-1">
                <a href=address_of(&row.record)>{row.title}</a><br/><span class="hint">{under}</span>{copy}
            </th>
            <td><ul>{outcomes.collect_view()}</ul></td>
            <td>{row.worker}</td>
            <td>{again.unwrap_or_else(|| t("office.no_review").to_owned())}</td>
            <td><ul class="listed">{needs.collect_view()}</ul></td>
        </tr>
    }
}

/// How a need looks beside an agreement.
const fn state(need: Need) -> &'static str {
    match need {
        Need::Countersign | Need::SaidNo | Need::CopyOwed | Need::Decide | Need::Overdue => "state care",
        Need::Interpreter | Need::TimeOrAdvice | Need::Due | Need::NotSent | Need::Stuck | Need::Silent => {
            "state"
        }
    }
}
