//! What an office asks of its database, in its own words, and the statements that ask it: each file is one subject with its
//! verbs and statements. What a database has to be able to do is in `engine`; `sqlite` and `postgres` do it.
//!
//! So that both can, and that what comes after them can: keys are made before they come here and start with the tenant, times
//! are whole microseconds, a number is drawn by `UPDATE … RETURNING` in the transaction that uses it, every verb is one short
//! transaction, and nothing needs triggers, sequences, table locks or notifications. A file is kept in rows of at most
//! [`MAX_ROW_BYTES`]. Statements are written once, are the same for every engine, and give the same answers in the same order.
//!
//! Verbs wait for the disk, or for another program, so they are called where waiting is allowed: never on a thread that drives
//! futures. What they take and give is in `values`.

mod access;
mod accounts;
mod again;
mod agencies;
mod agreement_rows;
mod agreements;
mod alerts;
mod asked;
mod at;
mod blobs;
mod branches;
mod cases;
mod changes;
mod codes;
mod columns;
mod copies_given;
mod copying;
mod devices;
mod disclosures;
mod disposal;
mod engine;
mod epochs;
mod form;
mod held;
mod holds;
mod joined;
mod joining;
mod kept;
mod letters;
mod looking;
mod pages;
mod partners;
mod parts;
mod passkeys;
mod people;
mod postgres;
mod projections;
mod received;
mod records;
mod roles;
mod said;
mod seen;
mod sessions;
mod sight;
mod sign_ins;
mod sqlite;
mod stands;
mod store_key;
mod tables;
mod tablets;
mod teams;
mod tidying;
mod today;
mod troubles;
mod unlocks;
mod values;
mod watched;
mod ways;
mod written;

pub use at::{At, PostgresUrl, UrlError};
pub use copying::Counted;
pub use disposal::{CaseKept, Certified, Disposed};
pub use holds::Hold;
pub use kept::Kept;
pub use pages::{Page, Position, TroublePosition};
pub use store_key::StoreKey;
pub use tables::{TABLES, Table};
pub use values::{
    About, Accessed, Account, Agency, Alert, Arrival, Begins, Breaking, By, ByAccount, CaseName, Coming,
    CopyGiven, Device, Down, Enrolled, Given, Incoming, Joining, Known, KnownPasskey, LinkUse, Narrow,
    NewLink, NewPasskey, NewPerson, NewSession, NotCome, Noted, Own, OwnPasskey, OwnWays, Partner, Person,
    Received, Refusal, Rules, Said, SaidOf, Sent, Session, SignsReceipt, Standing, Tablet, Taken, Team,
    Telling, ToGive, ToWrite, Trouble, Wanted, Which, Writes, Wrote,
};

use self::engine::{Engine, Fault, Lane, Tx};
use self::form::Opening;
use crate::OfficeError;
use crate::counts::Counts;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Most bytes of a file in one row.
pub const MAX_ROW_BYTES: usize = 1024 * 1024;
/// Most records of a tablet that are not whole yet. Then the one of which nothing came for the longest is dropped.
pub const MAX_UNFINISHED: u64 = 64;
/// Most things a tablet sent that were not taken and are remembered for people. Then the oldest is forgotten.
pub const MAX_REFUSED: u64 = 1000;

/// Where an office keeps everything. Each verb is one transaction: it happens whole and durably, or not at all.
///
/// Every verb fails with [`OfficeError::Store`] if the database does, and may then be called again. If the line to a database
/// broke at the very end of a verb, it may have happened all the same.
pub struct Store {
    engine: Box<dyn Engine>,
    /// What is counted of it, and of the office that has it.
    counts: Arc<Counts>,
    /// While this holds nothing is written but who read what.
    is_closed: AtomicBool,
    /// Whether a write found the disk full since somebody last asked.
    was_full: AtomicBool,
}

impl Store {
    /// Makes the database of an office where nothing of one is yet.
    ///
    /// # Errors
    /// [`OfficeError::DatabaseUsed`] if something is; [`OfficeError::KeyOther`], [`OfficeError::Store`], [`OfficeError::Machine`].
    pub fn make(at: At) -> Result<Self, OfficeError> {
        Self::begin(at, Opening::Make)
    }

    /// Opens the database and brings it to today's form. A file that an earlier version did not close is closed.
    ///
    /// # Errors
    /// [`OfficeError::NoDatabase`]; [`OfficeError::KeyOther`] if another key closed the file; [`OfficeError::Newer`] if a newer
    /// program wrote it, and then nothing is changed; [`OfficeError::Store`].
    pub fn open(at: At) -> Result<Self, OfficeError> {
        Self::begin(at, Opening::Bring)
    }

    /// Opens the database and writes nothing into it, beside a program that may be serving from it.
    ///
    /// # Errors
    /// [`OfficeError::NoDatabase`]; [`OfficeError::Older`] and [`OfficeError::Newer`] if it is not of today's form;
    /// [`OfficeError::KeyOther`], [`OfficeError::Store`].
    pub fn open_as_it_is(at: At) -> Result<Self, OfficeError> {
        Self::begin(at, Opening::AsItIs)
    }

    /// Opens the database, which may be of an older form, to ask whose it is: for [`Store::tenant`] and [`Store::last_receipt`]
    /// alone, which every form answers. A file that no key closes stays so.
    ///
    /// # Errors
    /// [`OfficeError::NoDatabase`]; [`OfficeError::Newer`]; [`OfficeError::KeyOther`], [`OfficeError::Store`].
    pub(crate) fn open_to_look(at: At) -> Result<Self, OfficeError> {
        Self::begin(at, Opening::Look)
    }

    /// Makes the database where nothing of an office is yet, or opens one that was made and holds nothing.
    ///
    /// # Errors
    /// [`OfficeError::DatabaseUsed`] if it holds something; [`OfficeError::DatabaseUnknown`] if the server has no database of this
    /// name; [`OfficeError::Store`], [`OfficeError::Machine`].
    pub fn make_or_empty(at: At) -> Result<Self, OfficeError> {
        match Self::make(at.clone()) {
            Err(OfficeError::DatabaseUsed) => {
                let store = Self::open_as_it_is(at)?;
                let is_empty = store.agency()?.is_none();
                if is_empty { Ok(store) } else { Err(OfficeError::DatabaseUsed) }
            }
            Err(OfficeError::NoDatabase) => Err(OfficeError::DatabaseUnknown),
            made => made,
        }
    }

    /// Leaves a file alone, without a log beside it, so that it can be copied and read where nothing may be written. Nobody may
    /// have it open. A server needs nothing of the kind.
    ///
    /// # Errors
    /// [`OfficeError::KeyOther`], [`OfficeError::Store`].
    pub fn settle(at: &At) -> Result<(), OfficeError> {
        match at {
            At::File(path, key) => sqlite::settle(path, key),
            At::Postgres(_) => Ok(()),
        }
    }

    /// Takes the right to serve from a database on a server, which one program has at a time, and keeps it until the store is let
    /// go. A file is taken with the folder it lies in.
    ///
    /// # Errors
    /// [`OfficeError::Served`] if another has it; so does from then on each verb that writes, should this store lose it with its
    /// line to the server and another take it; [`OfficeError::Store`].
    pub fn serve(&self) -> Result<(), OfficeError> {
        self.engine.serve().map_err(|fault| fault.named("take the right to serve"))
    }

    fn begin(at: At, opening: Opening) -> Result<Self, OfficeError> {
        let form = match &at {
            At::File(..) => sqlite::FORM,
            At::Postgres(_) => postgres::FORM,
        };
        let engine: Box<dyn Engine> = match at {
            At::File(path, key) => Box::new(sqlite::open(&path, &key, opening)?),
            At::Postgres(url) => Box::new(postgres::open(url, opening)?),
        };
        let counts = Counts::new();
        counts.form.set(i64::try_from(form).unwrap_or(i64::MAX));
        Ok(Self { engine, counts, is_closed: AtomicBool::new(false), was_full: AtomicBool::new(false) })
    }

    fn takes_writing(&self) -> Result<(), OfficeError> {
        if self.is_closed.load(Ordering::Relaxed) { Err(OfficeError::Full) } else { Ok(()) }
    }

    fn write<T>(
        &self,
        doing: &'static str,
        work: impl FnMut(&dyn Tx) -> Result<T, Fault>,
    ) -> Result<T, OfficeError> {
        self.takes_writing()?;
        self.write_while_any_fits(doing, work)
    }

    /// For what has to be written when people read, which is little: a full disk gives room back for it.
    fn write_while_any_fits<T>(
        &self,
        doing: &'static str,
        mut work: impl FnMut(&dyn Tx) -> Result<T, Fault>,
    ) -> Result<T, OfficeError> {
        let (mut done, begun) = (None, Instant::now());
        let ended = self.engine.write(&mut |tx: &dyn Tx| {
            done = Some(work(tx)?);
            Ok(())
        });
        self.counts.asked("writing", begun.elapsed());
        if matches!(ended, Err(Fault::Full)) {
            self.was_full.store(true, Ordering::Relaxed);
        }
        ended.map_err(|fault| fault.named(doing))?;
        done.ok_or(OfficeError::Dropped)
    }

    fn for_tablets<T>(
        &self,
        doing: &'static str,
        work: impl FnMut(&dyn Tx) -> Result<T, Fault>,
    ) -> Result<T, OfficeError> {
        self.read(Lane::Tablets, doing, work)
    }

    /// For what a tablet builds on, as on a receipt: it is told only once it is certain to stay. What people read is, for that they read
    /// it is written before they are told.
    fn to_be_sure<T>(
        &self,
        doing: &'static str,
        work: impl FnMut(&dyn Tx) -> Result<T, Fault>,
    ) -> Result<T, OfficeError> {
        let found = self.for_tablets(doing, work)?;
        self.engine.settle().map_err(|fault| fault.named(doing))?;
        Ok(found)
    }

    fn for_people<T>(
        &self,
        doing: &'static str,
        work: impl FnMut(&dyn Tx) -> Result<T, Fault>,
    ) -> Result<T, OfficeError> {
        self.read(Lane::People, doing, work)
    }

    fn read<T>(
        &self,
        lane: Lane,
        doing: &'static str,
        mut work: impl FnMut(&dyn Tx) -> Result<T, Fault>,
    ) -> Result<T, OfficeError> {
        let (mut done, begun) = (None, Instant::now());
        let ended = self.engine.read(lane, &mut |tx: &dyn Tx| {
            done = Some(work(tx)?);
            Ok(())
        });
        self.counts.asked(lane.name(), begun.elapsed());
        ended.map_err(|fault| fault.named(doing))?;
        done.ok_or(OfficeError::Dropped)
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Store")
    }
}
