//! Words as somebody types them who looks for a family: without capitals, accents and signs. What is kept and what is typed are
//! folded by the same function, so that every database finds the same.

use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters of a folded text that are kept and compared. PostgreSQL keeps no long ones in order.
const MOST_LETTERS: usize = 60;
/// Folded texts of one agreement.
const MOST_WORDS: usize = 200;

/// The text as it is looked for: “O’Brien-Müller ” is `obrien muller`.
pub(crate) fn folded(text: &str) -> String {
    cut(&whole(text)).to_owned()
}

fn whole(text: &str) -> String {
    let is_passed_over = |letter: &char| is_combining_mark(*letter) || matches!(*letter, '\'' | '’' | 'ʼ');
    let letters = text.nfkd().filter(|letter| !is_passed_over(letter)).flat_map(char::to_lowercase);
    let spaced: String = letters.map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    words.join(" ")
}

/// Each text from each of its words on, so that a family is found by its last name too.
pub(super) fn all<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for text in texts {
        let whole = whole(text);
        let mut rest = whole.as_str();
        while !rest.is_empty() && words.len() < MOST_WORDS {
            words.insert(cut(rest).to_owned());
            rest = rest.split_once(' ').map_or("", |(_, rest)| rest);
        }
    }
    words
}

fn cut(text: &str) -> &str {
    let end = text.char_indices().nth(MOST_LETTERS).map_or(text.len(), |(end, _)| end);
    text.get(..end).unwrap_or(text).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_what_is_kept() {
        for (text, wanted) in [
            ("O’Brien-Müller ", "obrien muller"),
            ("o'brien mu\u{308}ller", "obrien muller"),
            ("FSP-7K2M", "fsp 7k2m"),
            ("\0 –", ""),
            ("ŻANETA Łęcka", "zaneta łecka"),
            ("İpek", "ipek"),
            ("محمد خان", "محمد خان"),
        ] {
            assert_eq!(folded(text), wanted, "{text}");
            assert_eq!(folded(&folded(text)), wanted, "{text}");
        }
        assert_eq!(folded(&"é".repeat(100)), "e".repeat(MOST_LETTERS));
    }

    #[test]
    fn a_name_is_found_by_each_of_its_words() {
        let words = all(["Sam Marsh", "sam marsh", "", "The Marsh family"].into_iter());
        assert_eq!(
            Vec::from_iter(words),
            ["family", "marsh", "marsh family", "sam marsh", "the marsh family"]
        );
        let many: String = (0..2_000).map(|at| format!("w{at} ")).collect();
        let each = many.split(' ');
        assert_eq!(all(each).len(), MOST_WORDS);
    }
}
