//! What is told of the files of a tablet: how they were left, and what of them was saved elsewhere.

use serde::{Deserialize, Serialize};

/// How a worker's files were left when they were open last, as when the battery was empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Files {
    /// They were closed.
    #[default]
    Closed,
    /// They were not, and are being looked at.
    Looking,
    /// They were not, and all of them can be read.
    Whole,
    /// They were not, and something in them cannot be read. Nothing is deleted.
    Damaged,
    /// They were not, and could not be looked at now.
    NotLooked,
}

/// The file with what is on its way to the office. Nobody but the office can open it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedLetters {
    /// The file's name, without its folder.
    pub file: String,
    /// The folder, as a person would look for it.
    pub folder: String,
    /// How many sealed plans are in it, whoever of this tablet sealed them.
    pub whole: usize,
    /// How many are in it of which the tablet cannot read all.
    pub in_part: usize,
    /// How many are on their way and not in it, because the tablet cannot read them any more.
    pub unreadable: usize,
}

/// A copy of all that lies on a tablet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedEverything {
    /// The folder it is in, as a person would look for it.
    pub folder: String,
}
