//! The hashes this crate takes, one type for each kind of thing, so that the hash of an agreement never stands where that of
//! the words on a screen is meant.

use std::fmt;

use serde::{Deserialize, Serialize};

pub use base::Hash;

macro_rules! hashes {
    ($($(#[$about:meta])* $name:ident,)+) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Hash);

        impl $name {
            /// The first twelve digits in groups of four, as they are printed and read out on the phone.
            #[must_use]
            pub fn short(&self) -> String {
                self.0.short()
            }

            /// The 32 bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 32] {
                self.0.as_bytes()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
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
    /// The hash of what a reason or a permission was given for.
    MatterHash,
}

impl AgreementHash {
    /// The hash of an agreement's bytes, as `Agreement::to_json` gives them.
    #[must_use]
    pub fn of(agreement: &[u8]) -> Self {
        Self(Hash::of(agreement))
    }
}

impl WordsHash {
    /// The hash of words as they stand on a screen, each text for itself: where one ends is part of it.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut bytes = Parts::of("doorstep words 2");
        texts.into_iter().for_each(|text| bytes.put(text.as_bytes()));
        Self(Hash::of(&bytes.0))
    }
}

impl MatterHash {
    /// The hash of a matter.
    pub(crate) fn of(matter: &Parts) -> Self {
        Self(Hash::of(&matter.0))
    }
}

impl AnswerHash {
    /// The hash of what an answer is bound to.
    pub(crate) fn of(bound: &Parts) -> Self {
        Self(Hash::of(&bound.0))
    }
}

/// Bytes to hash, put together so that no other parts come to the same bytes: a name for what they are, and each part with
/// its length before it.
#[derive(Debug)]
pub(crate) struct Parts(pub(crate) Vec<u8>);

impl Parts {
    /// Nothing but the name of what it is.
    pub(crate) fn of(domain: &str) -> Self {
        let mut parts = Self(Vec::new());
        parts.put(domain.as_bytes());
        parts
    }

    /// Adds a part: its length as eight bytes, the highest first, and the part.
    pub(crate) fn put(&mut self, part: &[u8]) {
        self.0.extend((part.len() as u64).to_be_bytes());
        self.0.extend(part);
    }

    /// Adds how many parts of a list follow.
    pub(crate) fn count(&mut self, parts: usize) {
        self.put(&(parts as u64).to_be_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_stands_as_its_digits_and_has_one_text() {
        let hash = AgreementHash::of(b"abc");
        let digits = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(serde_json::to_string(&hash).unwrap(), format!("\"{digits}\""));
        assert_eq!(hash.short(), "ba78 16bf 8f01");
        assert_eq!(serde_json::from_str::<AgreementHash>(&format!("\"{digits}\"")).unwrap(), hash);
        let (capitals, short) = (digits.to_uppercase(), digits.strip_suffix('d').unwrap());
        for other in ["", "ba78", &capitals, short, &format!("{digits}00")] {
            assert!(serde_json::from_str::<AgreementHash>(&format!("\"{other}\"")).is_err(), "{other}");
        }
        assert!(serde_json::from_str::<AgreementHash>("7").is_err());
    }

    #[test]
    fn where_one_text_ends_is_part_of_the_words() {
        let all = [vec!["a", "b"], vec!["a\nb"], vec!["ab"], vec!["", "ab"], vec!["ab", ""], vec![]];
        let hashes: std::collections::BTreeSet<_> =
            all.iter().map(|words| WordsHash::of(words.iter().copied())).collect();
        assert_eq!(hashes.len(), all.len());
    }
}
