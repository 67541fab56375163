//! What the office says and signs in a file of its own, to be read by people and checked at any time and on any machine: words as
//! JSON, the signature over exactly these, and the keys the office is known by.

use crate::{OfficeError, OfficeKey};
use record::{ClosingKey, KeyId, OfficeKeys, PublicKey, RecordError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Words and their signature. The keys in it alone prove nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// What is said: JSON.
    pub says: String,
    /// Ed25519 by the office over the domain and what is said, as base64.
    #[serde(with = "base::base64")]
    pub signature: [u8; 64],
    /// The key that signed.
    pub office_key: PublicKey,
    /// The key that letters are closed to. The office's pin is of both.
    pub letters_key: ClosingKey,
}

impl Statement {
    /// Says and signs it. `domain` keeps it from passing for anything else.
    pub(crate) fn sign(domain: &[u8], says: &impl Serialize, key: &OfficeKey) -> Result<Self, OfficeError> {
        let says = serde_json::to_string(says).map_err(RecordError::Write)?;
        let signature = key.sign_words(domain, says.as_bytes());
        let OfficeKeys { signing, letters } = key.keys();
        Ok(Self { says, signature, office_key: signing, letters_key: letters })
    }

    /// What is said, if this office said it. `known` is its pin or the short name of its signing key, from a source that is
    /// trusted.
    pub(crate) fn read<T: DeserializeOwned>(&self, domain: &[u8], known: KeyId) -> Result<T, OfficeError> {
        let (signing, letters) = (self.office_key, self.letters_key);
        if signing.id() != known && (OfficeKeys { signing, letters }).pin() != known {
            return Err(RecordError::ReceiptKey.into());
        }
        let words = [domain, self.says.as_bytes()].concat();
        let proved = signing.verifying_key()?.verify_strict(&words, &self.signature.into());
        proved.map_err(|_| RecordError::Signature)?;
        Ok(serde_json::from_str(&self.says).map_err(RecordError::Receipt)?)
    }

    /// As it stands in a file.
    pub(crate) fn to_file(&self) -> Result<Vec<u8>, OfficeError> {
        Ok(serde_json::to_vec_pretty(self).map_err(RecordError::Write)?)
    }

    /// From a file's bytes. Nothing is proved yet.
    pub(crate) fn of_file(bytes: &[u8]) -> Result<Self, OfficeError> {
        Ok(serde_json::from_slice(bytes).map_err(RecordError::Receipt)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_office_s_and_of_its_domain_alone() {
        let (key, other) = (OfficeKey::from_seed(&[1; 32]), OfficeKey::from_seed(&[2; 32]));
        let said = Statement::sign(b"one\n", &7, &key).unwrap();
        let read = Statement::of_file(&said.to_file().unwrap()).unwrap();
        assert_eq!(read, said);
        assert_eq!(read.read::<u8>(b"one\n", key.pin()).unwrap(), 7);
        assert_eq!(read.read::<u8>(b"one\n", key.public().id()).unwrap(), 7);
        let wrong = |said: &Statement, domain: &[u8], known: KeyId| said.read::<u8>(domain, known).is_err();
        assert!(wrong(&said, b"two\n", key.pin()) && wrong(&said, b"one\n", other.pin()));
        assert!(wrong(&Statement { says: "8".into(), ..said }, b"one\n", key.pin()));
    }
}
