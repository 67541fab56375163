//! Which letters paper has shapes for, so that a name is told under its field to be written otherwise, not first when it is
//! read. The fonts themselves are `document`'s, whose tests keep `on_paper.txt` true.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// Ranges of letters with a shape; what is no letter may stand in them.
static WITH_SHAPE: LazyLock<Vec<RangeInclusive<u32>>> = LazyLock::new(|| {
    let number = |hex: &str| u32::from_str_radix(hex, 16).ok();
    let range = |line: &str| {
        let (first, last) = line.split_once(' ')?;
        Some(number(first)?..=number(last)?)
    };
    include_str!("on_paper.txt").lines().filter_map(range).collect()
});

/// The first word with letters for which paper has no shape: it tells there is “a word in other letters”. Signs are told by
/// their names and are none of this.
pub fn without_shape(text: &str) -> Option<&str> {
    let has_none = |word: &&str| word.nfc().any(|c| c.is_alphabetic() && !has_shape(c));
    if text.is_ascii() { None } else { text.split_whitespace().find(has_none) }
}

fn has_shape(c: char) -> bool {
    let c = u32::from(c);
    let after = WITH_SHAPE.partition_point(|range| *range.start() <= c);
    after.checked_sub(1).and_then(|at| WITH_SHAPE.get(at)).is_some_and(|range| range.contains(&c))
}

#[cfg(test)]
mod tests {
    use super::without_shape;

    #[test]
    fn only_words_with_letters_that_no_font_has_are_told() {
        for text in ["Siân Pugh", "Ngo\u{323}c", "سارہ 🐢", "李小龙 ৫", ""] {
            assert_eq!(without_shape(text), None, "{text}");
        }
        assert_eq!(without_shape("Tenzin བསྟན་འཛིན said"), Some("བསྟན་འཛིན"));
    }
}
