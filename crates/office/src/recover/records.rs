//! What a worker has sealed, read from their records.

use super::copy::Copy;
use record::letter::{Carried, Part};
use record::{BodyRef, DeviceId, Envelope, Hash, SignedRecord};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// The places of the records in their chain.
pub(super) fn numbers(records: &Connection) -> rusqlite::Result<Vec<i64>> {
    let mut statement = records.prepare("SELECT seq FROM record ORDER BY seq")?;
    statement.query_map([], |row| row.get(0))?.collect()
}

/// The places of what an office wrote, where this tablet keeps such.
pub(super) fn written_numbers(records: &Connection) -> rusqlite::Result<Vec<i64>> {
    let sql = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'from_office')";
    if !records.query_row(sql, [], |row| row.get::<_, bool>(0))? {
        return Ok(Vec::new());
    }
    let mut statement = records.prepare("SELECT number FROM from_office ORDER BY number")?;
    statement.query_map([], |row| row.get(0))?.collect()
}

/// What an office wrote. Nothing of it is proved yet.
pub(super) fn written(records: &Connection, number: i64) -> Option<SignedRecord> {
    let sql = "SELECT envelope, signature, body FROM from_office WHERE number = ?1";
    let record = records.query_row(sql, [number], |row| {
        Ok(SignedRecord { envelope: row.get(0)?, signature: row.get(1)?, body: row.get(2)? })
    });
    record.ok()
}

/// The sittings that were sealed.
pub(super) fn sealed_sittings(records: &Connection) -> rusqlite::Result<BTreeSet<String>> {
    let mut statement = records.prepare("SELECT signing FROM sealed")?;
    statement.query_map([], |row| row.get(0))?.collect()
}

/// What was read of a record.
pub(super) struct Read {
    /// Whose it is.
    pub(super) device: DeviceId,
    /// The record and its files, each of which is what its name says: of a damaged page the library may read zeros.
    pub(super) parts: Vec<Part>,
    /// Whether all of it is there.
    pub(super) is_whole: bool,
}

/// A record with its files, and whose it is.
pub(super) fn read(records: &mut Copy, seq: i64) -> Option<Read> {
    let sql = "SELECT envelope, signature, body, hash FROM record WHERE seq = ?1";
    let (record, name) = records.read(|records| {
        let record = records.query_row(sql, [seq], |row| {
            let record = SignedRecord { envelope: row.get(0)?, signature: row.get(1)?, body: row.get(2)? };
            Ok((record, row.get::<_, [u8; 32]>(3)?))
        });
        record.ok()
    })?;
    if record.hash() != Hash::from_bytes(name) {
        return None;
    }
    let envelope = Envelope::read(&record.envelope).ok()?;
    let part = |of, bytes: Vec<u8>| Part { of, total: bytes.len() as u64, start: 0, bytes };
    let (mut parts, mut is_whole) = (Vec::new(), BodyRef::of(&record.body) == envelope.body);
    if is_whole {
        parts.push(part(Carried::Record(record.hash()), record.to_bytes()));
    }
    for file in envelope.blobs {
        let bytes = records.read(|records| file_of(records, file.sha256));
        // One that cannot be read leaves the record waiting for it, which is shown.
        match bytes.filter(|bytes| Hash::of(bytes) == file.sha256) {
            Some(bytes) => parts.push(part(Carried::File(file.sha256), bytes)),
            None => is_whole = false,
        }
    }
    Some(Read { device: envelope.dev, parts, is_whole })
}

fn file_of(records: &Connection, hash: Hash) -> Option<Vec<u8>> {
    let sql = "SELECT bytes FROM blob_chunk WHERE sha256 = ?1 ORDER BY number";
    let mut statement = records.prepare_cached(sql).ok()?;
    let pieces = statement.query_map([hash.as_bytes()], |row| row.get::<_, Vec<u8>>(0)).ok()?;
    Some(pieces.collect::<rusqlite::Result<Vec<_>>>().ok()?.concat())
}
