//! What is kept ready for lists: tables `agreement`, `agreement_word`, `child` and `due`. What a row says follows from the signed
//! record (`listing`) and from how the record stands, so all of it can be made anew. It is written in the transaction that keeps
//! the record, changed in the one that changes how it stands, and deleted in the one that disposes of it. How lists are read is in
//! `agreements`. Nothing reads `child` yet: by it families are to be found by a child's birthday.

use super::columns::{day, number, time};
use super::engine::{Fault, Tx, bound};
use super::stands::{Stands, stands};
use super::{Arrival, Store};
use crate::OfficeError;
use crate::listing::{self, Said};
use chrono::Timelike;
use ipc::office::ChildRow;
use plan::people::Birth;
use record::{CaseId, Envelope, Hash, Kind, TenantId};
use serde::Serialize;

/// The form of what is kept ready. Where another stands in a database, all of it is made anew when an office next serves from it:
/// so whoever changes what `listing` says, or what is written here, changes this number.
const FORM: i64 = 1;
/// Records that are read at once when all is made anew. A record may have four megabytes.
const AT_ONCE: i64 = 16;
/// What a person looks for, so many in one statement: each statement may be a way to another program and back.
const WORDS_AT_ONCE: usize = 8;

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// Makes all that is kept ready for lists anew from the records, and gives how many agreements are in it. Lists are as before
    /// until it is done, and then as they should be.
    pub fn rebuild(&self, tenant: TenantId) -> Result<u64, OfficeError> {
        self.write("make its lists anew", |tx| rebuild(tx, tenant))
    }

    /// The same, if what is there is of another form than today's.
    pub(crate) fn rebuild_if_of_another_form(&self, tenant: TenantId) -> Result<(), OfficeError> {
        if self.list_form(tenant)? != FORM {
            let agreements = self.rebuild(tenant)?;
            tracing::info!(agreements, "the lists were made anew");
        }
        Ok(())
    }

    /// Whether what is there is of today's form: nobody may read it otherwise.
    pub(crate) fn lists_are_of_today(&self, tenant: TenantId) -> Result<(), OfficeError> {
        match self.list_form(tenant)? {
            FORM => Ok(()),
            found if found > FORM => Err(OfficeError::Newer { found, known: FORM }),
            found => Err(OfficeError::Older { found, known: FORM }),
        }
    }

    fn list_form(&self, tenant: TenantId) -> Result<i64, OfficeError> {
        let sql = "SELECT form FROM list_form WHERE tenant = ?1";
        self.for_people("find the form of its lists", |tx| {
            let row = tx.row(sql, bound![tenant.as_bytes()])?;
            row.map_or(Ok(0), |row| row.integer("form"))
        })
    }
}

/// From now on what is there is of today's form.
pub(super) fn are_of_today(tx: &dyn Tx, tenant: TenantId) -> Result<(), Fault> {
    let sql = "
        INSERT INTO list_form (tenant, form) VALUES (?1, ?2)
        ON CONFLICT (tenant) DO UPDATE SET form = excluded.form";
    tx.execute(sql, bound![tenant.as_bytes(), FORM])?;
    Ok(())
}

/// A record is there now.
pub(super) fn kept(tx: &dyn Tx, tenant: TenantId, arrival: &Arrival) -> Result<(), Fault> {
    let stands = stands(tx, tenant, arrival.hash)?;
    put(tx, tenant, &stands, &arrival.envelope, &arrival.record.body)?;
    for other in &stands.neighbours {
        restate(tx, tenant, *other)?;
    }
    Ok(())
}

/// How a record stands has changed, as when more of its files came.
pub(super) fn restate(tx: &dyn Tx, tenant: TenantId, record: Hash) -> Result<(), Fault> {
    let sql = "SELECT sealed_at, flaws FROM agreement WHERE tenant = ?1 AND record = ?2";
    let Some(row) = tx.row(sql, bound![tenant.as_bytes(), record.as_bytes()])? else { return Ok(()) };
    let (sealed_at, flaws) = (row.time("sealed_at")?, row.integer("flaws")?);
    let stands = stands(tx, tenant, record)?;
    let marks = listing::all_marks(flaws, stands.place, sealed_at, stands.all_came_at());
    let sql = "
        UPDATE agreement SET office_seq = ?3, received_at = ?4, lacking = ?5, marks = ?6
        WHERE tenant = ?1 AND record = ?2";
    let values = bound![
        tenant.as_bytes(),
        record.as_bytes(),
        stands.received.map(|(office_seq, _)| number(office_seq)),
        stands.received.map(|(_, at)| time(at)),
        number(stands.lacking),
        marks,
    ];
    tx.execute(sql, values)?;
    Ok(())
}

/// Nothing is left of a case's bodies, so nothing of what they said is kept ready; words, children and day go with the rows. How
/// others stand follows from what stays of the records.
pub(super) fn forget(tx: &dyn Tx, tenant: TenantId, case: CaseId) -> Result<(), Fault> {
    let sql = "DELETE FROM agreement WHERE tenant = ?1 AND case_id = ?2";
    tx.execute(sql, bound![tenant.as_bytes(), case.as_bytes()])?;
    Ok(())
}

fn rebuild(tx: &dyn Tx, tenant: TenantId) -> Result<u64, Fault> {
    for sql in [
        "DELETE FROM due WHERE tenant = ?1",
        "DELETE FROM child WHERE tenant = ?1",
        "DELETE FROM agreement_word WHERE tenant = ?1",
        "DELETE FROM agreement WHERE tenant = ?1",
    ] {
        tx.execute(sql, bound![tenant.as_bytes()])?;
    }
    let sql = "
        SELECT hash, envelope, body FROM record
        WHERE tenant = ?1 AND hash > ?2 AND disposed_at IS NULL ORDER BY hash LIMIT ?3";
    let (mut last, mut agreements) = (Hash::from_bytes([0; 32]), 0);
    loop {
        let rows = tx.rows(sql, bound![tenant.as_bytes(), last.as_bytes(), AT_ONCE])?;
        let Some(furthest) = rows.last() else { break };
        last = furthest.hash("hash")?;
        for row in &rows {
            let envelope = Envelope::read(row.bytes("envelope")?).map_err(OfficeError::from)?;
            let stands = stands(tx, tenant, row.hash("hash")?)?;
            agreements += u64::from(put(tx, tenant, &stands, &envelope, row.bytes("body")?)?);
        }
    }
    are_of_today(tx, tenant)?;
    Ok(agreements)
}

/// Writes all that follows from a record; false if it is of a kind that is in no list.
fn put(
    tx: &dyn Tx,
    tenant: TenantId,
    stands: &Stands,
    envelope: &Envelope,
    body: &[u8],
) -> Result<bool, Fault> {
    if envelope.kind != Kind::PlanSealed {
        return Ok(false);
    }
    let said = listing::said(envelope, body);
    insert(tx, tenant, stands, envelope, &said)?;
    insert_words(tx, tenant, stands, &said)?;
    for (place, child) in (0i64..).zip(&said.children) {
        insert_child(tx, tenant, stands.record, envelope.case, place, child)?;
    }
    renew_due(tx, tenant, envelope.case)?;
    Ok(true)
}

fn insert(
    tx: &dyn Tx,
    tenant: TenantId,
    stands: &Stands,
    envelope: &Envelope,
    said: &Said,
) -> Result<(), Fault> {
    let sql = "
        INSERT INTO agreement (tenant, record, case_id, doc, device, user_id, seq, came_at, office_seq,
            received_at, lacking, sealed_at, flaws, marks, reference, title, worker, signed_on, review_on,
            review_at, holds_until, children, outcomes, copy_hash, copy_length)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
            ?21, ?22, ?23, ?24, ?25)";
    // Nobody seals what has come already.
    let sealed_at = said.sealed_at.min(stands.came_at);
    let (children, outcomes) = (json(&said.children)?, json(&said.outcomes)?);
    let values = bound![
        tenant.as_bytes(),
        stands.record.as_bytes(),
        envelope.case.as_bytes(),
        envelope.doc.as_bytes(),
        envelope.dev.as_bytes(),
        envelope.author.user.as_bytes(),
        stands.seq,
        time(stands.came_at),
        stands.received.map(|(office_seq, _)| number(office_seq)),
        stands.received.map(|(_, at)| time(at)),
        number(stands.lacking),
        time(sealed_at),
        said.flaws,
        listing::all_marks(said.flaws, stands.place, sealed_at, stands.all_came_at()),
        said.reference.as_deref(),
        said.title.as_deref(),
        said.worker.as_deref(),
        day(said.signed_on),
        said.review_on.map(day),
        said.review_at.map(|time| time.num_seconds_from_midnight()),
        said.holds_until.map(day),
        children.as_str(),
        outcomes.as_str(),
        said.copy.as_ref().map(|copy| copy.sha256.as_bytes()),
        said.copy.as_ref().map(|copy| number(copy.len)),
    ];
    tx.execute(sql, values)?;
    Ok(())
}

fn json<T: Serialize>(rows: &[T]) -> Result<String, Fault> {
    serde_json::to_string(rows).map_err(Fault::database)
}

fn insert_words(tx: &dyn Tx, tenant: TenantId, stands: &Stands, said: &Said) -> Result<(), Fault> {
    let sql = "
        INSERT INTO agreement_word (tenant, record, came_at, folded) VALUES
            (?1, ?2, ?3, ?4), (?1, ?2, ?3, ?5), (?1, ?2, ?3, ?6), (?1, ?2, ?3, ?7),
            (?1, ?2, ?3, ?8), (?1, ?2, ?3, ?9), (?1, ?2, ?3, ?10), (?1, ?2, ?3, ?11)
        ON CONFLICT (tenant, record, folded) DO NOTHING";
    let words: Vec<&str> = said.words.iter().map(String::as_str).collect();
    for some in words.chunks(WORDS_AT_ONCE) {
        // Where they are too few, the last stands for the rest of them: it is there once.
        let word = |at: usize| some.get(at).or(some.last()).copied().unwrap_or_default();
        let values = bound![
            tenant.as_bytes(),
            stands.record.as_bytes(),
            time(stands.came_at),
            word(0),
            word(1),
            word(2),
            word(3),
            word(4),
            word(5),
            word(6),
            word(7),
        ];
        tx.execute(sql, values)?;
    }
    Ok(())
}

fn insert_child(
    tx: &dyn Tx,
    tenant: TenantId,
    record: Hash,
    case: CaseId,
    place: i64,
    child: &ChildRow,
) -> Result<(), Fault> {
    let sql = "
        INSERT INTO child (tenant, record, place, case_id, child, name, born_on, due_on, born_in)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let (born_on, due_on) = match child.birth {
        Birth::Born { on } => (Some(on), None),
        Birth::Due { on } => (None, Some(on)),
        Birth::NotRecorded => (None, None),
    };
    let values = bound![
        tenant.as_bytes(),
        record.as_bytes(),
        place,
        case.as_bytes(),
        child.id.as_ref().map(|id| id.as_bytes()),
        child.name.as_str(),
        born_on.map(day),
        due_on.map(day),
        child.born_in.map(i64::from),
    ];
    tx.execute(sql, values)?;
    Ok(())
}

/// A case is due on the day its newest agreement says: that of the next meeting, or else the last on which the agreement holds.
fn renew_due(tx: &dyn Tx, tenant: TenantId, case: CaseId) -> Result<(), Fault> {
    let sql = "
        SELECT record, COALESCE(review_on, holds_until) AS due_on FROM agreement
        WHERE tenant = ?1 AND case_id = ?2
        ORDER BY sealed_at DESC, came_at DESC, seq DESC, record DESC LIMIT 1";
    let newest = tx.one(sql, bound![tenant.as_bytes(), case.as_bytes()])?;
    let Some(due_on) = newest.some_integer("due_on")? else {
        let sql = "DELETE FROM due WHERE tenant = ?1 AND case_id = ?2";
        tx.execute(sql, bound![tenant.as_bytes(), case.as_bytes()])?;
        return Ok(());
    };
    let sql = "
        INSERT INTO due (tenant, case_id, due_on, record) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (tenant, case_id) DO UPDATE SET due_on = excluded.due_on, record = excluded.record";
    let record = newest.hash("record")?;
    tx.execute(sql, bound![tenant.as_bytes(), case.as_bytes(), due_on, record.as_bytes()])?;
    Ok(())
}
