//! The engine on one SQLite file: one connection that writes, one that answers tablets, one that answers people, and one that folds
//! the write-ahead log into the file.
//!
//! What was written is on the disk once it returned: WAL with `synchronous=FULL` syncs at every commit.
//!
//! Connections that know of each other need room for a file they share. Where a full disk has not even that, one connection has
//! the database for itself and reads; the first write that finds room again opens all of them.

mod checkpoints;
mod open;
mod plain;

pub(super) use open::{FORM, open, settle};

use self::checkpoints::Checkpoints;
use super::engine::{Engine, Fault, Lane, Row, Tx, Value, Work};
use super::store_key::StoreKey;
use rusqlite::types::{FromSqlError, ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, ToSql, Transaction, TransactionBehavior, ffi, params_from_iter};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// An office's database in one file.
pub(super) struct Sqlite {
    path: PathBuf,
    /// What closes it; none of a file of an earlier version that is only looked at.
    key: Option<StoreKey>,
    connections: RwLock<Connections>,
}

enum Connections {
    Each(Box<Each>),
    /// On a full disk.
    Alone(Mutex<Connection>),
    /// Between the one and the others, or where neither could be opened again.
    Closed,
}

struct Each {
    // Closed in this order: the last to close folds the write-ahead log into the file, which a reader cannot.
    checkpoints: Checkpoints,
    tablets: Mutex<Connection>,
    people: Mutex<Connection>,
    writer: Mutex<Connection>,
}

impl Engine for Sqlite {
    fn read(&self, lane: Lane, work: Work<'_>) -> Result<(), Fault> {
        let connections = self.connections.read().unwrap_or_else(PoisonError::into_inner);
        let mut connection = lock(match (&*connections, lane) {
            (Connections::Each(each), Lane::Tablets) => &each.tablets,
            (Connections::Each(each), Lane::People) => &each.people,
            (Connections::Alone(alone), _) => alone,
            (Connections::Closed, _) => return Err(Fault::Full),
        });
        work(&connection.transaction()?)
    }

    fn write(&self, work: Work<'_>) -> Result<(), Fault> {
        let connections = self.connections.read().unwrap_or_else(PoisonError::into_inner);
        if let Connections::Each(each) = &*connections {
            let mut connection = lock(&each.writer);
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            work(&transaction)?;
            transaction.commit()?;
            each.checkpoints.look(&connection);
            return Ok(());
        }
        drop(connections);
        self.open_again()?;
        self.write(work)
    }
}

impl Sqlite {
    /// Opens each connection where there was but one. Full as long as that cannot be.
    fn open_again(&self) -> Result<(), Fault> {
        let mut connections = self.connections.write().unwrap_or_else(PoisonError::into_inner);
        if matches!(&*connections, Connections::Each(_)) {
            return Ok(());
        }
        // The one that has the file for itself has to let it go first.
        *connections = Connections::Closed;
        match open::each(&self.path, self.key.as_ref()) {
            Ok(each) => {
                *connections = Connections::Each(Box::new(each));
                Ok(())
            }
            Err(fault) => {
                if let Ok(alone) = open::alone(&self.path, self.key.as_ref()) {
                    *connections = Connections::Alone(Mutex::new(alone));
                }
                Err(fault)
            }
        }
    }
}

/// A thread that panicked rolled its transaction back, so the connection behind the lock is as good as before.
fn lock<T>(behind: &Mutex<T>) -> MutexGuard<'_, T> {
    behind.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Tx for Transaction<'_> {
    fn execute(&self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, Fault> {
        Ok(self.prepare_cached(sql)?.execute(params_from_iter(values))? as u64)
    }

    fn rows(&self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<Row>, Fault> {
        let mut statement = self.prepare_cached(sql)?;
        let columns: Arc<[String]> = statement.column_names().into_iter().map(str::to_owned).collect();
        let mut found = statement.query(params_from_iter(values))?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let cells = (0..columns.len()).map(|at| cell(row.get_ref(at)?));
            rows.push(Row::new(Arc::clone(&columns), cells.collect::<Result<_, Fault>>()?));
        }
        Ok(rows)
    }

    fn begin_apart(&self) -> Result<(), Fault> {
        Ok(self.prepare_cached("SAVEPOINT apart")?.execute([]).map(drop)?)
    }

    fn keep_apart(&self) -> Result<(), Fault> {
        Ok(self.prepare_cached("RELEASE apart")?.execute([]).map(drop)?)
    }

    fn take_back_apart(&self) -> Result<(), Fault> {
        Ok(self.execute_batch("ROLLBACK TO apart; RELEASE apart")?)
    }
}

fn cell(value: ValueRef<'_>) -> Result<Value<'static>, Fault> {
    match value {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(number) => Ok(Value::Integer(number)),
        ValueRef::Text(_) => Ok(Value::Text(value.as_str().map_err(Fault::database)?.to_owned().into())),
        ValueRef::Blob(bytes) => Ok(Value::Bytes(bytes.to_vec().into())),
        ValueRef::Real(_) => Err(Fault::database(FromSqlError::InvalidType)),
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Truth(holds) => ValueRef::Integer((*holds).into()),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        if is_full(&error) { Self::Full } else { Self::database(error) }
    }
}

/// Whether there is no room on the disk, for the database or for the file that connections share.
fn is_full(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|said| {
        said.code == ErrorCode::DiskFull || said.extended_code == ffi::SQLITE_IOERR_SHMSIZE
    })
}
