//! The office's receipts, as they came. Only what verified against the office's key is ever put here.

use chrono::{DateTime, FixedOffset};
use record::{Receipt, SignedReceipt};
use rusqlite::{Connection, OptionalExtension};

use crate::error::Result;
use crate::store::text;

/// Keeps it, in place of one from an earlier life of the office.
pub(crate) fn put(connection: &Connection, seq: u64, signed: &SignedReceipt, read: &Receipt) -> Result<()> {
    connection.execute(
        "INSERT OR REPLACE INTO receipt (seq, receipt, signature, received_at, office_seq)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        (
            text::number(seq, "record")?,
            &signed.receipt,
            signed.signature,
            read.received_at.to_rfc3339(),
            text::number(read.office_seq, "receipt")?,
        ),
    )?;
    Ok(())
}

/// When the office received a record, and its number there.
pub(crate) fn read(connection: &Connection, seq: u64) -> Result<Option<(DateTime<FixedOffset>, u64)>> {
    let row = connection
        .query_row(
            "SELECT received_at, office_seq FROM receipt WHERE seq = ?1",
            [text::number(seq, "record")?],
            |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)),
        )
        .optional()?;
    row.map(|(at, office_seq)| Ok((text::time(&at)?, text::count(office_seq, "receipt")?))).transpose()
}
