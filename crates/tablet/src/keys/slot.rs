//! Sealing the two database keys under a PIN, and opening them again.
//!
//! The key of a slot is HKDF-SHA256 over Argon2id(PIN) and the secret from the keystore; the slot itself is
//! XChaCha20-Poly1305. All parameters stand in the slot, so that they can grow without moving anything, and it is opened
//! with those it was made with.

use argon2::{Algorithm, Argon2, Params, Version};
use base::base64;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use plan::ids::UserId;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::cost::PinCost;
use super::secret::Secret;
use crate::environment::{Environment, random};
use crate::error::{Result, TabletError};

const INFO: &[u8] = b"doorstep user slot v1";
const AEAD: &str = "xchacha20poly1305";
const KDF: &str = "argon2id";
/// Above these a key file is not ours: it would only make the tablet stand still.
const MOST: (u32, u32, u32) = (1024 * 1024, 64, 16);

/// What a slot holds.
pub(crate) struct Keys {
    /// Of the worker's plans.
    pub(crate) plans: Secret,
    /// Of what the worker has sealed.
    pub(crate) records: Secret,
}

impl Keys {
    /// One behind the other, as slots hold them.
    pub(super) fn together(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new([self.plans.as_slice(), self.records.as_slice()].concat())
    }

    pub(super) fn from_together(plain: &[u8]) -> Result<Self> {
        let (plans, records) = plain.split_first_chunk::<32>().ok_or_else(damaged)?;
        let records: [u8; 32] = records.try_into().map_err(|_| damaged())?;
        Ok(Self { plans: Secret::new(*plans), records: Secret::new(records) })
    }
}

/// A slot that a PIN opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct UserSlot {
    kdf: Kdf,
    /// Whether the keystore's secret is mixed in.
    pub(crate) keystore: bool,
    aead: String,
    nonce: String,
    sealed: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kdf {
    name: String,
    m_kib: u32,
    t: u32,
    p: u32,
    salt: String,
}

/// What a PIN is to cost on this machine: it is tried once, for the full price. What is asked for in tests stays.
pub(crate) fn measured(cost: PinCost, environment: &dyn Environment) -> Result<PinCost> {
    if cost != PinCost::FULL {
        return Ok(cost);
    }
    let salt = base64::encode(&random::<16>(environment)?);
    let before = environment.mono_ns();
    let PinCost { m_kib, t, p } = cost;
    cipher(&Kdf { name: KDF.into(), m_kib, t, p, salt }, "", None)?;
    Ok(cost.for_a_machine_that_took(environment.mono_ns().saturating_sub(before)))
}

impl UserSlot {
    /// Seals the keys. `device_secret` is the keystore's, or nothing where there is no keystore.
    pub(crate) fn seal(
        keys: &Keys,
        pin: &str,
        device_secret: Option<&Secret>,
        user: UserId,
        cost: PinCost,
        environment: &dyn Environment,
    ) -> Result<Self> {
        let salt: [u8; 16] = random(environment)?;
        let nonce: [u8; 24] = random(environment)?;
        let PinCost { m_kib, t, p } = cost;
        let kdf = Kdf { name: KDF.into(), m_kib, t, p, salt: base64::encode(&salt) };
        let cipher = cipher(&kdf, pin, device_secret)?;
        let plain = keys.together();
        let bound_to = user.uuid();
        let payload = Payload { msg: plain.as_slice(), aad: bound_to.as_bytes() };
        let sealed = cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| damaged())?;
        Ok(Self {
            kdf,
            keystore: device_secret.is_some(),
            aead: AEAD.into(),
            nonce: base64::encode(&nonce),
            sealed: base64::encode(&sealed),
        })
    }

    /// Opens the slot; nothing when the PIN or the secret is not the right one.
    pub(crate) fn open(
        &self,
        pin: &str,
        device_secret: Option<&Secret>,
        user: UserId,
    ) -> Result<Option<Keys>> {
        if self.aead != AEAD {
            return Err(damaged());
        }
        let nonce: [u8; 24] = bytes(&self.nonce)?.try_into().map_err(|_| damaged())?;
        let sealed = bytes(&self.sealed)?;
        let cipher = cipher(&self.kdf, pin, device_secret)?;
        let bound_to = user.uuid();
        let payload = Payload { msg: sealed.as_slice(), aad: bound_to.as_bytes() };
        let Ok(plain) = cipher.decrypt(&XNonce::from(nonce), payload) else { return Ok(None) };
        Keys::from_together(&Zeroizing::new(plain)).map(Some)
    }
}

fn cipher(kdf: &Kdf, pin: &str, device_secret: Option<&Secret>) -> Result<XChaCha20Poly1305> {
    let Kdf { name, m_kib, t, p, salt } = kdf;
    if name != KDF || (*m_kib > MOST.0) || (*t > MOST.1) || (*p > MOST.2) {
        return Err(damaged());
    }
    let params = Params::new(*m_kib, *t, *p, Some(32)).map_err(|_| damaged())?;
    let mut stretched = Secret::default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(pin.as_bytes(), &bytes(salt)?, stretched.as_mut_slice())
        .map_err(|_| damaged())?;
    let device_secret = device_secret.map_or(&[][..], |secret| secret.as_slice());
    let material = Zeroizing::new([stretched.as_slice(), device_secret].concat());
    let mut key = Secret::default();
    Hkdf::<Sha256>::new(None, &material).expand(INFO, key.as_mut_slice()).map_err(|_| damaged())?;
    XChaCha20Poly1305::new_from_slice(key.as_slice()).map_err(|_| damaged())
}

fn bytes(text: &str) -> Result<Vec<u8>> {
    base64::decode(text).ok_or_else(damaged)
}

const fn damaged() -> TabletError {
    TabletError::Damaged { what: "key file" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::System;

    fn user(byte: u8) -> UserId {
        UserId::new(1, &[byte; 10])
    }

    #[test]
    fn only_the_same_pin_secret_and_worker_open_a_slot() {
        let keys = Keys { plans: Secret::new([1; 32]), records: Secret::new([2; 32]) };
        let (right, wrong) = (Secret::new([3; 32]), Secret::new([4; 32]));
        let slot =
            UserSlot::seal(&keys, "274914", Some(&right), user(1), PinCost::for_tests(), &System::new())
                .unwrap();
        for (pin, secret, user, opens) in [
            ("274914", Some(&right), user(1), true),
            ("274915", Some(&right), user(1), false),
            ("274914", Some(&wrong), user(1), false),
            ("274914", None, user(1), false),
            ("274914", Some(&right), user(2), false),
        ] {
            let opened = slot.open(pin, secret, user).unwrap();
            assert_eq!(opened.is_some(), opens, "{pin} {user}");
            if let Some(opened) = opened {
                assert_eq!((opened.plans, opened.records), (keys.plans.clone(), keys.records.clone()));
            }
        }
    }

    #[test]
    fn two_slots_of_one_worker_have_nothing_in_common() {
        let keys = Keys { plans: Secret::new([1; 32]), records: Secret::new([2; 32]) };
        let slot = || UserSlot::seal(&keys, "274914", None, user(1), PinCost::FULL, &System::new()).unwrap();
        let (one, two) = (slot(), slot());
        assert_ne!(one.kdf.salt, two.kdf.salt);
        assert_ne!(one.nonce, two.nonce);
        assert_ne!(one.sealed, two.sealed);
        assert_eq!((one.kdf.m_kib, one.kdf.t, one.kdf.p), (65536, 3, 1));
    }
}
