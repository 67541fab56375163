//! The office's secret: made once, kept in one file, never sent anywhere. Its keys are drawn from it. Whoever has it can give
//! receipts in the office's name and open what tablets send; without it the tablets do not know the office any more, and what
//! they closed to it stays closed. It belongs in the backup.

use crate::disk::write_whole;
use crate::environment::random;
use crate::store::StoreKey;
use crate::{Environment, OfficeError};
use base::base64;
use ed25519_dalek::{Signer, SigningKey};
use record::answer::Answer;
use record::request::{Nonce, Proof, Request};
use record::{
    DeviceId, Disclosed, DisclosureFile, Envelope, Gives, OfficeKeys, OfficePin, OpeningKey, PublicKey,
    Receipt, RecordError, SignedReceipt, SignedRecord, SignedVouch, UnlockCode, Vouch, Way,
};
use sha2::{Digest, Sha256};
use std::fs;
use std::io;
use std::path::Path;
use zeroize::Zeroizing;

/// Keys for codes by telephone that a tablet gets each time it joins.
pub(crate) const UNLOCK_KEYS: u32 = 64;

const FIRST_LINE: &str = "doorstep office key v1\n";
const LETTERS: &str = "doorstep office letters v1";
const UNLOCK: &[u8] = b"doorstep office unlock codes v1\n";
const STORE: &[u8] = b"doorstep office store v1\n";
const CODES: &[u8] = b"doorstep office sign-in codes v1\n";

/// All keys of an office.
pub struct OfficeKey {
    signing: SigningKey,
    letters: OpeningKey,
    unlock: Zeroizing<[u8; 32]>,
    store: StoreKey,
    codes: Zeroizing<[u8; 32]>,
}

impl OfficeKey {
    /// The keys from 32 secret random bytes.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let drawn = |purpose: &[u8]| -> [u8; 32] {
            Sha256::new_with_prefix(purpose).chain_update(seed).finalize().into()
        };
        Self {
            signing: SigningKey::from_bytes(seed),
            letters: OpeningKey::from_secret(seed, LETTERS),
            unlock: Zeroizing::new(drawn(UNLOCK)),
            store: StoreKey::from_bytes(drawn(STORE)),
            codes: Zeroizing::new(drawn(CODES)),
        }
    }

    /// The public halves, by which tablets know the office.
    #[must_use]
    pub fn keys(&self) -> OfficeKeys {
        OfficeKeys { signing: self.public(), letters: self.letters.closing() }
    }

    /// The public half of the key that signs receipts and answers.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey::from(&self.signing.verifying_key())
    }

    /// The short name of both keys, which tablets are given.
    #[must_use]
    pub fn pin(&self) -> OfficePin {
        self.keys().pin()
    }

    /// What the office's database is closed with where it is a file.
    #[must_use]
    pub fn store_key(&self) -> StoreKey {
        self.store.clone()
    }

    /// The code with this number that is told by telephone to let a worker into this tablet.
    #[must_use]
    pub fn unlock_code(&self, device: DeviceId, number: u32) -> UnlockCode {
        UnlockCode::of(&self.unlock, device, number)
    }

    /// What a person's codes for signing in are made from, which has to be told to their app.
    pub(crate) fn secret_of_codes(&self, drawn: &[u8; 16]) -> [u8; 20] {
        let whole: [u8; 32] = Sha256::new_with_prefix(*self.codes).chain_update(drawn).finalize().into();
        whole.first_chunk().copied().unwrap_or_default()
    }

    /// What opens letters and requests to join.
    pub(crate) const fn letters(&self) -> &OpeningKey {
        &self.letters
    }

    pub(crate) fn sign(&self, receipt: &Receipt) -> Result<SignedReceipt, RecordError> {
        SignedReceipt::sign(receipt, &self.signing)
    }

    /// Signs what the office says in a file. `domain` keeps it from passing for anything else.
    pub(crate) fn sign_words(&self, domain: &[u8], words: &[u8]) -> [u8; 64] {
        self.signing.sign(&[domain, words].concat()).to_bytes()
    }

    pub(crate) fn sign_record(
        &self,
        envelope: &Envelope,
        body: Vec<u8>,
    ) -> Result<SignedRecord, RecordError> {
        SignedRecord::sign(envelope, body, &self.signing)
    }

    /// This office's word for a tablet.
    pub(crate) fn vouch(&self, vouch: &Vouch) -> Result<SignedVouch, RecordError> {
        SignedVouch::sign(vouch, &self.signing)
    }

    /// What another office is given, closed to its key. `seed` is 32 fresh random bytes, used once.
    pub(crate) fn give(
        &self,
        gives: Gives,
        agreements: &[Disclosed],
        to: &OfficeKeys,
        seed: [u8; 32],
    ) -> Result<Vec<u8>, RecordError> {
        let way = Way { to, from: self.pin(), key: &self.signing };
        DisclosureFile::write(gives, agreements, way, seed)
    }

    /// A request of this office to another, which knows it by the id of its agency.
    pub(crate) fn sign_request(
        &self,
        request: &Request<'_>,
        agency: DeviceId,
        created: i64,
        nonce: Nonce,
    ) -> Proof {
        Proof::sign(request, agency, created, nonce, &self.signing)
    }

    pub(crate) fn sign_answer(&self, answer: &Answer<'_>) -> String {
        answer.sign(&self.signing)
    }

    /// The key in a file; none if there is no such file.
    ///
    /// # Errors
    /// [`OfficeError::KeyFile`], [`OfficeError::Machine`].
    pub fn load(path: &Path) -> Result<Option<Self>, OfficeError> {
        let text = match fs::read_to_string(path) {
            Ok(text) => Zeroizing::new(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => return Err(OfficeError::KeyFile),
            Err(source) => return Err(OfficeError::Machine { doing: "read its key file", source }),
        };
        let seed = text.strip_prefix(FIRST_LINE).and_then(|rest| base64::decode(rest.trim_end()));
        let seed = Zeroizing::new(seed.ok_or(OfficeError::KeyFile)?);
        let seed: &[u8; 32] = seed.as_slice().try_into().map_err(|_| OfficeError::KeyFile)?;
        Ok(Some(Self::from_seed(seed)))
    }

    pub(crate) fn make(path: &Path, environment: &dyn Environment) -> Result<Self, OfficeError> {
        let seed: Zeroizing<[u8; 32]> = Zeroizing::new(random(environment)?);
        let text = Zeroizing::new(format!("{FIRST_LINE}{}\n", base64::encode(seed.as_slice())));
        write_whole(path, text.as_bytes()).map_err(OfficeError::machine("write its key file"))?;
        Ok(Self::from_seed(&seed))
    }
}
