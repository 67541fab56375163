//! The word lists for S, M and T: `assets/words/goals.toml`, read once.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

use super::lists::set;

/// A list, with its reason in the file.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Section")]
pub(super) struct List(HashSet<String>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    #[allow(dead_code, reason = "for whoever reads the file; the form asks for it")]
    why: String,
    words: String,
}

impl From<Section> for List {
    fn from(section: Section) -> Self {
        Self(set(&section.words))
    }
}

impl List {
    /// Whether a word is on it.
    pub(super) fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

/// All of them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GoalWords {
    pub(super) unseen: List,
    pub(super) how_good: List,
    pub(super) one_act: List,
    pub(super) done: List,
    pub(super) needs_a_thing: List,
    pub(super) things: List,
    pub(super) stores: List,
    pub(super) loose: List,
    pub(super) times: List,
    pub(super) numbered: List,
    pub(super) feasts: List,
    pub(super) events: List,
    pub(super) starts: List,
}

/// The lists, read the first time they are asked for.
pub(super) static GOALS: LazyLock<GoalWords> = LazyLock::new(|| {
    // The file is compiled in and a test reads it; empty lists would only find less.
    read().unwrap_or_default()
});

fn read() -> Result<GoalWords, serde_json::Error> {
    serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/goals.json")))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_lists_can_be_read() {
        assert!(super::read().unwrap().unseen.has("engage"));
    }
}
