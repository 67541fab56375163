//! The words a family sees, in English or in one of the two made-up languages.

use anyhow::{Context, Result};
use plan::Texts;
use plan::languages::{LanguageFile, Offered, mirrored, pseudo};

/// A language of the screens.
pub(super) struct Tongue {
    /// Its tag.
    pub(super) tag: String,
    /// What the worker picks; none for English.
    pub(super) own_name: Option<String>,
    /// How its lines run, as an element says it.
    pub(super) direction: &'static str,
    texts: Texts,
}

impl Tongue {
    pub(super) fn english() -> Self {
        Self { tag: "en".to_owned(), own_name: None, direction: "ltr", texts: Texts::english() }
    }

    /// English with accents.
    pub(super) fn accented() -> Self {
        Self::of(&pseudo(&Texts::english()), "ltr")
    }

    /// English from right to left.
    pub(super) fn mirrored() -> Self {
        Self::of(&mirrored(&Texts::english()), "rtl")
    }

    fn of(file: &LanguageFile, direction: &'static str) -> Self {
        let (english, language) = (Texts::english(), &file.language);
        // Made-up sentences are drafts, which are practised with on any day.
        let texts = file.texts(&english, Offered::All, chrono::NaiveDate::default());
        let label = format!("{} ({})", language.own_name, language.english_name);
        let own_name = Some(english.fill("hand_over.with_english", &[("name", &label)]));
        Self { tag: language.tag.0.clone(), own_name, direction, texts }
    }

    /// The words of a key.
    pub(super) fn says(&self, key: &str) -> &str {
        self.texts.get(key)
    }

    /// The same with its slots filled.
    pub(super) fn fill(&self, key: &str, slots: &[(&str, &str)]) -> String {
        self.texts.fill(key, slots)
    }

    pub(super) fn has_accents(&self) -> bool {
        !self.is_english() && self.direction == "ltr"
    }

    pub(super) fn is_english(&self) -> bool {
        self.own_name.is_none()
    }
}

/// The first word of a full name, as the screens call people.
pub(super) fn first_name(name: &str) -> Result<&str> {
    plan::names::first(name).context("nobody has no name")
}
