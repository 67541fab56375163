//! Table `agreement`, as people see it: in lists and alone. What stands in it is written by `projections`. Each list has an order
//! of its own with an index that has it too, so a page takes as long however many agreements there are.

use super::access::{Acted, Doing, Of};
use super::columns::{day, number, time};
use super::engine::{Fault, Row, Tx, bound};
use super::pages::{Page, Position, rows};
use super::sight::{Sight, sees_what_is_of};
use super::{By, Store, Wanted, blobs};
use crate::OfficeError;
use crate::ids::TeamId;
use crate::listing::{NOT_RECORDED, folded, marks_of};
use crate::permissions::What;
use chrono::NaiveDate;
use ipc::office::{AgreementRow, Arrival};
use record::{CaseId, DeviceId, Hash, UserId};
use serde::de::DeserializeOwned;

/// What is told of an agreement, which is called `a`.
macro_rules! told {
    () => {
        "
        SELECT a.record, a.seq, a.came_at, a.office_seq, a.received_at, a.lacking, a.marks, a.reference,
            a.title, a.worker, a.signed_on, a.review_on, a.review_at, a.holds_until, a.children, a.outcomes,
            a.copy_hash, a.copy_length, a.case_id, (SELECT d.name FROM device d
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
        concat!("a.tenant = ?1 AND ", sees_what_is_of!("a.case_id"))
    };
}

const ALL: &str = concat!(
    told!(),
    " FROM agreement a WHERE ",
    visible!(),
    " AND (a.came_at, a.seq, a.record) < (?6, ?7, ?8)
        ORDER BY a.came_at DESC, a.seq DESC, a.record DESC LIMIT ?9"
);
const TO_LOOK_AT: &str = concat!(
    told!(),
    " FROM agreement a WHERE ",
    visible!(),
    " AND a.marks <> 0 AND (a.came_at, a.seq, a.record) < (?6, ?7, ?8)
        ORDER BY a.came_at DESC, a.seq DESC, a.record DESC LIMIT ?9"
);
// The order in which tables are named in the next two is the one in which SQLite reads them.
const DUE: &str = concat!(
    told!(),
    ", u.due_on FROM due u CROSS JOIN agreement a WHERE ",
    visible!(),
    " AND a.tenant = u.tenant AND a.record = u.record AND u.tenant = ?1 AND u.due_on < ?6
            AND (u.due_on, u.record) > (?7, ?8)
        ORDER BY u.due_on, u.record LIMIT ?9"
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
                AND o.record = w.record AND o.folded >= ?6 AND o.folded < w.folded) AND "
        )
    };
}

const OF_THE_SAME_WORDS: &str = concat!(
    found!(),
    "w.folded = ?7 AND w.came_at <= ?8 AND (w.came_at < ?8 OR w.record > ?9)
        ORDER BY w.came_at DESC, w.record LIMIT ?10"
);
const OF_FURTHER_WORDS: &str = concat!(
    found!(),
    "w.folded > ?7 AND w.folded < ?8
        ORDER BY w.folded, w.came_at DESC, w.record LIMIT ?9"
);
const ONE: &str = concat!(told!(), " FROM agreement a WHERE ", visible!(), " AND a.record = ?6");
const WORKER: &str = concat!(
    "SELECT a.worker FROM agreement a WHERE ",
    visible!(),
    " AND a.device = ?6 AND a.user_id = ?7 AND a.worker IS NOT NULL
        ORDER BY a.came_at DESC, a.seq DESC, a.record DESC LIMIT 1"
);

const FIRST: Hash = Hash::from_bytes([0; 32]);
const LAST: Hash = Hash::from_bytes([u8::MAX; 32]);

impl Store {
    /// A page of the agreements that are wanted and that they see, behind this place or from their beginning. `limit` is how many
    /// rows at most: 50 if nobody says it, never more than 200.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn agreements(
        &self,
        by: By<'_>,
        wanted: &Wanted,
        after: Option<&Position>,
        limit: Option<u64>,
    ) -> Result<Page<AgreementRow, Position>, OfficeError> {
        let doing = Doing::new(What::ListAgreements, Of::default(), "list its agreements");
        let page = self.act(by, &doing, |tx| {
            let looking = Looking { tx, by, sight: Sight::of(by.actor, doing.what) };
            Ok(Acted::Done(looking.page(wanted, after, rows(limit))?))
        })?;
        Ok(page.unwrap_or_default())
    }

    /// One agreement as it is listed; none if it is not there. For the office's machine.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn agreement(&self, by: By<'_>, record: Hash) -> Result<Option<AgreementRow>, OfficeError> {
        let doing = Doing::new(What::ReadRecord, Of::record(record), "find an agreement");
        self.act(by, &doing, |tx| {
            let looking = Looking { tx, by, sight: Sight::of(by.actor, doing.what) };
            Ok(looking.one(record)?.map_or(Acted::NotThere, Acted::Done))
        })
    }

    /// An agreement and the family's copy of it; none if either is not there, or they do not see it.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn copy(&self, by: By<'_>, record: Hash) -> Result<Option<(AgreementRow, Vec<u8>)>, OfficeError> {
        let doing = Doing::new(What::ReadCopy, Of::record(record), "read a copy");
        self.act(by, &doing, |tx| {
            let looking = Looking { tx, by, sight: Sight::of(by.actor, doing.what) };
            let Some(row) = looking.one(record)? else { return Ok(Acted::NotThere) };
            let named = row.pdf_sha256.as_ref().and_then(|copy| copy.parse().ok());
            let Some(copy) = named else { return Ok(Acted::NotThere) };
            let bytes = blobs::whole(tx, by.tenant, copy)?;
            Ok(bytes.map_or(Acted::NotThere, |bytes| Acted::Done((row, bytes))))
        })
    }

    /// What a worker on a tablet called themselves in their newest agreement that says it.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn worker(&self, by: By<'_>, device: DeviceId, user: UserId) -> Result<Option<String>, OfficeError> {
        let doing = Doing::new(What::ListAgreements, Of::tablet(device), "find a worker");
        self.act(by, &doing, |tx| {
            let looking = Looking { tx, by, sight: Sight::of(by.actor, doing.what) };
            Ok(looking.worker(device, user)?.map_or(Acted::NotThere, Acted::Done))
        })
    }
}

/// A row, and the place behind it.
type Placed = (Position, AgreementRow);

/// Who looks, and what they see.
struct Looking<'a> {
    tx: &'a dyn Tx,
    by: By<'a>,
    sight: Sight,
}

/// The values of a statement that has `visible!`, which are the first five, and further ones.
macro_rules! seen_by {
    ($looking:ident, $($value:expr),* $(,)?) => {
        bound![
            $looking.by.tenant.as_bytes(),
            $looking.sight.person(),
            $looking.sight.roles.as_str(),
            $looking.sight.everywhere,
            time($looking.by.now),
            $($value),*
        ]
    };
}

impl Looking<'_> {
    fn page(
        &self,
        wanted: &Wanted,
        after: Option<&Position>,
        rows: u64,
    ) -> Result<Page<AgreementRow, Position>, Fault> {
        let most = number(rows + 1);
        let found = match wanted {
            Wanted::All => self.by_time(ALL, after, most)?,
            Wanted::ToLookAt => self.by_time(TO_LOOK_AT, after, most)?,
            Wanted::DueBefore(before) => self.by_day(*before, after, most)?,
            Wanted::Found(words) => match folded(words) {
                // Nothing to look for finds all.
                words if words.is_empty() => self.by_time(ALL, after, most)?,
                words => self.by_words(&words, after, most)?,
            },
        };
        Ok(Page::of(found, usize::try_from(rows).unwrap_or(usize::MAX)))
    }

    fn one(&self, record: Hash) -> Result<Option<AgreementRow>, Fault> {
        let row = self.tx.row(ONE, seen_by![self, record.as_bytes()])?;
        row.map(|row| read(&row)).transpose()
    }

    fn worker(&self, device: DeviceId, user: UserId) -> Result<Option<String>, Fault> {
        let row = self.tx.row(WORKER, seen_by![self, device.as_bytes(), user.as_bytes()])?;
        row.map(|row| row.text("worker")).transpose()
    }

    fn by_time(&self, sql: &'static str, after: Option<&Position>, most: i64) -> Result<Vec<Placed>, Fault> {
        let (came_at, seq) = after.map_or((i64::MAX, i64::MAX), |after| (after.number, after.seq));
        let record = after.map_or(LAST, |after| after.record);
        let values = seen_by![self, came_at, seq, record.as_bytes(), most,];
        let found = self.tx.rows(sql, values)?;
        found.iter().map(|row| placed(row, row.integer("came_at")?, String::new())).collect()
    }

    fn by_day(&self, before: NaiveDate, after: Option<&Position>, most: i64) -> Result<Vec<Placed>, Fault> {
        let (due_on, record) = after.map_or((i64::MIN, FIRST), |after| (after.number, after.record));
        let values = seen_by![self, day(before), due_on, record.as_bytes(), most,];
        let found = self.tx.rows(DUE, values)?;
        found.iter().map(|row| placed(row, row.integer("due_on")?, String::new())).collect()
    }

    /// Those with the words at this place, and then those with further ones that begin as the wanted do.
    fn by_words(&self, wanted: &str, after: Option<&Position>, most: i64) -> Result<Vec<Placed>, Fault> {
        let words = after.map_or(wanted, |after| after.text.as_str().max(wanted));
        let (came_at, record) = after.map_or((i64::MAX, LAST), |after| (after.number, after.record));
        let values = seen_by![self, wanted, words, came_at, record.as_bytes(), most,];
        let mut found = self.tx.rows(OF_THE_SAME_WORDS, values)?;
        let left = most - number(found.len() as u64);
        if left > 0 {
            let end = format!("{wanted}{}", char::MAX);
            let values = seen_by![self, wanted, words, end.as_str(), left];
            found.extend(self.tx.rows(OF_FURTHER_WORDS, values)?);
        }
        found.iter().map(|row| placed(row, row.integer("came_at")?, row.text("folded")?)).collect()
    }
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
        case: row.id::<CaseId>("case_id")?.to_string(),
        team: row.some_id::<TeamId>("team")?.map(|team| team.to_string()),
        is_sealed: row.truth("is_sealed")?,
        title: said(row.some_text("title")?),
        signed_on: row.day("signed_on")?,
        came_at: row.time("came_at")?,
        arrival,
        marks: marks_of(row.integer("marks")?),
        tablet: said(row.some_text("tablet")?),
        from_agency: row.some_text("from_agency")?,
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
