//! Other languages than English: each fixed sentence a family can see, who translated it, who checked it, and until when
//! that holds. From a language and the English come the `Texts` a visit is worded with.
//!
//! Pure: the day comes in as an argument. Here is neither what a person typed, which stays in the language it was typed
//! in, nor anything that translates. The files are `assets/texts/<language>/sentences.toml` and hold what has words;
//! `cargo xtask languages` keeps them in step with the English and makes the sheet for a translator.

mod clause_words;
mod english;
mod made_up;
mod mark;
mod offered;
mod sentence;
mod status;

use serde::{Deserialize, Serialize};

use crate::texts::Language;

pub use clause_words::{GoalWords, clause_words, goal_words};
pub use made_up::{mirrored, pseudo};
pub use mark::{UNTRANSLATED, marked, unmarked, untranslated};
pub use offered::Offered;
pub use sentence::{Done, Sentence, Stage};
pub use status::{Counts, Status, status_of};

/// A language as its file tells it: what it is called, and its sentences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageFile {
    /// What it is called and which way it is read.
    pub language: Facts,
    /// Its sentences. A file may leave out those that wait for their translation.
    #[serde(rename = "sentence", default)]
    pub sentences: Vec<Sentence>,
}

/// What a language is called and which way it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// Its tag: `pl`.
    pub tag: Language,
    /// What its speakers call it: Polski.
    pub own_name: String,
    /// What it is called in English: Polish.
    pub english_name: String,
    /// Which way its lines run.
    pub direction: Direction,
}

/// Which way the lines of a language run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// As in English.
    LeftToRight,
    /// As in Arabic and Urdu.
    RightToLeft,
}

/// The languages this program carries beside English, in the order of their tags, each with every sentence a family can
/// see. A program that never asks carries none of them.
pub fn carried() -> Vec<LanguageFile> {
    // The files are compiled in and a test reads them; without them everything is in English.
    english::completed(read(include_str!(concat!(env!("OUT_DIR"), "/languages.json"))).unwrap_or_default())
}

/// The language of that name, as its speakers or the English call it, if it is one that is carried.
pub fn called(name: &str) -> Option<Language> {
    let name = name.trim().to_lowercase();
    let is_it =
        |facts: &Facts| [&facts.own_name, &facts.english_name].iter().any(|it| it.to_lowercase() == name);
    let files = read(include_str!(concat!(env!("OUT_DIR"), "/languages.json"))).unwrap_or_default();
    files.into_iter().map(|file| file.language).find(is_it).map(|facts| facts.tag)
}

fn read(files: &str) -> Result<Vec<LanguageFile>, serde_json::Error> {
    serde_json::from_str(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_its_names() {
        assert_eq!(called(" urdu "), Some(Language("ur".into())));
        assert_eq!(called("اردو"), Some(Language("ur".into())));
        assert_eq!(called("Urdu, and some English"), None);
        assert_eq!(called(""), None);
    }

    #[test]
    fn the_languages_that_are_carried_can_be_read() {
        let files = read(include_str!(concat!(env!("OUT_DIR"), "/languages.json"))).unwrap();
        let told: Vec<_> = files
            .iter()
            .map(|file| {
                (file.language.tag.0.as_str(), file.language.own_name.as_str(), file.language.direction)
            })
            .collect();
        let (ltr, rtl) = (Direction::LeftToRight, Direction::RightToLeft);
        let wanted = [
            ("ar", "العربية", rtl),
            ("ne", "नेपाली", ltr),
            ("pa", "ਪੰਜਾਬੀ", ltr),
            ("pl", "Polski", ltr),
            ("ro", "Română", ltr),
            ("ur", "اردو", rtl),
        ];
        assert_eq!(told, wanted);
    }
}
