//! The clock and the chance of one machine in the simulation. Its wall clock may be set to any year; the other never goes back.

use std::sync::{Mutex, MutexGuard};

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use faults::Dice;

use crate::environment::Environment;

pub(super) struct Clock(Mutex<Inside>);

struct Inside {
    dice: Dice,
    wall: DateTime<Utc>,
    mono_ns: u64,
    boot: u32,
}

impl Clock {
    pub(super) fn new(seed: u64) -> Self {
        let wall = "2026-11-30T10:00:00Z".parse().unwrap();
        Self(Mutex::new(Inside { dice: Dice::new(seed), wall, mono_ns: 0, boot: 0 }))
    }

    pub(super) fn pass(&self, seconds: u64) {
        let mut inside = self.inside();
        inside.wall += TimeDelta::seconds(i64::try_from(seconds).unwrap());
        inside.mono_ns += seconds * 1_000_000_000;
    }

    /// Somebody sets it, or its battery was empty.
    pub(super) fn set_wall(&self, by: TimeDelta) {
        self.inside().wall += by;
    }

    pub(super) fn restart(&self) {
        let mut inside = self.inside();
        (inside.mono_ns, inside.boot) = (0, inside.boot + 1);
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap()
    }

    fn draw(&self, bytes: &mut [u8]) {
        let dice = &mut self.inside().dice;
        for byte in bytes {
            *byte = u8::try_from(dice.below(256)).unwrap();
        }
    }
}

impl Environment for Clock {
    fn now(&self) -> DateTime<FixedOffset> {
        self.inside().wall.fixed_offset()
    }

    fn mono_ns(&self) -> u64 {
        self.inside().mono_ns
    }

    fn slept_ns(&self) -> u64 {
        0
    }

    fn boot(&self) -> String {
        self.inside().boot.to_string()
    }

    fn random(&self, bytes: &mut [u8]) -> std::io::Result<()> {
        self.draw(bytes);
        Ok(())
    }
}

/// The office's share in the same clock.
pub(super) struct OfficeClock(pub(super) std::sync::Arc<Clock>);

impl office::Environment for OfficeClock {
    fn now(&self) -> DateTime<Utc> {
        self.0.inside().wall
    }

    fn fill(&self, bytes: &mut [u8]) -> Result<(), office::OfficeError> {
        self.0.draw(bytes);
        Ok(())
    }
}
