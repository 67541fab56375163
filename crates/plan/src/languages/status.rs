//! What a translation is worth on a given day. The file says what people did; here is what follows from it: a changed
//! English sentence, a day that has passed or a slot that is wrong counts for more than what the file says.

use chrono::NaiveDate;

use super::sentence::{Sentence, Stage};
use super::{LanguageFile, clause_words};
use crate::texts::Texts;
use crate::texts::template::have_the_same_slots;

/// What a translation is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Empty, or nobody stands for it, or its slots are not those of the English.
    Draft,
    /// One person stands for it.
    Translated,
    /// Two people stand for it, and the day it is valid until has not passed.
    Checked,
    /// The English has changed since, the last day has passed, or somebody took it back.
    Expired,
}

/// What a translation is worth on a day, beside the English as it is now. The last day is still a good one.
pub fn status_of(sentence: &Sentence, english: &str, today: NaiveDate) -> Status {
    if sentence.translation.trim().is_empty() {
        return Status::Draft;
    }
    if sentence.english != english {
        return Status::Expired;
    }
    if !have_the_same_slots(english, &sentence.translation) {
        return Status::Draft;
    }
    match &sentence.stage {
        Stage::Draft => Status::Draft,
        Stage::Translated { .. } => Status::Translated,
        Stage::Checked { valid_until, .. } if *valid_until < today => Status::Expired,
        Stage::Checked { translated, checked, .. } if checked.is_by_someone_else(translated) => {
            Status::Checked
        }
        Stage::Checked { .. } => Status::Translated,
        Stage::Expired { .. } => Status::Expired,
    }
}

/// How many sentences of a language have each status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// [`Status::Draft`].
    pub draft: usize,
    /// [`Status::Translated`].
    pub translated: usize,
    /// [`Status::Checked`].
    pub checked: usize,
    /// [`Status::Expired`].
    pub expired: usize,
}

impl Counts {
    /// All sentences.
    pub const fn sentences(self) -> usize {
        self.draft + self.translated + self.checked + self.expired
    }

    /// How many of a hundred are checked, rounded down: a hundred means all of them.
    pub const fn percent_checked(self) -> usize {
        match self.sentences() {
            0 => 0,
            all => self.checked * 100 / all,
        }
    }
}

impl LanguageFile {
    /// How many of its sentences have each status. A sentence the English has no more is not counted.
    pub fn counts(&self, english: &Texts, today: NaiveDate) -> Counts {
        let clauses = clause_words::sentences();
        let mut counts = Counts::default();
        for sentence in &self.sentences {
            let key = sentence.key.as_str();
            let clause = clauses.get(key).map(String::as_str);
            let Some(words) = clause.or_else(|| english.has(key).then(|| english.get(key))) else { continue };
            match status_of(sentence, words, today) {
                Status::Draft => counts.draft += 1,
                Status::Translated => counts.translated += 1,
                Status::Checked => counts.checked += 1,
                Status::Expired => counts.expired += 1,
            }
        }
        counts
    }
}
