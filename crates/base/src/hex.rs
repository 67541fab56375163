//! Bytes as hexadecimal digits.

use data_encoding::HEXLOWER;

/// Two lower-case digits for each byte.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

/// The bytes that lower-case digits stand for. One value has one text, so capitals are refused.
#[must_use]
pub fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hex_has_one_text_for_each_value() {
        assert_eq!(encode(&[0x00, 0x9f, 0xff]), "009fff");
        assert_eq!(decode::<3>("009fff"), Some([0x00, 0x9f, 0xff]));
        for other in ["009FFF", "009ff", "009ff0f", "009fffff", "00 fff", ""] {
            assert_eq!(decode::<3>(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(bytes: [u8; 5]) {
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }

        #[test]
        fn what_is_read_was_written(text in "[0-9a-fA-F+ ]{0,8}") {
            prop_assert!(decode::<3>(&text).is_none_or(|bytes| encode(&bytes) == text));
        }
    }
}
