//! How the list is written, and what in it is nonsense.
//!
//! A file for each field of life holds, for each rule that goes by a list, lines of this form:
//!
//! ```toml
//! jargon = [
//!     { find = ["abscond~"], say = "run away" },
//!     { find = ["attachment~"], say = "how close a child feels to a parent", not = ["email"] },
//! ]
//! everyday = ["baby monitor~"]
//! ```
//!
//! `find` holds phrases in small letters; `~` after a word stands for its usual endings (-s, -ed, -ing). `say` is what to say
//! instead, or for `vague` and `stock` what the writer is to do. A word with two senses has `with`, of which something has to
//! stand in the same sentence, or `not`, of which nothing may. An abbreviation is found in capitals only, unless it is `small`;
//! one that is a `word` too is not found where the whole sentence is in capitals. What is found with a `capital` only is the
//! name of something. Of an `everyday` phrase nothing is said, whatever its words mean elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::forms::forms;
use crate::plain::rule::Rule;

/// The whole list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) rules: BTreeMap<Rule, Advice>,
    pub(super) fields: BTreeMap<String, Field>,
}

/// What a rule says when it has no wording of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Advice {
    pub(super) why: String,
    #[serde(default)]
    pub(super) say: String,
}

/// The words of one field of life.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Field {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) everyday: Vec<String>,
    #[serde(flatten)]
    pub(super) rules: BTreeMap<Rule, Vec<Entry>>,
}

/// Some phrases of which the same is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) find: Vec<String>,
    pub(super) say: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) with: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) not: Vec<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) small: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) word: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) capital: bool,
}

/// What in a glossary cannot be meant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Nonsense {
    /// A rule that goes by how a sentence is built has no list.
    #[error("the rule {0} has no list")]
    NoList(&'static str),
    /// Nothing to find, or nothing to say.
    #[error("the entry of “{0}” finds or says nothing")]
    Empty(String),
    /// A phrase is not written as phrases are looked up.
    #[error("“{0}” is not written as it is looked up: small letters, words, “~” after a word")]
    Form(String),
    /// Two entries would say something of the same words, and nothing tells them apart.
    #[error("“{0}” stands twice, without senses to tell which")]
    Twice(String),
    /// The same words both allow and forbid a sense.
    #[error("“{0}” is both `with` and `not`")]
    Contrary(String),
    /// A mark of abbreviations at an entry that is none, or the other way round.
    #[error("“{0}” has a mark that its rule does not know")]
    Mark(String),
}

impl File {
    pub(super) fn check(&self) -> Result<(), Nonsense> {
        let mut listed: BTreeSet<Vec<String>> = BTreeSet::new();
        for field in self.fields.values() {
            for phrase in &field.everyday {
                is_in_form(phrase)?;
            }
            for (rule, entries) in &field.rules {
                if !rule.has_list() {
                    return Err(Nonsense::NoList(rule.key()));
                }
                for entry in entries {
                    entry.check(*rule)?;
                    let has_senses = !entry.with.is_empty() || !entry.not.is_empty();
                    for phrase in entry.find.iter().filter(|_| !has_senses) {
                        // One phrase may give the same form twice, as "cut" and "cut~" do; two phrases may not.
                        let all: BTreeSet<_> = forms(phrase).into_iter().collect();
                        if all.into_iter().any(|form| !listed.insert(form)) {
                            return Err(Nonsense::Twice(phrase.clone()));
                        }
                    }
                }
            }
        }
        Ok(())
    }
}

impl Entry {
    fn check(&self, rule: Rule) -> Result<(), Nonsense> {
        let Self { find, say, with, not, small, word, capital } = self;
        let name = || find.first().cloned().unwrap_or_default();
        if find.is_empty() || say.trim().is_empty() {
            return Err(Nonsense::Empty(name()));
        }
        find.iter().chain(with).chain(not).try_for_each(|phrase| is_in_form(phrase))?;
        if let Some(both) = with.iter().find(|it| not.contains(it)) {
            return Err(Nonsense::Contrary(both.clone()));
        }
        let is_short = rule == Rule::Abbreviation;
        if (*small || *word) && !is_short || *capital && is_short || *small && *word {
            return Err(Nonsense::Mark(name()));
        }
        Ok(())
    }
}

fn is_in_form(phrase: &str) -> Result<(), Nonsense> {
    let is_word = |word: &str| {
        let word = word.strip_suffix('~').unwrap_or(word);
        !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() && !c.is_uppercase() || "-'".contains(c))
    };
    if !phrase.is_empty() && phrase.split(' ').all(is_word) {
        Ok(())
    } else {
        Err(Nonsense::Form(phrase.to_owned()))
    }
}
