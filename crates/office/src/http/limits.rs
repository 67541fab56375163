//! What the office gives to requests at once: room in memory for their bodies, turns at the disk, and how slowly a body may come.
//! Tablets and people who are signed in have their own, and strangers theirs: however much strangers hold, it is nothing to
//! tablets. Lines, on which requests come, are counted in `lines`. Whatever finds no place is sent again by the tablet.

use super::shares::{Most, Sender, Share, Shares};
use crate::lines::Peer;
use record::DeviceId;
use record::wire::MAX_REQUEST_BYTES;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

const MIB: usize = 1024 * 1024;

/// The longest body of a stranger that is read. A joining is a kilobyte; a letter, and whatever a tablet asks, are at most half of this,
/// so that a tablet which the office does not know is told so with a signature.
pub(super) const OF_STRANGERS: usize = 128 * 1024;

/// Sixteen of the longest requests, each of another tablet, or a thousand tablets that send one letter each. What is made of a body
/// while it is taken in is as much again.
const KNOWN: Measure = Measure {
    room: 64 * MIB,
    body: MAX_REQUEST_BYTES,
    of_one: Most { requests: 4, bytes: MAX_REQUEST_BYTES },
    turns: 128,
};
/// All that sixteen peers may hold; a thousand joinings of others go beside it. Eight turns, because tablets wait behind strangers at
/// the one database.
const STRANGERS: Measure = Measure {
    room: 16 * MIB,
    body: OF_STRANGERS,
    of_one: Most { requests: 8, bytes: 8 * OF_STRANGERS },
    turns: 8,
};

/// Before there is a place for a request the database is asked whose it is: for so many tablets at once, and for as many people.
const HEARINGS: usize = 4;
/// So many refusals are written at once.
const NOTES: usize = 4;

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
    /// What one tablet or one peer has, so that a key or a machine that was stolen takes a share and not all.
    of_one: Most,
    /// Requests that are answered at once; others wait for their turn.
    turns: usize,
}

pub(super) struct Limits {
    known: Arc<Side>,
    strangers: Arc<Side>,
    shares: Arc<Shares>,
    /// Whose requests are asked for.
    of_tablets: Arc<Semaphore>,
    of_people: Arc<Semaphore>,
    notes: Arc<Semaphore>,
    pub(super) pace: Pace,
}

struct Side {
    measure: Measure,
    room: Arc<Semaphore>,
    turns: Arc<Semaphore>,
}

impl Limits {
    pub(super) fn new() -> Self {
        Self::of(KNOWN, STRANGERS, PACE)
    }

    fn of(known: Measure, strangers: Measure, pace: Pace) -> Self {
        let [of_tablets, of_people] = [(); 2].map(|()| Arc::new(Semaphore::new(HEARINGS)));
        let (known, strangers, shares) = (Side::of(known), Side::of(strangers), Arc::default());
        let notes = Arc::new(Semaphore::new(NOTES));
        Self { known, strangers, shares, of_tablets, of_people, notes, pace }
    }

    /// Waits until it may be asked whose a request is that says it is a tablet's. That ends when what comes of this is dropped.
    pub(super) async fn hearing_of_tablet(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.of_tablets).acquire_owned().await.ok()
    }

    /// The same of one that says it is a person's.
    pub(super) async fn hearing_of_person(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.of_people).acquire_owned().await.ok()
    }

    /// Waits until a refusal may be written, so that threads do not pile up behind a database that does not answer.
    pub(super) async fn noting(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.notes).acquire_owned().await.ok()
    }

    /// A place for a request that says it is this tablet's.
    pub(super) fn tablet(&self, device: DeviceId) -> Option<Place> {
        let measure = self.known.measure;
        self.place(&self.known, measure.body, Sender::Tablet(device), measure.of_one)
    }

    /// A place for a request of a person who is signed in. Pages say little.
    pub(super) fn person(&self) -> Option<Place> {
        self.place(&self.known, self.strangers.measure.body, Sender::Person, Most::ALL)
    }

    /// A place for a request of anybody.
    pub(super) fn stranger(&self, peer: Peer) -> Option<Place> {
        let measure = self.strangers.measure;
        let most = if peer == Peer::Anybody { Most::ALL } else { measure.of_one };
        self.place(&self.strangers, measure.body, Sender::Stranger(peer), most)
    }

    fn place(&self, side: &Arc<Side>, body: usize, sender: Sender, most: Most) -> Option<Place> {
        let share = Shares::take(&self.shares, sender, most)?;
        Some(Place { side: Arc::clone(side), most: body, share, turn: None })
    }
}

impl Side {
    fn of(measure: Measure) -> Arc<Self> {
        let room = Arc::new(Semaphore::new(measure.room));
        Arc::new(Self { measure, room, turns: Arc::new(Semaphore::new(measure.turns)) })
    }
}

/// What one request has, until it is answered.
pub(super) struct Place {
    side: Arc<Side>,
    /// Bytes that its body may have.
    pub(super) most: usize,
    share: Share,
    turn: Option<OwnedSemaphorePermit>,
}

impl Place {
    /// Takes room for so many bytes more; false where there is none.
    pub(super) fn take_room(&self, bytes: usize) -> bool {
        self.share.take_room(&self.side.room, bytes)
    }

    /// Ready once it has to give way to another request of the same sender. Not to be asked after that.
    pub(super) async fn gives_way(&mut self) {
        self.share.gives_way().await;
    }

    /// Its body is there: it gives way to nobody any more. False if it did before.
    pub(super) fn has_come(&self) -> bool {
        self.share.has_come()
    }

    /// Waits for its turn, which ends with it.
    pub(super) async fn turn(&mut self) {
        self.turn = Arc::clone(&self.side.turns).acquire_owned().await.ok();
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::net::IpAddr;

    /// Limits small enough to be reached.
    pub(in super::super) fn small(pace: Pace) -> Limits {
        let known = Measure { room: 100, body: 80, of_one: Most { requests: 2, bytes: 80 }, turns: 1 };
        Limits::of(known, Measure { room: 50, body: 40, ..known }, pace)
    }

    /// As if all who may be heard at once were, for ever.
    pub(in super::super) fn hear_nobody(limits: &Limits) {
        limits.of_tablets.close();
        limits.of_people.close();
    }

    fn peer(last: u8) -> Peer {
        IpAddr::from([192, 0, 2, last]).into()
    }

    #[test]
    fn room_is_taken_as_far_as_it_goes_and_given_back() {
        let limits = small(PACE);
        let (one, other) = (limits.person().unwrap(), limits.person().unwrap());
        assert!(one.take_room(60) && one.take_room(0) && !other.take_room(41));
        assert!(other.take_room(40) && !one.take_room(1), "in pieces too");
        let stranger = limits.stranger(peer(1)).unwrap();
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
        let strangers = [limits.stranger(peer(1)).unwrap(), limits.stranger(peer(1)).unwrap()];
        assert!(held.iter().chain(&strangers).all(Place::has_come));
        assert!(limits.tablet(one).is_none() && limits.tablet(other).is_some());
        assert!(limits.stranger(peer(1)).is_none() && limits.stranger(peer(2)).is_some());
        let behind_a_proxy: Vec<_> = (0..9).map(|_| limits.stranger(Peer::Anybody).unwrap()).collect();
        drop((held, strangers, behind_a_proxy));
        assert!(limits.tablet(one).is_some() && limits.stranger(peer(1)).is_some());
    }

    #[test]
    fn whoever_knows_a_tablet_s_id_takes_no_more_than_a_tablet_may() {
        let limits = small(PACE);
        let (one, other) = (DeviceId::from([1; 16]), DeviceId::from([2; 16]));
        let held = [limits.tablet(one).unwrap(), limits.tablet(one).unwrap()];
        assert!(held[0].take_room(80) && held[1].take_room(80), "the second in place of the first");
        let of_other = limits.tablet(other).unwrap();
        assert!(of_other.take_room(20) && !of_other.take_room(1));
        let of_tablet = limits.tablet(one).unwrap();
        assert!(of_tablet.take_room(80), "and the tablet in place of both");
        assert!(of_tablet.has_come() && !held[0].has_come() && !held[1].has_come());
    }

    #[tokio::test]
    async fn strangers_wait_for_no_turn_of_tablets_nor_tablets_for_theirs() {
        let limits = small(PACE);
        let (mut stranger, mut person) = (limits.stranger(peer(1)).unwrap(), limits.person().unwrap());
        stranger.turn().await;
        person.turn().await;
        let mut next = limits.person().unwrap();
        assert!(next.side.turns.try_acquire().is_err(), "the next one waits");
        drop(person);
        next.turn().await;
        assert!(stranger.turn.is_some() && next.turn.is_some());
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
