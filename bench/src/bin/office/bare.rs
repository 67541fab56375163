//! The same bytes put into a database by hand: one row, one commit, nothing proved, nothing listed.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use postgres::{Client, NoTls};
use rusqlite::Connection;

use crate::tablet::bytes_of;
use crate::target::{Sender, Target, Work};

/// As the office sets them.
const PRAGMAS: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA foreign_keys = ON;
    PRAGMA cell_size_check = ON;
    PRAGMA mmap_size = 0;
    PRAGMA temp_store = MEMORY;
    PRAGMA secure_delete = ON;
    PRAGMA journal_size_limit = 16777216;
    CREATE TABLE record (name BLOB NOT NULL PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
";

/// Things with their names.
fn ready(work: &Work, count: usize) -> std::vec::IntoIter<(Vec<u8>, Vec<u8>)> {
    let one = |_| (bytes_of(32), bytes_of(work.bytes()));
    (0..count).map(one).collect::<Vec<_>>().into_iter()
}

/// One file and one connection, which all clients share: SQLite has one writer.
pub(crate) struct Sqlite {
    name: &'static str,
    connection: Arc<Mutex<Connection>>,
}

impl Sqlite {
    /// With a key its pages are encrypted.
    pub(crate) fn open(name: &'static str, path: &Path, key: Option<&str>) -> Result<Self> {
        let connection = Connection::open(path)?;
        if let Some(key) = key {
            connection.execute_batch(&format!("PRAGMA key = \"x'{key}'\""))?;
        }
        connection.execute_batch(PRAGMAS)?;
        Ok(Self { name, connection: Arc::new(Mutex::new(connection)) })
    }
}

impl Target for Sqlite {
    fn name(&self) -> &str {
        self.name
    }

    fn process(&self) -> Option<u32> {
        None
    }

    fn sender(&self, _: usize, work: &Work, count: usize) -> Result<Sender> {
        let (mut ready, connection) = (ready(work, count), Arc::clone(&self.connection));
        Ok(Box::new(move || {
            let (name, bytes) = ready.next().context("nothing is ready")?;
            let connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            let mut insert = connection.prepare_cached("INSERT INTO record (name, bytes) VALUES (?1, ?2)")?;
            insert.execute((name, bytes))?;
            Ok(())
        }))
    }
}

/// A table on a server, and a line to it for each client.
pub(crate) struct Postgres {
    url: String,
}

impl Postgres {
    pub(crate) fn make(url: String) -> Result<Self> {
        let table = "CREATE TABLE record (name BYTEA NOT NULL PRIMARY KEY, bytes BYTEA NOT NULL)";
        Client::connect(&url, NoTls)?.batch_execute(table)?;
        Ok(Self { url })
    }
}

impl Target for Postgres {
    fn name(&self) -> &str {
        "bare insert, PostgreSQL, a line each"
    }

    fn process(&self) -> Option<u32> {
        None
    }

    fn sender(&self, _: usize, work: &Work, count: usize) -> Result<Sender> {
        let mut ready = ready(work, count);
        let mut client = Client::connect(&self.url, NoTls)?;
        let insert = client.prepare("INSERT INTO record (name, bytes) VALUES ($1, $2)")?;
        Ok(Box::new(move || {
            let (name, bytes) = ready.next().context("nothing is ready")?;
            client.execute(&insert, &[&name, &bytes])?;
            Ok(())
        }))
    }
}
