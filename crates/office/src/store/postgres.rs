//! The engine on a PostgreSQL database: one line to its server on which is written and a few on which is read, each with its
//! statements prepared.
//!
//! Who writes does so alone, among all programs at this database: the first thing in such a transaction is a lock that ends with
//! it, and each statement after that sees everything that was committed. So two letters that only together make a record whole
//! are never both told that something is lacking, and nobody has to begin again because another was faster. Who reads several
//! things reads them as they were at one moment. What the server takes back is done again, here and nowhere else; so is what was
//! not yet being committed when the line broke. Of what was, nobody knows whether it happened: that is told to the caller, and no
//! receipt is told until something written later is certain to stay (`doubt`).

mod cells;
mod doubt;
mod encrypted;
mod line;
mod lines;
mod opening;
mod said;
mod writer;

pub(super) use self::opening::FORM;

use self::doubt::Doubt;
use self::line::ALONE;
use self::lines::Lines;
use self::writer::Writer;
use super::at::PostgresUrl;
use super::engine::{Engine, Fault, Lane, Tx, Work};
use super::form::Opening;
use crate::OfficeError;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

const READING: &[&str] = &["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"];
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
const WRITING: &[&str] = &[BEGIN, ALONE];
/// A server waits with a COMMIT only for what it wrote, and it may have nothing to write of what is there already.
const WRITING_IN_DOUBT: &[&str] = &[BEGIN, ALONE, "UPDATE office SET office_seq = office_seq"];

/// How often a transaction is begun until it is given up.
const TRIES: u32 = 10;
/// Before the second try; before each one after it as much longer.
const PAUSE: Duration = Duration::from_millis(5);

/// An office's database on a server.
pub(super) struct Postgres {
    writer: Writer,
    readers: Lines,
    doubt: Arc<Doubt>,
}

pub(super) fn open(url: PostgresUrl, opening: Opening) -> Result<Postgres, OfficeError> {
    let doubt = Arc::<Doubt>::default();
    let writer = Writer::new(url.clone(), Arc::clone(&doubt));
    let others = PostgresUrl { lines: url.lines.saturating_sub(1).max(1), ..url };
    let readers = Lines::new(others, Arc::clone(&doubt));
    let opened = readers.with(Lane::Tablets, |line| opening::bring(line, opening));
    opened.map_err(|fault| fault.named("open"))?;
    Ok(Postgres { writer, readers, doubt })
}

impl Engine for Postgres {
    fn read(&self, lane: Lane, work: Work<'_>) -> Result<(), Fault> {
        until_done(|| self.readers.with(lane, |line| line.transaction(READING, &mut *work)))
    }

    fn write(&self, work: Work<'_>) -> Result<(), Fault> {
        until_done(|| {
            self.writer.with(|line| {
                let doubt = self.doubt.last();
                let begin = if doubt.is_some() { WRITING_IN_DOUBT } else { WRITING };
                line.transaction(begin, &mut *work)?;
                if let Some(doubt) = doubt {
                    self.doubt.settle(doubt);
                }
                Ok(())
            })
        })
    }

    fn settle(&self) -> Result<(), Fault> {
        if self.doubt.last().is_none() { Ok(()) } else { self.write(&mut |_: &dyn Tx| Ok(())) }
    }

    fn serve(&self) -> Result<(), Fault> {
        self.writer.serve()
    }
}

fn until_done(mut once: impl FnMut() -> Result<(), Fault>) -> Result<(), Fault> {
    let mut tries = 1;
    loop {
        match once() {
            Err(Fault::Again(_)) if tries < TRIES => {
                thread::sleep(PAUSE.saturating_mul(tries));
                tries += 1;
            }
            done => return done,
        }
    }
}
