//! The engine on a PostgreSQL database: a few lines to its server, each with its statements prepared.
//!
//! Who writes does so alone, among all programs at this database: the first thing in such a transaction is a lock that ends with
//! it, and each statement after that sees everything that was committed. So two letters that only together make a record whole
//! are never both told that something is lacking, and nobody has to begin again because another was faster. Who reads several
//! things reads them as they were at one moment. What the server takes back is done again, here and nowhere else; so is what was
//! not yet being committed when the line broke. Of what was, nobody knows whether it happened: that is told to the caller.

mod cells;
mod line;
mod lines;
mod opening;
mod said;

use self::line::ALONE;
use self::lines::Lines;
use super::at::PostgresUrl;
use super::engine::{Engine, Fault, Lane, Work};
use super::form::Opening;
use crate::OfficeError;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

const READING: &[&str] = &["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"];
const WRITING: &[&str] = &["BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", ALONE];

/// How often a transaction is begun until it is given up.
const TRIES: u32 = 10;
/// Before the second try; before each one after it as much longer.
const PAUSE: Duration = Duration::from_millis(5);

/// An office's database on a server.
pub(super) struct Postgres {
    lines: Lines,
    /// Who writes waits here first, so that waiting for one another takes no line.
    writing: Mutex<()>,
}

pub(super) fn open(url: PostgresUrl, opening: Opening) -> Result<Postgres, OfficeError> {
    let lines = Lines::new(url);
    let opened = lines.with(Lane::Tablets, |line| opening::bring(line, opening));
    opened.map_err(|fault| fault.named("open"))?;
    Ok(Postgres { lines, writing: Mutex::new(()) })
}

impl Engine for Postgres {
    fn read(&self, lane: Lane, work: Work<'_>) -> Result<(), Fault> {
        self.until_done(lane, READING, work)
    }

    fn write(&self, work: Work<'_>) -> Result<(), Fault> {
        let _alone = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        self.until_done(Lane::Tablets, WRITING, work)
    }
}

impl Postgres {
    fn until_done(&self, lane: Lane, begin: &[&'static str], work: Work<'_>) -> Result<(), Fault> {
        let mut tries = 1;
        loop {
            match self.lines.with(lane, |line| line.transaction(begin, &mut *work)) {
                Err(Fault::Again(_)) if tries < TRIES => {
                    thread::sleep(PAUSE.saturating_mul(tries));
                    tries += 1;
                }
                done => return done,
            }
        }
    }
}
