//! Signed requests: every call of an enrolled tablet says which tablet it is and proves it.
//!
//! The time in a request is a claim and is never a reason to refuse it: a tablet with a wrong clock must still be able
//! to send. What stops a copied request is its nonce, and that every call may be repeated without harm.

use crate::{DeviceId, Hash, PublicKey, RecordError};
use base::{base64, hex};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

const DOMAIN: &str = "doorstep request v2";

/// Header with the device's id.
pub const DEVICE: &str = "doorstep-device";
/// Header with the tablet's clock in seconds since 1970.
pub const CREATED: &str = "doorstep-created";
/// Header with the nonce as hex.
pub const NONCE: &str = "doorstep-nonce";
/// Header with the signature as base64.
pub const SIGNATURE: &str = "doorstep-signature";

/// The request that is signed.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The public key of the office it is for, so that what one office was sent is nothing to another.
    pub office: &'a PublicKey,
    /// The method in capitals.
    pub method: &'a str,
    /// Path and query, as in the request's first line.
    pub target: &'a str,
    /// The body's bytes, empty if there is none.
    pub body: &'a [u8],
}

/// Sixteen random bytes that a device uses for one request only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Nonce(pub [u8; 16]);

impl Nonce {
    /// As its header says it.
    #[must_use]
    pub fn text(self) -> String {
        hex::encode(&self.0)
    }

    /// Reads the header.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        hex::decode(text).map(Self)
    }
}

/// What the four headers say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Who claims to send.
    pub device: DeviceId,
    /// The sender's clock, seconds since 1970.
    pub created: i64,
    /// Used once.
    pub nonce: Nonce,
    /// Ed25519 by the device's key over everything above and the request.
    pub signature: [u8; 64],
}

impl Proof {
    /// Signs a request. `created` is the tablet's clock in seconds since 1970, `nonce` is fresh random bytes.
    #[must_use]
    pub fn sign(
        request: &Request<'_>,
        device: DeviceId,
        created: i64,
        nonce: Nonce,
        key: &SigningKey,
    ) -> Self {
        let signature = key.sign(message(request, device, created, nonce).as_bytes()).to_bytes();
        Self { device, created, nonce, signature }
    }

    /// The headers to send, name and value.
    #[must_use]
    pub fn headers(&self) -> [(&'static str, String); 4] {
        [
            (DEVICE, self.device.to_string()),
            (CREATED, self.created.to_string()),
            (NONCE, self.nonce.text()),
            (SIGNATURE, base64::encode(&self.signature)),
        ]
    }

    /// Reads the headers; `header` gives a header's value by its name. Nothing is proved yet.
    ///
    /// # Errors
    /// [`RecordError::Header`] naming the first that is missing or cannot be read.
    pub fn read<'a>(header: impl Fn(&str) -> Option<&'a str>) -> Result<Self, RecordError> {
        let device = read(&header, DEVICE, |text| text.parse().ok())?;
        let created = read(&header, CREATED, |text| text.parse().ok())?;
        let nonce = read(&header, NONCE, Nonce::read)?;
        let signature = read(&header, SIGNATURE, |text| base64::decode(text)?.try_into().ok())?;
        Ok(Self { device, created, nonce, signature })
    }

    /// Proves that the device with this key sent exactly this request.
    ///
    /// # Errors
    /// [`RecordError::Signature`].
    pub fn verify(&self, request: &Request<'_>, key: &VerifyingKey) -> Result<(), RecordError> {
        let signature = Signature::from_bytes(&self.signature);
        key.verify_strict(message(request, self.device, self.created, self.nonce).as_bytes(), &signature)
            .map_err(|_| RecordError::Signature)
    }
}

/// One line for each thing that is signed. No method or target can hold a line break, so lines cannot run together.
fn message(request: &Request<'_>, device: DeviceId, created: i64, nonce: Nonce) -> String {
    let Request { office, method, target, body } = request;
    let office = hex::encode(office.as_bytes());
    let (body, nonce) = (Hash::of(body), hex::encode(&nonce.0));
    format!("{DOMAIN}\n{office}\n{device}\n{method}\n{target}\n{body}\n{created}\n{nonce}\n")
}

fn read<'a, T>(
    header: impl Fn(&str) -> Option<&'a str>,
    name: &'static str,
    parse: impl Fn(&'a str) -> Option<T>,
) -> Result<T, RecordError> {
    header(name).and_then(parse).ok_or(RecordError::Header { name })
}
