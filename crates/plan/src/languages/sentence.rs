//! One sentence of a language, as a translator keeps it: the English it was made from, the translation, and how far
//! people have got with it. What that is worth on a given day is in `status`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A fixed sentence and its translation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// The key of the English: `agreement.title`, or `clause.BC01.what` for a clause of the library.
    pub key: String,
    /// The English it was made from.
    pub english: String,
    /// The translation, with the `{slots}` of the English; empty until there is one.
    pub translation: String,
    /// How far people have got with it.
    #[serde(flatten)]
    pub stage: Stage,
}

/// How far people have got with a translation, as it is written in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Stage {
    /// Nothing yet, or words nobody stands for.
    Draft,
    /// A translator stands for it.
    Translated {
        /// Who translated it, and when.
        translated: Done,
    },
    /// A second person has compared it with the English.
    Checked {
        /// Who translated it, and when.
        translated: Done,
        /// Who compared it with the English, and when.
        checked: Done,
        /// The last day on which it may be used without another look.
        valid_until: NaiveDate,
    },
    /// Not to be used until somebody has looked at it again.
    Expired {
        /// The English the translation was made from, where that is why it expired.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        english_before: Option<String>,
    },
}

/// Work that somebody did on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Done {
    /// Who did it.
    pub by: String,
    /// On which day.
    pub on: NaiveDate,
}

impl Done {
    /// Whether somebody did this, and not the one who did the other: nobody checks what they translated themselves.
    pub fn is_by_someone_else(&self, other: &Self) -> bool {
        let named = |done: &Self| done.by.trim().to_lowercase();
        !named(self).is_empty() && named(self) != named(other)
    }
}
