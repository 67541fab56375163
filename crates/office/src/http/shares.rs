//! How many requests each sender has here at once. How many are one's share is said in `limits`.

use crate::lines::Peer;
use record::DeviceId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Whose request it is, as far as it says.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Sender {
    Tablet(DeviceId),
    Stranger(Peer),
}

/// All that have any.
#[derive(Default)]
pub(super) struct Shares(Mutex<HashMap<Sender, usize>>);

/// One request, until it is dropped.
pub(super) struct Share {
    shares: Arc<Shares>,
    sender: Sender,
}

impl Shares {
    /// One more, if there are fewer than so many.
    pub(super) fn take(shares: &Arc<Self>, sender: Sender, most: usize) -> Option<Share> {
        let mut here = shares.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_sender = here.entry(sender).or_default();
        if *of_sender >= most {
            return None;
        }
        *of_sender += 1;
        Some(Share { shares: Arc::clone(shares), sender })
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut here = self.shares.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(of_sender) = here.get_mut(&self.sender) {
            *of_sender -= 1;
            if *of_sender == 0 {
                here.remove(&self.sender);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_given_back_and_nobody_is_remembered() {
        let shares = Arc::<Shares>::default();
        let take = |sender: Sender| Shares::take(&shares, sender, 2);
        let tablet = Sender::Tablet(DeviceId::from([1; 16]));
        let (one, other) = (take(tablet), take(tablet));
        assert!(one.is_some() && other.is_some() && take(tablet).is_none());
        assert!(take(Sender::Stranger(Peer::Anybody)).is_some());
        drop(one);
        assert!(take(tablet).is_some());
        drop(other);
        assert!(shares.0.lock().unwrap().is_empty());
    }
}
