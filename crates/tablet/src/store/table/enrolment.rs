//! The tablet's place at its office, and the keys that sign for it: one row in each worker's database.

use base::base64;
use ed25519_dalek::{Signature, Signer as _, SigningKey};
use record::wire::UnlockKeys;
use record::{ClosingKey, DeviceId, OfficeKeys, TenantId};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use crate::error::{Result, TabletError};
use crate::keys::secret::Secret;
use crate::store::text;

/// What the office and the tablet agreed on, and the key that signs requests: all that sending needs. Whoever has it can send
/// letters in the tablet's name and ask what became of them, and can read nothing.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Place {
    /// Where the office is.
    pub(crate) address: String,
    /// The office's name for people.
    pub(crate) office: String,
    /// The office's keys, checked against the pin that was typed.
    pub(crate) keys: OfficeKeys,
    /// What the office calls this tablet.
    pub(crate) device: DeviceId,
    /// What people call this tablet.
    pub(crate) name: String,
    /// The agency its records belong to.
    pub(crate) tenant: TenantId,
    /// How often it joined, from 1: of two places the later holds.
    pub(crate) joined: u32,
    request_key: Kept,
    /// What keys are closed to for codes told by telephone: those not used yet.
    pub(crate) unlock: UnlockKeys,
}

/// A place, and what only a worker who is in may have: the key that signs records, and the one that opens the post.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Enrolment {
    pub(crate) place: Place,
    record_key: Kept,
    post_key: Kept,
    /// The key for requests of a joining that has no answer yet.
    #[serde(default)]
    joining: Option<Kept>,
}

/// A secret as text, wiped when it is let go. It has no `Debug`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
struct Kept(String);

impl Drop for Kept {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl Kept {
    fn of(secret: &[u8; 32]) -> Self {
        Self(base64::encode(secret))
    }

    fn secret(&self) -> Result<Secret> {
        let bytes = base64::decode(&self.0).map(Zeroizing::new);
        let secret = bytes.and_then(|bytes| <[u8; 32]>::try_from(bytes.as_slice()).ok());
        secret.map(Zeroizing::new).ok_or(TabletError::Damaged { what: "enrolment" })
    }
}

/// What an office answered to a tablet that joined.
pub(crate) struct Joined {
    pub(crate) address: String,
    pub(crate) keys: OfficeKeys,
    pub(crate) name: String,
    pub(crate) reply: record::wire::EnrolReply,
}

impl Place {
    pub(crate) fn new(joined: Joined, times: u32, request_key: &SigningKey) -> Self {
        let Joined { address, keys, name, reply } = joined;
        let record::wire::EnrolReply { device, tenant, office, epoch: _, unlock } = reply;
        let request_key = Kept::of(&Zeroizing::new(request_key.to_bytes()));
        Self { address, office, keys, device, name, tenant, joined: times, request_key, unlock }
    }

    /// This one or another of the same tablet: the later joining holds, and of codes those that neither has used.
    pub(crate) fn or_later(self, other: Self) -> Self {
        match other.joined.cmp(&self.joined) {
            std::cmp::Ordering::Less => self,
            std::cmp::Ordering::Greater => other,
            std::cmp::Ordering::Equal if other.unlock.first > self.unlock.first => {
                Self { unlock: other.unlock, ..self }
            }
            std::cmp::Ordering::Equal => self,
        }
    }

    /// The key that signs requests.
    pub(crate) fn request_key(&self) -> Result<SigningKey> {
        Ok(SigningKey::from_bytes(&*self.request_key.secret()?))
    }

    /// The next key for a code told by telephone, and the code's number. Each is used once; none is left when the tablet has to
    /// join again.
    pub(crate) fn take_unlock_key(&mut self) -> Option<(u32, ClosingKey)> {
        let UnlockKeys { first, keys } = &mut self.unlock;
        if keys.is_empty() {
            return None;
        }
        let number = *first;
        *first = first.saturating_add(1);
        Some((number, keys.remove(0)))
    }

    pub(crate) fn from_json(bytes: &[u8]) -> Result<Self> {
        text::from_json(bytes, "enrolment")
    }
}

/// A place as the post has it, where whoever has the post's key can write. What is taken from there has to be by this tablet itself:
/// a place holds the keys that plans are closed to.
#[derive(Serialize, Deserialize)]
pub(crate) struct ProvedPlace {
    /// The place in JSON, as it was signed.
    place: String,
    /// By the key that signs records.
    signature: String,
}

impl ProvedPlace {
    pub(crate) fn new(place: &Place, by: &SigningKey) -> Result<Self> {
        let place = text::json(place, "enrolment")?;
        let place = String::from_utf8(place).map_err(|_| TabletError::Damaged { what: "enrolment" })?;
        let signature = by.sign(&in_its_field(&place)).to_bytes();
        Ok(Self { place, signature: base64::encode(&signature) })
    }

    /// The place, for sending: nothing that is sent can be read by whoever it comes to.
    pub(crate) fn place(&self) -> Result<Place> {
        Place::from_json(self.place.as_bytes())
    }

    /// The place, if it is this tablet's.
    pub(crate) fn by(&self, key: &SigningKey) -> Option<Place> {
        let signature = base64::decode(&self.signature)?;
        let signature = Signature::from_slice(&signature).ok()?;
        key.verifying_key().verify_strict(&in_its_field(&self.place), &signature).ok()?;
        self.place().ok()
    }

    pub(crate) fn to_json(&self) -> Result<Zeroizing<Vec<u8>>> {
        text::json(self, "enrolment").map(Zeroizing::new)
    }

    pub(crate) fn from_json(bytes: &[u8]) -> Result<Self> {
        text::from_json(bytes, "enrolment")
    }
}

impl Drop for ProvedPlace {
    fn drop(&mut self) {
        self.place.zeroize();
    }
}

/// Nothing else that this key signs begins so.
fn in_its_field(place: &str) -> Zeroizing<Vec<u8>> {
    Zeroizing::new([b"doorstep place v1\n", place.as_bytes()].concat())
}

impl Enrolment {
    pub(crate) fn new(place: Place, record_key: &SigningKey, post_key: &Secret) -> Self {
        let record_key = Kept::of(&Zeroizing::new(record_key.to_bytes()));
        Self { place, record_key, post_key: Kept::of(post_key), joining: None }
    }

    /// The key for requests that this tablet joins again with: the same until there is an answer.
    pub(crate) fn joining_key(&mut self, fresh: impl FnOnce() -> Result<Secret>) -> Result<SigningKey> {
        let kept = match self.joining.take() {
            Some(kept) => kept,
            None => Kept::of(&*fresh()?),
        };
        Ok(SigningKey::from_bytes(&*self.joining.insert(kept).secret()?))
    }

    /// It has joined again.
    pub(crate) fn joined_again(&mut self, place: Place) {
        self.place = place;
        self.joining = None;
    }

    /// The key that signs records.
    pub(crate) fn signing_key(&self) -> Result<SigningKey> {
        Ok(SigningKey::from_bytes(&*self.record_key.secret()?))
    }

    /// Its place, for the post.
    pub(crate) fn proved(&self) -> Result<ProvedPlace> {
        ProvedPlace::new(&self.place, &self.signing_key()?)
    }

    /// The key of the post.
    pub(crate) fn post_key(&self) -> Result<Secret> {
        self.post_key.secret()
    }

    /// For keeping it in the keystore until the first worker is there, and in their database from then on.
    pub(crate) fn to_json(&self) -> Result<Zeroizing<Vec<u8>>> {
        text::json(self, "enrolment").map(Zeroizing::new)
    }

    pub(crate) fn from_json(bytes: &[u8]) -> Result<Self> {
        text::from_json(bytes, "enrolment")
    }
}

pub(crate) fn put(connection: &Connection, enrolment: &Enrolment) -> Result<()> {
    let body = enrolment.to_json()?;
    let sql = "INSERT OR REPLACE INTO enrolment (only_row, body) VALUES (1, ?1)";
    connection.execute(sql, [body.as_slice()])?;
    Ok(())
}

pub(crate) fn read(connection: &Connection) -> Result<Enrolment> {
    let body = connection.query_row("SELECT body FROM enrolment", [], |row| row.get::<_, Vec<u8>>(0))?;
    Enrolment::from_json(&Zeroizing::new(body))
}
