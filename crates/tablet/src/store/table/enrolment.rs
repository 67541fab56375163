//! The tablet's place at its office: one row, written when the database is made, and the key it signs with.

use base::base64;
use ed25519_dalek::SigningKey;
use record::{DeviceId, PublicKey, TenantId};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use crate::error::{Result, TabletError};
use crate::store::text;

/// What the office and the tablet agreed on when the tablet joined. Holds the tablet's private key: it has no `Debug`.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Enrolment {
    /// Where the office is.
    pub(crate) address: String,
    /// The office's name for people.
    pub(crate) office: String,
    /// The key that signs receipts, checked against the pin that was typed.
    pub(crate) office_key: PublicKey,
    /// What the office calls this tablet.
    pub(crate) device: DeviceId,
    /// The agency its records belong to.
    pub(crate) tenant: TenantId,
    /// The private key, as text.
    key: String,
}

impl Drop for Enrolment {
    fn drop(&mut self) {
        self.key.zeroize();
    }
}

impl Enrolment {
    pub(crate) fn new(address: String, reply: record::wire::EnrolReply, key: &SigningKey) -> Self {
        let record::wire::EnrolReply { device, tenant, office_key, office } = reply;
        let seed = Zeroizing::new(key.to_bytes());
        let key = base64::encode(seed.as_slice());
        Self { address, office, office_key, device, tenant, key }
    }

    /// The key the tablet signs with.
    pub(crate) fn signing_key(&self) -> Result<SigningKey> {
        let damaged = TabletError::Damaged { what: "enrolment" };
        let seed = base64::decode(&self.key).map(Zeroizing::new);
        let Some(Ok(seed)) = seed.map(|seed| <[u8; 32]>::try_from(seed.as_slice()).map(Zeroizing::new))
        else {
            return Err(damaged);
        };
        Ok(SigningKey::from_bytes(&seed))
    }

    /// For keeping it in the keystore until the first worker is there, and in the database from then on.
    pub(crate) fn to_json(&self) -> Result<Zeroizing<Vec<u8>>> {
        text::json(self, "enrolment").map(Zeroizing::new)
    }

    pub(crate) fn from_json(bytes: &[u8]) -> Result<Self> {
        text::from_json(bytes, "enrolment")
    }
}

pub(crate) fn insert(connection: &Connection, enrolment: &Enrolment) -> Result<()> {
    let body = enrolment.to_json()?;
    connection.execute("INSERT INTO enrolment (only_row, body) VALUES (1, ?1)", [body.as_slice()])?;
    Ok(())
}

pub(crate) fn read(connection: &Connection) -> Result<Enrolment> {
    let body = connection.query_row("SELECT body FROM enrolment", [], |row| row.get::<_, Vec<u8>>(0))?;
    Enrolment::from_json(&Zeroizing::new(body))
}
