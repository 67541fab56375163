//! Two slots that no PIN opens: the office's, which its own key opens, and one for a code told by telephone. A tablet closes
//! them and cannot open them again by itself.

use base::base64;
use plan::ids::UserId;
use record::{ClosingKey, OfficeKeys, OfficePin, Purpose, UnlockCode};
use serde::{Deserialize, Serialize};

use super::secret::Secret;
use super::slot::Keys;
use crate::environment::{Environment, random};
use crate::error::{Result, TabletError};

/// A worker's keys for their office, also where the keystore is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OfficeSlot {
    /// Whose key opens it.
    office: OfficePin,
    closed: String,
}

/// A worker's keys for whoever is told the code with this number, on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PhoneSlot {
    pub(crate) number: u32,
    /// Whether the keystore's secret is mixed in.
    pub(crate) keystore: bool,
    closed: String,
}

impl OfficeSlot {
    pub(crate) fn close(keys: &Keys, user: UserId, office: OfficeKeys, by: &dyn Environment) -> Result<Self> {
        let purpose = Purpose::OfficeSlot(user);
        let closed = office.letters.close(purpose, None, keys.together().as_slice(), random(by)?)?;
        Ok(Self { office: office.pin(), closed: base64::encode(&closed) })
    }
}

impl PhoneSlot {
    pub(crate) fn close(
        keys: &Keys,
        user: UserId,
        (number, to): (u32, ClosingKey),
        device_secret: Option<&Secret>,
        by: &dyn Environment,
    ) -> Result<Self> {
        let half = device_secret.map(|secret| &**secret);
        let closed = to.close(Purpose::PhoneSlot(user), half, keys.together().as_slice(), random(by)?)?;
        Ok(Self { number, keystore: half.is_some(), closed: base64::encode(&closed) })
    }

    /// Nothing when the code or the secret is another one.
    pub(crate) fn open(
        &self,
        code: &UnlockCode,
        device_secret: Option<&Secret>,
        user: UserId,
    ) -> Result<Option<Keys>> {
        let closed = base64::decode(&self.closed).ok_or(TabletError::Damaged { what: "key file" })?;
        let half = device_secret.map(|secret| &**secret);
        let Ok(plain) = code.key().open(Purpose::PhoneSlot(user), half, &closed) else { return Ok(None) };
        Keys::from_together(&plain).map(Some)
    }
}
