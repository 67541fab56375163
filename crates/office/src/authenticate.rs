//! Which tablet sends this, or which agency's office. Its clock is not asked: a tablet with a wrong one must still be able to
//! send.

use crate::store::{Device, Partner};
use crate::{Office, OfficeError};
use record::TenantId;
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

    /// The same as [`Office::hear`] of what says that it is another agency's office.
    ///
    /// # Errors
    /// As [`Office::hear`].
    pub(crate) fn hear_agency(&self, proof: &Proof) -> Result<(), OfficeError> {
        self.known_agency(proof)?;
        let seen = self.nonces.knows(proof.device, proof.nonce);
        if seen { Err(OfficeError::refused(RefusalCode::Replayed)) } else { Ok(()) }
    }

    /// The agency whose office signed this request. It says its agency's id where a tablet says its own.
    ///
    /// # Errors
    /// As [`Office::authenticate`].
    pub(crate) fn authenticate_agency(
        &self,
        proof: &Proof,
        request: &Request<'_>,
    ) -> Result<Partner, OfficeError> {
        let agency = self.known_agency(proof)?;
        let key = agency.keys.signing.verifying_key()?;
        proof.verify(request, &key).map_err(|_| OfficeError::refused(RefusalCode::BadSignature))?;
        if !self.nonces.is_new(proof.device, proof.nonce) {
            return Err(OfficeError::refused(RefusalCode::Replayed));
        }
        Ok(agency)
    }

    fn known_agency(&self, proof: &Proof) -> Result<Partner, OfficeError> {
        let agency = TenantId::from(*proof.device.as_bytes());
        let known = self.store.partner(self.agency.tenant, agency)?;
        known.ok_or(OfficeError::refused(RefusalCode::UnknownDevice))
    }

    fn known(&self, proof: &Proof) -> Result<Device, OfficeError> {
        // One that was revoked is known no more. What it holds stays on it, until somebody gives it another code.
        let device = self.store.device(self.agency.tenant, proof.device)?.filter(|device| !device.revoked);
        device.ok_or(OfficeError::refused(RefusalCode::UnknownDevice))
    }
}
