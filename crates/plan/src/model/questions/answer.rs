//! One answer as it is kept.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::pick::Pick;
use super::question::Question;
use crate::hash::MatterHash;

/// What was answered. An answer with nothing in it is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// To which question.
    pub question: Question,
    /// What was picked.
    pub pick: Option<Pick>,
    /// The day that belongs to it.
    pub on: Option<NaiveDate>,
    /// In words.
    pub words: String,
    /// What it was given for, where it stands for that alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<MatterHash>,
}

impl Answer {
    pub(crate) const fn empty(question: Question) -> Self {
        Self { question, pick: None, on: None, words: String::new(), of: None }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.pick.is_none() && self.on.is_none() && self.words.is_empty() && self.of.is_none()
    }
}
