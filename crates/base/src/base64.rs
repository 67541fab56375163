//! Bytes as base64 with padding, which is how they stand in JSON and in headers. The module itself is for
//! `#[serde(with = "base::base64")]`, over `Vec<u8>` and byte arrays.

use data_encoding::{BASE64, BASE64URL_NOPAD};
use serde::{Deserialize, Deserializer, Serializer};

/// The bytes as base64.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

/// The bytes as base64 without padding, of letters that may stand in an address.
#[must_use]
pub fn encode_for_address(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

/// The bytes that base64 stands for. One value has one text: padding has to be whole, and unused bits are zero.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    // The library reads several padded texts behind each other as one.
    let is_one = !text.trim_end_matches('=').contains('=');
    is_one.then(|| BASE64.decode(text.as_bytes()).ok()).flatten()
}

/// Writes bytes as base64.
///
/// # Errors
/// Those of what is written to.
pub fn serialize<S: Serializer>(bytes: impl AsRef<[u8]>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&encode(bytes.as_ref()))
}

/// Reads bytes from base64.
///
/// # Errors
/// Those of what is read from, and when it is no base64 or has another length than is wanted.
pub fn deserialize<'de, T: TryFrom<Vec<u8>>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    let bytes = decode(&String::deserialize(from)?).and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or_else(|| serde::de::Error::custom("not base64 of the right length"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    struct Field(#[serde(with = "crate::base64")] [u8; 4]);

    #[test]
    fn bytes_and_their_text() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(encode(bytes.as_bytes()), text);
            assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()));
        }
        assert_eq!(encode(&[0xfb, 0xff]), "+/8=");
        assert_eq!(encode_for_address(&[0xfb, 0xff]), "-_8");
    }

    #[test]
    fn another_text_for_the_same_bytes_is_refused() {
        let texts =
            ["Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zg==Zg==", "Zg==\n", " Zg==", "Zg==Zm9v", "====", "-_8="];
        for text in texts {
            assert_eq!(decode(text), None, "{text}");
        }
    }

    #[test]
    fn a_field_has_its_length() {
        assert_eq!(serde_json::to_string(&Field(*b"foob")).unwrap(), r#""Zm9vYg==""#);
        assert_eq!(serde_json::from_str::<Field>(r#""Zm9vYg==""#).unwrap(), Field(*b"foob"));
        assert!(serde_json::from_str::<Field>(r#""Zm9v""#).is_err());
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(bytes: Vec<u8>) {
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }

        #[test]
        fn what_is_read_was_written(text in "[A-D+/=]{0,12}") {
            prop_assert!(decode(&text).is_none_or(|bytes| encode(&bytes) == text));
        }
    }
}
