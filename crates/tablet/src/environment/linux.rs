//! The machine's running time on Linux and Android: it has a name for each start, and clocks with sleep and without.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

use super::this_start;

#[derive(Debug, Clone)]
pub(super) struct Clock {
    boot: String,
}

impl Clock {
    pub(super) fn new() -> Self {
        let named = std::fs::read_to_string("/proc/sys/kernel/random/boot_id");
        Self { boot: named.map_or_else(|_| this_start(), |boot| boot.trim().to_owned()) }
    }

    pub(super) fn boot(&self) -> &str {
        &self.boot
    }

    pub(super) fn running_ns(&self) -> u64 {
        read(ClockId::Boottime)
    }

    pub(super) fn slept_ns(&self) -> u64 {
        self.running_ns().saturating_sub(read(ClockId::Monotonic))
    }
}

fn read(which: ClockId) -> u64 {
    let time = Duration::try_from(clock_gettime(which)).unwrap_or_default();
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
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
        let (before, now, after) = (uptime(), Duration::from_nanos(Clock::new().running_ns()), uptime());
        let a_tick = Duration::from_millis(20);
        assert!(before <= now + a_tick && now <= after + a_tick, "{before:?} {now:?} {after:?}");
    }
}
