//! One agreement in the office's table.

use ipc::office::{AgreementRow, Arrival, Mark, OutcomeRow, SaidLast};
use leptos::prelude::*;
use plan::{dates, names};

use super::chosen::{Chosen, name_of};
use super::parts::Who;
use super::place::address_of;
use super::when::at;
use crate::words::{ask_again, fill, t, texts};

/// What the table's columns are called, by key.
pub(super) const COLUMNS: [&str; 7] =
    ["family", "reference", "outcomes", "review", "from", "received", "files"];

/// A row of the table. Whoever may do something about its case chooses it here.
pub(super) fn row(row: AgreementRow, who: Who, chosen: RwSignal<Option<Chosen>>) -> impl IntoView {
    let case = case_of(&row, who, chosen);
    let outcomes = outcomes(row.outcomes);
    let office = said_last(row.said_last).map(|said| view! { <p class="hint">{said}</p> });
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
    let from = row.from_agency.map(|agency| {
        let from = fill("office.from_agency", &[("agency", &agency)]);
        view! { <br/><strong>{from}</strong> }
    });
    let marks = marks(row.marks);
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
            <th scope="row" id=name_of(&row.record) tabindex="-1">
                <a href=address_of(&row.record)>{row.title}</a>{children}</th>
            <td class="number-said">{row.reference.clone()}</td>
            <td><ul>{outcomes}</ul>{office}</td>
            <td>{again.unwrap_or_else(|| t("office.no_review").to_owned())}{holds}</td>
            <td>{row.worker}<br/><span class="hint">{row.tablet}</span>{from}</td>
            <td>{received}<br/><span class="hint">{number}</span>{marks}</td>
            <td>{files}{case}</td>
        </tr>
    }
}

/// Whether the office agrees.
fn said_last(said: SaidLast) -> Option<String> {
    match said {
        SaidLast::Nothing => None,
        SaidLast::Countersigned { at: since } => Some(fill("countersign.since", &[("when", &at(since))])),
        SaidLast::Returned => Some(t("countersign.returned").to_owned()),
    }
}

/// What each person said, as items of a list.
pub(super) fn outcomes(rows: Vec<OutcomeRow>) -> impl IntoView {
    let said = |it: OutcomeRow| {
        let key = format!("office.outcome_{}", it.outcome);
        let said = if texts().has(&key) { t(&key).to_owned() } else { it.outcome };
        let open = it.open.map(|open| view! { <br/><strong>{ask_again(open)}</strong> });
        view! { <li>{it.name}": "{said}{open}</li> }
    };
    rows.into_iter().map(said).collect_view()
}

/// What is to be looked at in it.
pub(super) fn marks(marks: Vec<Mark>) -> impl IntoView {
    marks.into_iter().map(|mark| view! { <br/><strong>{t(mark_words(mark))}</strong> }).collect_view()
}

fn case_of(row: &AgreementRow, who: Who, chosen: RwSignal<Option<Chosen>>) -> AnyView {
    let case = Chosen::of(row);
    let sealed = row.is_sealed.then(|| view! { <strong>{t("office.case_sealed")}</strong> });
    let button = who.with_value(|me| case.is_for(me)).then(|| {
        let about = format!(" {}", row.reference);
        view! {
            <button type="button" class="link" on:click=move |_| case.clone().choose(chosen)>
                {t("office.change_case")}<span class="hidden-words">{about}</span>
            </button>
        }
    });
    view! { {sealed}{button} }.into_any()
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
