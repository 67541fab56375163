//! Bytes as letters that people read aloud and type: Crockford's base 32, in groups of four.
//!
//! It has no I, L, O or U, and no check letter. Typed O is read as 0, I and L as 1; case, dashes and spaces do not matter.

use std::sync::LazyLock;

use data_encoding::{Encoding, Specification};

const GROUP: usize = 4;

static LETTERS: LazyLock<Encoding> = LazyLock::new(|| {
    let mut letters = Specification::new();
    letters.symbols.push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    letters.translate.from.push_str("abcdefghjkmnpqrstvwxyzOoIiLl");
    letters.translate.to.push_str("ABCDEFGHJKMNPQRSTVWXYZ001111");
    #[expect(clippy::expect_used, reason = "it is written here and nothing else comes in")]
    letters.encoding().expect("an alphabet of thirty-two letters")
});

/// The letters for these bytes, with a dash after every fourth. The last letter's unused bits are zero.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let letters: Vec<char> = LETTERS.encode(bytes).chars().collect();
    let groups: Vec<String> = letters.chunks(GROUP).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// The `N` bytes that the letters stand for; `None` if a letter is not one of ours, if there are too many or too few, or if
/// a bit is set beyond the last byte.
#[must_use]
pub fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    let letters: String = text.chars().filter(|letter| !is_filler(*letter)).collect();
    LETTERS.decode(letters.as_bytes()).ok()?.try_into().ok()
}

fn is_filler(letter: char) -> bool {
    letter == '-' || letter.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_and_bytes() {
        assert_eq!(encode(&[0xff; 10]), "ZZZZ-ZZZZ-ZZZZ-ZZZZ");
        assert_eq!(encode(&[0; 16]), "0000-0000-0000-0000-0000-0000-00");
        assert_eq!(decode::<10>("0000-0000-0000-0001"), Some([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]));
        assert_eq!(decode::<10>("oooo OOOO 0000 000l"), decode::<10>("0000-0000-0000-0001"));
        assert_eq!(decode::<10>("\u{a0}--0000 0000\u{2003}0000\n000i"), decode::<10>("0000-0000-0000-0001"));
    }

    #[test]
    fn every_letter_has_its_value() {
        let all = "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ";
        let values: Vec<u8> = (0..32).collect();
        let mut bits = values.iter().flat_map(|value| (0..5).rev().map(move |at| value >> at & 1));
        let bytes: [u8; 20] =
            std::array::from_fn(|_| bits.by_ref().take(8).fold(0, |byte, bit| byte << 1 | bit));
        assert_eq!(encode(&bytes), all);
        assert_eq!(decode(&all.to_lowercase()), Some(bytes));
    }

    #[test]
    fn what_is_not_a_value_is_refused() {
        for text in ["", "0000", "0000-0000-0000-00000", "0000-0000-0000-000U", "0000-0000-0000-000é"] {
            assert_eq!(decode::<10>(text), None, "{text}");
        }
        assert_eq!(decode::<16>("0000-0000-0000-0000-0000-0000-01"), None, "bits beyond the last byte");
        assert_eq!(decode::<16>("0000-0000-0000-0000-0000-0000-000"), None, "a letter beyond the last byte");
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_however_it_is_typed(bytes: [u8; 16]) {
            let text = encode(&bytes);
            prop_assert_eq!(decode(&text), Some(bytes));
            let typed = text.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "L");
            prop_assert_eq!(decode(&typed), Some(bytes));
        }

        #[test]
        fn what_is_read_was_written(text in "[0-9A-Z]{14,18}") {
            let meant = text.replace('O', "0").replace(['I', 'L'], "1");
            prop_assert!(decode::<10>(&text).is_none_or(|bytes| encode(&bytes).replace('-', "") == meant));
        }
    }
}
