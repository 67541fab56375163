//! What an office remembers only while it runs: requests it has seen, and wrong codes of the last minute.

use chrono::{DateTime, TimeDelta, Utc};
use record::DeviceId;
use record::request::Nonce;
use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

/// Requests remembered. Forgetting one does no harm, since every call may be repeated.
const MAX_NONCES: usize = 20_000;
/// Wrong codes in a minute that are answered as what they are.
const MAX_TRIES: usize = 100;

/// Nonces of requests that were let in, newest last.
#[derive(Debug, Default)]
pub(crate) struct Nonces(Mutex<Seen>);

#[derive(Debug, Default)]
struct Seen {
    known: HashSet<(DeviceId, Nonce)>,
    order: VecDeque<(DeviceId, Nonce)>,
}

impl Nonces {
    /// Remembers a request; false if it is known already.
    pub(crate) fn is_new(&self, device: DeviceId, nonce: Nonce) -> bool {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !seen.known.insert((device, nonce)) {
            return false;
        }
        seen.order.push_back((device, nonce));
        if seen.order.len() > MAX_NONCES
            && let Some(oldest) = seen.order.pop_front()
        {
            seen.known.remove(&oldest);
        }
        true
    }
}

/// When wrong enrolment codes came.
#[derive(Debug, Default)]
pub(crate) struct Tries(Mutex<VecDeque<DateTime<Utc>>>);

impl Tries {
    /// Counts a wrong code; true if there were too many of late.
    pub(crate) fn too_many(&self, now: DateTime<Utc>) -> bool {
        let mut wrong = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        wrong.retain(|at| (now - *at).abs() < TimeDelta::minutes(1));
        if wrong.len() >= MAX_TRIES {
            return true;
        }
        wrong.push_back(now);
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_is_new_once_for_each_device_until_it_is_forgotten() {
        let nonces = Nonces::default();
        let (one, other) = (DeviceId::from([1; 16]), DeviceId::from([2; 16]));
        assert!(nonces.is_new(one, Nonce([0; 16])));
        assert!(!nonces.is_new(one, Nonce([0; 16])));
        assert!(nonces.is_new(other, Nonce([0; 16])));
        for count in 1..=MAX_NONCES as u128 {
            assert!(nonces.is_new(one, Nonce(count.to_be_bytes())));
        }
        assert!(nonces.is_new(one, Nonce([0; 16])), "memory has an end");
    }
}
