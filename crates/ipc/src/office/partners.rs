//! What the office's pages and the office say to each other of other agencies.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Another agency with an office of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// Gives an agreement, or all of a case, to another agency.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disclose {
    /// The agency's id.
    pub partner: String,
    /// Why: one line of at most 500 letters.
    pub reason: String,
    /// An id that the page draws. Asked again with it, it is given once.
    pub request: String,
}

/// The reason is no log's.
impl fmt::Debug for Disclose {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Disclose { … }")
    }
}

/// An agreement that was given to another agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenRow {
    /// Hash of the record that says so, 64 hex digits.
    pub disclosure: String,
    /// The agreement's hash, 64 hex digits.
    pub record: String,
    /// The reference on its paper, where it says one.
    pub reference: Option<String>,
    /// To whom.
    pub to: String,
    /// When.
    pub disclosed_at: DateTime<Utc>,
    /// When the other office's receipt came; none as long as it waits.
    pub receipted_at: Option<DateTime<Utc>>,
}
