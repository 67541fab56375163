//! Table `received`: what came from another agency, kept beside the office's own under the other's tablet; and what the office
//! lost and got back. Everything was proved before it comes here. What is there is never written over, and what was disposed of
//! is never taken anew.

use super::access::{Acted, Doing, Of};
use super::columns::time;
use super::engine::{Fault, Row, Tx, bound};
use super::{
    Arrival, By, Coming, Own, Partner, Received, SignsReceipt, Store, agencies, blobs, changes, devices,
    disclosures, parts, projections, records, written,
};
use crate::OfficeError;
use crate::permissions::What;
use chrono::{DateTime, Utc};
use record::letter::Carried;
use record::{
    CaseId, DeviceId, Disclosed, Envelope, Hash, PublicKey, SignedReceipt, SignedRecord, SignedVouch,
    TenantId,
};

/// Whose store, when, and who gives receipts.
#[derive(Clone, Copy)]
struct Keeping<'a> {
    tenant: TenantId,
    now: DateTime<Utc>,
    sign: SignsReceipt<'a>,
}

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// Takes what another agency gives, all of it or nothing, and gives the receipt of each agreement. Taken again, nothing is
    /// changed and the receipts are the same. A case that is new here has no team.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`]; [`OfficeError::DisclosedClash`] if a tablet or a case in it is known here as another's;
    /// [`OfficeError::Store`].
    pub fn take_disclosed(
        &self,
        by: By<'_>,
        partner: &Partner,
        coming: &[Coming<'_>],
        sign: SignsReceipt<'_>,
    ) -> Result<Vec<SignedReceipt>, OfficeError> {
        let keeping = Keeping { tenant: by.tenant, now: by.now, sign };
        let doing = Doing::new(What::TakeDisclosure, Of::default(), "take what another agency gives");
        let receipts = self.act(by, &doing.because(&partner.name), |tx| {
            let one = |coming: &Coming<'_>| keeping.take(tx, partner, coming);
            Ok(Acted::Done(coming.iter().map(one).collect::<Result<Vec<_>, Fault>>()?))
        })?;
        Ok(receipts.unwrap_or_default())
    }

    /// Takes back what this office gave to another agency and lost since, all of it or nothing, and gives how many agreements or
    /// files of them were lost. `key` signs what this office wrote, `name` is what it is called.
    ///
    /// # Errors
    /// As [`Store::take_disclosed`].
    pub fn take_back_disclosed(
        &self,
        by: By<'_>,
        partner: &Partner,
        coming: &[Coming<'_>],
        (key, name): (PublicKey, &str),
        sign: SignsReceipt<'_>,
    ) -> Result<u64, OfficeError> {
        let keeping = Keeping { tenant: by.tenant, now: by.now, sign };
        let doing = Doing::new(What::TakeDisclosure, Of::default(), "take back what was lost");
        let lost = self.act(by, &doing.because(&partner.name), |tx| {
            let mut lost = 0;
            for coming in coming {
                lost += u64::from(keeping.take_back(tx, partner, coming, (key, name))?);
            }
            Ok(Acted::Done(lost))
        })?;
        Ok(lost.unwrap_or_default())
    }

    /// What came from other agencies, newest first. For the office's machine.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn received(&self, by: By<'_>) -> Result<Vec<Received>, OfficeError> {
        let sql = "
            SELECT v.record, v.came_at, v.disposed_there_at, p.name, a.reference FROM received v
            JOIN partner p ON p.tenant = v.tenant AND p.agency = v.agency
            LEFT JOIN agreement a ON a.tenant = v.tenant AND a.record = v.record
            WHERE v.tenant = ?1 ORDER BY v.came_at DESC, v.record";
        let read = |row: &Row| -> Result<Received, Fault> {
            Ok(Received {
                record: row.hash("record")?,
                reference: row.some_text("reference")?,
                from: row.text("name")?,
                came_at: row.time("came_at")?,
                disposed_there_at: row.some_time("disposed_there_at")?,
            })
        };
        let doing = Doing::new(What::GiveBack, Of::default(), "list what came from other agencies");
        let received = self.act(by, &doing, |tx| {
            let rows = tx.rows(sql, bound![by.tenant.as_bytes()])?;
            Ok(Acted::Done(rows.iter().map(read).collect::<Result<Vec<_>, Fault>>()?))
        })?;
        Ok(received.unwrap_or_default())
    }

    /// What came from an agency, is still here, and is not told to be gone there on purpose.
    pub fn may_be_given_back(&self, tenant: TenantId, agency: TenantId) -> Result<Vec<Hash>, OfficeError> {
        let sql = "
            SELECT v.record FROM received v JOIN record r ON r.tenant = v.tenant AND r.hash = v.record
            WHERE v.tenant = ?1 AND v.agency = ?2 AND v.disposed_there_at IS NULL AND r.disposed_at IS NULL
                AND r.office_seq IS NOT NULL
            ORDER BY v.record";
        self.for_people("find what came from an agency", |tx| {
            let rows = tx.rows(sql, bound![tenant.as_bytes(), agency.as_bytes()])?;
            rows.iter().map(|row| row.hash("record")).collect()
        })
    }

    /// An agreement that came from another agency, as it came; none if it did not, or nothing is left of it.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn to_give_back(&self, by: By<'_>, record: Hash) -> Result<Option<Disclosed>, OfficeError> {
        let doing = Doing::new(What::GiveBack, Of::record(record), "read what is given back");
        self.act(by, &doing, |tx| {
            Ok(to_give_back(tx, by.tenant, record)?.map_or(Acted::NotThere, Acted::Done))
        })
    }

    /// Notes that the agency keeps these no more. How many of them came from it.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn note_disposed_there(
        &self,
        by: By<'_>,
        agency: TenantId,
        records: &[Hash],
        at: DateTime<Utc>,
    ) -> Result<u64, OfficeError> {
        let sql = "
            UPDATE received SET disposed_there_at = ?4 WHERE tenant = ?1 AND agency = ?2 AND record = ?3";
        let doing = Doing::new(What::NoteDisposal, Of::default(), "note what another agency disposed of");
        let noted = self.act(by, &doing, |tx| {
            let mut noted = 0;
            for record in records {
                let (tenant, agency) = (by.tenant.as_bytes(), agency.as_bytes());
                noted += tx.execute(sql, bound![tenant, agency, record.as_bytes(), time(at)])?;
            }
            Ok(Acted::Done(noted))
        })?;
        Ok(noted.unwrap_or_default())
    }
}

impl Keeping<'_> {
    fn take(&self, tx: &dyn Tx, partner: &Partner, coming: &Coming<'_>) -> Result<SignedReceipt, Fault> {
        let (tenant, agency) = (self.tenant, partner.agency);
        let Coming { disclosed, proved } = coming;
        let tablet = (proved.device(), proved.record_key, proved.tablet.as_str());
        be_another_s(tx, tenant, agency, tablet, Some(&disclosed.vouch), self.now)?;
        let office = (proved.disclosure.dev, partner.keys.signing, partner.name.as_str());
        be_another_s(tx, tenant, agency, office, None, self.now)?;
        bring_case(tx, tenant, agency, proved.envelope.case, proved.device())?;
        self.keep(tx, &disclosed.record, &proved.envelope, &disclosed.files)?;
        self.keep(tx, &disclosed.disclosure, &proved.disclosure, &[])?;
        insert(tx, tenant, agency, disclosed, self.now)?;
        receipt(tx, tenant, disclosed.hash())
    }

    /// Whether something of it was lost.
    fn take_back(
        &self,
        tx: &dyn Tx,
        partner: &Partner,
        coming: &Coming<'_>,
        (key, name): (PublicKey, &str),
    ) -> Result<bool, Fault> {
        let (tenant, now) = (self.tenant, self.now);
        let Coming { disclosed, proved } = coming;
        be_own(tx, tenant, (proved.device(), proved.record_key, proved.tablet.as_str()), now)?;
        written::be_device(tx, tenant, &Own { device: proved.disclosure.dev, key, name }, now)?;
        let of_agreement = self.keep(tx, &disclosed.record, &proved.envelope, &disclosed.files)?;
        let chain = (proved.envelope.dev, proved.envelope.author.user);
        changes::give(tx, tenant, proved.envelope.case, chain, now)?;
        let of_words = self.keep(tx, &disclosed.disclosure, &proved.disclosure, &[])?;
        if of_words {
            changes::add_for_all(tx, tenant, proved.disclosure.case, disclosed.disclosure.hash())?;
        }
        let rows = (disclosed.disclosure.hash(), disclosed.hash());
        disclosures::insert(tx, tenant, rows, partner.agency, proved.written.at)?;
        Ok(of_agreement || of_words)
    }

    /// Keeps what is not there of a record and its files. Whether anything was not.
    fn keep(
        &self,
        tx: &dyn Tx,
        record: &SignedRecord,
        envelope: &Envelope,
        files: &[Vec<u8>],
    ) -> Result<bool, Fault> {
        let (tenant, hash) = (self.tenant, record.hash());
        let is_new = !records::is_held(tx, tenant, envelope.dev, hash)?;
        if is_new {
            let arrival = Arrival { record: record.clone(), envelope: envelope.clone(), hash };
            parts::delete_all(tx, tenant, &Carried::Record(hash))?;
            records::insert_given(tx, tenant, &arrival, self.now)?;
            self.complete(tx, hash)?;
            projections::kept(tx, tenant, &arrival)?;
        } else if is_disposed(tx, tenant, hash)? {
            return Ok(false);
        }
        let mut is_changed = is_new;
        for bytes in files {
            let name = Hash::of(bytes);
            if blobs::is_held(tx, tenant, name)? {
                continue;
            }
            parts::delete_all(tx, tenant, &Carried::File(name))?;
            blobs::insert(tx, tenant, name, bytes)?;
            is_changed = true;
            // Others may have waited for it too.
            for waiting in records::waiting_for(tx, tenant, name)? {
                self.complete(tx, waiting)?;
                projections::restate(tx, tenant, waiting)?;
            }
        }
        Ok(is_changed)
    }

    /// Gives a record that has no number its number and receipt, if all of its files are there.
    fn complete(&self, tx: &dyn Tx, record: Hash) -> Result<(), Fault> {
        if !records::lacking(tx, self.tenant, record)?.is_empty() {
            return Ok(());
        }
        let office_seq = agencies::next_seq(tx, self.tenant)?;
        let receipt = (self.sign)(record, office_seq)?;
        records::set_receipt(tx, self.tenant, record, (office_seq, self.now), &receipt)
    }
}

/// A tablet or office of another agency is known here as that, and signs nothing but its records.
fn be_another_s(
    tx: &dyn Tx,
    tenant: TenantId,
    agency: TenantId,
    (device, key, name): (DeviceId, PublicKey, &str),
    vouch: Option<&SignedVouch>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    if let Some(known) = known(tx, tenant, device)? {
        let is_same = known == Known { key, agency: Some(agency), is_office: false };
        return if is_same { Ok(()) } else { Err(OfficeError::DisclosedClash.into()) };
    }
    let name = devices::free_name(tx, tenant, device, name)?;
    let sql = "
        INSERT INTO device (tenant, device, record_key, request_key, name, joined_at, next_unlock, agency,
            vouch, vouch_signature)
        VALUES (?1, ?2, ?3, ?3, ?4, ?5, 1, ?6, ?7, ?8)";
    let values = bound![
        tenant.as_bytes(),
        device.as_bytes(),
        key.as_bytes(),
        name.as_str(),
        time(now),
        agency.as_bytes(),
        vouch.map(|vouch| vouch.vouch.as_slice()),
        vouch.map(|vouch| &vouch.signature),
    ];
    tx.execute(sql, values)?;
    Ok(())
}

/// A tablet of this office that it lost with its records. It joins again before it sends anything, and is confirmed then.
fn be_own(
    tx: &dyn Tx,
    tenant: TenantId,
    (device, key, name): (DeviceId, PublicKey, &str),
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    if let Some(known) = known(tx, tenant, device)? {
        let is_same = known == Known { key, agency: None, is_office: false };
        return if is_same { Ok(()) } else { Err(OfficeError::DisclosedClash.into()) };
    }
    let name = devices::free_name(tx, tenant, device, name)?;
    let sql = "
        INSERT INTO device (tenant, device, record_key, request_key, name, joined_at, next_unlock)
        VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6)";
    let (of, first) = (tenant.as_bytes(), agencies::first_unlock(tx, tenant)?);
    let values = bound![of, device.as_bytes(), key.as_bytes(), name.as_str(), time(now), first];
    tx.execute(sql, values)?;
    Ok(())
}

#[derive(PartialEq, Eq)]
struct Known {
    key: PublicKey,
    agency: Option<TenantId>,
    is_office: bool,
}

fn known(tx: &dyn Tx, tenant: TenantId, device: DeviceId) -> Result<Option<Known>, Fault> {
    let sql = "
        SELECT record_key, agency, is_office = 1 AS own FROM device WHERE tenant = ?1 AND device = ?2";
    let row = tx.row(sql, bound![tenant.as_bytes(), device.as_bytes()])?;
    let Some(row) = row else { return Ok(None) };
    let (key, agency) = (row.key("record_key")?, row.some_id("agency")?);
    Ok(Some(Known { key, agency, is_office: row.truth("own")? }))
}

/// A case that is new here is nobody's until somebody gives it a team. One that is not the agency's stays what it is.
fn bring_case(
    tx: &dyn Tx,
    tenant: TenantId,
    agency: TenantId,
    case: CaseId,
    device: DeviceId,
) -> Result<(), Fault> {
    let sql = "
        SELECT d.agency FROM case_of c JOIN device d ON d.tenant = c.tenant AND d.device = c.device
        WHERE c.tenant = ?1 AND c.case_id = ?2";
    if let Some(row) = tx.row(sql, bound![tenant.as_bytes(), case.as_bytes()])? {
        let whose: Option<TenantId> = row.some_id("agency")?;
        return if whose == Some(agency) { Ok(()) } else { Err(OfficeError::DisclosedClash.into()) };
    }
    let sql = "INSERT INTO case_of (tenant, case_id, device, team) VALUES (?1, ?2, ?3, NULL)";
    tx.execute(sql, bound![tenant.as_bytes(), case.as_bytes(), device.as_bytes()])?;
    Ok(())
}

fn insert(
    tx: &dyn Tx,
    tenant: TenantId,
    agency: TenantId,
    disclosed: &Disclosed,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let sql = "
        INSERT INTO received (tenant, record, agency, disclosure, came_at, receipt, receipt_signature)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (tenant, record) DO NOTHING";
    let (record, disclosure) = (disclosed.hash(), disclosed.disclosure.hash());
    let values = bound![
        tenant.as_bytes(),
        record.as_bytes(),
        agency.as_bytes(),
        disclosure.as_bytes(),
        time(now),
        disclosed.receipt.receipt.as_slice(),
        &disclosed.receipt.signature,
    ];
    tx.execute(sql, values)?;
    Ok(())
}

fn is_disposed(tx: &dyn Tx, tenant: TenantId, record: Hash) -> Result<bool, Fault> {
    let sql = "SELECT disposed_at IS NOT NULL AS is_disposed FROM record WHERE tenant = ?1 AND hash = ?2";
    tx.one(sql, bound![tenant.as_bytes(), record.as_bytes()])?.truth("is_disposed")
}

/// The receipt that this office gave.
fn receipt(tx: &dyn Tx, tenant: TenantId, record: Hash) -> Result<SignedReceipt, Fault> {
    let sql = "SELECT receipt, receipt_signature FROM record WHERE tenant = ?1 AND hash = ?2";
    let receipt = tx.one(sql, bound![tenant.as_bytes(), record.as_bytes()])?.receipt()?;
    receipt.ok_or_else(|| OfficeError::Dropped.into())
}

fn to_give_back(tx: &dyn Tx, tenant: TenantId, record: Hash) -> Result<Option<Disclosed>, Fault> {
    let sql = "
        SELECT v.disclosure, v.receipt, v.receipt_signature, r.envelope, r.signature, r.body, d.vouch,
            d.vouch_signature
        FROM received v
        JOIN record r ON r.tenant = v.tenant AND r.hash = v.record
        JOIN device d ON d.tenant = r.tenant AND d.device = r.device
        WHERE v.tenant = ?1 AND v.record = ?2 AND r.disposed_at IS NULL AND d.vouch IS NOT NULL";
    let Some(row) = tx.row(sql, bound![tenant.as_bytes(), record.as_bytes()])? else { return Ok(None) };
    let record = row.signed()?;
    let Some(files) = disclosures::files(tx, tenant, &record.envelope)? else { return Ok(None) };
    let Some(receipt) = row.receipt()? else { return Ok(None) };
    let vouch = row.bytes("vouch")?.to_vec();
    Ok(Some(Disclosed {
        disclosure: disclosures::signed(tx, tenant, row.hash("disclosure")?)?,
        vouch: SignedVouch { vouch, signature: row.array("vouch_signature")? },
        receipt,
        record,
        files,
    }))
}
