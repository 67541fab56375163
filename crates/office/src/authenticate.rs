//! Which tablet sends this. Its clock is not asked: a tablet with a wrong one must still be able to send.

use crate::store::Device;
use crate::{Office, OfficeError};
use record::request::{Proof, Request};
use record::wire::RefusalCode;

impl Office {
    /// The tablet that signed this request.
    ///
    /// # Errors
    /// Refused with [`RefusalCode::UnknownDevice`], [`RefusalCode::BadSignature`] or [`RefusalCode::Replayed`];
    /// [`OfficeError::Store`].
    pub fn authenticate(&self, proof: &Proof, request: &Request<'_>) -> Result<Device, OfficeError> {
        let device = self.store.device(self.agency.tenant, proof.device)?;
        let device = device.ok_or(OfficeError::refused(RefusalCode::UnknownDevice))?;
        let key = device.request_key.verifying_key()?;
        proof.verify(request, &key).map_err(|_| OfficeError::refused(RefusalCode::BadSignature))?;
        if !self.nonces.is_new(device.id, proof.nonce) {
            return Err(OfficeError::refused(RefusalCode::Replayed));
        }
        Ok(device)
    }
}
