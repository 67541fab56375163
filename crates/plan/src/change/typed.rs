//! The one spelling in which typed text comes in, so that names, words, guards and paper see the same letters.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::texts::letters::{is_joiner, is_odd_apostrophe, is_unseen};

/// The most accents and other marks one letter carries; no language writes more. A pile of them is no word and no paper
/// could set it.
const MOST_MARKS: usize = 8;

/// What a person meant to type: letters with their accents as one (NFC); line ends as `\n`; every other space as a plain
/// one; between letters one apostrophe for all that keyboards give for it, but for the straight one, which stays where it
/// is so that a cursor does; no other control characters, and nothing that cannot be seen or turns the direction of what
/// follows. The joiners stay in scripts that are written with them, and in pictures.
///
/// Typing it again changes nothing.
pub fn typed(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let composed = text.chars().filter_map(one).nfc();
    let mut kept: Vec<char> = Vec::new();
    for c in composed {
        // One at the end stays too: the letter that it joins is still to be typed.
        if !is_joiner(c) || kept.last().is_some_and(|before| joins(*before)) {
            kept.push(c);
        }
    }
    let is_letter = |c: Option<&char>| c.is_some_and(|c| c.is_alphabetic() || is_combining_mark(*c));
    let spelled = kept.iter().enumerate().map(|(at, c)| {
        let before = at.checked_sub(1).and_then(|at| kept.get(at));
        let is_within = is_odd_apostrophe(*c) && is_letter(before) && is_letter(kept.get(at + 1));
        if is_within { '’' } else { *c }
    });
    let composed: String = spelled.nfc().collect();
    let mut marks = 0;
    composed
        .chars()
        .filter(|c| {
            marks = if is_combining_mark(*c) { marks + 1 } else { 0 };
            marks <= MOST_MARKS
        })
        .collect()
}

/// One character as it comes in, or nothing.
fn one(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            Some(' ')
        }
        // A hyphen at which no line ends looks like any other, and is no other word.
        '\u{2010}' | '\u{2011}' => Some('-'),
        c if is_joiner(c) => Some(c),
        c if is_unseen(c) || c.is_control() => None,
        c => Some(c),
    }
}

/// Whether a joiner after it means anything: in Arabic and its kin, Syriac, N’Ko, the scripts of India and their
/// neighbours, Mongolian, and in pictures.
const fn joins(c: char) -> bool {
    matches!(
        c,
        '\u{600}'..='\u{109f}'
            | '\u{1780}'..='\u{18af}'
            | '\u{1900}'..='\u{1cff}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefc}'
            | '\u{fe0f}'
            | '\u{2190}'..='\u{2bff}'
            | '\u{11000}'..='\u{11fff}'
            | '\u{1f000}'..='\u{1faff}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn typed_text_has_one_spelling() {
        for (raw, meant) in [
            ("a\u{0}b\r\nc\td\u{7}", "ab\nc d"),
            ("Zoe\u{308}", "Zoë"),
            ("Ade\u{301}s\u{323}o\u{323}la\u{301}", "Adéṣọlá"),
            ("5\u{202f}000 at\u{a0}10\u{2009}am", "5 000 at 10 am"),
            ("pay \u{202e}05£\u{202c} now", "pay 05£ now"),
            ("break\u{ad}fast\u{200b} \u{feff}now", "breakfast now"),
            ("O`Rourke O´Rourke O‘Rourke OʼRourke O＇Rourke", "O’Rourke O’Rourke O’Rourke O’Rourke O’Rourke"),
            ("O'Rourke ‘so’", "O'Rourke ‘so’"),
            ("م\u{200c}ن a\u{200c}b\u{200d}", "م\u{200c}ن ab"),
            ("क्\u{200d}ष", "क्\u{200d}ष"),
            ("👩\u{200d}👧 ❤️\u{200d}🔥", "👩\u{200d}👧 ❤️\u{200d}🔥"),
            ("Anne\u{2011}Marie", "Anne-Marie"),
        ] {
            assert_eq!(typed(raw), meant, "{raw:?}");
        }
        let pile = format!("a{}", "\u{301}".repeat(50));
        assert_eq!(typed(&pile).chars().count(), 1 + MOST_MARKS, "the first is part of the letter");
    }

    proptest! {
        #[test]
        fn typing_it_again_changes_nothing(text in "[a-zé’'`´\u{300}-\u{30f}\u{200b}-\u{2029}\u{600}-\u{650}\u{900}-\u{950}👩❤\u{fe0f}\n ]{0,40}") {
            let once = typed(&text);
            prop_assert_eq!(typed(&once), once);
        }

        #[test]
        fn any_text_has_one_spelling(text in any::<String>()) {
            let once = typed(&text);
            prop_assert_eq!(&typed(&once), &once);
            prop_assert_eq!(typed(&text.nfd().collect::<String>()), typed(&text.nfc().collect::<String>()));
        }

        #[test]
        fn nothing_that_can_be_seen_is_lost(text in "[A-Za-zÀ-ÿĀ-žа-яა-ჰ0-9 .,:;!?()-]{0,40}") {
            prop_assert_eq!(typed(&text), text);
        }
    }
}
