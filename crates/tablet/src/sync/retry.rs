//! How long to wait before the next try: anywhere between a little and a bound that doubles with each failure, so that a
//! hundred tablets whose office comes back do not all knock at the same moment.

use std::time::Duration;

use crate::environment::{Environment, random};

const FIRST: Duration = Duration::from_secs(1);
/// What waits goes within a minute of a network, whoever is in.
const MOST: Duration = Duration::from_secs(45);
/// Never at once: an office that fails quickly would be asked without a pause.
const LEAST: Duration = Duration::from_millis(100);

/// The wait after so many failures in a row.
pub(crate) fn delay(failures: u32, environment: &dyn Environment) -> Duration {
    // Without randomness the full wait is as good.
    let chance = random::<4>(environment).map_or(u32::MAX, u32::from_be_bytes);
    between(failures, chance)
}

fn between(failures: u32, chance: u32) -> Duration {
    let bound =
        FIRST.saturating_mul(1_u32.checked_shl(failures.saturating_sub(1)).unwrap_or(u32::MAX)).min(MOST);
    let span = bound.saturating_sub(LEAST);
    LEAST + span.mul_f64(f64::from(chance) / f64::from(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_grows_from_a_second_to_three_quarters_of_a_minute() {
        assert_eq!(between(1, u32::MAX), Duration::from_secs(1));
        assert_eq!(between(4, u32::MAX), Duration::from_secs(8));
        for failures in [10, 40, u32::MAX] {
            assert_eq!(between(failures, u32::MAX), Duration::from_secs(45), "{failures}");
            assert_eq!(between(failures, 0), LEAST, "{failures}");
        }
    }
}
