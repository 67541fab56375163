//! Which tablet sends this. Its clock is not asked: a tablet with a wrong one must still be able to send.

use crate::store::Device;
use crate::{Office, OfficeError};
use record::request::{Proof, Request};
use record::wire::RefusalCode;

impl Office {
    /// Refuses what a request's headers alone are refused for. Whether its tablet sent it is not known by that: the signature is
    /// over the body too.
    ///
    /// # Errors
    /// Refused with [`RefusalCode::UnknownDevice`] or [`RefusalCode::Replayed`]; [`OfficeError::Store`].
    pub(crate) fn hear(&self, proof: &Proof) -> Result<(), OfficeError> {
        self.known(proof)?;
        let seen = self.nonces.knows(proof.device, proof.nonce);
        if seen { Err(OfficeError::refused(RefusalCode::Replayed)) } else { Ok(()) }
    }

    /// The tablet that signed this request.
    ///
    /// # Errors
    /// Refused with [`RefusalCode::UnknownDevice`], [`RefusalCode::BadSignature`] or [`RefusalCode::Replayed`];
    /// [`OfficeError::Store`].
    pub fn authenticate(&self, proof: &Proof, request: &Request<'_>) -> Result<Device, OfficeError> {
        let device = self.known(proof)?;
        let key = device.request_key.verifying_key()?;
        proof.verify(request, &key).map_err(|_| OfficeError::refused(RefusalCode::BadSignature))?;
        if !self.nonces.is_new(device.id, proof.nonce) {
            return Err(OfficeError::refused(RefusalCode::Replayed));
        }
        Ok(device)
    }

    fn known(&self, proof: &Proof) -> Result<Device, OfficeError> {
        // One that was revoked is known no more. What it holds stays on it, until somebody gives it another code.
        let device = self.store.device(self.agency.tenant, proof.device)?.filter(|device| !device.revoked);
        device.ok_or(OfficeError::refused(RefusalCode::UnknownDevice))
    }
}
