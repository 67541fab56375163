//! Where a record stands among those of the same worker on the same tablet. Order comes from the number and the hash before,
//! never from a clock. Whatever is signed is kept: a missing one leaves a hole, and two of one number are two branches.

use crate::Hash;
use serde::{Deserialize, Serialize};

/// The last record of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Its number, from 1.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
}

/// What a record is to those that are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The first, or right behind one that is held.
    Follows,
    /// The one before it is not held. It may come yet.
    AfterHole,
    /// It contradicts what is held: another record has its number, or another than the one it names stands before it. Two
    /// tablets go on from one, such as a copy of it, and a person has to look.
    Branch,
}

/// What a record with this hash, which names `prev`, is to the chain. `beside` are the hashes held under its own number,
/// `before` those under the number before.
#[must_use]
pub fn place(hash: Hash, prev: Option<Hash>, beside: &[Hash], before: &[Hash]) -> Place {
    let Some(prev) = prev else {
        return if beside.iter().any(|other| *other != hash) { Place::Branch } else { Place::Follows };
    };
    if beside.iter().any(|other| *other != hash) {
        Place::Branch
    } else if before.contains(&prev) {
        Place::Follows
    } else if before.is_empty() {
        Place::AfterHole
    } else {
        Place::Branch
    }
}
