//! A file that an earlier version wrote and did not close with a key. Whoever brings it to today's form closes it: a closed copy is
//! written beside it, and once that is on the disk it takes the file's place. What the disk keeps of the old one is not wiped.

use crate::OfficeError;
use crate::disk::{beside, for_owner_only, put_in_place};
use crate::store::engine::Fault;
use crate::store::store_key::StoreKey;
use rusqlite::{Connection, OpenFlags, ffi, params};
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::Path;

/// How every file begins that no key closes.
const HEADER: &[u8; 16] = b"SQLite format 3\0";

pub(super) fn is_plain(path: &Path) -> Result<bool, OfficeError> {
    let mut header = [0; 16];
    match File::open(path).and_then(|mut file| file.read_exact(&mut header)) {
        Ok(()) => Ok(&header == HEADER),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(false),
        Err(source) => Err(OfficeError::Machine { doing: "read its database", source }),
    }
}

/// Closes the file with the key, if that may be done with one of this form.
pub(super) fn close(
    path: &Path,
    key: &StoreKey,
    may_be: impl FnOnce(i64) -> Result<(), OfficeError>,
) -> Result<(), OfficeError> {
    let open = || -> rusqlite::Result<(Connection, i64)> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let plain = Connection::open_with_flags(path, flags)?;
        plain.execute_batch("PRAGMA cipher_log_level = NONE; PRAGMA busy_timeout = 5000")?;
        let form = plain.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        Ok((plain, form))
    };
    let (plain, form) = open().map_err(failed)?;
    may_be(form)?;
    let half = beside(path, ".half");
    for ending in ["-wal", "-shm", "-journal"] {
        let _ = fs::remove_file(beside(&half, ending));
    }
    let made = for_owner_only().write(true).truncate(true).open(&half);
    made.map_err(OfficeError::machine("close its database"))?;
    export(plain, form, &half, key).map_err(|source| {
        // On a full disk its room is needed.
        let _ = fs::remove_file(&half);
        failed(source)
    })?;
    put_in_place(&half, path).map_err(OfficeError::machine("close its database"))?;
    tracing::info!("the database is closed with the office's key from now on");
    Ok(())
}

fn export(plain: Connection, form: i64, half: &Path, key: &StoreKey) -> rusqlite::Result<()> {
    let name = half.to_str().ok_or_else(|| rusqlite::Error::InvalidPath(half.to_owned()))?;
    // So that nothing of it is left in a log that would be taken for the closed file's.
    let is_used: bool = plain.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if is_used {
        return Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_BUSY), None));
    }
    plain.execute("ATTACH DATABASE ?1 AS closed KEY ?2", params![name, key.text().as_str()])?;
    plain.query_row("SELECT sqlcipher_export('closed')", [], |_| Ok(()))?;
    plain.execute_batch(&format!("PRAGMA closed.user_version = {form}; DETACH DATABASE closed"))?;
    plain.close().map_err(|(_, error)| error)
}

fn failed(source: rusqlite::Error) -> OfficeError {
    Fault::from(source).named("close")
}
