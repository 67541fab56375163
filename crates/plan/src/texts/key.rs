//! The key of a fixed text. `key!("section.name")` makes one, and does not compile where no English text has that key.

use std::cmp::Ordering;

/// Every key of the English texts, sorted, as the build script has found them.
const KEYS: &[&str] = include!(concat!(env!("OUT_DIR"), "/keys.rs"));

/// The key of a text that is there, in English at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(&'static str);

impl Key {
    /// For [`key!`](crate::key), which asks while it compiles.
    #[doc(hidden)]
    pub const fn of(key: &'static str, if_missing: &'static str) -> Self {
        assert!(is_there(key), "{}", if_missing);
        Self(key)
    }

    /// The key as it is written.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl AsRef<str> for Key {
    fn as_ref(&self) -> &str {
        self.0
    }
}

/// The key of a fixed text, checked while it compiles.
#[macro_export]
macro_rules! key {
    ($key:literal) => {{
        // A `const` item is looked at by `cargo check` too, a `const` block only when code is made.
        const KEY: $crate::texts::Key =
            $crate::texts::Key::of($key, concat!("no English text has the key `", $key, "`"));
        KEY
    }};
}

const fn is_there(key: &str) -> bool {
    let mut keys = KEYS;
    while !keys.is_empty() {
        let (before, from_middle) = keys.split_at(keys.len() / 2);
        let [middle, after @ ..] = from_middle else { return false };
        keys = match order(middle.as_bytes(), key.as_bytes()) {
            Ordering::Less => after,
            Ordering::Greater => before,
            Ordering::Equal => return true,
        };
    }
    false
}

const fn order(mut one: &[u8], mut other: &[u8]) -> Ordering {
    while let ([a, after_a @ ..], [b, after_b @ ..]) = (one, other) {
        if *a != *b {
            return if *a < *b { Ordering::Less } else { Ordering::Greater };
        }
        (one, other) = (after_a, after_b);
    }
    match (one.is_empty(), other.is_empty()) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Less,
        (false, _) => Ordering::Greater,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Texts;

    #[test]
    fn the_keys_are_those_of_the_texts_and_each_is_found() {
        let texts = Texts::english();
        assert!(texts.all().map(|(key, _)| key).eq(KEYS.iter().copied()));
        assert!(KEYS.iter().all(|key| is_there(key)));
        for missing in ["", "agreement", "agreement.", "agreement.titl", "agreement.titles", "~"] {
            assert!(!is_there(missing), "{missing}");
        }
    }
}
