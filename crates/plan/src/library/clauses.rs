//! The clause library: goals that have been worded well, with slots for this family. The clauses are
//! `assets/texts/<language>/clauses.toml`; what a family agrees is always theirs to change.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::content::ClauseUse;
use crate::model::domain::Domain;
use crate::texts::template::Template;

/// One clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Its code, by which goals of one kind are laid side by side: `BC01`.
    pub code: String,
    /// The part of the child's life.
    pub domain: Domain,
    /// What is done, following "will", with `{slots}`.
    pub what: String,
    /// How often; empty for a single act.
    pub how_often: String,
    /// Help for the worker.
    pub hint: String,
    /// What we could promise beside it, each following "will".
    pub promises: Vec<String>,
    /// What each slot could hold.
    #[serde(default)]
    pub slots: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    clause: Vec<Clause>,
}

/// The English clauses this program carries, in the order of the file.
pub fn english() -> Vec<Clause> {
    // The file is compiled in and a test reads it; an empty library leaves free goals.
    read(include_str!(concat!(env!("OUT_DIR"), "/clauses.json"))).unwrap_or_default()
}

fn read(file: &str) -> Result<Vec<Clause>, serde_json::Error> {
    serde_json::from_str(file).map(|File { clause }| clause)
}

impl Clause {
    /// The names of its slots, in the order of the sentence.
    pub fn slot_names(&self) -> Vec<&str> {
        Template::of(&self.what).slots().collect()
    }

    /// What is done, with its slots filled; a slot without words keeps its name, so that it is seen.
    pub fn filled(&self, slots: &BTreeMap<String, String>) -> String {
        fill(&self.what, slots)
    }

    /// Its use in a goal.
    pub fn used(&self, slots: BTreeMap<String, String>) -> ClauseUse {
        ClauseUse { code: self.code.clone(), slots }
    }
}

/// A text of the library with its slots filled.
pub fn fill(text: &str, slots: &BTreeMap<String, String>) -> String {
    let value = |name: &str| slots.get(name).map(|it| it.trim()).filter(|it| !it.is_empty());
    Template::of(text).filled(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_library_that_is_carried_can_be_read() {
        let clauses = read(include_str!(concat!(env!("OUT_DIR"), "/clauses.json"))).unwrap();
        assert!(clauses.len() >= 60);
        for domain in Domain::ALL {
            assert!(clauses.iter().any(|clause| clause.domain == domain), "{domain:?} has no clause");
        }
        for clause in &clauses {
            for slot in clause.slot_names() {
                let filled_from_plan = matches!(slot, "children" | "child" | "adult" | "person");
                assert!(filled_from_plan || clause.slots.contains_key(slot), "{}: {slot}", clause.code);
            }
        }
    }
}
