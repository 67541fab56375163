//! One agreement in the office's table.

use chrono::{DateTime, Local, Utc};
use ipc::office::{AgreementRow, Arrival, Mark};
use leptos::prelude::*;
use plan::{dates, names};

use crate::words::{ask_again, fill, t, texts};

/// What the table's columns are called, by key.
pub(super) const COLUMNS: [&str; 7] =
    ["family", "reference", "outcomes", "review", "from", "received", "files"];

/// A row of the table.
pub(super) fn row(row: AgreementRow) -> impl IntoView {
    let outcomes = row.outcomes.into_iter().map(|it| {
        let key = format!("office.outcome_{}", it.outcome);
        let said = if texts().has(&key) { t(&key).to_owned() } else { it.outcome };
        let open = it.open.map(|open| view! { <br/><strong>{ask_again(open)}</strong> });
        view! { <li>{it.name}": "{said}{open}</li> }
    });
    let children = (!row.children.is_empty()).then(|| {
        let names: Vec<String> = row.children.into_iter().map(|child| child.name).collect();
        view! { <br/><span class="hint">{names::listed(&names, texts())}</span> }
    });
    let again = row.review_on.map(|day| match row.review_at {
        Some(time) => fill("office.at", &[("day", &dates::day(day, texts())), ("time", &dates::time(time))]),
        None => dates::day(day, texts()),
    });
    let holds = row.holds_until.map(|day| {
        let holds = fill("office.holds_until", &[("day", &dates::day(day, texts()))]);
        view! { <br/><span class="hint">{holds}</span> }
    });
    let marks = row.marks.into_iter().map(|mark| view! { <br/><strong>{t(mark_words(mark))}</strong> });
    let marks = marks.collect_view();
    let path = |file| format!("/api/agreements/{}/{file}", row.record);
    let about = format!(" {}", row.reference);
    let receipt = view! {
        <p><a href=path("receipt") download=format!("{}-receipt.json", row.reference)>
            {t("office.receipt")}<span class="hidden-words">{about.clone()}</span></a></p>
    };
    let pdf = row.pdf_sha256.map(|hash| {
        view! {
            <p><a href=path("pdf") download=format!("{}.pdf", row.reference) data-sha256=hash>
                {t("office.pdf")}<span class="hidden-words">{about.clone()}</span></a></p>
        }
    });
    let (received, number, files) = match row.arrival {
        Arrival::OnItsWay { .. } => (at(row.came_at), t("office.on_its_way").to_owned(), None),
        Arrival::Here { received_at, office_seq } => {
            let number = fill("office.number", &[("number", &office_seq.to_string())]);
            (at(received_at), number, Some(view! { {pdf}{receipt} }))
        }
    };
    view! {
        <tr>
            <th scope="row" id=name_of(&row.record) tabindex="-1">{row.title}{children}</th>
            <td class="number-said">{row.reference.clone()}</td>
            <td><ul>{outcomes.collect_view()}</ul></td>
            <td>{again.unwrap_or_else(|| t("office.no_review").to_owned())}{holds}</td>
            <td>{row.worker}<br/><span class="hint">{row.tablet}</span></td>
            <td>{received}<br/><span class="hint">{number}</span>{marks}</td>
            <td>{files}</td>
        </tr>
    }
}

fn at(when: DateTime<Utc>) -> String {
    let when = when.with_timezone(&Local);
    let (day, time) = (dates::day(when.date_naive(), texts()), dates::time(when.time()));
    fill("office.at", &[("day", &day), ("time", &time)])
}

const fn mark_words(mark: Mark) -> &'static str {
    match mark {
        Mark::TwoBranches => "office.mark_two_branches",
        Mark::EarlierMissing => "office.mark_earlier_missing",
        Mark::CameLate => "office.mark_came_late",
        Mark::ClockOff => "office.mark_clock_off",
        Mark::LacksEarlier => "office.mark_lacks_earlier",
    }
}

/// The id of an agreement's row within the page.
pub(super) fn name_of(record: &str) -> String {
    format!("agreement-{record}")
}
