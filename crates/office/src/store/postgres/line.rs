//! One line to the server, and a transaction on it.

use super::cells::{bound, read};
use super::doubt::Doubt;
use super::encrypted;
use super::said::{Said, failed};
use crate::OfficeError;
use crate::store::at::PostgresUrl;
use crate::store::engine::{Fault, Row, Tx, Value, Work};
use postgres::error::Severity;
use postgres::{Client, Error, NoTls, Statement};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// Waits until no other program writes here, and lets none until the transaction ends. The first number is this program's
/// (`door`), for whatever else locks by numbers in the same database.
pub(super) const ALONE: &str = "SELECT pg_advisory_xact_lock(1685024626, 1)";

/// The right to serve from this database, for as long as the line is open.
const CLAIM: &str = "SELECT pg_try_advisory_lock(1685024626, 2) AS taken";
/// How often it is tried to take that. A line that broke has it until the server noticed.
const CLAIMS: u32 = 20;
const PAUSE: Duration = Duration::from_millis(100);

/// What a receipt rests on, and what lets every word be kept. The first stays for this line what it is now. A server that is there for
/// tests says so itself. How a statement is carried out is decided anew each time: what was decided while a table was empty, where all
/// of its indexes look alike, reads all of it once it has grown.
const SETTINGS: &str = "
    SELECT set_config('synchronous_commit', current_setting('synchronous_commit'), FALSE)
            IN ('on', 'remote_apply') AS waits,
        set_config('plan_cache_mode', 'force_custom_plan', FALSE),
        current_setting('fsync') <> 'off'
            OR COALESCE(current_setting('doorstep.only_for_tests', TRUE), '') = 'on' AS syncs,
        current_setting('server_encoding') = 'UTF8' AS keeps_every_letter";

#[derive(Debug, thiserror::Error)]
enum Unusable {
    #[error("the server does not wait for its disks: synchronous_commit is neither on nor remote_apply")]
    Forgetful,
    #[error("a power cut can destroy what the server keeps: fsync is off")]
    Careless,
    #[error("the database does not keep every letter: its encoding is not UTF8")]
    OtherLetters,
    #[error("a statement failed and the transaction went on")]
    PassedOver,
    #[error("the server stopped waiting for the other machine that has to keep it")]
    NotWaitedFor,
}

/// A line to the server.
pub(super) struct Line {
    client: Client,
    statements: HashMap<&'static str, Statement>,
    doubt: Arc<Doubt>,
    has_warned: Arc<AtomicBool>,
    claims: bool,
    is_fit: bool,
}

impl Line {
    /// There is a doubt from then on.
    pub(super) fn open(url: &PostgresUrl, doubt: &Arc<Doubt>) -> Result<Self, Fault> {
        let (doubt, has_warned) = (Arc::clone(doubt), Arc::<AtomicBool>::default());
        let mut config = url.config.clone();
        let heard = (Arc::clone(&doubt), Arc::clone(&has_warned));
        config.notice_callback(move |notice| {
            if notice.parsed_severity() == Some(Severity::Warning) {
                let (doubt, has_warned) = &heard;
                doubt.raise();
                has_warned.store(true, Ordering::SeqCst);
            }
        });
        let connected = match &url.authority {
            Some(authority) => config.connect(encrypted::way(authority)?),
            None => config.connect(NoTls),
        };
        let mut client = connected.map_err(|error| {
            let said = Said::of(&error);
            if said.is_no_database() { OfficeError::NoDatabase.into() } else { Fault::database(said) }
        })?;
        let settings = client.query_one(SETTINGS, &[]).map_err(|error| failed(&error))?;
        let is = |column: &str| settings.try_get::<_, bool>(column).map_err(|error| failed(&error));
        if !is("waits")? {
            return Err(Fault::database(Unusable::Forgetful));
        }
        if !is("syncs")? {
            return Err(Fault::database(Unusable::Careless));
        }
        if !is("keeps_every_letter")? {
            return Err(Fault::database(Unusable::OtherLetters));
        }
        doubt.raise();
        Ok(Self { client, statements: HashMap::new(), doubt, has_warned, claims: false, is_fit: true })
    }

    /// Takes the right to serve, which is this line's until it is closed.
    pub(super) fn claim(&mut self) -> Result<(), Fault> {
        let mut tries = 0;
        while !self.claims {
            if tries == CLAIMS {
                return Err(OfficeError::Served.into());
            }
            if tries > 0 {
                thread::sleep(PAUSE);
            }
            tries += 1;
            let taken = self.client.query_one(CLAIM, &[]).and_then(|row| row.try_get("taken"));
            self.claims = taken.map_err(|error| {
                self.is_fit = false;
                self.fault(&error)
            })?;
        }
        Ok(())
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
            // Nothing was done yet. A server that no longer takes writing has a successor, whom the next line finds.
            begun.map_err(|error| Fault::Again(Said::of(&error).into()))?;
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
        self.has_warned.store(false, Ordering::SeqCst);
        let Err(error) = self.client.batch_execute("COMMIT") else {
            self.is_fit = true;
            // It is kept here and, it may be, nowhere else, and yet the server calls it done.
            let is_doubtful = self.has_warned.load(Ordering::SeqCst);
            return if is_doubtful { Err(Fault::database(Unusable::NotWaitedFor)) } else { Ok(()) };
        };
        let said = Said::of(&error);
        if !said.is_answer() {
            self.doubt.raise();
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

/// Closing lines waits, which a thread that drives futures may not, and such a one may be the last to hold an office.
pub(super) fn close(lines: Vec<Line>) {
    if lines.is_empty() {
        return;
    }
    let closing = thread::Builder::new().spawn(move || drop(lines));
    if let Ok(closing) = closing {
        let _ = closing.join();
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
