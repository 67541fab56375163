//! Time and chance. They come in through [`Environment`], so that tests decide both; [`System`] is the only place in this
//! crate that asks the machine.

use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use plan::ids::FreshId;
use uuid::Uuid;

use crate::error::{Result, TabletError};

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
    boot: String,
}

impl System {
    /// Asks the machine which start this is. Where it does not say, this program's own start is counted from.
    pub fn new() -> Self {
        let clock = Clock::new();
        let boot = clock.boot().unwrap_or_else(this_start);
        Self { clock, boot }
    }
}

/// The machine's running time since its start, with and without sleep.
#[cfg(any(target_os = "linux", target_os = "android"))]
#[derive(Debug, Clone, Copy)]
struct Clock;

#[cfg(any(target_os = "linux", target_os = "android"))]
impl Clock {
    const fn new() -> Self {
        Self
    }

    fn boot(self) -> Option<String> {
        let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
        Some(boot.trim().to_owned())
    }

    fn running_ns(self) -> u64 {
        Self::read(rustix::time::ClockId::Boottime)
    }

    fn slept_ns(self) -> u64 {
        self.running_ns().saturating_sub(Self::read(rustix::time::ClockId::Monotonic))
    }

    fn read(which: rustix::time::ClockId) -> u64 {
        let time = rustix::time::clock_gettime(which);
        let time = Duration::try_from(time).unwrap_or_default();
        u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
    }
}

/// The running time since this program's start. On Windows it goes on in sleep, and what of it was sleep is not told; on a Mac it
/// stands still.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
#[derive(Debug, Clone, Copy)]
struct Clock(std::time::Instant);

#[cfg(not(any(target_os = "linux", target_os = "android")))]
impl Clock {
    fn new() -> Self {
        Self(std::time::Instant::now())
    }

    const fn boot(self) -> Option<String> {
        None
    }

    fn running_ns(self) -> u64 {
        u64::try_from(self.0.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }

    const fn slept_ns(self) -> u64 {
        0
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
        self.boot.clone()
    }

    fn random(&self, bytes: &mut [u8]) -> std::io::Result<()> {
        getrandom::fill(bytes).map_err(std::io::Error::other)
    }
}

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

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_machines_time_goes_on_in_sleep_as_its_uptime_does() {
        let uptime = || {
            let text = std::fs::read_to_string("/proc/uptime").unwrap();
            let seconds: f64 = text.split_whitespace().next().unwrap().parse().unwrap();
            Duration::from_secs_f64(seconds)
        };
        let (before, now, after) = (uptime(), Duration::from_nanos(System::new().mono_ns()), uptime());
        let a_tick = Duration::from_millis(20);
        assert!(before <= now + a_tick && now <= after + a_tick, "{before:?} {now:?} {after:?}");
    }
}
