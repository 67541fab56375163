//! What each sender has here at once: requests, and room for their bodies. How much is one's share is said in `limits`.
//!
//! Where it would be too much, the sender's oldest gives way whose body is still coming: of two that say they are one tablet's, it
//! is the tablet that asks anew, for it waits for an answer before it does.

use crate::lines::Peer;
use record::DeviceId;
use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

/// Whose request it is, as far as it says.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Sender {
    Tablet(DeviceId),
    /// All people who are signed in.
    Person,
    Stranger(Peer),
}

/// What a sender may have at once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Most {
    pub(super) requests: usize,
    /// Of all its bodies.
    pub(super) bytes: usize,
}

impl Most {
    /// As much as there is.
    pub(super) const ALL: Self = Self { requests: usize::MAX, bytes: usize::MAX };
}

/// All that have any.
#[derive(Default)]
pub(super) struct Shares(Mutex<Here>);

#[derive(Default)]
struct Here {
    next: u64,
    of: HashMap<Sender, Requests>,
}

/// In the order in which they came.
type Requests = BTreeMap<u64, Held>;

struct Held {
    room: Option<OwnedSemaphorePermit>,
    /// While its body is coming. Tells it to give way when it is dropped.
    comes: Option<oneshot::Sender<Infallible>>,
}

/// One request, until it is dropped.
pub(super) struct Share {
    shares: Arc<Shares>,
    sender: Sender,
    most: Most,
    number: u64,
    gives_way: oneshot::Receiver<Infallible>,
}

impl Shares {
    /// One request more, if the sender has fewer than its share or one of them gives way.
    pub(super) fn take(shares: &Arc<Self>, sender: Sender, most: Most) -> Option<Share> {
        let mut here = shares.lock();
        let number = here.next;
        here.next += 1;
        let own = here.of.entry(sender).or_default();
        if own.len() >= most.requests && !let_oldest_go(own, number) {
            return None;
        }
        let (comes, gives_way) = oneshot::channel();
        own.insert(number, Held { room: None, comes: Some(comes) });
        Some(Share { shares: Arc::clone(shares), sender, most, number, gives_way })
    }

    fn lock(&self) -> MutexGuard<'_, Here> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Lets the oldest go whose body is still coming, but for one; false if there is none. Its room is free at once.
fn let_oldest_go(own: &mut Requests, but: u64) -> bool {
    let coming = own.iter().find(|(number, held)| **number != but && held.comes.is_some());
    coming.map(|(number, _)| *number).is_some_and(|oldest| own.remove(&oldest).is_some())
}

impl Held {
    fn bytes(&self) -> usize {
        self.room.as_ref().map_or(0, OwnedSemaphorePermit::num_permits)
    }
}

impl Share {
    /// Takes room for so many bytes more; false where there is none, or where this one gave way.
    pub(super) fn take_room(&self, room: &Arc<Semaphore>, bytes: usize) -> bool {
        let mut here = self.shares.lock();
        let Some(own) = here.of.get_mut(&self.sender).filter(|own| own.contains_key(&self.number)) else {
            return false;
        };
        while own.values().map(Held::bytes).sum::<usize>().saturating_add(bytes) > self.most.bytes {
            if !let_oldest_go(own, self.number) {
                return false;
            }
        }
        let (Ok(bytes), Some(held)) = (u32::try_from(bytes), own.get_mut(&self.number)) else { return false };
        let Ok(more) = Arc::clone(room).try_acquire_many_owned(bytes) else { return false };
        match &mut held.room {
            Some(room) => room.merge(more),
            None => held.room = Some(more),
        }
        true
    }

    /// Its body is there: from now on it gives way to nobody. False if it did before.
    pub(super) fn has_come(&self) -> bool {
        let mut here = self.shares.lock();
        let held = here.of.get_mut(&self.sender).and_then(|own| own.get_mut(&self.number));
        held.is_some_and(|held| held.comes.take().is_some())
    }

    /// Ready once it has to give way. Not to be asked after that.
    pub(super) async fn gives_way(&mut self) {
        let _ = (&mut self.gives_way).await;
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut here = self.shares.lock();
        if let Some(own) = here.of.get_mut(&self.sender) {
            own.remove(&self.number);
            if own.is_empty() {
                here.of.remove(&self.sender);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::sync::oneshot::error::TryRecvError;

    const TABLET: Sender = Sender::Tablet(DeviceId::new(1, &[1; 10]));

    fn gave_way(share: &mut Share) -> bool {
        share.gives_way.try_recv() == Err(TryRecvError::Closed)
    }

    #[test]
    fn a_share_is_given_back_and_nobody_is_remembered() {
        let shares = Arc::<Shares>::default();
        let take = |sender: Sender| Shares::take(&shares, sender, Most { requests: 2, bytes: 9 });
        let (one, other) = (take(TABLET).unwrap(), take(TABLET).unwrap());
        assert!(one.has_come() && other.has_come() && take(TABLET).is_none());
        assert!(take(Sender::Stranger(Peer::Anybody)).is_some());
        drop(one);
        assert!(take(TABLET).is_some());
        drop(other);
        assert!(shares.0.lock().unwrap().of.is_empty());
    }

    #[test]
    fn what_is_still_coming_gives_way_to_what_comes_now() {
        let (shares, room) = (Arc::<Shares>::default(), Arc::new(Semaphore::new(20)));
        let take = || Shares::take(&shares, TABLET, Most { requests: 2, bytes: 9 }).unwrap();
        let (whole, mut coming) = (take(), take());
        assert!(whole.take_room(&room, 4) && coming.take_room(&room, 5) && whole.has_come());
        let mut next = take();
        assert!(gave_way(&mut coming) && !gave_way(&mut next), "it is one request too many");
        assert!(!coming.has_come() && !coming.take_room(&room, 1));
        assert_eq!(room.available_permits(), 16, "what it had is free before it is dropped");
        assert!(next.take_room(&room, 5) && !next.take_room(&room, 1), "the other is there whole");
        drop(whole);
        let last = take();
        assert!(last.take_room(&room, 5) && gave_way(&mut next), "there would be too many bytes");
        drop((coming, next, last));
        assert_eq!(room.available_permits(), 20);
    }
}
