//! A connection that outlives a failure. Where the disk fails while a page is read, or a page is not what was written, the library
//! that encrypts gives the whole connection up: from then on it answers nothing, however well the disk is. Then it is opened again,
//! and only what really lies on a damaged page is refused.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::database::{self, Steps};
use crate::error::{Result, TabletError};
use crate::keys::secret::Secret;

/// A connection, and what is needed to open it again.
pub(crate) struct Lasting {
    connection: Connection,
    path: PathBuf,
    key: Secret,
    /// Whether something could not be read and was done without.
    met_damage: bool,
}

impl Lasting {
    /// Makes a database that is not there yet.
    pub(crate) fn create(path: &Path, key: &Secret, steps: Steps) -> Result<Self> {
        Ok(Self::of(database::create(path, key, steps)?, path, key))
    }

    /// Opens a database that has to be there.
    pub(crate) fn open(path: &Path, key: &Secret, steps: Steps) -> Result<Self> {
        Ok(Self::of(database::open(path, key, steps)?, path, key))
    }

    fn of(connection: Connection, path: &Path, key: &Secret) -> Self {
        Self { connection, path: path.to_owned(), key: key.clone(), met_damage: false }
    }

    /// Writes everything into the main file and closes it.
    pub(crate) fn close(self) -> Result<()> {
        database::close(self.connection)
    }

    /// Whether it answers nothing any more.
    pub(crate) fn is_given_up(&self) -> bool {
        !answers(&self.connection)
    }

    /// Whether something could not be read since it was opened, and was done without.
    pub(crate) const fn met_damage(&self) -> bool {
        self.met_damage
    }

    /// What was read, unless it was read of a page that cannot be proved: the library then reads zeros.
    pub(crate) fn proved<T>(&self, read: T) -> Result<T> {
        if self.is_given_up() { Err(TabletError::Damaged { what: "database" }) } else { Ok(read) }
    }

    /// What is read; nothing where it cannot be. Either way the next can be asked for.
    pub(crate) fn if_readable<T>(&mut self, read: impl Fn(&Connection) -> Result<T>) -> Result<Option<T>> {
        for _ in 0..2 {
            match read(&self.connection) {
                // A disk that failed once may be well again.
                _ if self.is_given_up() => self.mend()?,
                Ok(found) => return Ok(Some(found)),
                Err(TabletError::Damaged { .. }) => break,
                Err(error) => return Err(error),
            }
        }
        tracing::warn!("something cannot be read, and is done without");
        self.met_damage = true;
        Ok(None)
    }

    /// Opens it again where it answers nothing any more. Until that goes well there is an empty database in its place, which refuses
    /// whatever is asked.
    pub(crate) fn mend(&mut self) -> Result<()> {
        if !self.is_given_up() {
            return Ok(());
        }
        // It goes first, because it may hold the lock.
        drop(std::mem::replace(&mut self.connection, Connection::open_in_memory()?));
        self.connection = database::again(&self.path, &self.key)?;
        Ok(())
    }
}

/// Whether the first page can still be read, and tables are in it.
fn answers(connection: &Connection) -> bool {
    let tables = connection.query_row("SELECT COUNT(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0));
    tables.is_ok_and(|tables| tables > 0)
}

impl Deref for Lasting {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}

impl DerefMut for Lasting {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }
}

impl fmt::Debug for Lasting {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Lasting").field("path", &self.path).finish_non_exhaustive()
    }
}
