//! What is measured, and how: so many clients begin at one moment, each sends one thing after the other, and each thing is timed from
//! its first byte to the last byte of its answer.

use std::sync::Barrier;
use std::thread::{self, ScopedJoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::memory::{Memory, Watch};

/// What a client sends again and again.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Work {
    /// What it is called in a table.
    pub(crate) name: &'static str,
    /// Bytes of a record's body.
    pub(crate) record: usize,
    /// Bytes of its paper.
    pub(crate) paper: Option<usize>,
    /// Whether its receipt is asked for.
    pub(crate) receipt: bool,
    /// How many of them in one round, by all clients.
    pub(crate) count: usize,
}

impl Work {
    /// Bytes that are to be kept.
    pub(crate) fn bytes(&self) -> usize {
        self.record + self.paper.unwrap_or_default()
    }
}

/// Sends one thing after the other.
pub(crate) type Sender = Box<dyn FnMut() -> Result<()> + Send>;

/// Something that takes things in and keeps them.
pub(crate) trait Target {
    fn name(&self) -> &str;
    /// The program that does it, if it is one of its own.
    fn process(&self) -> Option<u32>;
    /// A client with so many things made ready.
    fn sender(&self, client: usize, work: &Work, count: usize) -> Result<Sender>;
}

/// What came of some rounds.
#[derive(Default)]
pub(crate) struct Measured {
    took: Duration,
    /// Milliseconds for each thing.
    each: Vec<f64>,
    memory: Memory,
    /// Why it could not be measured.
    failed: Option<String>,
}

impl Measured {
    /// One more round; none after one that failed.
    pub(crate) fn add(&mut self, target: &dyn Target, work: &Work, clients: usize) {
        if self.failed.is_none()
            && let Err(error) = self.round(target, work, clients)
        {
            self.failed = Some(format!("{error:#}"));
        }
    }

    fn round(&mut self, target: &dyn Target, work: &Work, clients: usize) -> Result<()> {
        let count = (work.count / clients).max(1);
        let senders =
            (0..clients).map(|client| target.sender(client, work, count)).collect::<Result<Vec<_>>>()?;
        let watch = target.process().map(Watch::begin);
        let begin = Barrier::new(clients + 1);
        let (took, each) = thread::scope(|scope| {
            let begin = &begin;
            let clients = senders.into_iter().map(|sender| scope.spawn(move || timed(sender, count, begin)));
            let running: Vec<_> = clients.collect();
            begin.wait();
            let began = Instant::now();
            let each: Vec<_> = running.into_iter().map(ScopedJoinHandle::join).collect();
            (began.elapsed(), each)
        });
        self.memory = self.memory.most(watch.map(Watch::end).unwrap_or_default());
        for each in each {
            let Ok(each) = each else { bail!("a client broke off") };
            self.each.extend(each?);
        }
        self.took += took;
        Ok(())
    }

    pub(crate) fn failed(&self) -> Option<&str> {
        self.failed.as_deref()
    }

    /// Things a second.
    pub(crate) fn rate(&self) -> f64 {
        if self.took.is_zero() { 0.0 } else { self.each.len() as f64 / self.took.as_secs_f64() }
    }

    /// Milliseconds that so many of a hundred took at most.
    pub(crate) fn percentile(&self, of_hundred: usize) -> f64 {
        percentile(&self.each, of_hundred)
    }

    pub(crate) const fn memory(&self) -> Memory {
        self.memory
    }
}

pub(crate) fn percentile(each: &[f64], of_hundred: usize) -> f64 {
    let mut sorted = each.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = (sorted.len() * of_hundred / 100).min(sorted.len().saturating_sub(1));
    sorted.get(at).copied().unwrap_or_default()
}

/// Milliseconds for each.
pub(crate) fn timed(mut sender: Sender, count: usize, begin: &Barrier) -> Result<Vec<f64>> {
    begin.wait();
    (0..count)
        .map(|_| {
            let began = Instant::now();
            sender()?;
            Ok(began.elapsed().as_secs_f64() * 1000.0)
        })
        .collect()
}
