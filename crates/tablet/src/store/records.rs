//! What one worker has sealed on this tablet: their chain of records with everything they carry, what the office confirmed,
//! what became of each copy. Nobody else's key opens it. What is sent of it is in `post`, closed to the office.
//!
//! A plan is sealed when it has a row here, so the plans' database and this one can never say two things about it.

use std::path::Path;

use chrono::{DateTime, FixedOffset};
use ipc::visit::{Copied, CopyOf, Given};
use plan::ids::{PersonId, PlanId, UserId};
use printer::{Pin, Printer, Ticket};
use record::{DeviceId, Envelope, GivenCopies, Hash, Head, Receipt, SignedReceipt, SignedRecord};
use rusqlite::TransactionBehavior;
use rusqlite_migration::M;

use super::database::{self, Steps};
use super::lasting::Lasting;
use super::table::copy::{self, CopyRow};
use super::table::enrolment::{self, Enrolment};
use super::table::print::{self, PrintRow, PrintState};
use super::table::sealed::{self, SealedRow};
use super::table::way::Way;
use super::table::{blob, from_office, printer_key, receipt, record as record_table};
use crate::error::{Result, TabletError};
use crate::keys::secret::Secret;

/// The file's name in the worker's folder.
pub(super) const FILE: &str = "records.db";

const STEPS: Steps = &[
    M::up(include_str!("../../../../migrations/tablet/records/0001_records.sql")),
    M::up(include_str!("../../../../migrations/tablet/records/0002_from_office.sql")),
];

/// The database, open.
#[derive(Debug)]
pub(crate) struct Records {
    connection: Lasting,
}

/// Everything a seal adds.
pub(crate) struct Seal<'a> {
    pub(crate) record: &'a SignedRecord,
    /// In the order of the record's blobs.
    pub(crate) blobs: &'a [&'a [u8]],
    pub(crate) row: &'a SealedRow,
    /// The whole plan's copy first; each is one of the blobs.
    pub(crate) copies: &'a [CopyRow],
}

/// How a copy was given.
#[derive(Clone, Copy)]
pub(crate) struct Giving<'a> {
    /// What says so, and its number in the chain.
    pub(crate) record: &'a SignedRecord,
    pub(crate) seq: u64,
    pub(crate) plan: PlanId,
    pub(crate) person: Option<PersonId>,
    pub(crate) given: Given,
    pub(crate) when_and_by: (DateTime<FixedOffset>, UserId),
}

impl Records {
    /// Makes the database of a new worker.
    pub(crate) fn create(folder: &Path, key: &Secret, enrolment: &Enrolment) -> Result<Self> {
        let connection = Lasting::create(&folder.join(FILE), key, STEPS)?;
        enrolment::put(&connection, enrolment)?;
        Ok(Self { connection })
    }

    pub(crate) fn open(folder: &Path, key: &Secret) -> Result<Self> {
        Ok(Self { connection: Lasting::open(&folder.join(FILE), key, STEPS)? })
    }

    pub(crate) fn check(&self) -> Result<()> {
        database::check(&self.connection)
    }

    /// Opens it again where a failure has made it useless.
    pub(crate) fn mend(&mut self) -> Result<()> {
        self.connection.mend()
    }

    /// Whether something could not be read since it was opened, and was done without.
    pub(crate) const fn met_damage(&self) -> bool {
        self.connection.met_damage()
    }

    pub(crate) fn close(self) -> Result<()> {
        self.connection.close()
    }

    pub(crate) fn enrolment(&self) -> Result<Enrolment> {
        enrolment::read(&self.connection)
    }

    pub(crate) fn put_enrolment(&self, enrolment: &Enrolment) -> Result<()> {
        enrolment::put(&self.connection, enrolment)
    }

    pub(crate) fn head(&self) -> Result<Option<Head>> {
        record_table::head(&self.connection)
    }

    /// Adds a seal: all of it or nothing.
    pub(crate) fn seal(&mut self, seal: &Seal<'_>) -> Result<()> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let seq = seal.row.seq;
        record_table::insert(&transaction, seq, seal.record)?;
        for (place, bytes) in seal.blobs.iter().enumerate() {
            let hash = blob::insert(&transaction, bytes)?;
            blob::attach(&transaction, seq, place, hash)?;
        }
        sealed::insert(&transaction, seal.row)?;
        seal.copies.iter().try_for_each(|row| copy::insert(&transaction, seal.row.plan, row))?;
        transaction.commit()?;
        // It is sealed. In the main file it is behind a proof for each page; a log ends where it is damaged, and nothing says so.
        let _ = database::settle(&self.connection);
        Ok(())
    }

    pub(crate) fn set_seal_ms(&self, plan: PlanId, seal_ms: f64) -> Result<()> {
        sealed::set_seal_ms(&self.connection, plan, seal_ms)
    }

    /// How a plan was sealed, if it was. Looked for in both ways, so that a damaged page hides only the plans that lie on it.
    ///
    /// # Errors
    /// [`TabletError::Damaged`] where nobody can tell: it is not to be taken for one that is not sealed.
    pub(crate) fn sealed(&mut self, plan: PlanId) -> Result<Option<SealedRow>> {
        for way in Way::Index.then_other() {
            let found = self.connection.if_readable(|connection| sealed::read(connection, plan, way))?;
            if let Some(row) = found {
                return Ok(row);
            }
        }
        Err(TabletError::Damaged { what: "seal" })
    }

    pub(crate) fn blob(&self, hash: Hash) -> Result<Vec<u8>> {
        blob::whole(&self.connection, hash)
    }

    /// A record, byte for byte, and the files it carries.
    pub(crate) fn record(&self, seq: u64) -> Result<(SignedRecord, Vec<Hash>)> {
        let files = blob::of_record(&self.connection, seq)?;
        Ok((record_table::read(&self.connection, seq)?, files.into_iter().map(|(hash, _)| hash).collect()))
    }

    /// The plan that a record seals, and when it was sealed; none where it is about something else.
    pub(crate) fn plan_of(&self, seq: u64) -> Result<Option<(PlanId, DateTime<FixedOffset>)>> {
        self.connection.proved(sealed::of_record(&self.connection, seq)?)
    }

    /// The plan that a record seals, or whose copies it is about, and when that was sealed.
    pub(crate) fn plan_about(&self, seq: u64) -> Result<Option<(PlanId, DateTime<FixedOffset>)>> {
        if let Some(sealed) = self.plan_of(seq)? {
            return Ok(Some(sealed));
        }
        let (record, _) = self.record(seq)?;
        let Ok(GivenCopies { of, .. }) = GivenCopies::read(&record.body) else { return Ok(None) };
        let about = self.chain()?.into_iter().find(|head| head.hash == of);
        about.map_or(Ok(None), |head| self.plan_of(head.seq))
    }

    /// The number and hash of every record, in order.
    pub(crate) fn chain(&self) -> Result<Vec<Head>> {
        record_table::hashes(&self.connection)
    }

    /// The receipt as it came.
    pub(crate) fn signed_receipt(&self, seq: u64) -> Result<Option<SignedReceipt>> {
        receipt::signed(&self.connection, seq)
    }

    /// The office has a record no more. What it once said of it is kept.
    pub(crate) fn set_receipt_aside(&self, seq: u64) -> Result<()> {
        let transaction = self.connection.unchecked_transaction()?;
        receipt::set_aside(&transaction, seq)?;
        Ok(transaction.commit()?)
    }

    /// Keeps a receipt that verified.
    pub(crate) fn keep_receipt(&self, seq: u64, signed: &SignedReceipt, read: &Receipt) -> Result<()> {
        receipt::put(&self.connection, seq, signed, read)
    }

    /// When the office received a record, and its number there.
    pub(crate) fn receipt(&self, seq: u64) -> Result<Option<(DateTime<FixedOffset>, u64)>> {
        receipt::read(&self.connection, seq)
    }

    /// Whether the office received a record. What cannot be read is no receipt.
    pub(crate) fn is_received(&mut self, seq: u64) -> Result<bool> {
        let found = self.connection.if_readable(|connection| receipt::read(connection, seq))?;
        Ok(found.flatten().is_some())
    }

    /// Keeps what the office wrote about a record. Twice is once.
    pub(crate) fn keep_from_office(
        &self,
        record: &SignedRecord,
        envelope: &Envelope,
        about: Hash,
    ) -> Result<()> {
        from_office::insert(&self.connection, record, envelope, about)
    }

    pub(crate) fn has_from_office(&self, record: Hash) -> Result<bool> {
        self.connection.proved(from_office::is_held(&self.connection, record)?)
    }

    /// What the office wrote under one number of a person's chain.
    pub(crate) fn numbered_from_office(
        &self,
        device: DeviceId,
        author: UserId,
        seq: u64,
    ) -> Result<Vec<Hash>> {
        self.connection.proved(from_office::numbered(&self.connection, device, author, seq)?)
    }

    /// Hash and body of what the office wrote about a record, in their order; none where they cannot be read.
    pub(crate) fn readable_from_office(&mut self, seq: u64) -> Result<Vec<(Hash, Vec<u8>)>> {
        let found = self.connection.if_readable(|connection| from_office::about(connection, seq))?;
        Ok(found.unwrap_or_default())
    }

    /// All that the office wrote, in the order in which it came.
    #[cfg(test)]
    pub(crate) fn all_from_office(&self) -> Result<Vec<SignedRecord>> {
        from_office::all(&self.connection)
    }

    /// The copies of a sealed plan, the whole one first; none where they cannot be read.
    pub(crate) fn readable_copies(&mut self, plan: PlanId) -> Result<Vec<CopyRow>> {
        Ok(self.connection.if_readable(|connection| copy::list(connection, plan))?.unwrap_or_default())
    }

    /// The copies of a sealed plan, the whole one first.
    pub(crate) fn copies(&self, plan: PlanId) -> Result<Vec<CopyRow>> {
        copy::list(&self.connection, plan)
    }

    /// The copy of one person, or the whole one. What is not sealed has none.
    pub(crate) fn copy(&self, plan: PlanId, person: Option<PersonId>) -> Result<CopyRow> {
        let mut copies = self.copies(plan)?.into_iter();
        copies.find(|copy| copy.person == person).ok_or(TabletError::NotSealed)
    }

    pub(crate) fn set_saved(&self, plan: PlanId, person: Option<PersonId>, saved: &Copied) -> Result<()> {
        copy::set_saved(&self.connection, plan, person, saved)
    }

    /// Forgets which copies of a plan were saved in a folder.
    pub(crate) fn forget_saved(&self, plan: PlanId, folder: &str) -> Result<()> {
        copy::forget_saved(&self.connection, plan, folder)
    }

    /// Notes how a copy was given, and adds the record that says so: both or neither.
    pub(crate) fn give(&mut self, giving: &Giving<'_>) -> Result<()> {
        let Giving { record, seq, plan, person, given, when_and_by } = *giving;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        record_table::insert(&transaction, seq, record)?;
        copy::set_given(&transaction, plan, person, given, when_and_by)?;
        Ok(transaction.commit()?)
    }

    /// The last print of a copy.
    pub(crate) fn last_print(&self, copy: &CopyOf) -> Result<Option<PrintRow>> {
        print::last(&self.connection, copy)
    }

    /// The printer to offer for a plan that was not printed yet.
    pub(crate) fn last_printer(&self, plan: PlanId) -> Result<Option<String>> {
        print::last_printer(&self.connection, plan)
    }

    pub(crate) fn put_print(&self, copy: &CopyOf, row: &PrintRow, at: DateTime<FixedOffset>) -> Result<()> {
        print::put(&self.connection, copy, row, at)
    }

    pub(crate) fn set_print_state(&self, ticket: Ticket, state: PrintState) -> Result<()> {
        print::set_state(&self.connection, ticket, state)
    }

    /// The key that a printer with an encrypted line is known by.
    pub(crate) fn printer_key(&self, printer: &Printer) -> Result<Option<Pin>> {
        printer_key::read(&self.connection, printer)
    }

    pub(crate) fn put_printer_key(&self, printer: &Printer, pin: Pin) -> Result<()> {
        printer_key::put(&self.connection, printer, pin)
    }

    /// The printers that are known by a key, and so were used over an encrypted line.
    pub(crate) fn printers_with_a_key(&self) -> Result<Vec<Printer>> {
        printer_key::printers(&self.connection)
    }
}

#[cfg(test)]
pub(super) mod tests;
