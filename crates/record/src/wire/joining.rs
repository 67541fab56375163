//! How a tablet becomes one of an office's, for the first time or again.

use crate::{ClosingKey, DeviceId, EnrolmentCode, EpochId, PublicKey, RecordError, TenantId};
use base::hex;
use ed25519_dalek::{Signature, Signer, SigningKey};
use serde::{Deserialize, Serialize};

const DOMAIN: &str = "doorstep join v1";

/// A tablet asks to join. Asking again with the same code and the same keys gets the same answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolRequest {
    /// The one-time code.
    pub code: EnrolmentCode,
    /// The key the tablet will sign records with.
    pub record_key: PublicKey,
    /// The key the tablet will sign requests with.
    pub request_key: PublicKey,
    /// What the office called it when it joined before: it joins again, and its records go on.
    #[serde(default)]
    pub again: Option<DeviceId>,
    /// What people call the tablet.
    pub device_name: String,
    /// Ed25519 by the record key over all but the name, so that nobody joins with another's key; as base64.
    #[serde(with = "base::base64")]
    pub proof: [u8; 64],
}

impl EnrolRequest {
    /// Writes and signs it.
    #[must_use]
    pub fn sign(
        code: EnrolmentCode,
        request_key: PublicKey,
        again: Option<DeviceId>,
        device_name: String,
        key: &SigningKey,
    ) -> Self {
        let record_key = PublicKey::from(&key.verifying_key());
        let mut request = Self { code, record_key, request_key, again, device_name, proof: [0; 64] };
        request.proof = key.sign(request.message().as_bytes()).to_bytes();
        request
    }

    /// Proves that whoever asks has the record key.
    ///
    /// # Errors
    /// [`RecordError::Key`], [`RecordError::Signature`].
    pub fn verify(&self) -> Result<(), RecordError> {
        self.request_key.verifying_key()?;
        let proof = Signature::from_bytes(&self.proof);
        let key = self.record_key.verifying_key()?;
        key.verify_strict(self.message().as_bytes(), &proof).map_err(|_| RecordError::Signature)
    }

    fn message(&self) -> String {
        let [record_key, request_key] =
            [self.record_key, self.request_key].map(|key| hex::encode(key.as_bytes()));
        let again = self.again.map(|device| device.to_string()).unwrap_or_default();
        format!("{DOMAIN}\n{}\n{record_key}\n{request_key}\n{again}\n", self.code)
    }
}

/// The tablet has joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolReply {
    /// The tablet's id from now on.
    pub device: DeviceId,
    /// The agency its records belong to.
    pub tenant: TenantId,
    /// The office's name for people.
    pub office: String,
    /// Which life of its store this is.
    pub epoch: EpochId,
    /// What keys are closed to for codes told by telephone.
    pub unlock: UnlockKeys,
}

/// Keys of [`crate::UnlockCode`]s, with numbers in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnlockKeys {
    /// The number of the first.
    pub first: u32,
    /// The keys.
    pub keys: Vec<ClosingKey>,
}
