//! Time and chance. They come in through [`Environment`], so that tests decide both; [`System`] is the only place in this
//! crate that asks the machine.

#[cfg(any(target_os = "linux", target_os = "android"))]
mod linux;
#[cfg(not(any(target_os = "linux", target_os = "android", windows)))]
mod other;
#[cfg(windows)]
mod windows;

use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use plan::ids::FreshId;
use uuid::Uuid;

use crate::error::{Result, TabletError};
#[cfg(any(target_os = "linux", target_os = "android"))]
use linux::Clock;
#[cfg(not(any(target_os = "linux", target_os = "android", windows)))]
use other::Clock;
#[cfg(windows)]
use windows::Clock;

/// What the tablet knows of the world around it.
pub trait Environment: Send + Sync {
    /// The day and time where the tablet is. A claim: it may jump either way.
    fn now(&self) -> DateTime<FixedOffset>;

    /// Nanoseconds since the start that [`Environment::boot`] names, also those in which the machine slept. Never goes
    /// back.
    fn mono_ns(&self) -> u64;

    /// How many of them the machine slept, where it says so.
    fn slept_ns(&self) -> u64;

    /// Which start of the machine [`Environment::mono_ns`] counts from.
    fn boot(&self) -> String;

    /// Fills `bytes` with randomness fit for keys.
    ///
    /// # Errors
    /// When the machine has none to give.
    fn random(&self, bytes: &mut [u8]) -> std::io::Result<()>;
}

/// The machine itself.
#[derive(Debug, Clone)]
pub struct System {
    clock: Clock,
}

impl System {
    /// Asks the machine which start this is. Where it does not say, this program's own start is counted from.
    pub fn new() -> Self {
        Self { clock: Clock::new() }
    }
}

impl Default for System {
    fn default() -> Self {
        Self::new()
    }
}

impl Environment for System {
    #[expect(clippy::disallowed_methods, reason = "this is where the tablet reads the clock")]
    fn now(&self) -> DateTime<FixedOffset> {
        chrono::Local::now().fixed_offset()
    }

    fn mono_ns(&self) -> u64 {
        self.clock.running_ns()
    }

    fn slept_ns(&self) -> u64 {
        self.clock.slept_ns()
    }

    fn boot(&self) -> String {
        self.clock.boot().to_owned()
    }

    fn random(&self, bytes: &mut [u8]) -> std::io::Result<()> {
        getrandom::fill(bytes).map_err(std::io::Error::other)
    }
}

/// A name for a start that no other start has.
fn this_start() -> String {
    let mut bytes = [0; 16];
    // With no randomness nothing else of this program runs either; the name only has to differ between starts.
    let _ = getrandom::fill(&mut bytes);
    Uuid::from_bytes(bytes).to_string()
}

/// `N` random bytes.
pub(crate) fn random<const N: usize>(environment: &dyn Environment) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    environment
        .random(&mut bytes)
        .map_err(|source| TabletError::File { doing: "drawing a number", source })?;
    Ok(bytes)
}

/// A new id of any kind.
pub(crate) fn fresh<Id: From<Uuid>>(environment: &dyn Environment) -> Result<Id> {
    let unix_ms = u64::try_from(environment.now().timestamp_millis()).unwrap_or(0);
    Ok(FreshId::new(unix_ms, &random(environment)?).take())
}

/// Ids for what a worker will add.
pub(crate) fn fresh_ids(environment: &dyn Environment, count: usize) -> Result<Vec<FreshId>> {
    std::iter::repeat_with(|| fresh(environment)).take(count).collect()
}

/// Milliseconds between two readings of [`Environment::mono_ns`].
pub(crate) fn millis_between(from_ns: u64, to_ns: u64) -> f64 {
    Duration::from_nanos(to_ns.saturating_sub(from_ns)).as_secs_f64() * 1000.0
}
