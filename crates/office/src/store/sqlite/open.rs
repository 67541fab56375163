//! Opening the file: its key, pragmas, migrations, turning away from a file that is of another form or another key, and what is left on
//! a full disk.

use super::checkpoints::Checkpoints;
use super::{Connections, Each, Sqlite, is_full, plain};
use crate::OfficeError;
use crate::disk::for_owner_only;
use crate::store::engine::Fault;
use crate::store::form::Opening;
use crate::store::store_key::StoreKey;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use rusqlite_migration::{M, Migrations};
use std::fs;
use std::path::Path;
use std::sync::{Mutex, RwLock};

/// In order, and never changed once released: a new form of the database is a new file at the end.
const MIGRATIONS: &[M<'static>] = &[
    M::up(include_str!("../../../../../migrations/office-sqlite/0001_office.sql")),
    M::up(include_str!("../../../../../migrations/office-sqlite/0002_people.sql")),
    M::up(include_str!("../../../../../migrations/office-sqlite/0003_lists.sql")),
    M::up(include_str!("../../../../../migrations/office-sqlite/0004_keeping.sql")),
    M::up(include_str!("../../../../../migrations/office-sqlite/0005_chain.sql")),
    M::up(include_str!("../../../../../migrations/office-sqlite/0006_partners.sql")),
    M::up(include_str!("../../../../../migrations/office-sqlite/0007_ways_in.sql")),
    M::up(include_str!("../../../../../migrations/office-sqlite/0008_access.sql")),
    M::up(include_str!("../../../../../migrations/office-sqlite/0009_receipts.sql")),
    M::up(include_str!("../../../../../migrations/office-sqlite/0010_said.sql")),
    M::up(include_str!("../../../../../migrations/office-sqlite/0011_today.sql")),
    M::up(include_str!("../../../../../migrations/office-sqlite/0012_copies.sql")),
];

/// The number of the last of them.
pub(in crate::store) const FORM: usize = MIGRATIONS.len();

/// Before anything else on a connection that has the file for itself: it shares nothing with others, in no file.
const FOR_ITSELF: &str = "PRAGMA locking_mode = EXCLUSIVE;";

/// For each connection. `synchronous=FULL` is what a receipt rests on.
const PRAGMAS: &str = "
    PRAGMA busy_timeout = 5000;
    PRAGMA foreign_keys = ON;
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA mmap_size = 0;
    PRAGMA temp_store = MEMORY;
    PRAGMA secure_delete = ON;
    PRAGMA journal_size_limit = 16777216;
";

/// Statements that a connection keeps ready: more than there are.
const STATEMENTS: usize = 512;

/// Some file systems have no memory that programs share, and a file that others use stays as it was.
#[derive(Debug, thiserror::Error)]
#[error("its journal is {journal} and not written ahead")]
struct NoLogAhead {
    journal: String,
}

pub(in crate::store) fn open(path: &Path, key: &StoreKey, opening: Opening) -> Result<Sqlite, OfficeError> {
    if opening == Opening::Make {
        // SQLite gives its other files the rights of this one.
        for_owner_only().append(true).open(path).map_err(OfficeError::machine("make its database"))?;
    } else if !fs::exists(path).map_err(OfficeError::machine("find its database"))? {
        return Err(OfficeError::NoDatabase);
    }
    let is_plain = plain::is_plain(path)?;
    if is_plain && opening != Opening::Look {
        plain::close(path, key, |form| opening.brings_plain(form, known()))?;
    }
    // Whoever only looks reads a file as it is.
    let key = (!is_plain || opening != Opening::Look).then_some(key);
    let opened = writer(path, key).and_then(|mut writer| {
        bring(&mut writer, opening)?;
        Ok(Connections::Each(Box::new(beside(path, key, writer)?)))
    });
    let connections = match opened {
        // What is there can be read. What would have to be made, or brought to another form first, is refused.
        Err(Fault::Full) if opening != Opening::Make => alone(path, key).and_then(|mut alone| {
            let brings = opening.writes();
            let brought = bring(&mut alone, if brings { Opening::AsItIs } else { opening });
            brought.map_err(|fault| if brings { Fault::Full } else { fault })?;
            Ok(Connections::Alone(Mutex::new(alone)))
        }),
        opened => opened,
    };
    let connections = RwLock::new(connections.map_err(|fault| fault.named("open"))?);
    Ok(Sqlite { path: path.to_owned(), key: key.cloned(), connections })
}

/// Writes everything into the one file, with no log beside it until it is opened for writing again.
pub(in crate::store) fn settle(path: &Path, key: &StoreKey) -> Result<(), OfficeError> {
    let settle = || -> Result<(), Fault> {
        let connection = writer(path, Some(key))?;
        connection.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
        Ok(connection.close().map_err(|(_, source)| source)?)
    };
    settle().map_err(|fault| fault.named("open"))
}

/// Each of the connections to a file of today's form.
pub(super) fn each(path: &Path, key: Option<&StoreKey>) -> Result<Each, Fault> {
    beside(path, key, writer(path, key)?)
}

fn writer(path: &Path, key: Option<&StoreKey>) -> Result<Connection, Fault> {
    connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE, "")
}

fn beside(path: &Path, key: Option<&StoreKey>, writer: Connection) -> Result<Each, Fault> {
    let tablets = connect(path, key, OpenFlags::SQLITE_OPEN_READ_ONLY, "")?;
    let people = connect(path, key, OpenFlags::SQLITE_OPEN_READ_ONLY, "")?;
    let folding = self::writer(path, key)?;
    let checkpoints = Checkpoints::new(folding, &writer)?;
    let [tablets, people, writer] = [tablets, people, writer].map(Mutex::new);
    Ok(Each { checkpoints, tablets, people, writer })
}

/// One connection that has the file for itself, and needs no room for it.
pub(super) fn alone(path: &Path, key: Option<&StoreKey>) -> Result<Connection, Fault> {
    connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE, FOR_ITSELF)
}

fn connect(path: &Path, key: Option<&StoreKey>, flags: OpenFlags, first: &str) -> Result<Connection, Fault> {
    let open = || -> rusqlite::Result<Connection> {
        let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        // What it would log are page numbers on standard error, which help nobody here.
        connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
        if let Some(key) = key {
            connection.execute_batch(&key.statement())?;
        }
        connection.execute_batch(first)?;
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        connection.execute_batch(PRAGMAS)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(connection)
    };
    open().map_err(|source| match source.sqlite_error_code() {
        // Of a page that it cannot prove, what encrypts says that there is no memory.
        Some(ErrorCode::NotADatabase | ErrorCode::OutOfMemory) => OfficeError::KeyOther.into(),
        Some(_) | None => source.into(),
    })
}

fn bring(connection: &mut Connection, opening: Opening) -> Result<(), Fault> {
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let brings = opening.brings(found, known())?;
    if !opening.writes() {
        return Ok(());
    }
    let journal: String =
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if journal != "wal" {
        return Err(Fault::database(NoLogAhead { journal }));
    }
    if brings {
        Migrations::from_slice(MIGRATIONS).to_latest(connection).map_err(not_brought)?;
    }
    Ok(())
}

/// The newest form.
fn known() -> i64 {
    i64::try_from(FORM).unwrap_or(i64::MAX)
}

fn not_brought(error: rusqlite_migration::Error) -> Fault {
    if let rusqlite_migration::Error::RusqliteError { err, .. } = &error
        && is_full(err)
    {
        return Fault::Full;
    }
    Fault::database(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_can_be_run() {
        Migrations::from_slice(MIGRATIONS).validate().unwrap();
    }

    #[test]
    fn a_file_that_was_left_alone_is_written_ahead_again_once_it_is_opened_for_that() {
        let folder = tempfile::tempdir().unwrap();
        let (path, key) = (folder.path().join("office.sqlite"), StoreKey::from_bytes([1; 32]));
        drop(open(&path, &key, Opening::Make).unwrap());
        settle(&path, &key).unwrap();
        for (opening, then) in [(Opening::AsItIs, "delete"), (Opening::Bring, "wal")] {
            drop(open(&path, &key, opening).unwrap());
            let connection = writer(&path, Some(&key)).unwrap();
            let journal = connection.query_row("PRAGMA journal_mode", [], |row| row.get::<_, String>(0));
            assert_eq!(journal.unwrap(), then);
        }
    }
}
