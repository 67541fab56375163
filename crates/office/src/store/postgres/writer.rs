//! The one line on which is written, by one after the other. An office that serves has its right to do so on the same line: it is
//! lost with it, so nothing is ever written without. Whoever waits for their turn is told after a while that there is none: a COMMIT
//! that waits for a machine that is gone takes as long as that is gone, and cannot be cut short.

use super::doubt::Doubt;
use super::line::{Line, close};
use crate::store::at::PostgresUrl;
use crate::store::engine::Fault;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long somebody waits for their turn. A tablet waits four times as long for its answer.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Debug, thiserror::Error)]
#[error("what another is writing does not end")]
struct NoTurn;

pub(super) struct Writer {
    url: PostgresUrl,
    doubt: Arc<Doubt>,
    now: Mutex<Now>,
    given_back: Condvar,
}

#[derive(Default)]
struct Now {
    is_taken: bool,
    serves: bool,
    line: Option<Line>,
}

/// The right to write.
struct Turn<'a>(&'a Writer);

impl Writer {
    pub(super) fn new(url: PostgresUrl, doubt: Arc<Doubt>) -> Self {
        Self { url, doubt, now: Mutex::default(), given_back: Condvar::new() }
    }

    /// Takes the right to serve, and from here on writes only with it.
    pub(super) fn serve(&self) -> Result<(), Fault> {
        self.now().serves = true;
        self.with(|_| Ok(()))
    }

    /// Does something with the line while nobody else writes.
    pub(super) fn with<T>(&self, work: impl FnOnce(&mut Line) -> Result<T, Fault>) -> Result<T, Fault> {
        let turn = self.turn(PATIENCE)?;
        let (kept, serves) = {
            let mut now = self.now();
            (now.line.take(), now.serves)
        };
        let mut line = match kept {
            Some(line) => line,
            None => Line::open(&self.url, &self.doubt)?,
        };
        let done = if serves { line.claim() } else { Ok(()) };
        let done = done.and_then(|()| work(&mut line));
        if line.is_fit() {
            self.now().line = Some(line);
        } else {
            drop(line);
        }
        drop(turn);
        done
    }

    fn turn(&self, patience: Duration) -> Result<Turn<'_>, Fault> {
        let is_taken = |now: &mut Now| now.is_taken;
        let waited = self.given_back.wait_timeout_while(self.now(), patience, is_taken);
        let (mut now, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if now.is_taken {
            return Err(Fault::database(NoTurn));
        }
        now.is_taken = true;
        Ok(Turn(self))
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.now().is_taken = false;
        self.0.given_back.notify_one();
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let line = self.now().line.take();
        close(line.into_iter().collect());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_waits_for_what_does_not_end_is_told_so() {
        let url: PostgresUrl = "postgresql://localhost/office".parse().unwrap();
        let writer = Writer::new(url, Arc::default());
        let turn = writer.turn(Duration::ZERO).unwrap();
        assert!(matches!(writer.turn(Duration::ZERO), Err(Fault::Database(_))));
        drop(turn);
        assert!(writer.turn(Duration::ZERO).is_ok());
    }
}
