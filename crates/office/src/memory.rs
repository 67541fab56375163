//! What an office remembers only while it runs: requests it has seen, wrong codes of the last minute, wrong sign-ins of the last
//! quarter of an hour, and refusals that are not written yet.

use crate::lines::Peer;
use chrono::{DateTime, TimeDelta, Utc};
use record::request::Nonce;
use record::{DeviceId, Hash};
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Requests remembered. Forgetting one does no harm, since every call may be repeated.
const MAX_NONCES: usize = 20_000;
/// Wrong codes of one peer in a minute that are answered as what they are. Nobody guesses 80 bits: this keeps the log short.
const MAX_TRIES: usize = 100;
/// Wrong codes of all peers in a minute that are remembered, so that who has many addresses fills no memory.
const MAX_TRIES_OF_ALL: usize = 2000;
/// How long a wrong sign-in counts.
const SIGN_INS_FOR: TimeDelta = TimeDelta::minutes(15);
/// Wrong sign-ins of one person from one peer.
const MAX_SIGN_INS: usize = 10;
/// Of one peer, whoever it tries to be. A whole council may stand behind one address.
const MAX_SIGN_INS_OF_PEER: usize = 100;
/// From behind a proxy that does not say whom it calls for: nobody can be told from another there.
const MAX_SIGN_INS_OF_ANYBODY: usize = 100;
/// Of all that are remembered. Then the oldest is forgotten.
const MAX_SIGN_INS_OF_ALL: usize = 20_000;
/// Pages and tablets of which refusals are counted before they are written. Over that each minute begins anew.
const MAX_KNOCKS: usize = 2000;

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

/// Wrong sign-ins, oldest first: when, whom from, as whom. Whom somebody tries to be is kept as a hash, for people type passwords there.
#[derive(Debug, Default)]
pub(crate) struct SignIns(Mutex<VecDeque<(DateTime<Utc>, Peer, Hash)>>);

impl SignIns {
    /// Whether there were too many wrong ones of late to look at another.
    pub(crate) fn too_many(&self, from: Peer, login: &str, now: DateTime<Utc>) -> bool {
        let (mut wrong, login) = (self.lock(), Hash::of(login.as_bytes()));
        wrong.retain(|(at, ..)| (now - *at).abs() < SIGN_INS_FOR);
        let of_peer = wrong.iter().filter(|(_, peer, _)| *peer == from).count();
        let of_both = wrong.iter().filter(|(_, peer, of)| *peer == from && *of == login).count();
        match from {
            Peer::One(_) => of_both >= MAX_SIGN_INS || of_peer >= MAX_SIGN_INS_OF_PEER,
            Peer::Anybody => of_both >= MAX_SIGN_INS_OF_ANYBODY,
        }
    }

    /// Counts a wrong one.
    pub(crate) fn count(&self, from: Peer, login: &str, now: DateTime<Utc>) {
        let mut wrong = self.lock();
        wrong.push_back((now, from, Hash::of(login.as_bytes())));
        if wrong.len() > MAX_SIGN_INS_OF_ALL {
            wrong.pop_front();
        }
    }

    /// They came in.
    pub(crate) fn forget(&self, from: Peer, login: &str) {
        let login = Hash::of(login.as_bytes());
        self.lock().retain(|(_, peer, of)| (*peer, *of) != (from, login));
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(DateTime<Utc>, Peer, Hash)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Refusals of strangers and tablets, by tablet and page: the minute of the last that was written, and how many came since.
#[derive(Debug, Default)]
pub(crate) struct Knocks(Mutex<HashMap<Knock, (i64, u64)>>);

type Knock = (Option<DeviceId>, &'static str);

impl Knocks {
    /// How many came since the last that was written, this one with them; none if it is not to be written yet.
    pub(crate) fn since(
        &self,
        device: Option<DeviceId>,
        page: &'static str,
        now: DateTime<Utc>,
    ) -> Option<u64> {
        let minute = now.timestamp() / 60;
        let mut knocks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if knocks.len() >= MAX_KNOCKS {
            knocks.retain(|_, (written, _)| *written == minute);
        }
        // Tablets that are more than an office has are counted as one.
        let device = device.filter(|_| knocks.len() < MAX_KNOCKS);
        let (written, came) = knocks.entry((device, page)).or_insert((i64::MIN, 0));
        *came += 1;
        if *written == minute {
            return None;
        }
        *written = minute;
        Some(std::mem::take(came))
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

    #[test]
    fn nobody_is_shut_out_by_another_s_guesses() {
        let (sign_ins, now) = (SignIns::default(), DateTime::UNIX_EPOCH);
        let peer = |number: u32| Peer::from(std::net::IpAddr::from(number.to_be_bytes()));
        let guess = |from: Peer, login: &str| {
            let too_many = sign_ins.too_many(from, login, now);
            sign_ins.count(from, login, now);
            too_many
        };
        assert!((0..MAX_SIGN_INS).all(|_| !guess(peer(1), "ros")));
        assert!(guess(peer(1), "ros") && !guess(peer(2), "ros") && !guess(peer(1), "jan"));
        assert!((0..MAX_SIGN_INS_OF_PEER).any(|at| guess(peer(1), &at.to_string())), "who tries many names");
        assert!(!guess(peer(2), "ros"));
        sign_ins.forget(peer(1), "ros");
        assert!(!sign_ins.too_many(peer(1), "ros", now + SIGN_INS_FOR));
    }

    #[test]
    fn refusals_alike_are_written_once_a_minute() {
        let (knocks, now) = (Knocks::default(), DateTime::UNIX_EPOCH);
        let device = Some(DeviceId::from([1; 16]));
        assert_eq!([1, 2, 3].map(|_| knocks.since(None, "a", now)), [Some(1), None, None]);
        assert_eq!((knocks.since(None, "b", now), knocks.since(device, "a", now)), (Some(1), Some(1)));
        let later = now + TimeDelta::minutes(1);
        assert_eq!((knocks.since(None, "a", later), knocks.since(device, "a", later)), (Some(3), Some(1)));
        for at in 0..2 * MAX_KNOCKS as u128 {
            knocks.since(Some(DeviceId::from(at.to_be_bytes())), "a", later);
        }
        assert!(knocks.0.lock().unwrap().len() <= MAX_KNOCKS + 2, "memory has an end");
    }
}
