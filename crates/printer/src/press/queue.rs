//! Who is next. First come, first served; waiting is the caller's, so that it can be given up.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::error::{PrinterError, Result};
use crate::patience::Asked;

#[derive(Debug, Default)]
pub(super) struct Queue(Mutex<Line>);

#[derive(Debug, Default)]
struct Line {
    waiting: VecDeque<u64>,
    last: u64,
}

/// A place in the queue. It is free when this is dropped.
#[derive(Debug)]
pub(super) struct Turn<'a> {
    queue: &'a Queue,
    number: u64,
}

impl Queue {
    /// Takes a place and waits until it is the first.
    pub(super) fn turn(&self, rest: &mut dyn FnMut(Asked) -> ControlFlow<()>) -> Result<Turn<'_>> {
        let turn = {
            let mut line = self.line();
            line.last = line.last.wrapping_add(1);
            let number = line.last;
            line.waiting.push_back(number);
            Turn { queue: self, number }
        };
        while self.line().waiting.front() != Some(&turn.number) {
            if rest(Asked::Rest).is_break() {
                return Err(PrinterError::Stopped);
            }
        }
        Ok(turn)
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.queue.line().waiting.retain(|number| *number != self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_come_first_served_and_a_place_can_be_given_up() {
        let queue = Queue::default();
        let first = queue.turn(&mut |_| panic!("nobody is before it")).unwrap();
        let mut patience = 3;
        let given_up = queue.turn(&mut |_| {
            patience -= 1;
            if patience == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(given_up.err(), Some(PrinterError::Stopped));
        let mut first = Some(first);
        let second = queue.turn(&mut |_| {
            assert_eq!(queue.line().waiting.len(), 2, "whoever gave up is gone");
            drop(first.take());
            ControlFlow::Continue(())
        });
        assert!(second.is_ok());
    }
}
