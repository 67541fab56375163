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

/// The bytes that digits stand for, as the hashes of `plan` have been read so far. More than one text is read as the same
/// value: capitals, a plus in the place of a pair's first zero, and a last byte without its first zero.
#[must_use]
pub fn decode_leniently<const N: usize>(text: &str) -> Option<[u8; N]> {
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes: Option<Vec<u8>> = text.as_bytes().chunks(2).map(byte).collect();
    bytes?.try_into().ok()
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

    #[test]
    fn what_is_read_leniently_is_known() {
        for same in ["000f0f", "000F0f", "000f+f", "000ff"] {
            assert_eq!(decode_leniently::<3>(same), Some([0x00, 0x0f, 0x0f]), "{same}");
        }
        for other in ["000f", "000f0f0f", "00 f0f", "000f0g", "0é0f0f", ""] {
            assert_eq!(decode_leniently::<3>(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(bytes: [u8; 5]) {
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
            prop_assert_eq!(decode_leniently(&encode(&bytes)), Some(bytes));
        }

        #[test]
        fn what_is_read_was_written(text in "[0-9a-fA-F+ ]{0,8}") {
            prop_assert!(decode::<3>(&text).is_none_or(|bytes| encode(&bytes) == text));
        }
    }
}
