//! All rows of all tables, in the order of their keys: copied from one store into another of whatever kind, or counted and hashed.
//! However much there is, only a few rows of it are in memory at once.

use super::Store;
use super::engine::{Fault, Row, Tx, Value};
use super::tables::{TABLES, Table};
use crate::OfficeError;
use record::Hash;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// Rows that are read at once. A row is a few megabytes at most.
const PAGE: usize = 16;

/// What a table holds.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Counted {
    /// The table's name.
    pub table: String,
    /// How many rows it has.
    pub rows: u64,
    /// The hash of all of them, which is the same on every engine.
    pub sha256: Hash,
}

/// The statements of a table.
struct Statements {
    table: &'static Table,
    first: String,
    next: String,
    insert: String,
}

static STATEMENTS: LazyLock<Vec<Statements>> = LazyLock::new(|| TABLES.iter().map(Statements::of).collect());

impl Statements {
    fn of(table: &'static Table) -> Self {
        let Table { name, key, columns } = table;
        let (all, order) = (columns.join(", "), key.join(", "));
        let numbered = |count: usize| (1..=count).map(|at| format!("?{at}")).collect::<Vec<_>>().join(", ");
        Self {
            table,
            first: format!("SELECT {all} FROM {name} ORDER BY {order} LIMIT {PAGE}"),
            next: format!(
                "SELECT {all} FROM {name} WHERE ({order}) > ({}) ORDER BY {order} LIMIT {PAGE}",
                numbered(key.len())
            ),
            insert: format!("INSERT INTO {name} ({all}) VALUES ({})", numbered(columns.len())),
        }
    }

    /// Does something with each row.
    fn each(
        &'static self,
        tx: &dyn Tx,
        mut work: impl FnMut(&Row) -> Result<(), Fault>,
    ) -> Result<Counted, Fault> {
        let (mut rows, mut hash) = (0, Sha256::new());
        let mut page = tx.rows(&self.first, &[])?;
        loop {
            for row in &page {
                feed(&mut hash, row);
                work(row)?;
                rows += 1;
            }
            let Some(last) = page.last().filter(|_| page.len() == PAGE) else { break };
            let key = self.table.key.iter().map(|column| last.cell(column).cloned());
            let after = key.collect::<Result<Vec<Value<'static>>, Fault>>()?;
            page = tx.rows(&self.next, &after)?;
        }
        let sha256 = Hash::from_bytes(hash.finalize().into());
        Ok(Counted { table: self.table.name.to_owned(), rows, sha256 })
    }
}

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// What each table holds at one moment.
    pub fn counted(&self) -> Result<Vec<Counted>, OfficeError> {
        self.for_people("read everything", |tx| {
            LazyLock::force(&STATEMENTS).iter().map(|of| of.each(tx, |_| Ok(()))).collect()
        })
    }

    /// Copies what is here at one moment into a store that was just made, all of it or nothing, and reads it there once more.
    /// Gives what each table holds.
    pub fn copy_to(&self, target: &Self) -> Result<Vec<Counted>, OfficeError> {
        let mut copied = None;
        self.for_people("read everything", |from| {
            // Where reading is begun again though everything was copied, nothing is left to do.
            if copied.is_none() {
                copied = Some(target.write("keep a copy", |to| copy(from, to)).map_err(Fault::Office)?);
            }
            Ok(())
        })?;
        let copied = copied.ok_or(OfficeError::Dropped)?;
        if target.counted()? == copied { Ok(copied) } else { Err(OfficeError::CopyOther) }
    }
}

fn copy(from: &dyn Tx, to: &dyn Tx) -> Result<Vec<Counted>, Fault> {
    let one = |of: &'static Statements| {
        let insert: &'static str = &of.insert;
        of.each(from, |row| {
            to.execute(insert, row.cells())?;
            Ok(())
        })
    };
    LazyLock::force(&STATEMENTS).iter().map(one).collect()
}

/// Each value with its kind and its length, so that no two rows are fed alike.
fn feed(hash: &mut Sha256, row: &Row) {
    let mut long = |kind: u8, bytes: &[u8]| {
        hash.update([kind]);
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    };
    for cell in row.cells() {
        match cell {
            Value::Null => long(0, &[]),
            Value::Integer(number) => long(1, &number.to_be_bytes()),
            Value::Truth(holds) => long(1, &i64::from(*holds).to_be_bytes()),
            Value::Text(text) => long(2, text.as_bytes()),
            Value::Bytes(bytes) => long(3, bytes),
        }
    }
}
