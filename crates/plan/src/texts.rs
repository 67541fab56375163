//! Every fixed word a person reads, in one language, looked up by key. The words themselves are TOML under
//! `assets/texts/<language>/`, compiled in as JSON by the build script; code holds keys only, each made
//! by [`key!`](crate::key) or put together for [`Texts::find`].

pub mod dates;
mod keys;
pub(crate) mod letters;
pub mod names;
pub mod on_paper;
pub mod rights;
pub(crate) mod template;

use std::collections::BTreeMap;
use std::fmt::Display;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

pub use keys::Key;
pub(crate) use keys::key;

use self::template::Template;

/// A language tag such as `en`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Language(pub String);

/// The texts of one language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Texts {
    /// The language they are in.
    pub language: Language,
    /// Cut from the words an agreement is made of: any change of one of them is another version, and a change of a button's
    /// words is none.
    pub version: String,
    words: BTreeMap<String, String>,
}

/// Why a set of texts cannot be used.
#[derive(Debug, Error)]
#[error("the texts cannot be read")]
pub struct TextsError(#[from] serde_json::Error);

const AGREEMENT: &str = include_str!(concat!(env!("OUT_DIR"), "/agreement.json"));
const FAMILY: &str = include_str!(concat!(env!("OUT_DIR"), "/family.json"));
const PROMPTS: &str = include_str!(concat!(env!("OUT_DIR"), "/prompts.json"));

const ENGLISH: [&str; 7] = [
    AGREEMENT,
    FAMILY,
    include_str!(concat!(env!("OUT_DIR"), "/labels.json")),
    include_str!(concat!(env!("OUT_DIR"), "/office.json")),
    include_str!(concat!(env!("OUT_DIR"), "/questions.json")),
    PROMPTS,
    include_str!(concat!(env!("OUT_DIR"), "/guidance.json")),
];

/// Of what workers are prompted with, only these are printed: the headings over a child's words.
const PRINTED_PROMPTS: [&str; 3] = [".good", ".worries", ".wishes"];

/// The sections an agreement and its paper are worded with, beside the printed prompts.
const OF_AGREEMENTS: &[&str] = include!(concat!(env!("OUT_DIR"), "/agreement_sections.rs"));

/// Who approved a council's rights, which no file of ours holds.
const RIGHTS_APPROVED: &str = "rights_approved";

/// The names of languages that a council gave.
const LANGUAGE_NAMES: &str = "language_names";

/// Stands where a language has no words. A test forbids it.
pub(crate) const NO_WORDS: &str = "…";

impl Texts {
    /// The English texts this program carries.
    pub fn english() -> Self {
        // The files are compiled in and a test reads them; an empty set would show keys instead of words.
        Self::read("en", &ENGLISH).unwrap_or_default()
    }

    /// The English texts a family can see: the agreement's, those of the screens in front of them, and the printed prompts.
    pub(crate) fn english_for_families() -> Self {
        let mut texts = Self::read("en", &[AGREEMENT, FAMILY]).unwrap_or_default();
        let mut prompts = Self::read("en", &[PROMPTS]).unwrap_or_default().words;
        prompts.retain(|key, _| is_printed_prompt(key));
        texts.words.append(&mut prompts);
        texts
    }

    /// Reads texts from JSON files of objects of strings.
    ///
    /// # Errors
    /// When a file is something else.
    pub fn read(language: &str, files: &[&str]) -> Result<Self, TextsError> {
        let mut words = BTreeMap::new();
        for file in files {
            let table: BTreeMap<String, BTreeMap<String, String>> = serde_json::from_str(file)?;
            for (section, entries) in table {
                words.extend(entries.into_iter().map(|(key, text)| (format!("{section}.{key}"), text)));
            }
        }
        Ok(Self::from_words(Language(language.into()), words))
    }

    /// Texts made from words under their keys. The version is the language and a short hash of those an agreement is made of.
    pub fn from_words(language: Language, words: BTreeMap<String, String>) -> Self {
        let mut hash = Sha256::new();
        for part in words.iter().filter(|(key, _)| is_of_agreements(key)).flat_map(|(key, text)| [key, text])
        {
            // The length keeps two neighbours from being read as one.
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        let short: String = hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        Self { version: format!("{}-{short}", language.0), language, words }
    }

    /// The same texts with other words in one section, as another version.
    pub(crate) fn with_section(&self, section: &str, entries: &BTreeMap<String, String>) -> Self {
        let is_in = |key: &str| key.strip_prefix(section).is_some_and(|rest| rest.starts_with('.'));
        let mut words: BTreeMap<String, String> = self
            .words
            .iter()
            .filter(|(key, _)| !is_in(key))
            .map(|(key, text)| (key.clone(), text.clone()))
            .collect();
        words.extend(entries.iter().map(|(key, text)| (format!("{section}.{key}"), text.clone())));
        Self::from_words(self.language.clone(), words)
    }

    /// These texts with the English name of a language that the program does not carry; papers name it by that.
    #[must_use]
    pub fn with_language_named(&self, language: &Language, english_name: &str) -> Self {
        let others = self.section(LANGUAGE_NAMES).map(|(tag, name)| (tag.to_owned(), name.to_owned()));
        let named = others.chain([(language.0.clone(), english_name.to_owned())]);
        self.with_section(LANGUAGE_NAMES, &named.collect())
    }

    /// The English name of a language, where a council gave it.
    pub fn language_named(&self, language: &Language) -> Option<&str> {
        self.find(LANGUAGE_NAMES, &language.0)
    }

    /// The texts of some sections alone.
    #[must_use]
    pub fn only(&self, sections: &[&str]) -> Self {
        let is_wanted =
            |key: &str| key.split_once('.').is_some_and(|(section, _)| sections.contains(&section));
        let words = self.words.iter().filter(|(key, _)| is_wanted(key));
        let words = words.map(|(key, text)| (key.clone(), text.clone())).collect();
        Self { language: self.language.clone(), version: self.version.clone(), words }
    }

    /// The words of a key; three dots where this language has none, which a test forbids. A [`Key`] is one that is there;
    /// a key in quotes is looked up as it stands.
    pub fn get(&self, key: impl AsRef<str>) -> &str {
        self.words.get(key.as_ref()).map_or(NO_WORDS, String::as_str)
    }

    /// The words of a key that is put together while the program runs: a section, and a name within it.
    pub fn find(&self, section: &str, name: impl Display) -> Option<&str> {
        self.words.get(&format!("{section}.{name}")).map(String::as_str)
    }

    /// The words of a key with each `{name}` replaced.
    pub fn fill(&self, key: impl AsRef<str>, slots: &[(&str, &str)]) -> String {
        filled(self.get(key), slots)
    }

    /// The words for a number of things: the key with `_one` or `_many`, and `{count}` filled.
    pub fn count(&self, key: &str, count: usize) -> String {
        let form = if count == 1 { "one" } else { "many" };
        self.fill(format!("{key}_{form}"), &[("count", &count.to_string())])
    }

    /// Whether there are words for a key.
    pub fn has(&self, key: &str) -> bool {
        self.words.contains_key(key)
    }

    /// Every key and its words, in the order of the keys.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.words.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// All texts of a section, in the order of their keys.
    pub fn section<'a>(&'a self, section: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.words.iter().filter_map(move |(key, text)| {
            let key = key.strip_prefix(section)?.strip_prefix('.')?;
            Some((key, text.as_str()))
        })
    }
}

/// Whether an agreement or its paper is worded with it.
fn is_of_agreements(key: &str) -> bool {
    let section = key.split_once('.').map_or(key, |(section, _)| section);
    OF_AGREEMENTS.contains(&section) || section == RIGHTS_APPROVED || is_printed_prompt(key)
}

fn is_printed_prompt(key: &str) -> bool {
    key.starts_with("voice_") && PRINTED_PROMPTS.iter().any(|printed| key.ends_with(printed))
}

/// Words with each `{name}` replaced.
pub(crate) fn filled(words: &str, slots: &[(&str, &str)]) -> String {
    let value = |name: &str| slots.iter().find(|(slot, _)| *slot == name).map(|(_, value)| *value);
    Template::of(words).filled(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_that_are_carried_can_be_read() {
        Texts::read("en", &ENGLISH).unwrap();
    }

    #[test]
    fn other_words_are_another_version() {
        let version = |words: &[(&str, &str)]| {
            let words = words.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
            Texts::from_words(Language("pl".into()), words).version
        };
        let one = version(&[("rights.b", "cd")]);
        assert!(one.starts_with("pl-") && one.len() == "pl-".len() + 8, "{one}");
        assert_eq!(one, version(&[("rights.b", "cd")]));
        assert_eq!(one, version(&[("rights.b", "cd"), ("button.b", "Go on")]), "no agreement holds it");
        assert_ne!(one, version(&[("rights.bc", "d")]));
        assert_ne!(one, version(&[]));
    }

    #[test]
    fn slots_are_filled_once_and_never_from_what_was_typed() {
        let texts = Texts::read("en", &[r#"{"a":{"b":"{who} will {what}."}}"#]).unwrap();
        assert_eq!(texts.fill("a.b", &[("who", "{what}"), ("what", "sing")]), "{what} will sing.");
    }
}
