//! What a worker has sealed, read from their records.

use super::copy::Copy;
use record::letter::{Carried, Part};
use record::{DeviceId, Envelope, Hash, SignedRecord};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// The places of the records in their chain.
pub(super) fn numbers(records: &Connection) -> rusqlite::Result<Vec<i64>> {
    let mut statement = records.prepare("SELECT seq FROM record ORDER BY seq")?;
    statement.query_map([], |row| row.get(0))?.collect()
}

/// The sittings that were sealed.
pub(super) fn sealed_sittings(records: &Connection) -> rusqlite::Result<BTreeSet<String>> {
    let mut statement = records.prepare("SELECT signing FROM sealed")?;
    statement.query_map([], |row| row.get(0))?.collect()
}

/// A record with its files, and whose it is.
pub(super) fn read(records: &mut Copy, seq: i64) -> Option<(DeviceId, Vec<Part>)> {
    let sql = "SELECT envelope, signature, body FROM record WHERE seq = ?1";
    let record = records.read(|records| {
        let record = records.query_row(sql, [seq], |row| {
            Ok(SignedRecord { envelope: row.get(0)?, signature: row.get(1)?, body: row.get(2)? })
        });
        record.ok()
    })?;
    let envelope = Envelope::read(&record.envelope).ok()?;
    let whole = |of, bytes: Vec<u8>| Part { of, total: bytes.len() as u64, start: 0, bytes };
    let mut parts = vec![whole(Carried::Record(record.hash()), record.to_bytes())];
    for file in envelope.blobs {
        // One that cannot be read leaves the record waiting for it, which is shown.
        if let Some(bytes) = records.read(|records| file_of(records, file.sha256)) {
            parts.push(whole(Carried::File(file.sha256), bytes));
        }
    }
    Some((envelope.dev, parts))
}

fn file_of(records: &Connection, hash: Hash) -> Option<Vec<u8>> {
    let sql = "SELECT bytes FROM blob_chunk WHERE sha256 = ?1 ORDER BY number";
    let mut statement = records.prepare_cached(sql).ok()?;
    let pieces = statement.query_map([hash.as_bytes()], |row| row.get::<_, Vec<u8>>(0)).ok()?;
    Some(pieces.collect::<rusqlite::Result<Vec<_>>>().ok()?.concat())
}
