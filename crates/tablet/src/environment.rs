//! Time and chance. They come in through [`Environment`], so that tests decide both; [`System`] is the only place in this
//! crate that asks the machine.

use std::time::Instant;

use chrono::{DateTime, FixedOffset};
use plan::ids::FreshId;
use uuid::Uuid;

use crate::error::{Result, TabletError};

/// What the tablet knows of the world around it.
pub trait Environment: Send + Sync {
    /// The day and time where the tablet is. A claim: it may jump either way.
    fn now(&self) -> DateTime<FixedOffset>;

    /// Nanoseconds since the start that [`Environment::boot`] names. Never goes back.
    fn mono_ns(&self) -> u64;

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
    started: Instant,
    already_up_ns: u64,
    boot: String,
}

impl System {
    /// Asks the machine which start this is and how long it has been up. Where it does not say, this program's own start
    /// is counted from.
    pub fn new() -> Self {
        let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id");
        let uptime = std::fs::read_to_string("/proc/uptime").ok().and_then(|text| {
            let seconds: f64 = text.split_whitespace().next()?.parse().ok()?;
            Some(std::time::Duration::try_from_secs_f64(seconds).ok()?.as_nanos())
        });
        let (boot, already_up_ns) = match (boot, uptime) {
            (Ok(boot), Some(up)) => (boot.trim().to_owned(), u64::try_from(up).unwrap_or(0)),
            (Ok(_) | Err(_), _) => (this_start(), 0),
        };
        Self { started: Instant::now(), already_up_ns, boot }
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
        let since = u64::try_from(self.started.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.already_up_ns.saturating_add(since)
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
    std::time::Duration::from_nanos(to_ns.saturating_sub(from_ns)).as_secs_f64() * 1000.0
}
