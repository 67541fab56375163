//! Opening the file: pragmas, migrations, and turning away from a file that is of another form.

use super::Sqlite;
use crate::OfficeError;
use crate::disk::for_owner_only;
use crate::store::form::Opening;
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};
use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

/// In order, and never changed once released: a new form of the database is a new file at the end.
const MIGRATIONS: &[M<'static>] =
    &[M::up(include_str!("../../../../../migrations/office-sqlite/0001_office.sql"))];

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
const STATEMENTS: usize = 128;

pub(in crate::store) fn open(path: &Path, opening: Opening) -> Result<Sqlite, OfficeError> {
    if opening == Opening::Make {
        // SQLite gives its other files the rights of this one.
        for_owner_only().append(true).open(path).map_err(OfficeError::machine("make its database"))?;
    } else if !fs::exists(path).map_err(OfficeError::machine("find its database"))? {
        return Err(OfficeError::NoDatabase);
    }
    let mut writer = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    bring(&mut writer, opening)?;
    let tablets = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let people = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    Ok(Sqlite { writer: Mutex::new(writer), tablets: Mutex::new(tablets), people: Mutex::new(people) })
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, OfficeError> {
    let open = || {
        let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.execute_batch(PRAGMAS)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(connection)
    };
    open().map_err(|source: rusqlite::Error| failed(source.into()))
}

fn bring(connection: &mut Connection, opening: Opening) -> Result<(), OfficeError> {
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    let found: i64 = connection
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .map_err(|source| failed(source.into()))?;
    let brings = opening.brings(found, known)?;
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
