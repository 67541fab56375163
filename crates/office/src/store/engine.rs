//! What the store needs of a database: transactions, statements with values bound to them, rows that come back. Each database
//! that can do that is a file beside this one; no statement is written here or there.
//!
//! Statements are written once, with `?1` for the first value, in words that every engine understands. What they mean is
//! beside the verbs that use them.

use crate::OfficeError;
use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// Who waits for what is read, so that nobody who looks at the list keeps a tablet waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lane {
    Tablets,
    People,
}

impl Lane {
    /// As what is counted is called.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Tablets => "tablets",
            Self::People => "people",
        }
    }
}

/// What is done in a transaction. It may be done again from its beginning, so nothing of it may stay outside.
pub(super) type Work<'a> = &'a mut dyn FnMut(&dyn Tx) -> Result<(), Fault>;

/// A database. What was written is durable once `write` returned; if it fails, nothing of it was kept, or nobody knows.
pub(super) trait Engine: Send + Sync {
    /// Everything read in it was there at one moment.
    fn read(&self, lane: Lane, work: Work<'_>) -> Result<(), Fault>;
    /// One after the other, so that each sees all of those before it.
    fn write(&self, work: Work<'_>) -> Result<(), Fault>;
    /// Whatever was read before this is durable once it returned, wherever it has to be kept.
    fn settle(&self) -> Result<(), Fault> {
        Ok(())
    }
    /// From here on this program writes only while no other one serves, where nothing else sees to that.
    fn serve(&self) -> Result<(), Fault> {
        Ok(())
    }
}

/// A transaction.
pub(super) trait Tx {
    /// How many rows it changed.
    fn execute(&self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, Fault>;
    fn rows(&self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<Row>, Fault>;
    /// From here on something is done that may be taken back alone.
    fn begin_apart(&self) -> Result<(), Fault>;
    fn keep_apart(&self) -> Result<(), Fault>;
    fn take_back_apart(&self) -> Result<(), Fault>;

    /// The first of the rows.
    fn row(&self, sql: &'static str, values: &[Value<'_>]) -> Result<Option<Row>, Fault> {
        Ok(self.rows(sql, values)?.into_iter().next())
    }

    /// The row of a statement that always has one.
    fn one(&self, sql: &'static str, values: &[Value<'_>]) -> Result<Row, Fault> {
        self.row(sql, values)?.ok_or_else(|| Fault::database(NoRow))
    }
}

/// A value in a column.
#[derive(Clone)]
pub(super) enum Value<'a> {
    Null,
    Integer(i64),
    /// Only ever read: whether a comparison holds.
    Truth(bool),
    Text(Cow<'a, str>),
    Bytes(Cow<'a, [u8]>),
}

/// The values of a statement, in order.
macro_rules! bound {
    ($($value:expr),* $(,)?) => { &[$($crate::store::engine::Value::from($value)),*] };
}
pub(super) use bound;

/// Libraries log what is bound when they are asked to. It is no log's.
impl fmt::Debug for Value<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("…")
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Self::Integer(number.into())
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        // PostgreSQL keeps no zero in a text, so neither is given one.
        let text = if text.contains('\0') { text.replace('\0', "\u{fffd}").into() } else { text.into() };
        Self::Text(text)
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::Bytes(bytes.into())
    }
}

impl<'a, const LENGTH: usize> From<&'a [u8; LENGTH]> for Value<'a> {
    fn from(bytes: &'a [u8; LENGTH]) -> Self {
        bytes.as_slice().into()
    }
}

impl<'a, T> From<Option<T>> for Value<'a>
where
    Self: From<T>,
{
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::from)
    }
}

/// A row that was read, apart from the connection it came by.
#[derive(Debug)]
pub(super) struct Row {
    columns: Arc<[String]>,
    cells: Vec<Value<'static>>,
}

impl Row {
    pub(super) const fn new(columns: Arc<[String]>, cells: Vec<Value<'static>>) -> Self {
        Self { columns, cells }
    }

    /// All of it, in the order that was asked for.
    pub(super) fn cells(&self) -> &[Value<'static>] {
        &self.cells
    }

    pub(super) fn some_integer(&self, column: &'static str) -> Result<Option<i64>, Fault> {
        match self.cell(column)? {
            Value::Null => Ok(None),
            Value::Integer(number) => Ok(Some(*number)),
            Value::Truth(_) | Value::Text(_) | Value::Bytes(_) => Err(unfit(column)),
        }
    }

    pub(super) fn integer(&self, column: &'static str) -> Result<i64, Fault> {
        self.some_integer(column)?.ok_or_else(|| unfit(column))
    }

    /// Whether a comparison holds: a truth to PostgreSQL, one or zero to SQLite.
    pub(super) fn truth(&self, column: &'static str) -> Result<bool, Fault> {
        match self.cell(column)? {
            Value::Truth(holds) => Ok(*holds),
            Value::Integer(number) => Ok(*number != 0),
            Value::Null | Value::Text(_) | Value::Bytes(_) => Err(unfit(column)),
        }
    }

    pub(super) fn some_text(&self, column: &'static str) -> Result<Option<String>, Fault> {
        match self.cell(column)? {
            Value::Null => Ok(None),
            Value::Text(text) => Ok(Some(text.clone().into_owned())),
            Value::Integer(_) | Value::Truth(_) | Value::Bytes(_) => Err(unfit(column)),
        }
    }

    pub(super) fn text(&self, column: &'static str) -> Result<String, Fault> {
        self.some_text(column)?.ok_or_else(|| unfit(column))
    }

    pub(super) fn some_bytes(&self, column: &'static str) -> Result<Option<&[u8]>, Fault> {
        match self.cell(column)? {
            Value::Null => Ok(None),
            Value::Bytes(bytes) => Ok(Some(bytes)),
            Value::Integer(_) | Value::Truth(_) | Value::Text(_) => Err(unfit(column)),
        }
    }

    pub(super) fn bytes(&self, column: &'static str) -> Result<&[u8], Fault> {
        self.some_bytes(column)?.ok_or_else(|| unfit(column))
    }

    pub(super) fn cell(&self, column: &'static str) -> Result<&Value<'static>, Fault> {
        let at = self.columns.iter().position(|name| name == column);
        at.and_then(|at| self.cells.get(at)).ok_or_else(|| unfit(column))
    }
}

/// Why a transaction was given up.
#[derive(Debug)]
pub(super) enum Fault {
    /// The database failed.
    Database(Box<dyn Error + Send + Sync>),
    /// The database took back all of it, and it may be done again from its beginning.
    Again(Box<dyn Error + Send + Sync>),
    /// The disk has no room for it.
    Full,
    /// The office failed within it.
    Office(OfficeError),
}

#[derive(Debug, thiserror::Error)]
#[error("column {column} is not there or holds something else")]
struct Unfit {
    column: &'static str,
}

#[derive(Debug, thiserror::Error)]
#[error("a row is not there")]
struct NoRow;

/// What stands in a column is not what belongs there.
pub(super) fn unfit(column: &'static str) -> Fault {
    Fault::database(Unfit { column })
}

impl Fault {
    pub(super) fn database(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Database(source.into())
    }

    /// For whoever asked for it.
    pub(super) fn named(self, doing: &'static str) -> OfficeError {
        match self {
            Self::Database(source) | Self::Again(source) => OfficeError::Store { doing, source },
            Self::Full => OfficeError::Full,
            Self::Office(error) => error,
        }
    }
}

impl From<OfficeError> for Fault {
    fn from(error: OfficeError) -> Self {
        Self::Office(error)
    }
}
