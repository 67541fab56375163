//! The office's receipts, as they came. Only what verified against the office's key is ever put here.

use chrono::{DateTime, FixedOffset};
use record::{Receipt, SignedReceipt};
use rusqlite::{Connection, OptionalExtension};

use crate::error::Result;
use crate::store::text;

/// Keeps it.
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

/// The office has the record no more: the receipt is put among the old ones, which nothing reads. They are kept as evidence.
pub(crate) fn set_aside(connection: &Connection, seq: u64) -> Result<()> {
    let seq = text::number(seq, "record")?;
    connection.execute(
        "INSERT OR IGNORE INTO old_receipt (seq, receipt, signature)
         SELECT seq, receipt, signature FROM receipt WHERE seq = ?1",
        [seq],
    )?;
    connection.execute("DELETE FROM receipt WHERE seq = ?1", [seq])?;
    Ok(())
}

/// The receipt's own bytes, as they came.
pub(crate) fn signed(connection: &Connection, seq: u64) -> Result<Option<SignedReceipt>> {
    let sql = "SELECT receipt, signature FROM receipt WHERE seq = ?1";
    let row = connection.query_row(sql, [text::number(seq, "record")?], |row| {
        Ok(SignedReceipt { receipt: row.get(0)?, signature: row.get(1)? })
    });
    Ok(row.optional()?)
}
