//! How far the tablet's clock is from the office's, by what that said last.

use std::time::Duration;

use chrono::TimeDelta;
use record::ClockClaim;

use crate::environment::Environment;
use crate::store::post::OfficeClock;

impl OfficeClock {
    /// How far the tablet's clock is from it now, also where somebody has set that since; nothing where the office said what is no time.
    ///
    /// Where the machine was started since, nobody counted how long it was off. So it is taken as said at the start: the office's
    /// clock stands there or later by now. A clock before that is wrong for certain and by at least so much; of any other nothing
    /// can be said.
    pub(crate) fn claim(&self, environment: &dyn Environment) -> Option<ClockClaim> {
        let is_counted = self.boot == environment.boot();
        let at_ns = if is_counted { self.at_ns } else { 0 };
        let since = Duration::from_nanos(environment.mono_ns().saturating_sub(at_ns));
        let says = self.said.checked_add_signed(TimeDelta::from_std(since).ok()?)?;
        let off = says.signed_duration_since(environment.now());
        let is_behind = off > TimeDelta::milliseconds(self.err_ms.into());
        (is_counted || is_behind).then_some(ClockClaim {
            server_offset_ms: off.num_milliseconds(),
            err_ms: self.err_ms,
            age_s: since.as_secs(),
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, FixedOffset};

    use super::*;

    /// A machine that stands at one moment.
    struct Machine {
        boot: &'static str,
        running_s: u64,
        now: &'static str,
    }

    impl Environment for Machine {
        fn now(&self) -> DateTime<FixedOffset> {
            self.now.parse().unwrap()
        }

        fn mono_ns(&self) -> u64 {
            self.running_s * 1_000_000_000
        }

        fn slept_ns(&self) -> u64 {
            0
        }

        fn boot(&self) -> String {
            self.boot.to_owned()
        }

        fn random(&self, _: &mut [u8]) -> std::io::Result<()> {
            Err(std::io::ErrorKind::Unsupported.into())
        }
    }

    /// What is claimed of what the office said at ten o'clock, a hundred seconds after the first start: by how many seconds the
    /// tablet's clock is behind, and how many seconds ago that was heard.
    fn claimed(boot: &'static str, running_s: u64, now: &'static str) -> Option<(i64, u64)> {
        let (said, boot_then) = ("2026-11-30T10:00:00Z".parse().unwrap(), "first".to_owned());
        let clock = OfficeClock { said, err_ms: 400, boot: boot_then, at_ns: 100_000_000_000 };
        let claim = clock.claim(&Machine { boot, running_s, now })?;
        Some((claim.server_offset_ms / 1000, claim.age_s))
    }

    #[test]
    fn in_the_same_start_it_is_known_how_far_off_a_clock_is_either_way() {
        assert_eq!(claimed("first", 160, "2026-11-30T11:01:00+01:00"), Some((0, 60)));
        assert_eq!(claimed("first", 160, "2026-11-29T08:01:00Z"), Some((26 * 3600, 60)));
        assert_eq!(claimed("first", 160, "2026-12-01T12:01:00Z"), Some((-26 * 3600, 60)));
    }

    #[test]
    fn after_another_start_a_clock_is_known_to_be_behind_and_nothing_else() {
        assert_eq!(claimed("second", 30, "2026-11-28T10:00:00Z"), Some((48 * 3600 + 30, 30)));
        assert_eq!(claimed("second", 30, "1970-01-01T00:00:00Z"), Some((1_796_032_830, 30)));
        for later in ["2026-11-30T10:00:30Z", "2026-11-30T10:05:00Z", "2030-01-01T00:00:00Z"] {
            assert_eq!(claimed("second", 30, later), None, "{later}");
        }
    }
}
