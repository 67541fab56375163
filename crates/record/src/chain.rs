//! Where a record stands in its device's chain. Order comes from the number and the hash before, never from a clock.

use crate::{Envelope, Hash};
use serde::{Deserialize, Serialize};

/// The last record of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Its number, from 1.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
}

/// What a record is to a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The one to keep next.
    Next,
    /// Already kept, byte for byte.
    Duplicate,
    /// Too early: the one with this number is to come first.
    Gap {
        /// The number the chain goes on with.
        expected: u64,
    },
    /// It contradicts what is kept: other bytes at a number already taken, or another record before it. Two chains
    /// exist under one device, and a person has to look.
    Fork,
}

/// Decides what a record is to the chain that ends in `head`. `kept` is the hash kept at the record's own number, if
/// there is one; `hash` is the record's.
#[must_use]
pub fn accept(head: Option<Head>, kept: Option<Hash>, envelope: &Envelope, hash: Hash) -> Step {
    if let Some(kept) = kept {
        return if kept == hash { Step::Duplicate } else { Step::Fork };
    }
    let expected = head.map_or(1, |head| head.seq.saturating_add(1));
    if envelope.seq > expected {
        return Step::Gap { expected };
    }
    if envelope.seq == expected && envelope.prev == head.map(|head| head.hash) {
        Step::Next
    } else {
        Step::Fork
    }
}
