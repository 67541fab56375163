//! What an office remembers only while it runs: requests it has seen, and wrong codes of the last minute.

use crate::lines::Peer;
use chrono::{DateTime, TimeDelta, Utc};
use record::DeviceId;
use record::request::Nonce;
use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

/// Requests remembered. Forgetting one does no harm, since every call may be repeated.
const MAX_NONCES: usize = 20_000;
/// Wrong codes of one peer in a minute that are answered as what they are. Nobody guesses 80 bits: this keeps the log short.
const MAX_TRIES: usize = 100;
/// Wrong codes of all peers in a minute that are remembered, so that who has many addresses fills no memory.
const MAX_TRIES_OF_ALL: usize = 2000;

/// Nonces of requests that were let in, newest last.
#[derive(Debug, Default)]
pub(crate) struct Nonces(Mutex<Seen>);

#[derive(Debug, Default)]
struct Seen {
    known: HashSet<(DeviceId, Nonce)>,
    order: VecDeque<(DeviceId, Nonce)>,
}

impl Nonces {
    /// Whether a request was let in that had this nonce.
    pub(crate) fn knows(&self, device: DeviceId, nonce: Nonce) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).known.contains(&(device, nonce))
    }

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

/// When wrong enrolment codes came, and whom from.
#[derive(Debug, Default)]
pub(crate) struct Tries(Mutex<Vec<(DateTime<Utc>, Peer)>>);

impl Tries {
    /// Counts a wrong code; true if there were too many of this peer's of late.
    pub(crate) fn too_many(&self, from: Peer, now: DateTime<Utc>) -> bool {
        let mut wrong = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        wrong.retain(|(at, _)| (now - *at).abs() < TimeDelta::minutes(1));
        let own = wrong.iter().filter(|(_, of)| *of == from).count();
        if own >= MAX_TRIES || wrong.len() >= MAX_TRIES_OF_ALL {
            return true;
        }
        wrong.push((now, from));
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
        assert!(!nonces.knows(one, Nonce([0; 16])));
        assert!(nonces.is_new(one, Nonce([0; 16])));
        assert!(!nonces.is_new(one, Nonce([0; 16])));
        assert!(nonces.knows(one, Nonce([0; 16])) && !nonces.knows(other, Nonce([0; 16])));
        assert!(nonces.is_new(other, Nonce([0; 16])));
        for count in 1..=MAX_NONCES as u128 {
            assert!(nonces.is_new(one, Nonce(count.to_be_bytes())));
        }
        assert!(nonces.is_new(one, Nonce([0; 16])), "memory has an end");
    }

    #[test]
    fn wrong_codes_are_counted_for_each_peer_and_for_a_minute() {
        let tries = Tries::default();
        let now = DateTime::UNIX_EPOCH;
        let peer = |number: u32| Peer::from(std::net::IpAddr::from(number.to_be_bytes()));
        for _ in 0..MAX_TRIES {
            assert!(!tries.too_many(peer(1), now));
        }
        assert!(tries.too_many(peer(1), now));
        assert!(!tries.too_many(peer(2), now), "what one guesses is not another's");
        let others = u32::try_from(MAX_TRIES_OF_ALL - MAX_TRIES - 1).unwrap();
        assert!((0..others).all(|other| !tries.too_many(peer(3 + other), now)));
        assert!(tries.too_many(peer(2), now), "memory has an end");
        let later = now + TimeDelta::minutes(1);
        assert!(!tries.too_many(peer(1), later) && !tries.too_many(peer(2), later));
    }
}
