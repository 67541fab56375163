//! What a database in a file is closed with.

use std::fmt;
use zeroize::Zeroizing;

/// Thirty-two secret bytes, drawn from the office's own. They are the key itself: nothing stretches them.
#[derive(Clone)]
pub struct StoreKey(Zeroizing<[u8; 32]>);

impl StoreKey {
    /// The key that is these bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The statement that opens a file with it, before any other. It is as secret as the key.
    #[must_use]
    pub fn statement(&self) -> Zeroizing<String> {
        // It never has to grow, so that no part of a key is left behind in memory.
        let mut statement = Zeroizing::new(String::with_capacity(128));
        for part in ["PRAGMA key = \"", &self.text(), "\""] {
            statement.push_str(part);
        }
        statement
    }

    /// As SQLCipher takes it.
    pub(super) fn text(&self) -> Zeroizing<String> {
        let digits = Zeroizing::new(base::hex::encode(self.0.as_slice()));
        let mut text = Zeroizing::new(String::with_capacity(80));
        for part in ["x'", &digits, "'"] {
            text.push_str(part);
        }
        text
    }
}

impl fmt::Debug for StoreKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("StoreKey")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_to_the_database_alone() {
        let key = StoreKey::from_bytes([0xab; 32]);
        assert_eq!(key.statement().as_str(), format!("PRAGMA key = \"x'{}'\"", "ab".repeat(32)));
        assert_eq!(format!("{key:?}"), "StoreKey");
    }
}
