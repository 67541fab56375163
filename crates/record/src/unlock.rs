//! Codes that an office tells by telephone to let a worker in who forgot their PIN, with no signal at the tablet.
//!
//! Each code has a number. The office works a code out from its secret, the tablet and the number, and hands the tablet only a
//! key that the code's owner can open. The tablet closes a worker's keys to the next number's key: so what lies on it opens
//! nothing, and a code is good for one tablet, one number and until a new PIN is chosen.

use crate::{DeviceId, LineFault, OpeningKey};
use base::crockford;
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::ZeroizeOnDrop;

/// A code: 80 bits, said as 16 letters in groups of four.
#[derive(Clone, PartialEq, Eq, ZeroizeOnDrop)]
pub struct UnlockCode([u8; 10]);

impl UnlockCode {
    /// The code with this number of a tablet, from the office's secret.
    #[must_use]
    pub fn of(secret: &[u8; 32], device: DeviceId, number: u32) -> Self {
        let mut code = [0; 10];
        // Ten bytes are never too many for it.
        let _ = Hkdf::<Sha256>::new(None, secret)
            .expand(format!("doorstep unlock code v1 {device} {number}").as_bytes(), &mut code);
        Self(code)
    }

    /// What opens the slot that was closed for this code.
    #[must_use]
    pub fn key(&self) -> OpeningKey {
        OpeningKey::from_secret(&self.0, "doorstep unlock key v1")
    }

    /// As it is said on the telephone.
    #[must_use]
    pub fn spoken(&self) -> String {
        crockford::encode(&self.0)
    }
}

impl std::fmt::Debug for UnlockCode {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("UnlockCode(not shown)")
    }
}

impl std::str::FromStr for UnlockCode {
    type Err = LineFault;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        crockford::decode(text).map(Self).ok_or(LineFault::Code)
    }
}
