//! Table `agreement`, as people see it: in lists and alone. What stands in it is written by `projections`. Each list has an order
//! of its own with an index that has it too, so a page takes as long however many agreements there are.

use super::columns::{day, number};
use super::engine::{Fault, Row, Tx, bound};
use super::pages::{Page, Position, rows};
use super::{Store, Wanted};
use crate::OfficeError;
use crate::listing::{NOT_RECORDED, folded, marks_of};
use chrono::NaiveDate;
use ipc::office::{AgreementRow, Arrival};
use record::{DeviceId, Hash, TenantId, UserId};
use serde::de::DeserializeOwned;

/// What is told of an agreement, which is called `a`.
macro_rules! told {
    () => {
        "
        SELECT a.record, a.seq, a.came_at, a.office_seq, a.received_at, a.lacking, a.marks, a.reference,
            a.title, a.worker, a.signed_on, a.review_on, a.review_at, a.holds_until, a.children, a.outcomes,
            a.copy_hash, a.copy_length, (SELECT d.name FROM device d
                WHERE d.tenant = a.tenant AND d.device = a.device) AS tablet"
    };
}

/// Which agreements somebody may see at all: those of their agency.
macro_rules! visible {
    () => {
        "a.tenant = ?1"
    };
}

const ALL: &str = concat!(
    told!(),
    " FROM agreement a WHERE ",
    visible!(),
    " AND (a.came_at, a.seq, a.record) < (?2, ?3, ?4)
        ORDER BY a.came_at DESC, a.seq DESC, a.record DESC LIMIT ?5"
);
const TO_LOOK_AT: &str = concat!(
    told!(),
    " FROM agreement a WHERE ",
    visible!(),
    " AND a.marks <> 0 AND (a.came_at, a.seq, a.record) < (?2, ?3, ?4)
        ORDER BY a.came_at DESC, a.seq DESC, a.record DESC LIMIT ?5"
);
// The order in which tables are named in the next two is the one in which SQLite reads them.
const DUE: &str = concat!(
    told!(),
    ", u.due_on FROM due u CROSS JOIN agreement a WHERE ",
    visible!(),
    " AND a.tenant = u.tenant AND a.record = u.record AND u.tenant = ?1 AND u.due_on < ?2
            AND (u.due_on, u.record) > (?3, ?4)
        ORDER BY u.due_on, u.record LIMIT ?5"
);
/// An agreement stands where the first of its words that begin so stands, and nowhere else.
macro_rules! found {
    () => {
        concat!(
            told!(),
            ", w.folded FROM agreement_word w CROSS JOIN agreement a WHERE ",
            visible!(),
            " AND a.tenant = w.tenant AND a.record = w.record AND w.tenant = ?1
            AND NOT EXISTS (SELECT 1 FROM agreement_word o WHERE o.tenant = w.tenant
                AND o.record = w.record AND o.folded >= ?2 AND o.folded < w.folded) AND "
        )
    };
}

const OF_THE_SAME_WORDS: &str = concat!(
    found!(),
    "w.folded = ?3 AND w.came_at <= ?4 AND (w.came_at < ?4 OR w.record > ?5)
        ORDER BY w.came_at DESC, w.record LIMIT ?6"
);
const OF_FURTHER_WORDS: &str = concat!(
    found!(),
    "w.folded > ?3 AND w.folded < ?4
        ORDER BY w.folded, w.came_at DESC, w.record LIMIT ?5"
);
const ONE: &str = concat!(told!(), " FROM agreement a WHERE ", visible!(), " AND a.record = ?2");

const FIRST: Hash = Hash::from_bytes([0; 32]);
const LAST: Hash = Hash::from_bytes([u8::MAX; 32]);

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// A page of the agreements that are wanted, behind this place or from their beginning. `limit` is how many rows at most: 50 if
    /// nobody says it, never more than 200.
    pub fn agreements(
        &self,
        tenant: TenantId,
        wanted: &Wanted,
        after: Option<&Position>,
        limit: Option<u64>,
    ) -> Result<Page<AgreementRow, Position>, OfficeError> {
        self.for_people("list its agreements", |tx| page(tx, tenant, wanted, after, rows(limit)))
    }

    /// One agreement as it is listed.
    pub fn agreement(&self, tenant: TenantId, record: Hash) -> Result<Option<AgreementRow>, OfficeError> {
        self.for_people("find an agreement", |tx| {
            let row = tx.row(ONE, bound![tenant.as_bytes(), record.as_bytes()])?;
            row.map(|row| read(&row)).transpose()
        })
    }

    /// What a worker on a tablet called themselves in their newest agreement that says it.
    pub fn worker(
        &self,
        tenant: TenantId,
        device: DeviceId,
        user: UserId,
    ) -> Result<Option<String>, OfficeError> {
        let sql = "
            SELECT worker FROM agreement
            WHERE tenant = ?1 AND device = ?2 AND user_id = ?3 AND worker IS NOT NULL
            ORDER BY came_at DESC, seq DESC, record DESC LIMIT 1";
        self.for_people("find a worker", |tx| {
            let row = tx.row(sql, bound![tenant.as_bytes(), device.as_bytes(), user.as_bytes()])?;
            row.map(|row| row.text("worker")).transpose()
        })
    }
}

fn page(
    tx: &dyn Tx,
    tenant: TenantId,
    wanted: &Wanted,
    after: Option<&Position>,
    rows: u64,
) -> Result<Page<AgreementRow, Position>, Fault> {
    let most = number(rows + 1);
    let found = match wanted {
        Wanted::All => by_time(tx, tenant, ALL, after, most)?,
        Wanted::ToLookAt => by_time(tx, tenant, TO_LOOK_AT, after, most)?,
        Wanted::DueBefore(before) => by_day(tx, tenant, *before, after, most)?,
        Wanted::Found(words) => match folded(words) {
            // Nothing to look for finds all.
            words if words.is_empty() => by_time(tx, tenant, ALL, after, most)?,
            words => by_words(tx, tenant, &words, after, most)?,
        },
    };
    Ok(Page::of(found, usize::try_from(rows).unwrap_or(usize::MAX)))
}

/// A row, and the place behind it.
type Placed = (Position, AgreementRow);

fn by_time(
    tx: &dyn Tx,
    tenant: TenantId,
    sql: &'static str,
    after: Option<&Position>,
    most: i64,
) -> Result<Vec<Placed>, Fault> {
    let (came_at, seq) = after.map_or((i64::MAX, i64::MAX), |after| (after.number, after.seq));
    let record = after.map_or(LAST, |after| after.record);
    let found = tx.rows(sql, bound![tenant.as_bytes(), came_at, seq, record.as_bytes(), most])?;
    found.iter().map(|row| placed(row, row.integer("came_at")?, String::new())).collect()
}

fn by_day(
    tx: &dyn Tx,
    tenant: TenantId,
    before: NaiveDate,
    after: Option<&Position>,
    most: i64,
) -> Result<Vec<Placed>, Fault> {
    let (due_on, record) = after.map_or((i64::MIN, FIRST), |after| (after.number, after.record));
    let values = bound![tenant.as_bytes(), day(before), due_on, record.as_bytes(), most];
    let found = tx.rows(DUE, values)?;
    found.iter().map(|row| placed(row, row.integer("due_on")?, String::new())).collect()
}

/// Those with the words at this place, and then those with further ones that begin as the wanted do.
fn by_words(
    tx: &dyn Tx,
    tenant: TenantId,
    wanted: &str,
    after: Option<&Position>,
    most: i64,
) -> Result<Vec<Placed>, Fault> {
    let words = after.map_or(wanted, |after| after.text.as_str().max(wanted));
    let (came_at, record) = after.map_or((i64::MAX, LAST), |after| (after.number, after.record));
    let values = bound![tenant.as_bytes(), wanted, words, came_at, record.as_bytes(), most];
    let mut found = tx.rows(OF_THE_SAME_WORDS, values)?;
    let left = most - number(found.len() as u64);
    if left > 0 {
        let end = format!("{wanted}{}", char::MAX);
        let values = bound![tenant.as_bytes(), wanted, words, end.as_str(), left];
        found.extend(tx.rows(OF_FURTHER_WORDS, values)?);
    }
    found.iter().map(|row| placed(row, row.integer("came_at")?, row.text("folded")?)).collect()
}

fn placed(row: &Row, by: i64, text: String) -> Result<Placed, Fault> {
    let position = Position { number: by, seq: row.integer("seq")?, record: row.hash("record")?, text };
    Ok((position, read(row)?))
}

fn read(row: &Row) -> Result<AgreementRow, Fault> {
    let said = |text: Option<String>| text.unwrap_or_else(|| NOT_RECORDED.to_owned());
    let arrival = match row.some_time("received_at")? {
        Some(received_at) => Arrival::Here { received_at, office_seq: row.number("office_seq")? },
        None => Arrival::OnItsWay { files: row.number("lacking")? },
    };
    let copy = row.some_hash("copy_hash")?;
    Ok(AgreementRow {
        record: row.hash("record")?.to_string(),
        reference: said(row.some_text("reference")?),
        title: said(row.some_text("title")?),
        signed_on: row.day("signed_on")?,
        came_at: row.time("came_at")?,
        arrival,
        marks: marks_of(row.integer("marks")?),
        tablet: said(row.some_text("tablet")?),
        worker: said(row.some_text("worker")?),
        children: json(row, "children")?,
        outcomes: json(row, "outcomes")?,
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
