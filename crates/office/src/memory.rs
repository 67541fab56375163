//! What an office remembers only while it runs: requests it has seen, and wrong codes of the last minute.

use chrono::{DateTime, TimeDelta, Utc};
use record::DeviceId;
use record::request::Nonce;
use std::collections::{HashSet, VecDeque};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// Requests remembered. Forgetting one does no harm, since every call may be repeated.
const MAX_NONCES: usize = 20_000;
/// Wrong codes from one address in a minute before it has to wait.
const MAX_TRIES: usize = 5;
/// Wrong codes remembered in all.
const MAX_WRONG: usize = 10_000;

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

/// Wrong enrolment codes, by the address they came from.
#[derive(Debug, Default)]
pub(crate) struct Tries(Mutex<VecDeque<(IpAddr, DateTime<Utc>)>>);

impl Tries {
    /// Whether this address has to wait.
    pub(crate) fn must_wait(&self, from: IpAddr, now: DateTime<Utc>) -> bool {
        let mut wrong = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        wrong.retain(|(_, at)| (now - at).abs() < TimeDelta::minutes(1));
        wrong.iter().filter(|(address, _)| *address == from).count() >= MAX_TRIES
    }

    /// Remembers a wrong code.
    pub(crate) fn was_wrong(&self, from: IpAddr, now: DateTime<Utc>) {
        let mut wrong = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        wrong.push_back((from, now));
        if wrong.len() > MAX_WRONG {
            wrong.pop_front();
        }
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
