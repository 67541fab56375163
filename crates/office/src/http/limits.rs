//! What the office gives to requests at once: room in memory for their bodies, turns at the disk, and how slowly a body may come.
//! Tablets and people who are signed in have their own, and strangers theirs: however much strangers hold, it is nothing to
//! tablets. Lines, on which requests come, are counted in `lines`. Whatever finds no place is sent again by the tablet.

use super::shares::{Sender, Share, Shares};
use crate::lines::Peer;
use record::DeviceId;
use record::wire::MAX_REQUEST_BYTES;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};

const MIB: usize = 1024 * 1024;

/// The longest body of a stranger that is read. A joining is a kilobyte; a letter, and whatever a tablet asks, are at most half of this,
/// so that a tablet which the office does not know is told so with a signature.
pub(super) const OF_STRANGERS: usize = 128 * 1024;

/// Sixteen of the longest requests, or a thousand tablets that send one letter each. What is made of a body while it is taken in is as
/// much again.
const KNOWN: Measure = Measure { room: 64 * MIB, body: MAX_REQUEST_BYTES, of_one: 4, turns: 128 };
/// All that sixteen peers may hold; a thousand joinings of others go beside it. Eight turns, because tablets wait behind strangers at
/// the one database.
const STRANGERS: Measure = Measure { room: 16 * MIB, body: OF_STRANGERS, of_one: 8, turns: 8 };

/// A line of 64 kbit/s needs ten seconds for a letter, and may stand still for as long again where a third of it is lost; an
/// eighth of that pace is no line any more. A tablet waits no longer than two minutes.
const PACE: Pace = Pace {
    grace: Duration::from_secs(30),
    each_kib: Duration::from_secs(1),
    longest: Duration::from_secs(120),
};

/// How slowly a body may come, on an average.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    /// So long nothing is asked of it.
    pub(super) grace: Duration,
    /// So much longer with each KiB that came.
    pub(super) each_kib: Duration,
    /// A whole request, its answer with it.
    pub(super) longest: Duration,
}

impl Pace {
    /// How long after its beginning more must have come of a body, or all of it.
    pub(super) fn patience(self, come: usize) -> Duration {
        let kib = u32::try_from(come / 1024).unwrap_or(u32::MAX);
        self.grace.saturating_add(self.each_kib.saturating_mul(kib)).min(self.longest)
    }
}

/// What one of the two sides has.
#[derive(Debug, Clone, Copy)]
struct Measure {
    /// Bytes of all bodies.
    room: usize,
    /// Bytes of one body.
    body: usize,
    /// Requests of one tablet or one peer, so that a key or a machine that was stolen takes a share and not all.
    of_one: usize,
    /// Requests that are answered at once; others wait for their turn.
    turns: usize,
}

pub(super) struct Limits {
    known: Arc<Side>,
    strangers: Arc<Side>,
    shares: Arc<Shares>,
    pub(super) pace: Pace,
}

struct Side {
    measure: Measure,
    room: Arc<Semaphore>,
    turns: Semaphore,
}

impl Limits {
    pub(super) fn new() -> Self {
        Self::of(KNOWN, STRANGERS, PACE)
    }

    fn of(known: Measure, strangers: Measure, pace: Pace) -> Self {
        Self { known: Side::of(known), strangers: Side::of(strangers), shares: Arc::default(), pace }
    }

    /// A place for a request that says it is this tablet's.
    pub(super) fn tablet(&self, device: DeviceId) -> Option<Place> {
        let share = Shares::take(&self.shares, Sender::Tablet(device), self.known.measure.of_one)?;
        Some(Place::at(&self.known, self.known.measure.body, Some(share)))
    }

    /// A place for a request of a person who is signed in. Pages say little.
    pub(super) fn person(&self) -> Place {
        Place::at(&self.known, self.strangers.measure.body, None)
    }

    /// A place for a request of anybody.
    pub(super) fn stranger(&self, peer: Peer) -> Option<Place> {
        let measure = self.strangers.measure;
        let share = match peer {
            Peer::Anybody => None,
            Peer::One(_) => Some(Shares::take(&self.shares, Sender::Stranger(peer), measure.of_one)?),
        };
        Some(Place::at(&self.strangers, measure.body, share))
    }
}

impl Side {
    fn of(measure: Measure) -> Arc<Self> {
        let room = Arc::new(Semaphore::new(measure.room));
        Arc::new(Self { measure, room, turns: Semaphore::new(measure.turns) })
    }
}

/// What one request has, until it is answered.
pub(super) struct Place {
    side: Arc<Side>,
    /// Bytes that its body may have.
    pub(super) most: usize,
    room: Option<OwnedSemaphorePermit>,
    _share: Option<Share>,
}

impl Place {
    fn at(side: &Arc<Side>, most: usize, share: Option<Share>) -> Self {
        Self { side: Arc::clone(side), most, room: None, _share: share }
    }

    /// Takes room for so many bytes more; false where there is none.
    pub(super) fn take_room(&mut self, bytes: usize) -> bool {
        let Ok(bytes) = u32::try_from(bytes) else { return false };
        let Ok(more) = Arc::clone(&self.side.room).try_acquire_many_owned(bytes) else { return false };
        match &mut self.room {
            Some(room) => room.merge(more),
            None => self.room = Some(more),
        }
        true
    }

    /// Waits for its turn, which ends when what comes of this is dropped.
    pub(super) async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        self.side.turns.acquire().await.ok()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::net::IpAddr;

    /// Limits small enough to be reached.
    pub(in super::super) fn small(pace: Pace) -> Limits {
        let known = Measure { room: 100, body: 80, of_one: 2, turns: 1 };
        Limits::of(known, Measure { room: 50, body: 40, ..known }, pace)
    }

    fn peer(last: u8) -> Peer {
        IpAddr::from([192, 0, 2, last]).into()
    }

    #[test]
    fn room_is_taken_as_far_as_it_goes_and_given_back() {
        let limits = small(PACE);
        let (mut one, mut other) = (limits.person(), limits.person());
        assert!(one.take_room(60) && one.take_room(0) && !other.take_room(41));
        assert!(other.take_room(40) && !one.take_room(1), "in pieces too");
        let mut stranger = limits.stranger(peer(1)).unwrap();
        assert!(stranger.take_room(50), "strangers have their own");
        drop(one);
        assert!(other.take_room(60) && !other.take_room(1));
        assert!(!other.take_room(usize::MAX));
    }

    #[test]
    fn nobody_has_more_than_their_share() {
        let limits = small(PACE);
        let (one, other) = (DeviceId::from([1; 16]), DeviceId::from([2; 16]));
        let held = [limits.tablet(one).unwrap(), limits.tablet(one).unwrap()];
        assert!(limits.tablet(one).is_none() && limits.tablet(other).is_some());
        let strangers = [limits.stranger(peer(1)).unwrap(), limits.stranger(peer(1)).unwrap()];
        assert!(limits.stranger(peer(1)).is_none() && limits.stranger(peer(2)).is_some());
        let behind_a_proxy: Vec<_> = (0..9).map(|_| limits.stranger(Peer::Anybody).unwrap()).collect();
        drop((held, strangers, behind_a_proxy));
        assert!(limits.tablet(one).is_some() && limits.stranger(peer(1)).is_some());
    }

    #[tokio::test]
    async fn strangers_wait_for_no_turn_of_tablets_nor_tablets_for_theirs() {
        let limits = small(PACE);
        let (stranger, person) = (limits.stranger(peer(1)).unwrap(), limits.person());
        let (one, other) = (stranger.turn().await, person.turn().await);
        assert!(one.is_some() && other.is_some());
        let next = limits.person();
        assert!(next.side.turns.try_acquire().is_err(), "the next one waits");
        drop(other);
        assert!(next.turn().await.is_some());
    }

    #[test]
    fn a_slow_body_has_time_for_what_came_of_it_and_no_more() {
        let check = |come: usize, seconds: u64| assert_eq!(PACE.patience(come).as_secs(), seconds, "{come}");
        check(0, 30);
        check(1023, 30);
        check(1024, 31);
        check(64 * 1024, 94);
        check(MAX_REQUEST_BYTES, 120);
        check(usize::MAX, 120);
    }
}
