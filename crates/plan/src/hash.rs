//! The hashes this crate takes, one type for each kind of thing, so that the hash of an agreement never stands where that of
//! the words on a screen is meant.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use base::Hash;
use base::hex;

macro_rules! hashes {
    ($($(#[$about:meta])* $name:ident,)+) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Hash);

        impl $name {
            /// The first twelve digits in groups of four, as they are printed and read out on the phone.
            #[must_use]
            pub fn short(&self) -> String {
                self.0.short()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            /// Reads more than one text as the same hash; see [`hex::decode_leniently`].
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let bytes = hex::decode_leniently(&String::deserialize(deserializer)?).map(Hash::from_bytes);
                bytes.map(Self).ok_or_else(|| serde::de::Error::custom("not a SHA-256 in hexadecimal"))
            }
        }
    )+};
}

hashes! {
    /// The hash of an agreement's bytes, or of what one person saw of it. Everything signed is bound to it.
    AgreementHash,
    /// The hash of words exactly as they stood on a screen.
    WordsHash,
    /// The hash of a confirmed answer with all it is bound to. Its short form is printed at the person's place.
    AnswerHash,
}

impl AgreementHash {
    /// The hash of an agreement's bytes, as `Agreement::to_json` gives them.
    #[must_use]
    pub fn of(agreement: &[u8]) -> Self {
        Self(Hash::of(agreement))
    }
}

impl WordsHash {
    /// The hash of words as they stand on a screen, one text to a line.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let texts: Vec<&str> = texts.into_iter().collect();
        Self(Hash::of(texts.join("\n").as_bytes()))
    }
}

impl AnswerHash {
    /// The hash of an answer's bytes.
    pub(crate) fn of(answer: &[u8]) -> Self {
        Self(Hash::of(answer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_stands_as_its_digits_and_is_read_leniently() {
        let hash = AgreementHash::of(b"abc");
        let digits = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(serde_json::to_string(&hash).unwrap(), format!("\"{digits}\""));
        assert_eq!(hash.short(), "ba78 16bf 8f01");
        for same in [digits.to_owned(), digits.to_uppercase()] {
            assert_eq!(serde_json::from_str::<AgreementHash>(&format!("\"{same}\"")).unwrap(), hash);
        }
        for other in ["\"\"", "\"ba78\"", "7", &format!("\"{digits}00\"")] {
            assert!(serde_json::from_str::<AgreementHash>(other).is_err(), "{other}");
        }
    }

    #[test]
    fn words_are_hashed_a_text_to_a_line() {
        assert_eq!(WordsHash::of(["a", "b"]).to_string(), Hash::of(b"a\nb").to_string());
    }
}
