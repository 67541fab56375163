//! What the office wrote. Only what was proved to be its own is ever put here.

use plan::ids::UserId;
use record::{DeviceId, Envelope, Hash, SignedRecord};
use rusqlite::Connection;

use crate::error::Result;
use crate::store::text;

/// Keeps it, behind all that came before. Twice is once.
pub(crate) fn insert(
    connection: &Connection,
    record: &SignedRecord,
    envelope: &Envelope,
    about: Hash,
) -> Result<()> {
    connection.execute(
        "INSERT OR IGNORE INTO from_office (hash, about, device, author, seq, envelope, signature, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (
            record.hash().as_bytes(),
            about.as_bytes(),
            envelope.dev.to_string(),
            envelope.author.user.to_string(),
            text::number(envelope.seq, "record")?,
            &record.envelope,
            record.signature,
            &record.body,
        ),
    )?;
    Ok(())
}

pub(crate) fn is_held(connection: &Connection, hash: Hash) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM from_office WHERE hash = ?1)";
    Ok(connection.query_row(sql, [hash.as_bytes()], |row| row.get(0))?)
}

/// The hashes under one number of a chain.
pub(crate) fn numbered(
    connection: &Connection,
    device: DeviceId,
    author: UserId,
    seq: u64,
) -> Result<Vec<Hash>> {
    let sql = "SELECT hash FROM from_office WHERE device = ?1 AND author = ?2 AND seq = ?3";
    let mut statement = connection.prepare_cached(sql)?;
    let at = (device.to_string(), author.to_string(), text::number(seq, "record")?);
    let rows = statement.query_map(at, |row| row.get::<_, [u8; 32]>(0))?;
    rows.map(|row| Ok(Hash::from_bytes(row?))).collect()
}

/// What is about a record of this worker, as it came: the hash and the body of each.
pub(crate) fn about(connection: &Connection, seq: u64) -> Result<Vec<(Hash, Vec<u8>)>> {
    let sql = "SELECT f.hash, f.body FROM record r JOIN from_office f ON f.about = r.hash
         WHERE r.seq = ?1 ORDER BY f.number";
    let mut statement = connection.prepare_cached(sql)?;
    let of = [text::number(seq, "record")?];
    let rows = statement.query_map(of, |row| Ok((Hash::from_bytes(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// All of it, as it came.
#[cfg(test)]
pub(crate) fn all(connection: &Connection) -> Result<Vec<SignedRecord>> {
    let mut statement =
        connection.prepare("SELECT envelope, signature, body FROM from_office ORDER BY number")?;
    let rows = statement.query_map([], |row| {
        Ok(SignedRecord { envelope: row.get(0)?, signature: row.get(1)?, body: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
