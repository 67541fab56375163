//! What somebody types to be let in.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// A PIN or a passphrase as it was typed. Nothing that prints shows it, and it is wiped when it is let go.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Pin(Zeroizing<String>);

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

impl From<Pin> for String {
    fn from(pin: Pin) -> Self {
        pin.0.as_str().to_owned()
    }
}

impl Deref for Pin {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
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
        assert_eq!((&*pin, serde_json::to_string(&pin).unwrap().as_str()), ("482915", "\"482915\""));
        assert!(!format!("{pin:?} {:#?}", Some(&pin)).contains('4'));
    }
}
