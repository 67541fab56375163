//! What somebody typed, as it can stand on paper. Letters and marks are put together (NFC); what no font draws is told in
//! words, `[turtle]`, so that nobody has to rewrite what a child said; what cannot be seen and only steers what stands around
//! it is left out, and no letter has more marks than a line has room for. The text itself is kept elsewhere as it was typed.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::Chars;
use std::sync::LazyLock;

use plan::Texts;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::sheet::fonts::{has_shape, is_blank, is_mark};

/// More marks on one letter than any language writes.
const MOST_MARKS: usize = 4;

/// What signs are called, in the order of their numbers.
static NAMES: LazyLock<Vec<(char, &str)>> = LazyLock::new(|| {
    let named = |line: &'static str| {
        let (number, name) = line.split_once(' ')?;
        Some((char::from_u32(u32::from_str_radix(number, 16).ok()?)?, name))
    };
    let lines = include_str!("../../../../assets/words/signs.txt").lines();
    lines.filter(|line| !line.starts_with('#')).filter_map(named).collect()
});

/// A text as it is set, with the words for what has no name in them.
pub(crate) fn legible<'a>(text: &'a str, texts: &Texts) -> Cow<'a, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let composed: String = text.nfc().collect();
    let mut written = Writing { letters: composed.chars().peekable(), out: String::new(), texts, marks: 0 };
    while let Some(c) = written.letters.next() {
        written.put(c);
    }
    Cow::Owned(written.out)
}

/// Whether all of a text can be set as it stands: composed, seen, and with shapes.
fn is_plain(text: &str) -> bool {
    let seen = |c: char| c.is_ascii() || !(is_mark(c) || steers(c)) && blank_for(c).is_none() && has_shape(c);
    text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes && text.chars().all(seen)
}

/// Characters that are not seen and change where or how others stand: overrides, blanks without width, choices of a shape.
const fn steers(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// The plain blank for one of the many of other widths.
const fn blank_for(c: char) -> Option<char> {
    match c {
        '\u{2007}' | '\u{202f}' => Some('\u{a0}'),
        '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{205f}' | '\u{3000}' => Some(' '),
        _ => None,
    }
}

const fn is_skin_colour(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

/// One of the two letters that make up a flag, as an ordinary letter.
fn letter_of_a_flag(c: char) -> Option<char> {
    let number = u32::from(c).checked_sub(0x1_f1e6).filter(|number| *number < 26)?;
    char::from_u32(u32::from('A') + number)
}

struct Writing<'a> {
    letters: Peekable<Chars<'a>>,
    out: String,
    texts: &'a Texts,
    /// How many marks the last letter has.
    marks: usize,
}

impl Writing<'_> {
    fn put(&mut self, c: char) {
        self.marks = if is_mark(c) { self.marks + 1 } else { 0 };
        if steers(c) || is_skin_colour(c) || self.marks > MOST_MARKS {
            return;
        }
        if let Some(blank) = blank_for(c) {
            self.out.push(blank);
        } else if is_blank(c) || c.is_control() || has_shape(c) {
            self.out.push(c);
        } else if c.is_alphabetic() || is_mark(c) {
            self.skip_letters();
            let letters = self.texts.get("paper.other_letters").to_owned();
            self.tell(&[letters]);
        } else {
            let mut names = vec![self.name(c)];
            while self.joined() {
                names.extend(self.letters.next().map(|next| self.name(next)));
            }
            self.tell(&names);
        }
    }

    /// Goes on to the end of a word in letters that no font has.
    fn skip_letters(&mut self) {
        let foreign = |c: &char| (c.is_alphabetic() || is_mark(*c) || *c == '\u{f0b}') && !has_shape(*c);
        while self.letters.next_if(|c| foreign(c) || steers(*c)).is_some() {}
    }

    /// Whether the next sign makes one picture with the last, as those of a family do.
    fn joined(&mut self) -> bool {
        while self.letters.next_if(|c| steers(*c) || is_skin_colour(*c)).is_some() {}
        let joined = self.letters.next_if_eq(&'\u{200d}').is_some();
        joined
            && self
                .letters
                .peek()
                .is_some_and(|next| !next.is_alphanumeric() && !is_mark(*next) && !is_blank(*next))
    }

    fn name(&mut self, c: char) -> String {
        if let Some(first) = letter_of_a_flag(c) {
            let second = self.letters.next_if(|next| letter_of_a_flag(*next).is_some());
            let letters: String =
                [Some(first), second.and_then(letter_of_a_flag)].into_iter().flatten().collect();
            return self.texts.fill("paper.flag", &[("letters", &letters)]);
        }
        let known = NAMES.binary_search_by_key(&c, |(sign, _)| *sign).ok().and_then(|at| NAMES.get(at));
        known.map_or_else(|| self.texts.get("paper.sign"), |(_, name)| name).to_owned()
    }

    fn tell(&mut self, names: &[String]) {
        if self.out.ends_with(char::is_alphanumeric) {
            self.out.push(' ');
        }
        self.out.extend(["[", &names.join(", "), "]"]);
        if self.letters.peek().is_some_and(|next| next.is_alphanumeric()) {
            self.out.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        legible(text, &Texts::english()).into_owned()
    }

    #[test]
    fn what_can_be_set_stays_as_it_is() {
        for text in
            ["", "Siân’s tea – £5", "Łucja Źródło", "سارہ", "सीता", "李小龙", "a\tb\nc", "می\u{200c}خواہم"]
        {
            assert!(
                matches!(legible(text, &Texts::english()), Cow::Borrowed(it) if it == text)
                    || read(text) == text,
                "{text}"
            );
        }
    }

    #[test]
    fn letters_and_their_marks_are_put_together() {
        assert_eq!(read("Ngo\u{323}c Ade\u{301}s\u{323}o\u{323}la\u{301}"), "Ngọc Adéṣọlá");
        assert_eq!(read("s\u{30c}"), "š");
    }

    #[test]
    fn a_sign_that_no_font_draws_is_told() {
        assert_eq!(read("I like 🐢."), "I like [turtle].");
        assert_eq!(read("my🐢🐢pets"), "my [turtle][turtle] pets");
        assert_eq!(read("👍🏽 ok"), "[thumbs up] ok");
        assert_eq!(read("👨‍👩‍👧 us"), "[man, woman, girl] us");
        assert_eq!(read("🇵🇱"), "[flag PL]");
        assert_eq!(read("\u{e000}"), "[a sign]");
        assert_eq!(read("❤️ you"), "❤ you");
    }

    #[test]
    fn a_word_in_letters_that_no_font_has_is_told_as_one() {
        assert_eq!(read("so བསྟན་འཛིན said"), "so [a word in other letters] said");
    }

    #[test]
    fn what_steers_others_is_left_out_and_blanks_are_blanks() {
        assert_eq!(read("ab\u{202e}cd\u{202c} e\u{200b}f\u{feff}"), "abcd ef");
        assert_eq!(read("10\u{202f}km a\u{2003}b\u{3000}c"), "10\u{a0}km a b c");
    }

    #[test]
    fn a_letter_has_no_more_marks_than_a_line_has_room_for() {
        assert_eq!(
            read(&format!("q{}x", "\u{301}".repeat(500))),
            format!("q{}x", "\u{301}".repeat(MOST_MARKS))
        );
    }

    #[test]
    fn what_is_told_is_plain() {
        let texts = Texts::english();
        for text in ["🐢\u{1f9ff}", "བསྟན", "q\u{301}\u{301}"] {
            let once = read(text);
            assert_eq!(legible(&once, &texts), once);
        }
        assert!(NAMES.len() > 1_000 && NAMES.is_sorted());
    }
}
