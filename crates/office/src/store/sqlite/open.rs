//! Opening the file: its key, pragmas, migrations, and turning away from a file that is of another form or another key.

use super::checkpoints::Checkpoints;
use super::{Sqlite, plain};
use crate::OfficeError;
use crate::disk::for_owner_only;
use crate::store::form::Opening;
use crate::store::store_key::StoreKey;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use rusqlite_migration::{M, Migrations};
use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

/// In order, and never changed once released: a new form of the database is a new file at the end.
const MIGRATIONS: &[M<'static>] = &[
    M::up(include_str!("../../../../../migrations/office-sqlite/0001_office.sql")),
    M::up(include_str!("../../../../../migrations/office-sqlite/0002_lists.sql")),
    M::up(include_str!("../../../../../migrations/office-sqlite/0003_keeping.sql")),
    M::up(include_str!("../../../../../migrations/office-sqlite/0004_chain.sql")),
];

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
const STATEMENTS: usize = 256;

pub(in crate::store) fn open(path: &Path, key: &StoreKey, opening: Opening) -> Result<Sqlite, OfficeError> {
    if opening == Opening::Make {
        // SQLite gives its other files the rights of this one.
        for_owner_only().append(true).open(path).map_err(OfficeError::machine("make its database"))?;
    } else if !fs::exists(path).map_err(OfficeError::machine("find its database"))? {
        return Err(OfficeError::NoDatabase);
    }
    if plain::is_plain(path)? {
        plain::close(path, key, |form| opening.brings_plain(form, known()))?;
    }
    let mut writer = connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    bring(&mut writer, opening)?;
    let tablets = connect(path, key, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let people = connect(path, key, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let folding = connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let checkpoints = Checkpoints::new(folding, &writer).map_err(|source| failed(source.into()))?;
    let [writer, tablets, people] = [writer, tablets, people].map(Mutex::new);
    Ok(Sqlite { checkpoints, tablets, people, writer })
}

/// Writes everything into the one file, with no log beside it until it is opened for writing again.
pub(in crate::store) fn settle(path: &Path, key: &StoreKey) -> Result<(), OfficeError> {
    let connection = connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let settle = || -> rusqlite::Result<()> {
        connection.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
        Ok(())
    };
    settle().map_err(|source| failed(source.into()))?;
    connection.close().map_err(|(_, source)| failed(source.into()))
}

fn connect(path: &Path, key: &StoreKey, flags: OpenFlags) -> Result<Connection, OfficeError> {
    let open = || {
        let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        // What it would log are page numbers on standard error, which help nobody here.
        connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
        connection.execute_batch(&key.statement())?;
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        connection.execute_batch(PRAGMAS)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(connection)
    };
    open().map_err(|source: rusqlite::Error| match source.sqlite_error_code() {
        // Of a page that it cannot prove, what encrypts says that there is no memory.
        Some(ErrorCode::NotADatabase | ErrorCode::OutOfMemory) => OfficeError::KeyOther,
        Some(_) | None => failed(source.into()),
    })
}

fn bring(connection: &mut Connection, opening: Opening) -> Result<(), OfficeError> {
    let found: i64 = connection
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .map_err(|source| failed(source.into()))?;
    let brings = opening.brings(found, known())?;
    if opening == Opening::AsItIs {
        return Ok(());
    }
    let mut bring = || -> Result<(), Box<dyn Error + Send + Sync>> {
        connection.pragma_update(None, "journal_mode", "WAL")?;
        if brings {
            Migrations::from_slice(MIGRATIONS).to_latest(connection)?;
        }
        Ok(())
    };
    bring().map_err(failed)
}

/// The newest form.
fn known() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

fn failed(source: Box<dyn Error + Send + Sync>) -> OfficeError {
    OfficeError::Store { doing: "open", source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_can_be_run() {
        Migrations::from_slice(MIGRATIONS).validate().unwrap();
    }
}
