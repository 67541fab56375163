//! Opening an encrypted database, and proving that it is one.
//!
//! The key is raw: stretching a PIN is the key file's work. A database from a newer program is refused before anything is
//! written.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, ffi};
use rusqlite_migration::{M, Migrations};
use zeroize::Zeroizing;

use super::{copies, text};
use crate::error::{Result, TabletError};
use crate::keys::secret::{Secret, hex};

/// SQLite before this could damage a database in WAL mode.
const OLDEST_SQLITE: i32 = 3_051_003;
const PLAIN_HEADER: &[u8; 16] = b"SQLite format 3\0";

/// Set on every connection, after the key. There is one to each database: a second program on the same files is turned away, and
/// no shared-memory file is needed.
const SETTINGS: &str = "
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA busy_timeout = 5000;
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA mmap_size = 0;
    PRAGMA temp_store = MEMORY;
    PRAGMA secure_delete = ON;
    PRAGMA journal_size_limit = 16777216;
";

/// Answers come back only after it is on the disk. Where the log cannot be begun the library goes on without one, and then a power cut
/// takes the last that was answered. It tells so behind its row: whoever reads the row alone is told that all is well.
fn make_durable(connection: &Connection) -> Result<()> {
    let mut statement = connection.prepare("PRAGMA journal_mode = WAL")?;
    let mut rows = statement.query([])?;
    let has_log = rows.next()?.is_some_and(|row| row.get_ref(0).is_ok_and(|mode| mode.as_str() == Ok("wal")));
    if !has_log || rows.next()?.is_some() {
        let failed = ffi::Error::new(ffi::SQLITE_IOERR);
        return Err(TabletError::Database(rusqlite::Error::SqliteFailure(failed, None)));
    }
    Ok(connection.execute_batch("PRAGMA synchronous = FULL")?)
}

/// The steps that make a database what this program expects, oldest first. Only ever added to.
pub(crate) type Steps = &'static [M<'static>];

/// Makes a database that is not there yet.
pub(crate) fn create(path: &Path, key: &Secret, steps: Steps) -> Result<Connection> {
    open_with(path, key, steps, OpenFlags::SQLITE_OPEN_CREATE)
}

/// Opens a database that has to be there: an empty one in its place would look as if all work were gone.
pub(crate) fn open(path: &Path, key: &Secret, steps: Steps) -> Result<Connection> {
    let mut header = [0; 16];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut header));
    if read.is_err() || &header == PLAIN_HEADER {
        return Err(TabletError::Damaged { what: "database" });
    }
    if let Some(step) = older(path, key, steps)? {
        copies::keep(path, step);
    }
    open_with(path, key, steps, OpenFlags::empty())
}

/// At which step a database stands that has to be brought up to date. It is closed again, so that the file can be copied: closing
/// a file that is open elsewhere in this program would let go of its lock. One of a newer program stays as it is, its log too.
fn older(path: &Path, key: &Secret, steps: Steps) -> Result<Option<usize>> {
    let connection = unlock(path, key, OpenFlags::empty())?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let found: usize = text::count(found, "database")?;
    if found > steps.len() {
        return Err(TabletError::TooNew);
    }
    if found == 0 || found >= steps.len() {
        return Ok(None);
    }
    close(connection)?;
    Ok(Some(found))
}

/// Opens a database again that this program had open until now and brought up to date.
pub(crate) fn again(path: &Path, key: &Secret) -> Result<Connection> {
    let connection = unlock(path, key, OpenFlags::empty())?;
    make_durable(&connection)?;
    settle(&connection)?;
    Ok(connection)
}

/// Opens a copy of a database that nobody uses, to look at it.
pub(super) fn open_copy(path: &Path, key: &Secret) -> Result<Connection> {
    unlock(path, key, OpenFlags::empty())
}

/// Writes all that is in the log into the main file and begins the log anew. A sync that failed has left pages in the log that can
/// be read and will never be on the disk, and a power cut would take all that is written behind them.
pub(crate) fn settle(connection: &Connection) -> Result<()> {
    let is_busy: bool = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if is_busy { Err(TabletError::OpenElsewhere) } else { Ok(()) }
}

/// Writes everything into the main file and closes it.
pub(crate) fn close(connection: Connection) -> Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    connection.close().map_err(|(_, error)| error.into())
}

/// Reads every page and every row's place. The library proves the pages of the main file alone: where the power went while it was
/// written, half a page may lie there until it is written again from the log, so that is done first, as far as it goes without waiting.
pub(crate) fn check(connection: &Connection) -> Result<()> {
    check_while(connection, || Ok(()))
}

/// The same, and asks before each of its parts whether to go on.
pub(crate) fn check_while(connection: &Connection, go_on: impl Fn() -> Result<()>) -> Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
    for (question, fine) in [
        ("PRAGMA cipher_integrity_check", None),
        ("PRAGMA integrity_check", Some("ok")),
        ("PRAGMA foreign_key_check", None),
    ] {
        go_on()?;
        let mut statement = connection.prepare(question)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if row.get_ref(0)?.as_str().ok() != fine {
                return Err(TabletError::Damaged { what: "database" });
            }
        }
    }
    Ok(())
}

/// Whether the library this program was built with is fit. Asked once, when the tablet opens.
pub(crate) fn check_library() -> Result<()> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(TabletError::UnfitLibrary { why: "it is too old" });
    }
    Ok(())
}

fn unlock(path: &Path, key: &Secret, how: OpenFlags) -> Result<Connection> {
    let flags = how | OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    // What it would log are page numbers on standard error, which help nobody here.
    connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
    // What the library gives back of its memory is wiped.
    connection.execute_batch("PRAGMA cipher_memory_security = ON")?;
    connection.execute_batch(&key_statement(key))?;
    let cipher: String =
        connection.query_row("PRAGMA cipher_version", [], |row| row.get(0)).unwrap_or_default();
    if cipher.is_empty() {
        return Err(TabletError::UnfitLibrary { why: "it does not encrypt" });
    }
    connection.execute_batch(SETTINGS)?;
    Ok(connection)
}

fn open_with(path: &Path, key: &Secret, steps: Steps, how: OpenFlags) -> Result<Connection> {
    let mut connection = unlock(path, key, how)?;
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let found: usize = text::count(found, "database")?;
    if found > steps.len() {
        return Err(TabletError::TooNew);
    }
    if found == 0 && !how.contains(OpenFlags::SQLITE_OPEN_CREATE) {
        return Err(TabletError::Damaged { what: "database" });
    }
    make_durable(&connection)?;
    Migrations::from_slice(steps).to_latest(&mut connection).map_err(step_failed)?;
    // What an app that was stopped left in the log. A full disk keeps nobody out.
    let _ = settle(&connection);
    Ok(connection)
}

/// Written into a string that never has to grow, so that no part of a key is left behind in memory.
fn key_statement(key: &Secret) -> Zeroizing<String> {
    let mut statement = Zeroizing::new(String::with_capacity(128));
    for part in ["PRAGMA key = \"x'", &hex(key), "'\""] {
        statement.push_str(part);
    }
    statement
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library may add errors; all others are ours to repair"
)]
fn step_failed(error: rusqlite_migration::Error) -> TabletError {
    match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
        rusqlite_migration::Error::MigrationDefinition(_) => TabletError::TooNew,
        _ => TabletError::Damaged { what: "database" },
    }
}

#[cfg(test)]
mod tests {
    use faults::{Disk, Fault, Lasts, Trouble};

    use super::*;

    const STEPS: Steps = &[M::up("CREATE TABLE kept (word TEXT NOT NULL) STRICT;")];
    const NEWER: Steps = &[
        M::up("CREATE TABLE kept (word TEXT NOT NULL) STRICT;"),
        M::up("ALTER TABLE kept ADD COLUMN more TEXT;"),
    ];

    fn key(byte: u8) -> Secret {
        Secret::new([byte; 32])
    }

    /// What a connection answers when asked for a setting.
    fn setting(connection: &Connection, name: &str) -> String {
        let found = connection.query_row(&format!("PRAGMA {name}"), [], |row| {
            Ok(row.get::<_, String>(0).or_else(|_| row.get::<_, i64>(0).map(|number| number.to_string())))
        });
        found.unwrap().unwrap()
    }

    #[test]
    fn a_connection_is_safe_durable_and_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let connection = create(&path, &key(1), STEPS).unwrap();
        for (name, expected) in [
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("foreign_keys", "1"),
            ("trusted_schema", "0"),
            ("cell_size_check", "1"),
            ("temp_store", "2"),
            ("secure_delete", "1"),
            ("locking_mode", "exclusive"),
        ] {
            assert_eq!(setting(&connection, name), expected, "{name}");
        }
        assert!(!folder.path().join("a.db-shm").exists(), "no part of it lies in shared memory");
    }

    #[test]
    fn a_database_that_is_made_while_the_disk_fails_has_its_log_or_is_refused() {
        for at in 1.. {
            let folder = tempfile::tempdir().unwrap();
            let (path, disk) = (folder.path().join("a.db"), Disk::watch(folder.path()).unwrap());
            disk.arm(Fault { at, trouble: Trouble::Broken, lasts: Lasts::Once });
            let made = create(&path, &key(1), STEPS);
            if disk.repair() == 0 {
                assert!(at > 20, "something can fail");
                break;
            }
            if let Ok(connection) = made {
                connection.execute("INSERT INTO kept (word) VALUES ('quokka')", []).unwrap();
                assert!(folder.path().join("a.db-wal").exists(), "operation {at} failed and nothing said so");
            }
        }
    }

    #[test]
    fn only_the_same_key_opens_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let connection = create(&path, &key(1), STEPS).unwrap();
        connection.execute("INSERT INTO kept (word) VALUES ('quokka')", []).unwrap();
        close(connection).unwrap();
        assert!(matches!(open(&path, &key(2), STEPS), Err(TabletError::Damaged { .. })));
        let connection = open(&path, &key(1), STEPS).unwrap();
        let word: String = connection.query_row("SELECT word FROM kept", [], |row| row.get(0)).unwrap();
        assert_eq!(word, "quokka");
        check(&connection).unwrap();
    }

    #[test]
    fn a_newer_programs_database_is_refused_untouched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        close(create(&path, &key(1), NEWER).unwrap()).unwrap();
        let before = std::fs::read(&path).unwrap();
        assert!(matches!(open(&path, &key(1), STEPS), Err(TabletError::TooNew)));
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }

    #[test]
    fn what_a_newer_program_that_was_stopped_left_in_its_log_stays_there() {
        let (folder, left) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let connection = create(&folder.path().join("a.db"), &key(1), NEWER).unwrap();
        connection.execute("INSERT INTO kept (word) VALUES ('quokka')", []).unwrap();
        for name in ["a.db", "a.db-wal"] {
            std::fs::copy(folder.path().join(name), left.path().join(name)).unwrap();
        }
        let files = || ["a.db", "a.db-wal"].map(|name| std::fs::read(left.path().join(name)).unwrap());
        let before = files();
        assert!(matches!(open(&left.path().join("a.db"), &key(1), STEPS), Err(TabletError::TooNew)));
        assert!(files() == before && !before[1].is_empty());
    }

    #[test]
    fn a_copy_of_an_older_database_is_kept_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let connection = create(&path, &key(1), STEPS).unwrap();
        connection.execute("INSERT INTO kept (word) VALUES ('quokka')", []).unwrap();
        drop(connection);
        let copy = folder.path().join("a.db.before-step-1");
        close(open(&path, &key(1), STEPS).unwrap()).unwrap();
        assert!(!copy.exists(), "it was up to date");
        close(open(&path, &key(1), NEWER).unwrap()).unwrap();
        let connection = open(&copy, &key(1), STEPS).unwrap();
        let word: String = connection.query_row("SELECT word FROM kept", [], |row| row.get(0)).unwrap();
        assert_eq!(word, "quokka", "also what was in its log");
        assert!(open(&copy, &key(2), STEPS).is_err(), "nobody else's key opens it");
    }

    #[test]
    fn an_older_database_is_brought_up_to_date_with_what_is_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let connection = create(&path, &key(1), STEPS).unwrap();
        connection.execute("INSERT INTO kept (word) VALUES ('quokka')", []).unwrap();
        close(connection).unwrap();
        let connection = open(&path, &key(1), NEWER).unwrap();
        let row =
            connection.query_row("SELECT word, more FROM kept", [], |row| Ok((row.get(0)?, row.get(1)?)));
        assert_eq!(row.unwrap(), ("quokka".to_owned(), None::<String>));
    }
}
