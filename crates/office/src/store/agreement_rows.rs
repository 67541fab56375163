//! An agreement as lists and pages tell it: its columns, who sees it, and reading it.

use super::engine::{Fault, Row};
use super::pages::Position;
use crate::ids::TeamId;
use crate::listing::{NOT_RECORDED, marks_of, needs_in};
use ipc::office::{AgreementRow, Arrival, SaidLast};
use record::CaseId;
use serde::de::DeserializeOwned;

/// What is told of an agreement, which is called `a`.
macro_rules! told {
    () => {
        "
        SELECT a.record, a.seq, a.came_at, a.office_seq, a.received_at, a.lacking, a.marks, a.reference,
            a.title, a.worker, a.signed_on, a.review_on, a.review_at, a.holds_until, a.children, a.outcomes,
            a.copy_hash, a.copy_length, a.case_id, a.needs, a.stands, a.countersigned_at, (SELECT d.name FROM device d
                WHERE d.tenant = a.tenant AND d.device = a.device) AS tablet,
            (SELECT p.name FROM device d JOIN partner p ON p.tenant = d.tenant AND p.agency = d.agency
                WHERE d.tenant = a.tenant AND d.device = a.device) AS from_agency,
            (SELECT o.team FROM case_of o WHERE o.tenant = a.tenant AND o.case_id = a.case_id) AS team,
            EXISTS (SELECT 1 FROM case_of o WHERE o.tenant = a.tenant AND o.case_id = a.case_id
                AND o.sealed_at IS NOT NULL) AS is_sealed"
    };
}

/// Which agreements somebody may see at all: those of cases that they see.
macro_rules! visible {
    () => {
        concat!("a.tenant = ?1 AND ", $crate::store::sight::sees_what_is_of!("a.case_id"))
    };
}

pub(super) use {told, visible};

/// A row, and the place behind it.
pub(super) type Placed = (Position, AgreementRow);

/// The values of a statement that has `visible!`, which are the first five, and further ones.
macro_rules! values {
    ($by:expr, $sight:expr $(, $value:expr)* $(,)?) => {
        bound![
            $by.tenant.as_bytes(),
            $sight.person(),
            $sight.roles.as_str(),
            $sight.everywhere,
            time($by.now),
            $($value),*
        ]
    };
}

pub(super) use values;

pub(super) fn placed(row: &Row, by: i64, text: String) -> Result<Placed, Fault> {
    let position = Position { number: by, seq: row.integer("seq")?, record: row.hash("record")?, text };
    Ok((position, read(row)?))
}

pub(super) fn read(row: &Row) -> Result<AgreementRow, Fault> {
    let said = |text: Option<String>| text.unwrap_or_else(|| NOT_RECORDED.to_owned());
    let arrival = match row.some_time("received_at")? {
        Some(received_at) => Arrival::Here { received_at, office_seq: row.number("office_seq")? },
        None => Arrival::OnItsWay { files: row.number("lacking")? },
    };
    let said_last = match (row.integer("stands")?, row.some_time("countersigned_at")?) {
        (_, Some(at)) => SaidLast::Countersigned { at },
        (0, None) => SaidLast::Nothing,
        (_, None) => SaidLast::Returned,
    };
    let copy = row.some_hash("copy_hash")?;
    Ok(AgreementRow {
        record: row.hash("record")?.to_string(),
        reference: said(row.some_text("reference")?),
        case: row.id::<CaseId>("case_id")?.to_string(),
        team: row.some_id::<TeamId>("team")?.map(|team| team.to_string()),
        is_sealed: row.truth("is_sealed")?,
        title: said(row.some_text("title")?),
        signed_on: row.day("signed_on")?,
        came_at: row.time("came_at")?,
        arrival,
        marks: marks_of(row.integer("marks")?),
        needs: needs_in(row.integer("needs")?),
        tablet: said(row.some_text("tablet")?),
        from_agency: row.some_text("from_agency")?,
        worker: said(row.some_text("worker")?),
        children: json(row, "children")?,
        outcomes: json(row, "outcomes")?,
        said_last,
        review_on: row.some_day("review_on")?,
        review_at: row.some_time_of_day("review_at")?,
        holds_until: row.some_day("holds_until")?,
        pdf_sha256: copy.map(|copy| copy.to_string()),
        pdf_bytes: copy.map(|_| row.number("copy_length")).transpose()?,
    })
}

fn json<T: DeserializeOwned>(row: &Row, column: &'static str) -> Result<Vec<T>, Fault> {
    serde_json::from_str(&row.text(column)?).map_err(Fault::database)
}
