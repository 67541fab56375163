//! Two made-up languages, complete, made from the English letter by letter. They show what would go wrong in a real one:
//! words that are not looked up by key, places too narrow for longer words, and lines that run from right to left.
//!
//! Nobody stands for their sentences, so no real visit is ever offered them; `carried` does not know them.

use super::{Direction, Facts, LanguageFile, Sentence, Stage, clause_words};
use crate::texts::template::{Piece, Template};
use crate::texts::{Language, Texts};

/// Around each sentence, so that one that is cut off or put together from pieces is seen.
const OPEN: char = '⟦';
const CLOSE: char = '⟧';

/// Letters and what they become. The fonts of screen and paper have all of them.
const ACCENTS: [(char, char); 22] = [
    ('a', 'á'),
    ('c', 'ç'),
    ('e', 'é'),
    ('g', 'ğ'),
    ('i', 'í'),
    ('n', 'ñ'),
    ('o', 'ó'),
    ('r', 'ř'),
    ('s', 'š'),
    ('u', 'ú'),
    ('y', 'ý'),
    ('A', 'Á'),
    ('C', 'Ç'),
    ('E', 'É'),
    ('G', 'Ğ'),
    ('I', 'Í'),
    ('N', 'Ñ'),
    ('O', 'Ó'),
    ('R', 'Ř'),
    ('S', 'Š'),
    ('U', 'Ú'),
    ('Y', 'Ý'),
];

/// Overrides the direction of what follows, and ends it.
const RIGHT_TO_LEFT: char = '\u{202E}';
const POP_DIRECTION: char = '\u{202C}';

/// Keeps what is filled in to its own direction, and ends it.
const ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

/// English with accents on its letters and each vowel twice, which makes it about a third longer.
pub fn pseudo(english: &Texts) -> LanguageFile {
    made(english, "en-XA", "Accented English", Direction::LeftToRight, accented)
}

/// English set from right to left, as Arabic is.
pub fn mirrored(english: &Texts) -> LanguageFile {
    made(english, "ar-XB", "Mirrored English", Direction::RightToLeft, turned)
}

fn made(
    english: &Texts,
    tag: &str,
    english_name: &str,
    direction: Direction,
    translate: fn(Piece<'_>) -> String,
) -> LanguageFile {
    let translated = |english: &str| {
        let template = Template::well_formed(english);
        let words = template.map_or_else(|| translate(Piece::Words(english)), |it| it.rewritten(translate));
        format!("{OPEN}{words}{CLOSE}")
    };
    let texts = english.all().map(|(key, english)| (key.to_owned(), english.to_owned()));
    let sentences = texts
        .chain(clause_words::sentences())
        .map(|(key, english)| Sentence {
            key,
            translation: translated(&english),
            english,
            stage: Stage::Draft,
        })
        .collect();
    let language = Facts {
        tag: Language(tag.to_owned()),
        own_name: translated("English"),
        english_name: english_name.to_owned(),
        direction,
    };
    LanguageFile { language, sentences }
}

fn accented(piece: Piece<'_>) -> String {
    let words = match piece {
        Piece::Slot(name) => return format!("{{{name}}}"),
        Piece::Words(words) => words,
    };
    let mut longer = String::new();
    for letter in words.chars() {
        let accented = ACCENTS.iter().find(|(plain, _)| *plain == letter).map_or(letter, |(_, it)| *it);
        longer.push(accented);
        if matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u') {
            longer.push(accented);
        }
    }
    longer
}

fn turned(piece: Piece<'_>) -> String {
    match piece {
        Piece::Words(words) => format!("{RIGHT_TO_LEFT}{words}{POP_DIRECTION}"),
        Piece::Slot(name) => format!("{ISOLATE}{{{name}}}{POP_ISOLATE}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn translated(translate: fn(Piece<'_>) -> String, english: &str) -> String {
        Template::well_formed(english).unwrap().rewritten(translate)
    }

    #[test]
    fn slots_are_not_touched() {
        assert_eq!(translated(accented, "{who} will {what}."), "{who} wííll {what}.");
        let turned = translated(turned, "{who} will {what}.");
        assert_eq!(
            turned,
            "\u{2068}{who}\u{2069}\u{202E} will \u{202C}\u{2068}{what}\u{2069}\u{202E}.\u{202C}"
        );
    }
}
