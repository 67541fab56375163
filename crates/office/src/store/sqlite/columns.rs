//! How the office's values stand in columns.

use chrono::{DateTime, Utc};
use record::letter::Carried;
use record::{Hash, PublicKey, SignedReceipt};
use rusqlite::{Row, types::Type};

/// Microseconds since 1970.
pub(super) fn time(at: DateTime<Utc>) -> i64 {
    at.timestamp_micros()
}

/// Lengths and sequence numbers. What does not fit is larger than anything the office ever keeps, and so is this.
pub(super) fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

pub(super) fn get_time(row: &Row<'_>, column: &str) -> rusqlite::Result<DateTime<Utc>> {
    let micros = row.get(column)?;
    DateTime::from_timestamp_micros(micros).ok_or_else(|| out_of_range(row, column, micros))
}

/// Kind and name of what a letter carries.
pub(super) const fn carried(of: &Carried) -> (i64, &[u8; 32]) {
    match of {
        Carried::Record(name) => (1, name.as_bytes()),
        Carried::File(name) => (2, name.as_bytes()),
    }
}

pub(super) fn get_carried(row: &Row<'_>) -> rusqlite::Result<Carried> {
    let name = get_hash(row, "name")?;
    match row.get("kind")? {
        1 => Ok(Carried::Record(name)),
        2 => Ok(Carried::File(name)),
        other => Err(out_of_range(row, "kind", other)),
    }
}

pub(super) fn get_some_time(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<DateTime<Utc>>> {
    let micros: Option<i64> = row.get(column)?;
    micros.map(|_| get_time(row, column)).transpose()
}

pub(super) fn get_unlock(row: &Row<'_>, column: &str) -> rusqlite::Result<u32> {
    let value: i64 = row.get(column)?;
    u32::try_from(value).map_err(|_| out_of_range(row, column, value))
}

pub(super) fn get_number(row: &Row<'_>, column: &str) -> rusqlite::Result<u64> {
    let value: i64 = row.get(column)?;
    u64::try_from(value).map_err(|_| out_of_range(row, column, value))
}

pub(super) fn get_hash(row: &Row<'_>, column: &str) -> rusqlite::Result<Hash> {
    row.get(column).map(Hash::from_bytes)
}

pub(super) fn get_key(row: &Row<'_>, column: &str) -> rusqlite::Result<PublicKey> {
    row.get(column).map(PublicKey::from_bytes)
}

pub(super) fn get_id<T: From<[u8; 16]>>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    row.get::<_, [u8; 16]>(column).map(T::from)
}

pub(super) fn get_receipt(row: &Row<'_>) -> rusqlite::Result<SignedReceipt> {
    Ok(SignedReceipt { receipt: row.get("receipt")?, signature: row.get("receipt_signature")? })
}

fn out_of_range(row: &Row<'_>, column: &str, value: i64) -> rusqlite::Error {
    match row.as_ref().column_index(column) {
        Ok(at) => rusqlite::Error::IntegralValueOutOfRange(at, value),
        Err(_) => rusqlite::Error::InvalidColumnType(0, column.to_owned(), Type::Integer),
    }
}
