//! An agency as its office tells another which it is: one line that is copied, and whose pin two people compare by telephone.

use crate::{ClosingKey, OfficeKeys, PublicKey, RecordError, TenantId};
use base::base64;
use std::fmt;
use std::str::FromStr;

/// Which agency, and the keys of its office. As text: the id, the signing key and the letters key with colons between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgencyLine {
    /// The agency.
    pub tenant: TenantId,
    /// Its office's keys.
    pub keys: OfficeKeys,
}

impl fmt::Display for AgencyLine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let OfficeKeys { signing, letters } = &self.keys;
        let (signing, letters) = (base64::encode(signing.as_bytes()), base64::encode(letters.as_bytes()));
        write!(out, "{}:{signing}:{letters}", self.tenant)
    }
}

impl FromStr for AgencyLine {
    type Err = RecordError;

    fn from_str(text: &str) -> Result<Self, RecordError> {
        read(text).ok_or(RecordError::Text { wanted: "an agency and its keys" })
    }
}

fn read(text: &str) -> Option<AgencyLine> {
    let mut parts = text.trim().split(':');
    let (tenant, signing, letters) = (parts.next()?, parts.next()?, parts.next()?);
    let signing = PublicKey::from_bytes(key(signing)?);
    // One that nobody can use is told now and not when something is sent.
    signing.verifying_key().ok()?;
    let keys = OfficeKeys { signing, letters: ClosingKey::from_bytes(key(letters)?) };
    let line = AgencyLine { tenant: tenant.parse().ok()?, keys };
    parts.next().is_none().then_some(line)
}

fn key(text: &str) -> Option<[u8; 32]> {
    base64::decode(text)?.try_into().ok()
}
