//! What verbs about what this office said of an agreement take and give, and about who shows again that it is they.

use crate::ids::{PersonId, TeamId};
use chrono::{DateTime, Utc};
use record::Hash;

/// An agreement, as far as something is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidOf {
    /// The body of its record.
    pub body: Vec<u8>,
    /// The team of its case.
    pub team: Option<TeamId>,
    /// Whether all of it is here.
    pub is_whole: bool,
    /// Whether whoever asks may say whether they agree to it.
    pub may_sign: bool,
    /// What was said, the oldest first.
    pub said: Vec<Said>,
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Its record.
    pub record: Hash,
    /// Who said it.
    pub person: PersonId,
    /// The record that it takes back.
    pub undoes: Option<Hash>,
    /// The record by which it was taken back.
    pub undone_by: Option<Hash>,
    /// The body of its record.
    pub body: Vec<u8>,
}

/// How whoever is signed in can show again that it is they, and when they last did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnWays {
    /// When they last did in this session.
    pub looked_at: Option<DateTime<Utc>>,
    /// What their codes are made from, if they have any.
    pub codes: Option<[u8; 16]>,
    /// Whether they have a passkey.
    pub has_passkey: bool,
}
