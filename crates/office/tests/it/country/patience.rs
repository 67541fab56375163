//! Waiting for what does not depend on chance, but on a machine that may have more to do.

use std::thread;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(300);
const PAUSE: Duration = Duration::from_millis(200);

/// Waits until something is so.
pub(super) fn patiently<T>(what: &str, mut is_so: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = is_so() {
            return found;
        }
        assert!(began.elapsed() < PATIENCE, "{what}: not so after {} seconds", PATIENCE.as_secs());
        thread::sleep(PAUSE);
    }
}
