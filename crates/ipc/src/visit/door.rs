//! What an interface begins with, and what it leaves behind when the tablet locks.

use plan::Texts;
use plan::ids::UserId;
use serde::{Deserialize, Serialize};

use super::{Lock, Standing};
use crate::Refusal;

/// What a program of the interface shows, and therefore has words for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shows {
    /// The lock screen alone, which is not to wait for the words of all others.
    LockScreen,
    /// Every screen.
    EveryScreen,
}

/// What a program of the interface begins with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Started {
    /// The words of what it shows: the same that papers are written with.
    pub texts: Texts,
    /// How the tablet stands, or why that cannot be said.
    pub standing: Result<Standing, Refusal>,
    /// Where the worker who is in was when they were in last. Told once.
    pub left: Option<LeftAt>,
}

/// Where a worker was when the tablet locked. It is kept in memory, for as long as the program runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftAt {
    /// Who.
    pub user: UserId,
    /// What the interface wrote down for itself: ids, names of fields and numbers, nothing that somebody typed. Whoever
    /// keeps it does not read it; one longer than [`LeftAt::LONGEST`] is not kept.
    pub place: String,
}

impl LeftAt {
    /// How many bytes the longest is.
    pub const LONGEST: usize = 4096;
}

impl Lock {
    /// Asked by something that shows nothing and holds nothing.
    pub const fn plain() -> Self {
        Self { left: None, holds_words: false }
    }
}
