//! One line to the server, and a transaction on it.

use super::cells::{bound, read};
use super::said::{Said, failed};
use crate::OfficeError;
use crate::store::engine::{Fault, Row, Tx, Value, Work};
use postgres::{Client, Config, Error, NoTls, Statement};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;

/// Waits until no other program writes here, and lets none until the transaction ends. The first number is this program's
/// (`door`), for whatever else locks by numbers in the same database.
pub(super) const ALONE: &str = "SELECT pg_advisory_xact_lock(1685024626, 1)";

/// What a receipt rests on, and what lets every word be kept.
const SETTINGS: &str = "
    SELECT current_setting('synchronous_commit') <> 'off' AS waits_for_the_disk,
        current_setting('server_encoding') = 'UTF8' AS keeps_every_letter";

#[derive(Debug, thiserror::Error)]
enum Unusable {
    #[error("the server does not wait for its disk: synchronous_commit is off")]
    Forgetful,
    #[error("the database does not keep every letter: its encoding is not UTF8")]
    OtherLetters,
    #[error("a statement failed and the transaction went on")]
    PassedOver,
}

/// A line to the server.
pub(super) struct Line {
    client: Client,
    statements: HashMap<&'static str, Statement>,
    is_fit: bool,
}

impl Line {
    pub(super) fn open(config: &Config) -> Result<Self, Fault> {
        let mut client = config.connect(NoTls).map_err(|error| {
            let said = Said::of(&error);
            if said.is_no_database() { OfficeError::NoDatabase.into() } else { Fault::database(said) }
        })?;
        let settings = client.query_one(SETTINGS, &[]).map_err(|error| failed(&error))?;
        let is = |column: &str| settings.try_get::<_, bool>(column).map_err(|error| failed(&error));
        if !is("waits_for_the_disk")? {
            return Err(Fault::database(Unusable::Forgetful));
        }
        if !is("keeps_every_letter")? {
            return Err(Fault::database(Unusable::OtherLetters));
        }
        Ok(Self { client, statements: HashMap::new(), is_fit: true })
    }

    /// Whether nothing is left on it of what it was used for.
    pub(super) const fn is_fit(&self) -> bool {
        self.is_fit
    }

    pub(super) fn client(&mut self) -> &mut Client {
        &mut self.client
    }

    pub(super) fn transaction(&mut self, begin: &[&'static str], work: Work<'_>) -> Result<(), Fault> {
        // Whoever panics leaves it so.
        self.is_fit = false;
        for statement in begin {
            let begun = self.client.batch_execute(statement);
            begun.map_err(|error| self.fault(&error))?;
        }
        let transaction = Transaction { line: RefCell::new(&mut *self), has_failed: Cell::new(false) };
        let done = work(&transaction);
        let has_failed = transaction.has_failed.get();
        match done {
            Ok(()) if !has_failed => self.commit(),
            // Its COMMIT would be a ROLLBACK, and be called done.
            Ok(()) => {
                self.roll_back();
                Err(Fault::database(Unusable::PassedOver))
            }
            Err(fault) => {
                self.roll_back();
                Err(fault)
            }
        }
    }

    fn commit(&mut self) -> Result<(), Fault> {
        let Err(error) = self.client.batch_execute("COMMIT") else {
            self.is_fit = true;
            return Ok(());
        };
        let said = Said::of(&error);
        if !said.is_answer() {
            return Err(Fault::database(said));
        }
        self.roll_back();
        Err(said.into())
    }

    fn roll_back(&mut self) {
        self.is_fit = !self.client.is_closed() && self.client.batch_execute("ROLLBACK").is_ok();
    }

    /// What comes before COMMIT is gone if it fails, whether the server says so or the line broke.
    fn fault(&self, error: &Error) -> Fault {
        let said = Said::of(error);
        let is_broken = self.client.is_closed() || said.is_last();
        if is_broken { Fault::Again(said.into()) } else { said.into() }
    }

    fn statement(&mut self, sql: &'static str) -> Result<Statement, Error> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(&numbered(sql))?;
        self.statements.insert(sql, statement.clone());
        Ok(statement)
    }
}

/// The statement as PostgreSQL numbers its values.
fn numbered(sql: &str) -> String {
    sql.replace('?', "$")
}

struct Transaction<'a> {
    line: RefCell<&'a mut Line>,
    has_failed: Cell<bool>,
}

impl Transaction<'_> {
    fn ask<T>(&self, ask: impl FnOnce(&mut Line) -> Result<T, Error>) -> Result<T, Fault> {
        let mut line = self.line.borrow_mut();
        let answer = ask(&mut line);
        answer.map_err(|error| {
            self.has_failed.set(true);
            line.fault(&error)
        })
    }
}

impl Tx for Transaction<'_> {
    fn execute(&self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, Fault> {
        self.ask(|line| {
            let statement = line.statement(sql)?;
            line.client.execute(&statement, &bound(values))
        })
    }

    fn rows(&self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<Row>, Fault> {
        let found = self.ask(|line| {
            let statement = line.statement(sql)?;
            line.client.query(&statement, &bound(values))
        })?;
        let Some(first) = found.first() else { return Ok(Vec::new()) };
        let columns: Arc<[String]> = first.columns().iter().map(|column| column.name().to_owned()).collect();
        found.into_iter().map(|row| read(&row, &columns)).collect()
    }

    fn begin_apart(&self) -> Result<(), Fault> {
        self.ask(|line| line.client.batch_execute("SAVEPOINT apart"))
    }

    fn keep_apart(&self) -> Result<(), Fault> {
        self.ask(|line| line.client.batch_execute("RELEASE apart"))
    }

    fn take_back_apart(&self) -> Result<(), Fault> {
        self.ask(|line| line.client.batch_execute("ROLLBACK TO apart; RELEASE apart"))?;
        self.has_failed.set(false);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_numbered_as_postgresql_numbers_them() {
        let numbered = numbered("SELECT a FROM b WHERE c = ?1 AND d > ?12");
        assert_eq!(numbered, "SELECT a FROM b WHERE c = $1 AND d > $12");
    }
}
