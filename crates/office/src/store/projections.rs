//! What is kept ready for lists: tables `agreement`, `agreement_word`, `outcome_of` and `child`, whose rows are written in `agreement`
//! here, `said_of`, in `said`, `copy_given`, in `copies`, and `need` and `due`, which follow from all records of a case together, in
//! `case`. What a row says follows from signed records (`listing`) and from how they stand, so all of it can be made anew. It is written
//! in the transaction that keeps a record, changed in the one that changes how it stands, and deleted in the one that disposes of it; who
//! sees a row is written by `seen`, where a case changes hands. How lists are read is in the store's `looking`. Nothing reads `child` yet:
//! by it what is counted of children is to be counted.
//!
//! What is said of an agreement may come before the agreement itself: then nothing of it is written, and it is put again when that
//! comes. So what is written of a record of any other kind may be written twice, and may lack what it is about.

mod agreement;
mod case;
mod copies;
mod said;

use super::columns::{number, time};
use super::engine::{Fault, Row, Tx, bound};
use super::stands::{Stands, stands};
use super::{Arrival, Store};
use crate::OfficeError;
use crate::listing;
use record::{CaseId, Envelope, Hash, Kind, TenantId};

/// The form of what is kept ready. Where another stands in a database, all of it is made anew when an office next serves from it:
/// so whoever changes what `listing` says, or what is written here, changes this number.
const FORM: i64 = 4;
/// Records that are read at once when all is made anew. A record may have four megabytes.
const AT_ONCE: i64 = 16;

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
    let (stands, envelope) = (stands(tx, tenant, arrival.hash)?, &arrival.envelope);
    put(tx, tenant, &stands, envelope, &arrival.record.body)?;
    if envelope.kind == Kind::PlanSealed {
        let sql = "
            SELECT hash FROM record
            WHERE tenant = ?1 AND case_id = ?2 AND kind <> 'plan.sealed' AND disposed_at IS NULL
            ORDER BY office_seq IS NULL, office_seq, hash";
        let said = tx.rows(sql, bound![tenant.as_bytes(), envelope.case.as_bytes()])?;
        put_others(tx, tenant, &said)?;
    }
    for other in &stands.neighbours {
        restate(tx, tenant, *other)?;
    }
    case::renew(tx, tenant, envelope.case)
}

/// All of a record is there, its files too, so that they can be read. Nothing that is kept ready follows from files yet.
pub(super) fn whole(_tx: &dyn Tx, _tenant: TenantId, _record: Hash) -> Result<(), Fault> {
    Ok(())
}

/// How a record stands has changed, as when more of its files came.
pub(super) fn restate(tx: &dyn Tx, tenant: TenantId, record: Hash) -> Result<(), Fault> {
    let sql = "
        SELECT sealed_at, flaws, marks, received_at, case_id FROM agreement WHERE tenant = ?1 AND record = ?2";
    let Some(row) = tx.row(sql, bound![tenant.as_bytes(), record.as_bytes()])? else { return Ok(()) };
    let (sealed_at, flaws) = (row.time("sealed_at")?, row.integer("flaws")?);
    let before = (row.integer("marks")?, row.some_time("received_at")?);
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
    if before == (marks, stands.received.map(|(_, at)| at)) {
        return Ok(());
    }
    case::renew(tx, tenant, row.id("case_id")?)
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
        "DELETE FROM need WHERE tenant = ?1",
        "DELETE FROM outcome_of WHERE tenant = ?1",
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
            if envelope.kind == Kind::PlanSealed {
                put_anew(tx, tenant, row.hash("hash")?, &envelope, row.bytes("body")?)?;
                agreements += 1;
            }
        }
    }
    // What is said of agreements, once all of them are there, as it was numbered.
    let sql = "
        SELECT hash FROM record WHERE tenant = ?1 AND kind <> 'plan.sealed' AND disposed_at IS NULL
        ORDER BY office_seq IS NULL, office_seq, hash";
    put_others(tx, tenant, &tx.rows(sql, bound![tenant.as_bytes()])?)?;
    case::renew_all(tx, tenant)?;
    are_of_today(tx, tenant)?;
    Ok(agreements)
}

/// Writes what follows from records that are no agreements.
fn put_others(tx: &dyn Tx, tenant: TenantId, hashes: &[Row]) -> Result<(), Fault> {
    let sql = "SELECT envelope, body FROM record WHERE tenant = ?1 AND hash = ?2";
    for row in hashes {
        let record = row.hash("hash")?;
        let row = tx.one(sql, bound![tenant.as_bytes(), record.as_bytes()])?;
        let envelope = Envelope::read(row.bytes("envelope")?).map_err(OfficeError::from)?;
        put_anew(tx, tenant, record, &envelope, row.bytes("body")?)?;
    }
    Ok(())
}

/// Writes all that follows from a record and from its files.
fn put_anew(
    tx: &dyn Tx,
    tenant: TenantId,
    record: Hash,
    envelope: &Envelope,
    body: &[u8],
) -> Result<(), Fault> {
    let stands = stands(tx, tenant, record)?;
    put(tx, tenant, &stands, envelope, body)?;
    if stands.received.is_some() { whole(tx, tenant, record) } else { Ok(()) }
}

/// Writes all that follows from a record.
fn put(
    tx: &dyn Tx,
    tenant: TenantId,
    stands: &Stands,
    envelope: &Envelope,
    body: &[u8],
) -> Result<(), Fault> {
    match envelope.kind {
        Kind::PlanSealed => agreement::put(tx, tenant, stands, envelope, body),
        Kind::PlanCountersigned | Kind::PlanReturned | Kind::PlanUnsigned => {
            said::put(tx, tenant, stands, envelope, body)
        }
        Kind::CopyGiven => copies::put(tx, tenant, stands, envelope, body),
        // Nothing that is kept ready follows from these yet.
        Kind::PlanPrepared
        | Kind::CaseGiven
        | Kind::VersionChosen
        | Kind::ReviewRecorded
        | Kind::ReviewPlanned
        | Kind::CaseEnded
        | Kind::Correction
        | Kind::NoteSeen
        | Kind::Disclosure
        | Kind::Unknown(_) => Ok(()),
    }
}
