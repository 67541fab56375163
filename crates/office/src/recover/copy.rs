//! A copy of one of a tablet's databases, opened with its worker's key.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroizing;

/// A copy of a database. Where a page of it cannot be read the library gives the whole connection up, so it is opened anew then
/// and the rest can be read.
pub(super) struct Copy {
    connection: Connection,
    open: Box<dyn Fn() -> Option<Connection>>,
}

impl Copy {
    /// With what its log holds.
    pub(super) fn of(user: &Path, name: &str, key: &[u8], into: &Path) -> Option<Self> {
        fs::copy(user.join(name), into.join(name)).ok()?;
        let log = format!("{name}-wal");
        let _ = fs::copy(user.join(&log), into.join(&log));
        let (path, key) = (into.join(name), Zeroizing::new(key.to_vec()));
        let open = move || opened(&path, &key);
        Some(Self { connection: open()?, open: Box::new(open) })
    }

    /// Something of it; nothing where that cannot be read, or is not there.
    pub(super) fn read<T>(&mut self, read: impl FnOnce(&Connection) -> Option<T>) -> Option<T> {
        let found = read(&self.connection);
        if found.is_none()
            && let Some(again) = (self.open)()
        {
            self.connection = again;
        }
        found
    }
}

fn opened(path: &Path, key: &[u8]) -> Option<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).ok()?;
    // What it would log are page numbers on standard error.
    connection.execute_batch("PRAGMA cipher_log_level = NONE").ok()?;
    let mut statement = Zeroizing::new(String::with_capacity(128));
    statement.push_str("PRAGMA key = \"x'");
    statement.push_str(&Zeroizing::new(base::hex::encode(key)));
    statement.push_str("'\"");
    connection.execute_batch(&statement).ok()?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)).ok()?;
    Some(connection)
}
