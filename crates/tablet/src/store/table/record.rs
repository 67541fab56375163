//! The tablet's chain: every record it ever signed, byte for byte. Only ever added to.

use record::{Hash, Head, SignedRecord};
use rusqlite::{Connection, OptionalExtension};

use crate::error::{Result, TabletError};
use crate::store::text;

pub(crate) fn insert(connection: &Connection, seq: u64, record: &SignedRecord) -> Result<()> {
    connection.execute(
        "INSERT INTO record (seq, hash, envelope, signature, body) VALUES (?1, ?2, ?3, ?4, ?5)",
        (
            text::number(seq, "record")?,
            record.hash().as_bytes(),
            &record.envelope,
            record.signature,
            &record.body,
        ),
    )?;
    Ok(())
}

pub(crate) fn head(connection: &Connection) -> Result<Option<Head>> {
    let row = connection
        .query_row("SELECT seq, hash FROM record ORDER BY seq DESC LIMIT 1", [], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; 32]>(1)?))
        })
        .optional()?;
    row.map(|(seq, hash)| Ok(Head { seq: text::count(seq, "record")?, hash: Hash::from_bytes(hash) }))
        .transpose()
}

/// The number and hash of every record, in order.
pub(crate) fn hashes(connection: &Connection) -> Result<Vec<Head>> {
    let mut statement = connection.prepare("SELECT seq, hash FROM record ORDER BY seq")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; 32]>(1)?)))?;
    rows.map(|row| {
        let (seq, hash) = row?;
        Ok(Head { seq: text::count(seq, "record")?, hash: Hash::from_bytes(hash) })
    })
    .collect()
}

pub(crate) fn read(connection: &Connection, seq: u64) -> Result<SignedRecord> {
    connection
        .query_row(
            "SELECT envelope, signature, body FROM record WHERE seq = ?1",
            [text::number(seq, "record")?],
            |row| Ok(SignedRecord { envelope: row.get(0)?, signature: row.get(1)?, body: row.get(2)? }),
        )
        .optional()?
        .ok_or(TabletError::Damaged { what: "record" })
}
