//! SHA-256, the name of every agreement, envelope, body and blob.

use sha2::{Digest, Sha256};

use crate::{TextError, hex};

/// The SHA-256 of some bytes. Shown, stored in JSON and typed as 64 lower-case hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash([u8; 32]);

impl Hash {
    /// The hash of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// A hash that was computed elsewhere, for example piece by piece.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes, as databases keep them.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The first twelve digits in groups of four, as they are read out on the phone.
    #[must_use]
    pub fn short(&self) -> String {
        let digits: Vec<char> = self.to_string().chars().take(12).collect();
        let groups: Vec<String> = digits.chunks(4).map(|group| group.iter().collect()).collect();
        groups.join(" ")
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&hex::encode(&self.0))
    }
}

impl std::fmt::Debug for Hash {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Hash({self})")
    }
}

impl std::str::FromStr for Hash {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        hex::decode(text).map(Self).ok_or(TextError { wanted: "a SHA-256" })
    }
}

impl TryFrom<String> for Hash {
    type Error = TextError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hash.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_one_everybody_computes() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Hash::of(b"abc").to_string(), abc);
        assert_eq!(Hash::of(b"abc").short(), "ba78 16bf 8f01");
        assert_eq!(abc.parse::<Hash>().unwrap(), Hash::of(b"abc"));
        assert!(abc.to_uppercase().parse::<Hash>().is_err());
    }
}
