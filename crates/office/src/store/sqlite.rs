//! The store on one SQLite file: one connection that writes, one that reads.
//!
//! A verb that returned is on the disk: WAL with `synchronous=FULL` syncs at every commit. The statements are beside this
//! file, one module for each table; this file says what is one transaction.

mod blobs;
mod codes;
mod columns;
mod devices;
mod offices;
mod open;
mod records;
mod sign_ins;

use super::{Agency, Arrival, BlobStep, Device, Enrolled, LinkUse, Listed, MAX_ROW_BYTES, Store};
use crate::OfficeError;
use chrono::{DateTime, Utc};
use record::wire::{BlobOffset, EnrolRequest, RecordResult, RejectCode};
use record::{DeviceId, Hash, Head, SignedReceipt, Step, TenantId};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// An office's database in one file.
#[derive(Debug)]
pub struct SqliteStore {
    // Closed in this order: the last to close folds the write-ahead log into the file, which a reader cannot.
    reader: Mutex<Connection>,
    writer: Mutex<Connection>,
}

/// Why a transaction was given up: the database failed, or the office did within it.
enum Fault {
    Sql(rusqlite::Error),
    Office(OfficeError),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<OfficeError> for Fault {
    fn from(error: OfficeError) -> Self {
        Self::Office(error)
    }
}

impl SqliteStore {
    fn write<T>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Fault>,
    ) -> Result<T, OfficeError> {
        let mut connection = lock(&self.writer);
        let whole = || {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&transaction)?;
            transaction.commit()?;
            Ok(done)
        };
        whole().map_err(|fault| named(doing, fault))
    }

    fn read<T>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Fault>,
    ) -> Result<T, OfficeError> {
        let mut connection = lock(&self.reader);
        let whole = || work(&connection.transaction()?);
        whole().map_err(|fault| named(doing, fault))
    }
}

/// A thread that panicked rolled its transaction back, so the connection behind the lock is as good as before.
fn lock(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

fn named(doing: &'static str, fault: Fault) -> OfficeError {
    match fault {
        Fault::Sql(source) => OfficeError::Store { doing, source: Box::new(source) },
        Fault::Office(error) => error,
    }
}

impl Store for SqliteStore {
    fn agency(&self) -> Result<Option<Agency>, OfficeError> {
        self.read("find its agency", |tx| Ok(offices::get(tx)?))
    }

    fn found(&self, agency: &Agency) -> Result<(), OfficeError> {
        self.write("make its agency", |tx| match offices::get(tx)? {
            Some(_) => Ok(()),
            None => Ok(offices::insert(tx, agency)?),
        })
    }

    fn rename(&self, agency: &Agency) -> Result<(), OfficeError> {
        self.write("rename its agency", |tx| Ok(offices::update(tx, agency)?))
    }

    fn add_code(&self, tenant: TenantId, code: Hash, expires_at: DateTime<Utc>) -> Result<(), OfficeError> {
        self.write("keep an enrolment code", |tx| Ok(codes::insert(tx, tenant, code, expires_at)?))
    }

    fn enrol(
        &self,
        tenant: TenantId,
        request: &EnrolRequest,
        device: DeviceId,
        now: DateTime<Utc>,
    ) -> Result<Enrolled, OfficeError> {
        self.write("enrol a device", |tx| {
            let hash = request.code.hash();
            let Some(code) = codes::get(tx, tenant, hash)? else {
                return Ok(Enrolled::Wrong);
            };
            if let Some(before) = code.device {
                let known = devices::get(tx, tenant, before)?;
                let same = known.is_some_and(|device| device.key == request.device_key);
                return Ok(if same { Enrolled::Device(before) } else { Enrolled::Used });
            }
            if code.expires_at <= now {
                return Ok(Enrolled::Expired);
            }
            devices::insert(tx, tenant, device, request, now)?;
            codes::set_device(tx, tenant, hash, device)?;
            Ok(Enrolled::Device(device))
        })
    }

    fn device(&self, tenant: TenantId, device: DeviceId) -> Result<Option<Device>, OfficeError> {
        self.read("find a device", |tx| Ok(devices::get(tx, tenant, device)?))
    }

    fn head(&self, tenant: TenantId, device: DeviceId) -> Result<Option<Head>, OfficeError> {
        self.read("find the end of a chain", |tx| Ok(records::head(tx, tenant, device)?))
    }

    fn keep_record(
        &self,
        tenant: TenantId,
        arrival: &Arrival<'_>,
        sign: &dyn Fn(u64) -> Result<SignedReceipt, OfficeError>,
    ) -> Result<RecordResult, OfficeError> {
        let Arrival { envelope, hash, .. } = *arrival;
        self.write("keep a record", |tx| {
            let head = records::head(tx, tenant, envelope.dev)?;
            let kept = records::at(tx, tenant, envelope.dev, envelope.seq)?;
            match (record::accept(head, kept.as_ref().map(|kept| kept.hash), envelope, hash), kept) {
                (Step::Duplicate, Some(kept)) => Ok(RecordResult::Duplicate { receipt: kept.receipt }),
                (Step::Gap { expected }, _) => Ok(RecordResult::Gap { expected }),
                (Step::Fork | Step::Duplicate, _) => {
                    records::set_aside(tx, tenant, arrival)?;
                    Ok(RecordResult::Fork)
                }
                (Step::Next, _) => keep_next(tx, tenant, arrival, sign),
            }
        })
    }

    fn receipt(
        &self,
        tenant: TenantId,
        device: Option<DeviceId>,
        record: Hash,
    ) -> Result<Option<SignedReceipt>, OfficeError> {
        self.read("find a receipt", |tx| Ok(records::receipt(tx, tenant, device, record)?))
    }

    fn forks(&self, tenant: TenantId) -> Result<u64, OfficeError> {
        self.read("count forks", |tx| Ok(records::count_set_aside(tx, tenant)?))
    }

    fn blob_offset(&self, tenant: TenantId, blob: Hash) -> Result<BlobOffset, OfficeError> {
        self.read("find a blob", |tx| Ok(blobs::get(tx, tenant, blob)?.unwrap_or_default().offset()))
    }

    fn append_blob(
        &self,
        tenant: TenantId,
        blob: Hash,
        length: u64,
        offset: u64,
        bytes: &[u8],
    ) -> Result<BlobStep, OfficeError> {
        self.write("add to a blob", |tx| {
            let mut held = match blobs::get(tx, tenant, blob)? {
                // Who starts again at the beginning may say another length than whoever left the blob unfinished.
                Some(held) if held.length != length && !held.complete && offset == 0 => {
                    blobs::delete(tx, tenant, blob)?;
                    blobs::Held::of_length(length)
                }
                Some(held) => held,
                None => blobs::Held::of_length(length),
            };
            if held.length != length {
                return Ok(BlobStep::OtherLength { offset: held.received });
            }
            let end = offset.saturating_add(bytes.len() as u64);
            if offset != held.received || end > length {
                return Ok(BlobStep::Elsewhere { offset: held.received });
            }
            held.received = end;
            held.complete = held.complete || end == length;
            blobs::put(tx, tenant, blob, held)?;
            let starts = (offset..).step_by(MAX_ROW_BYTES);
            for (start, part) in starts.zip(bytes.chunks(MAX_ROW_BYTES)) {
                blobs::insert_part(tx, tenant, blob, start, part)?;
            }
            if held.complete && blobs::hash_of_parts(tx, tenant, blob)? != blob {
                blobs::delete(tx, tenant, blob)?;
                return Ok(BlobStep::WrongHash);
            }
            Ok(BlobStep::Taken(held.offset()))
        })
    }

    fn blob(&self, tenant: TenantId, blob: Hash) -> Result<Option<Vec<u8>>, OfficeError> {
        self.read("read a blob", |tx| match blobs::get(tx, tenant, blob)? {
            Some(held) if held.complete => Ok(Some(blobs::parts(tx, tenant, blob)?.concat())),
            Some(_) | None => Ok(None),
        })
    }

    fn list(&self, tenant: TenantId, kind: &str) -> Result<Vec<Listed>, OfficeError> {
        self.read("list records", |tx| Ok(records::of_kind(tx, tenant, kind)?))
    }

    fn listed(&self, tenant: TenantId, record: Hash) -> Result<Option<Listed>, OfficeError> {
        self.read("find a record", |tx| Ok(records::by_hash(tx, tenant, record)?))
    }

    fn add_link(&self, tenant: TenantId, link: Hash, expires_at: DateTime<Utc>) -> Result<(), OfficeError> {
        self.write("keep a sign-in link", |tx| Ok(sign_ins::insert_link(tx, tenant, link, expires_at)?))
    }

    fn use_link(
        &self,
        tenant: TenantId,
        link: Hash,
        now: DateTime<Utc>,
        session: Hash,
        session_ends: DateTime<Utc>,
    ) -> Result<LinkUse, OfficeError> {
        self.write("sign a person in", |tx| {
            let Some(kept) = sign_ins::get_link(tx, tenant, link)? else {
                return Ok(LinkUse::Wrong);
            };
            if kept.used {
                return Ok(LinkUse::Used);
            }
            if kept.expires_at <= now {
                return Ok(LinkUse::Expired);
            }
            sign_ins::set_link_used(tx, tenant, link, now)?;
            sign_ins::delete_sessions_until(tx, tenant, now)?;
            sign_ins::insert_session(tx, tenant, session, session_ends)?;
            Ok(LinkUse::SignedIn)
        })
    }

    fn session(&self, tenant: TenantId, session: Hash, now: DateTime<Utc>) -> Result<bool, OfficeError> {
        self.read("find a session", |tx| Ok(sign_ins::has_session(tx, tenant, session, now)?))
    }

    fn end_session(&self, tenant: TenantId, session: Hash) -> Result<(), OfficeError> {
        self.write("end a session", |tx| Ok(sign_ins::delete_session(tx, tenant, session)?))
    }
}

fn keep_next(
    tx: &Transaction<'_>,
    tenant: TenantId,
    arrival: &Arrival<'_>,
    sign: &dyn Fn(u64) -> Result<SignedReceipt, OfficeError>,
) -> Result<RecordResult, Fault> {
    if records::has_id(tx, tenant, arrival.envelope.id)? {
        return Ok(RecordResult::Rejected { code: RejectCode::IdTaken });
    }
    let mut missing = Vec::new();
    for blob in &arrival.envelope.blobs {
        let held = blobs::get(tx, tenant, blob.sha256)?.unwrap_or_default();
        if held.complete && held.length != blob.len {
            return Ok(RecordResult::Rejected { code: RejectCode::BadBlob });
        }
        if !held.complete && !missing.contains(&blob.sha256) {
            missing.push(blob.sha256);
        }
    }
    if !missing.is_empty() {
        return Ok(RecordResult::NeedBlobs { missing });
    }
    let office_seq = offices::next_seq(tx, tenant)?;
    let receipt = sign(office_seq)?;
    records::insert(tx, tenant, arrival, office_seq, &receipt)?;
    records::insert_blobs(tx, tenant, arrival)?;
    Ok(RecordResult::Stored { receipt })
}
