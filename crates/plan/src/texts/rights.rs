//! The family's rights in fixed words, and who has approved these. Until a council has, they are a draft and say so.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::texts::{RIGHTS_APPROVED, Texts, dates};

/// The rights as a council has approved them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovedRights {
    /// Who approved them: a lawyer's office, a committee.
    pub by: String,
    /// On which day.
    pub on: NaiveDate,
    /// The sentences, in the order of their keys: `01`, `02` and so on. Those that say what may happen if the plan does not
    /// work keep the keys they have in the draft, and none of them is missing.
    pub rights: BTreeMap<String, String>,
}

/// The keys of the rights that say what may happen if the plan does not work, in the draft and in a council's own.
const MAY_HAPPEN: [&str; 3] = ["07", "10", "11"];

/// Whether the right under this key says what may happen if the plan does not work.
pub(crate) fn says_what_may_happen(key: &str) -> bool {
    MAY_HAPPEN.contains(&key)
}

/// Why a council's rights cannot stand in the place of the draft.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RightsError {
    /// Nobody is named who approved them.
    #[error("nobody is named who approved the rights")]
    NoApprover,
    /// A key is not a number of two digits, so that their order would be another than meant.
    #[error("“{0}” is not a number of two digits")]
    Key(String),
    /// A right has no words.
    #[error("the right {0} has no words")]
    NoWords(String),
    /// There are none beside those that say what may happen.
    #[error("there is no right beside what may happen")]
    NoRights,
    /// One that says what may happen is missing: a family that is not told of it cannot agree.
    #[error("the right {0}, which says what may happen, is missing")]
    Missing(&'static str),
}

impl ApprovedRights {
    /// Whether they can stand in the place of the draft.
    ///
    /// # Errors
    /// [`RightsError`], the first there is.
    pub fn check(&self) -> Result<(), RightsError> {
        if !self.by.chars().any(char::is_alphabetic) {
            return Err(RightsError::NoApprover);
        }
        for (key, words) in &self.rights {
            if key.len() != 2 || !key.bytes().all(|digit| digit.is_ascii_digit()) {
                return Err(RightsError::Key(key.clone()));
            }
            if !words.chars().any(char::is_alphabetic) {
                return Err(RightsError::NoWords(key.clone()));
            }
        }
        if self.rights.len() <= MAY_HAPPEN.len() {
            return Err(RightsError::NoRights);
        }
        let missing = MAY_HAPPEN.into_iter().find(|key| !self.rights.contains_key(*key));
        missing.map_or(Ok(()), |key| Err(RightsError::Missing(key)))
    }
}

impl Texts {
    /// These texts with a council's approved rights in place of the draft. With none in it, the draft stays.
    #[must_use]
    pub fn with_rights(&self, approved: &ApprovedRights) -> Self {
        if approved.rights.values().all(|text| text.trim().is_empty()) {
            return self.clone();
        }
        let approval = BTreeMap::from([
            ("by".to_owned(), approved.by.trim().to_owned()),
            ("day".to_owned(), dates::birthday(approved.on, self)),
        ]);
        self.with_section("rights", &approved.rights).with_section(RIGHTS_APPROVED, &approval)
    }

    /// Who approved the rights and when, in words; nothing while they are a draft.
    pub fn approved_rights(&self) -> Option<(&str, &str)> {
        Some((self.find(RIGHTS_APPROVED, "by")?, self.find(RIGHTS_APPROVED, "day")?))
    }
}
