//! What verbs about passkeys and about accounts elsewhere take and give.

use crate::ids::PersonId;
use chrono::{DateTime, Utc};
use record::Hash;

/// A passkey that its person adds.
#[derive(Debug, Clone, Copy)]
pub struct NewPasskey<'a> {
    /// The hash of the name that its device gave it.
    pub passkey: Hash,
    /// What its person calls it.
    pub name: &'a str,
    /// What is kept of it.
    pub kept: &'a str,
}

/// A passkey as its person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPasskey {
    /// The hash of the name that its device gave it.
    pub passkey: Hash,
    /// What its person calls it.
    pub name: String,
    /// Since when it is known here.
    pub made_at: DateTime<Utc>,
    /// When somebody last signed in with it.
    pub used_at: Option<DateTime<Utc>>,
}

/// What is known of a passkey that somebody signs in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPasskey {
    /// The hash of the name that its device gave it.
    pub passkey: Hash,
    /// Whose it is.
    pub person: PersonId,
    /// What is kept of it.
    pub kept: String,
}

/// An account elsewhere, as its provider tells of it.
#[derive(Debug, Clone, Copy)]
pub struct Account<'a> {
    /// Which provider.
    pub issuer: &'a str,
    /// Which account there. It is never another's.
    pub subject: &'a str,
    /// What its person signs in with here, as far as the provider vouches for that.
    pub login: Option<&'a str>,
}

/// What became of a sign-in with an account elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByAccount {
    /// A session has begun.
    Begun,
    /// A session has begun, and from now on the account is this person's.
    BegunFirst,
    /// It is nobody's here.
    Nobody,
}
