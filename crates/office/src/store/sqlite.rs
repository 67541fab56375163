//! The store on one SQLite file: one connection that writes, one that answers tablets, one that answers people, so that nobody
//! who looks at the list keeps a tablet waiting.
//!
//! A verb that returned is on the disk: WAL with `synchronous=FULL` syncs at every commit. The statements are beside this
//! file, one module for each table; this file says what is one transaction, `letters` what taking in is.

mod blobs;
mod codes;
mod columns;
mod devices;
mod letters;
mod lists;
mod offices;
mod open;
mod parts;
mod records;
mod sign_ins;
mod troubles;
mod unlocks;

use super::{
    Agency, Device, Enrolled, Incoming, Joining, LinkUse, Listed, Noted, Refusal, Rules, Standing, Store,
    Tablet, Taken, Telling,
};
use crate::OfficeError;
use chrono::{DateTime, Utc};
use record::wire::Stuck;
use record::{DeviceId, EpochId, Hash, SignedReceipt, TenantId};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// An office's database in one file.
#[derive(Debug)]
pub struct SqliteStore {
    // Closed in this order: the last to close folds the write-ahead log into the file, which a reader cannot.
    tablets: Mutex<Connection>,
    people: Mutex<Connection>,
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

    fn for_tablets<T>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, OfficeError> {
        read(&self.tablets, doing, work)
    }

    fn for_people<T>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, OfficeError> {
        read(&self.people, doing, work)
    }
}

fn read<T>(
    connection: &Mutex<Connection>,
    doing: &'static str,
    work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
) -> Result<T, OfficeError> {
    let mut connection = lock(connection);
    let whole = || work(&connection.transaction()?);
    whole().map_err(|error| named(doing, error.into()))
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
        self.for_people("find its agency", |tx| offices::get(tx))
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

    fn begin_epoch(&self, tenant: TenantId, epoch: EpochId, first_unlock: u32) -> Result<(), OfficeError> {
        self.write("begin another life", |tx| {
            let first = offices::begin_epoch(tx, tenant, epoch, first_unlock)?;
            Ok(devices::raise_unlock(tx, tenant, first)?)
        })
    }

    fn add_code(&self, tenant: TenantId, code: Hash, expires_at: DateTime<Utc>) -> Result<(), OfficeError> {
        self.write("keep an enrolment code", |tx| Ok(codes::insert(tx, tenant, code, expires_at)?))
    }

    fn enrol(&self, tenant: TenantId, joining: &Joining<'_>) -> Result<Enrolled, OfficeError> {
        // Who guesses keeps nobody from writing.
        let code = joining.request.code.hash();
        if self.for_tablets("find an enrolment code", |tx| codes::get(tx, tenant, code))?.is_none() {
            return Ok(Enrolled::Wrong);
        }
        self.write("enrol a device", |tx| Ok(devices::enrol(tx, tenant, joining)?))
    }

    fn device(&self, tenant: TenantId, device: DeviceId) -> Result<Option<Device>, OfficeError> {
        self.for_tablets("find a device", |tx| devices::get(tx, tenant, device))
    }

    fn tablets(&self, tenant: TenantId) -> Result<Vec<Tablet>, OfficeError> {
        self.for_people("list its devices", |tx| devices::all(tx, tenant))
    }

    fn set_lost(
        &self,
        tenant: TenantId,
        device: DeviceId,
        since: Option<DateTime<Utc>>,
    ) -> Result<(), OfficeError> {
        self.write("mark a device", |tx| Ok(devices::set_lost(tx, tenant, device, since)?))
    }

    fn give_unlock_code(
        &self,
        tenant: TenantId,
        device: DeviceId,
        number: u32,
        unreported: bool,
        now: DateTime<Utc>,
    ) -> Result<Telling, OfficeError> {
        self.write("note a code that is told", |tx| {
            let telling = unlocks::telling(tx, tenant, device, number, unreported)?;
            if let Telling::Of(_) = telling {
                unlocks::count(tx, tenant, device, number, now)?;
            }
            Ok(telling)
        })
    }

    fn take_in(
        &self,
        tenant: TenantId,
        device: &Device,
        incoming: &[Incoming],
        rules: &dyn Rules,
        now: DateTime<Utc>,
    ) -> Result<Vec<Taken>, OfficeError> {
        let from = letters::From { tenant, device: device.id, rules, now };
        self.write("take in letters", |tx| letters::take_in(tx, &from, incoming))
    }

    fn standing(
        &self,
        tenant: TenantId,
        device: DeviceId,
        records: &[Hash],
    ) -> Result<Standing, OfficeError> {
        self.for_tablets("find how records stand", |tx| {
            let states = records.iter().map(|record| records::state(tx, tenant, device, *record));
            Ok(Standing {
                records: states.collect::<Result<_, _>>()?,
                receipts: records::receipts(tx, tenant, device)?,
                stuck: troubles::stuck_of(tx, tenant, device)?,
                codes: unlocks::all(tx, tenant, device)?,
                asked_at: devices::asked_at(tx, tenant, device)?,
            })
        })
    }

    fn note_asked(&self, tenant: TenantId, device: DeviceId, noted: &Noted<'_>) -> Result<(), OfficeError> {
        self.write("note what a device says", |tx| {
            let Some(is_newest) = devices::set_asked(tx, tenant, device, noted.created, noted.now)? else {
                return Ok(());
            };
            if !is_newest {
                unlocks::add(tx, tenant, device, noted.codes)?;
                return Ok(troubles::add_stuck(tx, tenant, device, noted.stuck)?);
            }
            if !noted.codes.is_empty() {
                unlocks::replace(tx, tenant, device, noted.codes)?;
            }
            Ok(troubles::replace_stuck(tx, tenant, device, noted.stuck)?)
        })
    }

    fn receipt(&self, tenant: TenantId, record: Hash) -> Result<Option<SignedReceipt>, OfficeError> {
        self.for_people("find a receipt", |tx| records::receipt(tx, tenant, record))
    }

    fn last_receipt(&self, tenant: TenantId) -> Result<Option<SignedReceipt>, OfficeError> {
        self.for_people("find a receipt", |tx| records::last_receipt(tx, tenant))
    }

    fn blob(&self, tenant: TenantId, blob: Hash) -> Result<Option<Vec<u8>>, OfficeError> {
        self.for_people("read a blob", |tx| {
            let held = blobs::is_held(tx, tenant, blob)?;
            held.then(|| blobs::read(tx, tenant, blob)).transpose()
        })
    }

    fn list(&self, tenant: TenantId, kind: &str) -> Result<Vec<Listed>, OfficeError> {
        self.for_people("list records", |tx| lists::of_kind(tx, tenant, kind))
    }

    fn listed(&self, tenant: TenantId, record: Hash) -> Result<Option<Listed>, OfficeError> {
        self.for_people("find a record", |tx| lists::by_hash(tx, tenant, record))
    }

    fn refused(&self, tenant: TenantId) -> Result<Vec<(DeviceId, Refusal)>, OfficeError> {
        self.for_people("list what was refused", |tx| troubles::refused(tx, tenant))
    }

    fn stuck(&self, tenant: TenantId) -> Result<Vec<(DeviceId, Stuck)>, OfficeError> {
        self.for_people("list what is stuck", |tx| troubles::stuck(tx, tenant))
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
        self.for_people("find a session", |tx| sign_ins::has_session(tx, tenant, session, now))
    }

    fn end_session(&self, tenant: TenantId, session: Hash) -> Result<(), OfficeError> {
        self.write("end a session", |tx| Ok(sign_ins::delete_session(tx, tenant, session)?))
    }
}
