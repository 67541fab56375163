//! The family's rights in fixed words, and who has approved these. Until a council has, they are a draft and say so.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::texts::{RIGHTS_APPROVED, Texts, dates};

/// The rights as a council has approved them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovedRights {
    /// Who approved them: a lawyer's office, a committee.
    pub by: String,
    /// On which day.
    pub on: NaiveDate,
    /// The sentences, in the order of their keys: `01`, `02` and so on. Where one says what may happen if the plan does
    /// not work, it keeps the key that one has in the draft.
    pub rights: BTreeMap<String, String>,
}

/// The keys of the rights that say what may happen if the plan does not work, in the draft and in a council's own.
const MAY_HAPPEN: [&str; 3] = ["07", "10", "11"];

/// Whether the right under this key says what may happen if the plan does not work.
pub(crate) fn says_what_may_happen(key: &str) -> bool {
    MAY_HAPPEN.contains(&key)
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
