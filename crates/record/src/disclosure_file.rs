//! What one office gives another: agreements, closed to the other's key and signed with its own. It is sent, or carried in a
//! file; whoever finds the file reads which two offices it is between, and nothing else.
//!
//! Bytes: `doorstep disclosure\n`, version 1, the pin of the office it is for (16), that of the one it is from (16), a
//! signature (64), and what HPKE closes: what it is (1), then the agreements one after the other. Of each: the disclosure, the
//! vouch, its signature (64), the receipt, its signature (64), the record, how many files there are (4), the files. What has no
//! length of its own has it in front (4). Numbers are big-endian.

use crate::closed::Purpose;
use crate::disclosed::Disclosed;
use crate::{Hash, OfficeKeys, OfficePin, OpeningKey, RecordError, SignedReceipt, SignedRecord, SignedVouch};
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};

const MARK: &[u8; 20] = b"doorstep disclosure\n";
const VERSION: u8 = 1;
const SIGNED: &[u8] = b"doorstep disclosure v1\n";

/// What is done by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gives {
    /// The office that it is from gives what is its own.
    Disclosure,
    /// The office that it is from gives back what it was given by the one that it is for.
    Back,
}

/// Such a file, read. Nothing of it is proved yet but that it has the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DisclosureFile<'a> {
    /// The office it is for.
    pub to: OfficePin,
    /// The office that says it wrote it.
    pub from: OfficePin,
    signature: [u8; 64],
    closed: &'a [u8],
}

/// Two offices, and what the one that writes needs.
#[derive(Clone, Copy)]
pub struct Way<'a> {
    /// The keys of the office it is for.
    pub to: &'a OfficeKeys,
    /// The pin of the office it is from.
    pub from: OfficePin,
    /// The key that signs there.
    pub key: &'a SigningKey,
}

impl<'a> DisclosureFile<'a> {
    /// Writes one. `seed` is 32 fresh random bytes, used once.
    ///
    /// # Errors
    /// [`RecordError::Disclosure`] if something in it is longer than four gigabytes; [`RecordError::Key`].
    pub fn write(
        gives: Gives,
        agreements: &[Disclosed],
        way: Way<'_>,
        seed: [u8; 32],
    ) -> Result<Vec<u8>, RecordError> {
        let Way { to, from, key } = way;
        let plain = plain(gives, agreements).ok_or(RecordError::Disclosure)?;
        let closed = to.letters.close(Purpose::Disclosure, None, &plain, seed)?;
        let to = to.pin();
        let signature = key.sign(&signed(to, from, &closed)).to_bytes();
        let head = [to.as_bytes().as_slice(), from.as_bytes(), &signature].concat();
        Ok([MARK.as_slice(), &[VERSION], &head, &closed].concat())
    }

    /// Reads one.
    ///
    /// # Errors
    /// [`RecordError::Disclosure`] if it is none or is cut off within its beginning; [`RecordError::Version`].
    pub fn read(file: &'a [u8]) -> Result<Self, RecordError> {
        let (version, rest) =
            file.strip_prefix(MARK).and_then(<[u8]>::split_first).ok_or(RecordError::Disclosure)?;
        if *version != VERSION {
            return Err(RecordError::Version { found: u32::from(*version), known: u32::from(VERSION) });
        }
        Self::read_head(rest).ok_or(RecordError::Disclosure)
    }

    fn read_head(rest: &'a [u8]) -> Option<Self> {
        let (to, rest) = rest.split_first_chunk()?;
        let (from, rest) = rest.split_first_chunk()?;
        let (signature, closed) = rest.split_first_chunk()?;
        let (to, from) = (OfficePin::from_bytes(*to), OfficePin::from_bytes(*from));
        Some(Self { to, from, signature: *signature, closed })
    }

    /// What is in it, if this office wrote it and nothing was changed since. What is in it is proved by [`Disclosed::prove`].
    ///
    /// # Errors
    /// [`RecordError::Signature`] before anything else; then [`RecordError::Closed`], [`RecordError::Disclosure`].
    pub fn open(
        &self,
        from: &VerifyingKey,
        own: &OpeningKey,
    ) -> Result<(Gives, Vec<Disclosed>), RecordError> {
        let words = signed(self.to, self.from, self.closed);
        from.verify_strict(&words, &self.signature.into()).map_err(|_| RecordError::Signature)?;
        let plain = own.open(Purpose::Disclosure, None, self.closed)?;
        parts(&plain).ok_or(RecordError::Disclosure)
    }
}

/// What is closed. None if something in it has no length that fits.
fn plain(gives: Gives, agreements: &[Disclosed]) -> Option<Vec<u8>> {
    let mut plain = vec![match gives {
        Gives::Disclosure => 1,
        Gives::Back => 2,
    }];
    for Disclosed { disclosure, vouch, receipt, record, files } in agreements {
        put(&mut plain, &disclosure.to_bytes())?;
        put(&mut plain, &vouch.vouch)?;
        plain.extend_from_slice(&vouch.signature);
        put(&mut plain, &receipt.receipt)?;
        plain.extend_from_slice(&receipt.signature);
        put(&mut plain, &record.to_bytes())?;
        plain.extend_from_slice(&u32::try_from(files.len()).ok()?.to_be_bytes());
        for file in files {
            put(&mut plain, file)?;
        }
    }
    Some(plain)
}

fn put(plain: &mut Vec<u8>, bytes: &[u8]) -> Option<()> {
    plain.extend_from_slice(&u32::try_from(bytes.len()).ok()?.to_be_bytes());
    plain.extend_from_slice(bytes);
    Some(())
}

/// What stands in it. None if it has another form.
fn parts(plain: &[u8]) -> Option<(Gives, Vec<Disclosed>)> {
    let (gives, mut rest) = plain.split_first()?;
    let gives = match *gives {
        1 => Gives::Disclosure,
        2 => Gives::Back,
        _ => return None,
    };
    let mut agreements = Vec::new();
    while !rest.is_empty() {
        agreements.push(agreement(&mut rest)?);
    }
    Some((gives, agreements))
}

fn agreement(rest: &mut &[u8]) -> Option<Disclosed> {
    let disclosure = SignedRecord::from_bytes(take(rest)?).ok()?;
    let vouch = SignedVouch { vouch: take(rest)?.to_vec(), signature: *chunk(rest)? };
    let receipt = SignedReceipt { receipt: take(rest)?.to_vec(), signature: *chunk(rest)? };
    let record = SignedRecord::from_bytes(take(rest)?).ok()?;
    let mut files = Vec::new();
    for _ in 0..u32::from_be_bytes(*chunk(rest)?) {
        files.push(take(rest)?.to_vec());
    }
    Some(Disclosed { disclosure, vouch, receipt, record, files })
}

fn take<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::try_from(u32::from_be_bytes(*chunk(rest)?)).ok()?;
    let (bytes, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(bytes)
}

fn chunk<'a, const N: usize>(rest: &mut &'a [u8]) -> Option<&'a [u8; N]> {
    let (bytes, left) = rest.split_first_chunk()?;
    *rest = left;
    Some(bytes)
}

fn signed(to: OfficePin, from: OfficePin, closed: &[u8]) -> Vec<u8> {
    [SIGNED, to.as_bytes(), from.as_bytes(), Hash::of(closed).as_bytes()].concat()
}
