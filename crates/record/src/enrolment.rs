//! The one line by which a tablet comes to know its office. It is shown at the office as text and as a picture, and
//! typed or scanned at the tablet.

use crate::{Hash, OfficePin, RecordError};
use base::crockford;

/// A one-time code: 80 random bits, shown as 16 letters in groups of four. Whoever has it can enrol one tablet.
#[derive(Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EnrolmentCode([u8; 10]);

impl EnrolmentCode {
    /// A code from ten random bytes.
    #[must_use]
    pub const fn from_random(bytes: [u8; 10]) -> Self {
        Self(bytes)
    }

    /// What the office keeps in place of the code.
    #[must_use]
    pub fn hash(&self) -> Hash {
        Hash::of(&[b"doorstep code v1\n".as_slice(), &self.0].concat())
    }
}

impl std::fmt::Display for EnrolmentCode {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&crockford::encode(&self.0))
    }
}

impl std::fmt::Debug for EnrolmentCode {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("EnrolmentCode(not shown)")
    }
}

impl std::str::FromStr for EnrolmentCode {
    type Err = RecordError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        crockford::decode(text).map(Self).ok_or(RecordError::LineCode)
    }
}

impl TryFrom<String> for EnrolmentCode {
    type Error = RecordError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<EnrolmentCode> for String {
    fn from(code: EnrolmentCode) -> Self {
        code.to_string()
    }
}

/// Where the office is, which office is meant, and leave to join it: `<address> <pin> <code>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolmentLine {
    /// `https://…` or `http://…`, without a slash at the end.
    pub address: String,
    /// The short name of the office's key.
    pub pin: OfficePin,
    /// The one-time code.
    pub code: EnrolmentCode,
}

impl std::fmt::Display for EnrolmentLine {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} {} {}", self.address, self.pin, self.code)
    }
}

impl std::str::FromStr for EnrolmentLine {
    type Err = RecordError;

    /// Reads a typed line. Case, dashes and the likeness of O and 0, I, L and 1 do not matter in pin and code.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Vec<&str> = text.split_whitespace().collect();
        let [address, pin, code] = parts.as_slice() else {
            return Err(RecordError::LineParts { found: parts.len() });
        };
        Ok(Self {
            address: read_address(address)?,
            pin: pin.parse().map_err(|_| RecordError::LinePin)?,
            code: code.parse()?,
        })
    }
}

fn read_address(text: &str) -> Result<String, RecordError> {
    let address = text.trim_end_matches('/');
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-._:[]/".contains(letter);
    match host {
        Some(host) if host.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '[') => {
            if host.chars().all(plain) { Ok(address.to_owned()) } else { Err(RecordError::LineAddress) }
        }
        Some(_) | None => Err(RecordError::LineAddress),
    }
}
