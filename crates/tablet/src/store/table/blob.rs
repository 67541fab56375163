//! The files that records carry, in rows of a bounded length.

use record::Hash;
use rusqlite::Connection;

use crate::error::{Result, TabletError};
use crate::store::text;

/// Bytes of one row.
const PIECE: usize = 256 * 1024;
/// Keeps a blob. The same bytes twice are kept once.
pub(crate) fn insert(connection: &Connection, bytes: &[u8]) -> Result<Hash> {
    let hash = Hash::of(bytes);
    let len = text::number(bytes.len(), "blob")?;
    let sql = "INSERT INTO blob (sha256, len) VALUES (?1, ?2) ON CONFLICT (sha256) DO NOTHING";
    if connection.execute(sql, (hash.as_bytes(), len))? == 0 {
        return Ok(hash);
    }
    for (number, piece) in bytes.chunks(PIECE).enumerate() {
        connection.execute(
            "INSERT INTO blob_chunk (sha256, number, bytes) VALUES (?1, ?2, ?3)",
            (hash.as_bytes(), text::number(number, "blob")?, piece),
        )?;
    }
    Ok(hash)
}

/// Says that a record carries a blob.
pub(crate) fn attach(connection: &Connection, seq: u64, place: usize, hash: Hash) -> Result<()> {
    connection.execute(
        "INSERT INTO record_blob (seq, place, sha256) VALUES (?1, ?2, ?3)",
        (text::number(seq, "record")?, text::number(place, "record")?, hash.as_bytes()),
    )?;
    Ok(())
}

/// The blobs a record carries, with their lengths.
pub(crate) fn of_record(connection: &Connection, seq: u64) -> Result<Vec<(Hash, u64)>> {
    let mut statement = connection.prepare(
        "SELECT blob.sha256, blob.len FROM record_blob JOIN blob ON blob.sha256 = record_blob.sha256
         WHERE record_blob.seq = ?1 ORDER BY record_blob.place",
    )?;
    let rows = statement.query_map([text::number(seq, "record")?], |row| {
        Ok((row.get::<_, [u8; 32]>(0)?, row.get::<_, i64>(1)?))
    })?;
    rows.map(|row| {
        let (hash, len) = row?;
        Ok((Hash::from_bytes(hash), text::count(len, "blob")?))
    })
    .collect()
}

/// A whole blob, if its bytes still have the hash it is kept under.
pub(crate) fn whole(connection: &Connection, hash: Hash) -> Result<Vec<u8>> {
    let mut statement =
        connection.prepare("SELECT bytes FROM blob_chunk WHERE sha256 = ?1 ORDER BY number")?;
    let rows = statement.query_map([hash.as_bytes()], |row| row.get::<_, Vec<u8>>(0))?;
    let pieces: Vec<Vec<u8>> = rows.collect::<rusqlite::Result<_>>()?;
    let bytes = pieces.concat();
    if Hash::of(&bytes) == hash { Ok(bytes) } else { Err(TabletError::Damaged { what: "blob" }) }
}
