//! Table `disclosure`: what is given to which other agency, and its receipt. The row is written in the transaction that writes
//! the record which says so (`written`).

use super::access::{Acted, Doing, Of};
use super::columns::time;
use super::engine::{Fault, Row, Tx, bound, unfit};
use super::sight::{Sight, sees_case};
use super::{By, Given, Store, ToGive, blobs, partners};
use crate::OfficeError;
use crate::permissions::What;
use chrono::{DateTime, Utc};
use record::{CaseId, Envelope, Hash, SignedReceipt, SignedRecord, TenantId, files_of};

/// Rows of the list of what was given.
const MOST_LISTED: u32 = 1000;

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// What was given to other agencies of the cases that they see, newest first, at most a thousand: all of it, or only what
    /// the other office has given no receipt for.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn given(&self, by: By<'_>, only_waiting: bool) -> Result<Vec<Given>, OfficeError> {
        const GIVEN: &str = concat!(
            "SELECT g.disclosure, g.record, g.disclosed_at, g.receipted_at, p.name, a.reference FROM disclosure g
            JOIN partner p ON p.tenant = g.tenant AND p.agency = g.agency
            JOIN record r ON r.tenant = g.tenant AND r.hash = g.record
            LEFT JOIN agreement a ON a.tenant = g.tenant AND a.record = g.record
            LEFT JOIN case_of c ON c.tenant = r.tenant AND c.case_id = r.case_id
            WHERE g.tenant = ?1 AND (CAST(?6 AS BIGINT) = 0 OR g.receipted_at IS NULL) AND ",
            sees_case!(),
            " ORDER BY g.disclosed_at DESC, g.disclosure LIMIT ?7"
        );
        let doing = Doing::new(What::SeeDisclosures, Of::default(), "list what was given");
        let given = self.act(by, &doing, |tx| {
            let sight = Sight::of(by.actor, doing.what);
            let (person, roles) = (sight.person(), sight.roles.as_str());
            let (tenant, now) = (by.tenant.as_bytes(), time(by.now));
            let waiting = i64::from(only_waiting);
            let values = bound![tenant, person, roles, sight.everywhere, now, waiting, MOST_LISTED];
            let rows = tx.rows(GIVEN, values)?;
            Ok(Acted::Done(rows.iter().map(read).collect::<Result<Vec<_>, Fault>>()?))
        })?;
        Ok(given.unwrap_or_default())
    }

    /// Everything of an agreement that was given, by the record that says so; none if there is none, or nothing is left of it. That it
    /// is given was asked, and written, with that record.
    pub fn to_give(&self, tenant: TenantId, disclosure: Hash) -> Result<Option<ToGive>, OfficeError> {
        self.for_people("read what is given", |tx| to_give(tx, tenant, disclosure))
    }

    /// What was given to agencies that are not ended, is still here, and has no receipt: each with its agency, the oldest first.
    pub fn waiting_to_be_given(&self, tenant: TenantId) -> Result<Vec<(Hash, TenantId)>, OfficeError> {
        let sql = "
            SELECT g.disclosure, g.agency FROM disclosure g
            JOIN partner p ON p.tenant = g.tenant AND p.agency = g.agency
            JOIN record r ON r.tenant = g.tenant AND r.hash = g.record
            WHERE g.tenant = ?1 AND g.receipted_at IS NULL AND p.ended_at IS NULL AND r.disposed_at IS NULL
            ORDER BY g.disclosed_at, g.disclosure";
        self.for_people("find what is to be given", |tx| {
            let rows = tx.rows(sql, bound![tenant.as_bytes()])?;
            rows.iter().map(|row| Ok((row.hash("disclosure")?, row.id("agency")?))).collect()
        })
    }

    /// Keeps the other office's receipts beside what it was given. How many rows have one now that had none.
    pub fn keep_receipts(
        &self,
        tenant: TenantId,
        agency: TenantId,
        receipts: &[(Hash, SignedReceipt)],
        now: DateTime<Utc>,
    ) -> Result<u64, OfficeError> {
        let sql = "
            UPDATE disclosure SET receipted_at = ?4, receipt = ?5, receipt_signature = ?6
            WHERE tenant = ?1 AND agency = ?2 AND record = ?3 AND receipted_at IS NULL";
        self.write("keep another office's receipts", |tx| {
            let mut kept = 0;
            for (record, SignedReceipt { receipt, signature }) in receipts {
                let of = (tenant.as_bytes(), agency.as_bytes(), record.as_bytes());
                kept +=
                    tx.execute(sql, bound![of.0, of.1, of.2, time(now), receipt.as_slice(), signature])?;
            }
            Ok(kept)
        })
    }

    /// What was given to an agency and is here, all of it; and what was, and was disposed of.
    pub fn given_and_held(&self, tenant: TenantId, agency: TenantId) -> Result<Vec<Hash>, OfficeError> {
        let sql = "
            SELECT DISTINCT g.record FROM disclosure g
            JOIN record r ON r.tenant = g.tenant AND r.hash = g.record
            WHERE g.tenant = ?1 AND g.agency = ?2 AND r.office_seq IS NOT NULL ORDER BY g.record";
        self.for_people("find what was given", |tx| {
            let rows = tx.rows(sql, bound![tenant.as_bytes(), agency.as_bytes()])?;
            rows.iter().map(|row| row.hash("record")).collect()
        })
    }

    /// The other office's receipt for what was given by this record.
    pub fn receipt_of_other(
        &self,
        tenant: TenantId,
        disclosure: Hash,
    ) -> Result<Option<SignedReceipt>, OfficeError> {
        let sql = "
            SELECT receipt, receipt_signature FROM disclosure WHERE tenant = ?1 AND disclosure = ?2";
        self.for_people("find another office's receipt", |tx| {
            let row = tx.row(sql, bound![tenant.as_bytes(), disclosure.as_bytes()])?;
            row.map_or(Ok(None), |row| row.receipt())
        })
    }
}

/// Refuses what cannot be given: to nobody who is there, or not all of it here, or another agency's.
pub(super) fn may_be_given(
    tx: &dyn Tx,
    tenant: TenantId,
    agency: TenantId,
    record: Hash,
) -> Result<(), Fault> {
    if partners::get(tx, tenant, agency)?.is_none() {
        return Err(OfficeError::NoPartner.into());
    }
    let sql = "
        SELECT r.office_seq IS NOT NULL AS is_whole, r.disposed_at IS NOT NULL AS is_disposed,
            d.agency IS NOT NULL AS is_another_s
        FROM record r JOIN device d ON d.tenant = r.tenant AND d.device = r.device
        WHERE r.tenant = ?1 AND r.hash = ?2";
    let row = tx.one(sql, bound![tenant.as_bytes(), record.as_bytes()])?;
    if row.truth("is_another_s")? {
        return Err(OfficeError::NothingOf.into());
    }
    let can_be = row.truth("is_whole")? && !row.truth("is_disposed")?;
    if can_be { Ok(()) } else { Err(OfficeError::NotWhole.into()) }
}

pub(super) fn insert(
    tx: &dyn Tx,
    tenant: TenantId,
    (disclosure, record): (Hash, Hash),
    agency: TenantId,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let sql = "
        INSERT INTO disclosure (tenant, disclosure, agency, record, disclosed_at) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (tenant, disclosure) DO NOTHING";
    let (disclosure, record) = (disclosure.as_bytes(), record.as_bytes());
    tx.execute(sql, bound![tenant.as_bytes(), disclosure, agency.as_bytes(), record, time(now)])?;
    Ok(())
}

/// The names of those whom something of a case was given to.
pub(super) fn given_of_case(tx: &dyn Tx, tenant: TenantId, case: CaseId) -> Result<Vec<String>, Fault> {
    let sql = "
        SELECT DISTINCT p.name FROM disclosure g
        JOIN record r ON r.tenant = g.tenant AND r.hash = g.record
        JOIN partner p ON p.tenant = g.tenant AND p.agency = g.agency
        WHERE g.tenant = ?1 AND r.case_id = ?2 ORDER BY p.name";
    let rows = tx.rows(sql, bound![tenant.as_bytes(), case.as_bytes()])?;
    rows.iter().map(|row| row.text("name")).collect()
}

/// The files of a record that another agency is given. None if one is not here.
pub(super) fn files(tx: &dyn Tx, tenant: TenantId, envelope: &[u8]) -> Result<Option<Vec<Vec<u8>>>, Fault> {
    let envelope = Envelope::read(envelope).map_err(OfficeError::from)?;
    let files = files_of(&envelope).into_iter().map(|(name, _)| blobs::whole(tx, tenant, name));
    files.collect()
}

fn to_give(tx: &dyn Tx, tenant: TenantId, disclosure: Hash) -> Result<Option<ToGive>, Fault> {
    let sql = "
        SELECT g.agency, r.envelope, r.signature, r.body, r.receipt, r.receipt_signature, r.device,
            d.record_key, d.name
        FROM disclosure g
        JOIN record r ON r.tenant = g.tenant AND r.hash = g.record
        JOIN device d ON d.tenant = r.tenant AND d.device = r.device
        WHERE g.tenant = ?1 AND g.disclosure = ?2 AND r.disposed_at IS NULL";
    let of = bound![tenant.as_bytes(), disclosure.as_bytes()];
    let Some(row) = tx.row(sql, of)? else { return Ok(None) };
    let record = row.signed()?;
    let Some(files) = files(tx, tenant, &record.envelope)? else { return Ok(None) };
    Ok(Some(ToGive {
        agency: row.id("agency")?,
        disclosure: signed(tx, tenant, disclosure)?,
        record,
        receipt: row.receipt()?.ok_or_else(|| unfit("receipt"))?,
        files,
        device: row.id("device")?,
        record_key: row.key("record_key")?,
        tablet: row.text("name")?,
    }))
}

/// A record that has to be there.
pub(super) fn signed(tx: &dyn Tx, tenant: TenantId, record: Hash) -> Result<SignedRecord, Fault> {
    let sql = "SELECT envelope, signature, body FROM record WHERE tenant = ?1 AND hash = ?2";
    tx.one(sql, bound![tenant.as_bytes(), record.as_bytes()])?.signed()
}

fn read(row: &Row) -> Result<Given, Fault> {
    Ok(Given {
        disclosure: row.hash("disclosure")?,
        record: row.hash("record")?,
        reference: row.some_text("reference")?,
        to: row.text("name")?,
        disclosed_at: row.time("disclosed_at")?,
        receipted_at: row.some_time("receipted_at")?,
    })
}
