//! The clock and the source of randomness. Tests bring their own.

use crate::OfficeError;
use chrono::{DateTime, Utc};

/// What the office asks of the machine it runs on.
pub trait Environment: Send + Sync {
    /// The time now.
    fn now(&self) -> DateTime<Utc>;

    /// Fills `bytes` with randomness fit for keys.
    ///
    /// # Errors
    /// [`OfficeError::Random`] if the machine has none to give.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), OfficeError>;
}

/// The machine's own clock and randomness.
#[derive(Debug, Clone, Copy)]
pub struct System;

impl Environment for System {
    #[expect(clippy::disallowed_methods, reason = "this is where time comes in")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn fill(&self, bytes: &mut [u8]) -> Result<(), OfficeError> {
        getrandom::fill(bytes).map_err(|_| OfficeError::Random)
    }
}

/// `N` fresh random bytes.
pub(crate) fn random<const N: usize>(environment: &dyn Environment) -> Result<[u8; N], OfficeError> {
    let mut bytes = [0; N];
    environment.fill(&mut bytes)?;
    Ok(bytes)
}

/// What an id is made of: milliseconds since 1970 and ten random bytes.
pub(crate) fn fresh(environment: &dyn Environment) -> Result<(u64, [u8; 10]), OfficeError> {
    let unix_ms = u64::try_from(environment.now().timestamp_millis()).unwrap_or_default();
    Ok((unix_ms, random(environment)?))
}
