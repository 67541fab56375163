//! The texts a visit is worded with in another language. What is not offered in it is there in English behind a mark,
//! which goes with the words into every sentence they become part of, so that each place can see what is not
//! translated. How such a place is shown is not here.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::mark::marked;
use super::status::{Status, status_of};
use super::{Direction, LanguageFile, Sentence, clause_words};
use crate::texts::Texts;
use crate::texts::template::{Piece, Template, have_the_same_slots};

/// Which translations a family may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offered {
    /// A real visit: what two people stand for, as long as it is valid.
    CheckedOnly,
    /// Practice: all there is with the right slots, made from the English as it is now, and not expired.
    All,
}

impl LanguageFile {
    /// The texts in this language: for each key of the English the translation, or the English behind the mark. Beside
    /// them stand the clauses that have been translated, for [`super::goal_words`].
    pub fn texts(&self, english: &Texts, offered: Offered, today: NaiveDate) -> Texts {
        let sentences: BTreeMap<&str, &Sentence> =
            self.sentences.iter().map(|sentence| (sentence.key.as_str(), sentence)).collect();
        let translation = |key: &str, english: &str| {
            let sentence = sentences.get(key).filter(|it| is_offered(it, english, offered, today));
            sentence.map(|sentence| match self.language.direction {
                Direction::LeftToRight => sentence.translation.clone(),
                Direction::RightToLeft => slots_apart(&sentence.translation),
            })
        };
        let mut words: BTreeMap<String, String> = english
            .all()
            .map(|(key, english)| {
                (key.to_owned(), translation(key, english).unwrap_or_else(|| marked(english)))
            })
            .collect();
        for (key, english) in clause_words::sentences() {
            if let Some(translation) = translation(&key, &english) {
                words.insert(clause_words::english_key(&key), english);
                words.insert(key, translation);
            }
        }
        Texts::from_words(self.language.tag.clone(), words)
    }
}

/// Keeps what is filled in to its own direction: between words from right to left the groups of a telephone number would
/// change places.
fn slots_apart(text: &str) -> String {
    const APART: (char, char) = ('\u{2068}', '\u{2069}');
    let template = Template::well_formed(text).filter(|_| !text.contains(APART.0));
    let apart = |piece: Piece<'_>| match piece {
        Piece::Words(words) => words.to_owned(),
        Piece::Slot(name) => format!("{}{{{name}}}{}", APART.0, APART.1),
    };
    template.map_or_else(|| text.to_owned(), |template| template.rewritten(apart))
}

fn is_offered(sentence: &Sentence, english: &str, offered: Offered, today: NaiveDate) -> bool {
    let status = status_of(sentence, english, today);
    match (offered, status) {
        (Offered::CheckedOnly | Offered::All, Status::Checked) | (Offered::All, Status::Translated) => true,
        (Offered::All, Status::Draft) => {
            !sentence.translation.trim().is_empty() && have_the_same_slots(english, &sentence.translation)
        }
        (Offered::CheckedOnly, Status::Draft | Status::Translated)
        | (Offered::CheckedOnly | Offered::All, Status::Expired) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_stands_apart_once() {
        let apart = "اتصل على \u{2068}{phone}\u{2069}.";
        assert_eq!(slots_apart("اتصل على {phone}."), apart);
        assert_eq!(slots_apart(apart), apart);
        assert_eq!(slots_apart("لا"), "لا");
    }
}
