//! One answer as it is kept.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::pick::Pick;
use super::question::Question;

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
}

impl Answer {
    pub(crate) const fn empty(question: Question) -> Self {
        Self { question, pick: None, on: None, words: String::new() }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.pick.is_none() && self.on.is_none() && self.words.is_empty()
    }
}
