//! What verbs about copies that were given after a sealing give.

use chrono::{DateTime, Utc};
use record::Hash;

/// What a tablet said last of a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyGiven {
    /// Whose it is, as the plan calls them; none for the family's.
    pub person: Option<String>,
    /// Their name; empty for the family's.
    pub name: String,
    /// How it was given, as a word: `on_paper`, `as_file`; `later` where it is owed, `not_safe` where none is left.
    pub how: String,
    /// When that was said, by the office's clock as far as the tablet knew it.
    pub at: DateTime<Utc>,
    /// The record that says it.
    pub said: Hash,
}
