//! The lines to the server on which is read: as many at once as there may be, opened when they are needed, and thrown away when
//! something broke. People may have half of them, so that there is one left for a tablet however many look at lists.

use super::doubt::Doubt;
use super::line::{Line, close};
use crate::store::at::PostgresUrl;
use crate::store::engine::{Fault, Lane};
use std::mem::take;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long somebody waits for a line until they are told that there is none.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Debug, thiserror::Error)]
#[error("all lines to the server are in use")]
struct AllInUse;

pub(super) struct Lines {
    url: PostgresUrl,
    doubt: Arc<Doubt>,
    most_of_people: usize,
    now: Mutex<Now>,
    given_back: Condvar,
}

#[derive(Default)]
struct Now {
    idle: Vec<Line>,
    used: usize,
    used_by_people: usize,
}

/// The right to a line.
struct Turn<'a> {
    lines: &'a Lines,
    lane: Lane,
}

impl Lines {
    pub(super) fn new(url: PostgresUrl, doubt: Arc<Doubt>) -> Self {
        let (now, given_back) = (Mutex::default(), Condvar::new());
        Self { most_of_people: (url.lines / 2).max(1), url, doubt, now, given_back }
    }

    /// Does something with a line that nobody else has meanwhile.
    pub(super) fn with<T>(
        &self,
        lane: Lane,
        work: impl FnOnce(&mut Line) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let turn = self.turn(lane)?;
        let idle = self.now().idle.pop();
        let mut line = match idle {
            Some(line) => line,
            None => Line::open(&self.url, &self.doubt)?,
        };
        let done = work(&mut line);
        if line.is_fit() {
            self.now().idle.push(line);
        } else {
            // What broke this one, as when the server was started again, broke all of them.
            let others = take(&mut self.now().idle);
            drop((line, others));
        }
        drop(turn);
        done
    }

    fn turn(&self, lane: Lane) -> Result<Turn<'_>, Fault> {
        let are_used = |now: &mut Now| {
            now.used >= self.url.lines || (lane == Lane::People && now.used_by_people >= self.most_of_people)
        };
        let waited = self.given_back.wait_timeout_while(self.now(), PATIENCE, are_used);
        let (mut now, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() {
            return Err(Fault::database(AllInUse));
        }
        now.used += 1;
        now.used_by_people += usize::from(lane == Lane::People);
        Ok(Turn { lines: self, lane })
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut now = self.lines.now();
        now.used -= 1;
        now.used_by_people -= usize::from(self.lane == Lane::People);
        drop(now);
        // Not only the first who waits: it may be one of the people, who have theirs.
        self.lines.given_back.notify_all();
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        close(take(&mut self.now().idle));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    #[test]
    fn however_many_people_look_a_tablet_gets_a_line() {
        let url: PostgresUrl = "postgresql://localhost/office".parse().unwrap();
        let lines = Lines::new(url.with_lines(4), Arc::default());
        let [one, other] = [Lane::People; 2].map(|lane| lines.turn(lane).unwrap());
        assert_eq!(lines.now().used_by_people, lines.most_of_people, "the next of them waits");
        let tablets = [Lane::Tablets; 2].map(|lane| lines.turn(lane).unwrap());
        assert_eq!(lines.now().used, 4);
        thread::scope(|scope| {
            let next = scope.spawn(|| drop(lines.turn(Lane::People).unwrap()));
            drop(one);
            next.join().unwrap();
        });
        drop((other, tablets));
        let used = lines.now().used;
        assert_eq!((used, lines.now().used_by_people), (0, 0));
    }
}
