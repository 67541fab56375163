//! One agreement, read on the page: as the family saw it, what each person said, and what the office says beside it. Its address names
//! its record.

use ipc::office::reading::AgreementPage;
use ipc::office::{AgreementRow, Arrival};
use leptos::prelude::*;
use plan::Agreement;
use plan::agreement::{Block, BlockKind};
use plan::dates;

use super::countersigning::Countersigning;
use super::fetched::Fetched;
use super::parts::{HEADING, Who, facts};
use super::row::{marks, outcomes};
use super::when::at;
use crate::components::Banner;
use crate::components::blocks::element;
use crate::words::{fill, t, texts};

/// The page.
#[component]
pub(super) fn Reading(
    /// The record of the agreement.
    record: String,
    /// Who is signed in.
    who: Who,
) -> impl IntoView {
    let asked = Fetched::<AgreementPage>::ask(&format!("/api/agreements/{record}"));
    let changed = RwSignal::new(0);
    Effect::new(move |before: Option<u32>| {
        let now = changed.get();
        if before.is_some_and(|before| before != now) {
            asked.again();
        }
        now
    });
    let record = StoredValue::new(record);
    let heading = move || match asked.now() {
        Some(Ok(it)) => it.row.title,
        Some(Err(_)) | None => t("office.reading").to_owned(),
    };
    view! {
        <h1 id=HEADING tabindex="-1">{heading}</h1>
        <div class="beside page-parts">
            <div class="column">{asked.once_there(|it| seen(it.agreement, &it.row))}</div>
            <aside class="aside column">
                {asked.once_there(|it| known(it.row))}
                {move || view! { <Countersigning record=record.get_value() who changed/> }}
            </aside>
        </div>
    }
}

/// What the family saw.
fn seen(agreement: Option<Agreement>, row: &AgreementRow) -> AnyView {
    let Some(agreement) = agreement else {
        let why = match row.arrival {
            Arrival::OnItsWay { .. } => t("office.reading_on_its_way"),
            Arrival::Here { .. } => t("office.reading_other_form"),
        };
        return view! { <Banner text=why/> }.into_any();
    };
    let blocks = agreement.blocks.iter().map(as_seen).collect_view();
    view! {
        <section aria-labelledby="as-seen" class="column">
            <h2 id="as-seen">{t("office.reading_as_seen")}</h2>
            <article class="sheet" lang=agreement.language.0.clone()>{blocks}</article>
        </section>
    }
    .into_any()
}

/// A block under the headings of this page.
fn as_seen(block: &Block) -> AnyView {
    let level = match block.kind.heading_level() {
        Some(level) => (level + 3).min(4),
        None if block.kind == BlockKind::Title => 3,
        None => 0,
    };
    element(block, level)
}

/// What lists say of it too.
fn known(row: AgreementRow) -> AnyView {
    let again = row.review_on.map_or_else(
        || t("office.no_review").to_owned(),
        |day| match row.review_at {
            Some(time) => {
                fill("office.at", &[("day", &dates::day(day, texts())), ("time", &dates::time(time))])
            }
            None => dates::day(day, texts()),
        },
    );
    let came = match row.arrival {
        Arrival::OnItsWay { .. } => t("office.on_its_way").to_owned(),
        Arrival::Here { received_at, .. } => at(received_at),
    };
    let rows = vec![
        (t("office.col_reference"), row.reference.clone()),
        (t("office.col_from"), format!("{}, {}", row.worker, row.tablet)),
        (t("office.signed_on"), dates::day(row.signed_on, texts())),
        (t("office.col_received"), came),
        (t("office.col_review"), again),
    ];
    let path = |file| format!("/api/agreements/{}/{file}", row.record);
    let pdf = row.pdf_sha256.as_ref().map(|_| {
        view! { <a class="button plain" href=path("pdf") download=format!("{}.pdf", row.reference)>{t("office.pdf")}</a> }
    });
    view! {
        <section class="card" aria-labelledby="known-of-it">
            <h2 id="known-of-it">{t("office.col_outcomes")}</h2>
            <ul>{outcomes(row.outcomes.clone())}</ul>
            {marks(row.marks.clone())}
            {facts(rows)}
            <div class="buttons">
                {pdf}
                <a class="button plain" href=path("receipt") download=format!("{}-receipt.json", row.reference)>
                    {t("office.receipt")}</a>
            </div>
        </section>
    }
    .into_any()
}
