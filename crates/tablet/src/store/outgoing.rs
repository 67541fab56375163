//! What goes to the office, on a connection of its own to the tablet's database. Whoever sends waits for nobody who works
//! on the tablet, and nobody for whoever sends, but for the moment in which the other writes.

use std::path::Path;

use record::{Hash, Head, Receipt, SignedReceipt, SignedRecord};
use rusqlite::{Connection, TransactionBehavior};

use super::database;
use super::device::DEVICE_FILE;
use super::table::outbox::{self, OutboxRow};
use super::table::{blob, receipt, record as record_table};
use crate::error::Result;
use crate::keys::secret::Secret;

/// The tablet's database as sending sees it.
#[derive(Debug)]
pub(crate) struct Outgoing {
    connection: Connection,
}

/// A record of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChainRow {
    pub(crate) head: Head,
    /// The blobs it carries, with their lengths.
    pub(crate) blobs: Vec<(Hash, u64)>,
    /// While it is on its way.
    pub(crate) waits: Option<OutboxRow>,
}

impl Outgoing {
    /// Opens it beside the `Device` that is open.
    pub(crate) fn open(folder: &Path, key: &Secret) -> Result<Self> {
        Ok(Self { connection: database::second(&folder.join(DEVICE_FILE), key)? })
    }

    /// The whole chain in order, as it stands at one moment: what is sealed meanwhile would otherwise be in the chain and
    /// not yet on its way.
    pub(crate) fn chain(&mut self) -> Result<Vec<ChainRow>> {
        let now = self.connection.transaction()?;
        let mut waiting = outbox::list(&now)?.into_iter().peekable();
        let row = |head: Head| {
            let waits = waiting.next_if(|row| row.seq == head.seq);
            Ok(ChainRow { head, blobs: blob::of_record(&now, head.seq)?, waits })
        };
        record_table::hashes(&now)?.into_iter().map(row).collect()
    }

    pub(crate) fn record(&self, seq: u64) -> Result<SignedRecord> {
        record_table::read(&self.connection, seq)
    }

    /// The bytes of a blob from `offset`, as many as one request sends.
    pub(crate) fn blob_piece(&self, hash: Hash, offset: u64) -> Result<Vec<u8>> {
        blob::piece_from(&self.connection, hash, offset)
    }

    /// Keeps a receipt that verified; the record is no longer on its way.
    pub(crate) fn keep_receipt(&mut self, seq: u64, signed: &SignedReceipt, read: &Receipt) -> Result<()> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        receipt::insert(&transaction, seq, signed, read)?;
        outbox::delete(&transaction, seq)?;
        Ok(transaction.commit()?)
    }

    /// Says why the office would not take a record. It stays.
    pub(crate) fn set_stuck(&self, seq: u64, why: &str) -> Result<()> {
        outbox::set_stuck(&self.connection, seq, why)
    }
}

#[cfg(test)]
mod tests;
