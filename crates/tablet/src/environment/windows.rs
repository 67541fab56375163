//! The machine's running time on Windows. It has no name for a start that can be relied on: one that is shut down may go on
//! counting as if it had slept. So the first app after somebody signed in notes the time and a name for this start in a place that
//! lasts until they sign out, and no file stands in for it.

use std::time::Instant;

use uuid::Uuid;
use winsafe::{GetTickCount64, HKEY, QueryUnbiasedInterruptTime, RegistryValue, SysResult, co};

use super::this_start;

/// In the account's part of the registry, kept in memory only.
const PLACE: &str = r"Software\Doorstep start";

#[derive(Debug, Clone)]
pub(super) struct Clock {
    start: Start,
    began: Instant,
    began_ms: u64,
}

/// What is counted from: a name, and the machine's milliseconds then.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Start {
    boot: String,
    at_ms: u64,
}

impl Clock {
    pub(super) fn new() -> Self {
        let began_ms = GetTickCount64();
        let own = Start { boot: this_start(), at_ms: began_ms };
        let start = noted(PLACE, &own).unwrap_or(own);
        Self { start, began: Instant::now(), began_ms }
    }

    pub(super) fn boot(&self) -> &str {
        &self.start.boot
    }

    /// The machine's own count goes on in sleep and by steps of some milliseconds. The finer one may stand still in sleep.
    pub(super) fn running_ns(&self) -> u64 {
        let from_start = |ms: u64| u128::from(ms.saturating_sub(self.start.at_ms)) * 1_000_000;
        let fine = from_start(self.began_ms) + self.began.elapsed().as_nanos();
        u64::try_from(fine.max(from_start(GetTickCount64()))).unwrap_or(u64::MAX)
    }

    pub(super) fn slept_ns(&self) -> u64 {
        let Ok(awake) = QueryUnbiasedInterruptTime() else { return 0 };
        let all = GetTickCount64().saturating_mul(1_000_000);
        all.saturating_sub(awake.saturating_mul(100))
    }
}

/// The start that is noted, or this one from now on.
fn noted(place: &str, own: &Start) -> SysResult<Start> {
    let options = (co::REG_OPTION::VOLATILE, co::KEY::READ | co::KEY::WRITE);
    let (key, _) = HKEY::CURRENT_USER.RegCreateKeyEx(place, None, options.0, options.1, None)?;
    if let Ok(RegistryValue::Sz(text)) = key.RegQueryValueEx(None)
        && let Some(start) = read(&text)
    {
        return Ok(start);
    }
    key.RegSetValueEx(None, RegistryValue::Sz(format!("{} {}", own.boot, own.at_ms)))?;
    Ok(own.clone())
}

fn read(text: &str) -> Option<Start> {
    let (boot, at_ms) = text.split_once(' ')?;
    let at_ms: u64 = at_ms.parse().ok()?;
    let is_of_now = at_ms <= GetTickCount64() && boot.parse::<Uuid>().is_ok();
    is_of_now.then(|| Start { boot: boot.to_owned(), at_ms })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_app_that_is_started_again_counts_on() {
        let first = Clock::new();
        let before = first.running_ns();
        let second = Clock::new();
        assert_eq!(first.boot(), second.boot());
        assert!(second.running_ns() >= before);
        assert!(first.running_ns() <= second.running_ns() + 100_000_000);
    }

    #[test]
    fn what_is_no_start_of_now_is_noted_anew() {
        let place = format!(r"Software\Doorstep test {}", this_start());
        let own = |at_ms| Start { boot: this_start(), at_ms };
        let first = own(1);
        assert_eq!(noted(&place, &first).unwrap(), first);
        assert_eq!(noted(&place, &own(2)).unwrap(), first, "the first stands");
        let (key, _) = HKEY::CURRENT_USER
            .RegCreateKeyEx(&place, None, co::REG_OPTION::VOLATILE, co::KEY::WRITE, None)
            .unwrap();
        for bad in [" ", "nonsense", &format!("{} {}", first.boot, u64::MAX), "x 1"] {
            key.RegSetValueEx(None, RegistryValue::Sz(bad.to_owned())).unwrap();
            let mine = own(3);
            assert_eq!(noted(&place, &mine).unwrap(), mine, "{bad}");
        }
    }

    #[test]
    fn a_machine_that_is_awake_has_not_slept_meanwhile() {
        let clock = Clock::new();
        let before = clock.slept_ns();
        assert!(clock.slept_ns().abs_diff(before) < 100_000_000);
    }
}
