//! What somebody types to be let in.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};
use zeroize::Zeroizing;

/// A PIN or a passphrase as it was typed. It is printed by nothing and wiped when it is let go; what is made of it to cross
/// between the programs is not.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct Pin(Zeroizing<String>);

impl Pin {
    /// What was typed.
    #[must_use]
    pub fn typed(&self) -> &str {
        &self.0
    }
}

impl Serialize for Pin {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.typed())
    }
}

impl From<String> for Pin {
    fn from(typed: String) -> Self {
        Self(Zeroizing::new(typed))
    }
}

impl From<&str> for Pin {
    fn from(typed: &str) -> Self {
        Self::from(typed.to_owned())
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_crosses_as_a_text_and_is_printed_by_nothing() {
        let pin: Pin = serde_json::from_str("\"482915\"").unwrap();
        assert_eq!((pin.typed(), serde_json::to_string(&pin).unwrap().as_str()), ("482915", "\"482915\""));
        assert!(!format!("{pin:?} {:#?}", Some(&pin)).contains('4'));
    }
}
