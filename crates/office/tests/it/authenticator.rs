//! What keeps a passkey, as far as an office sees it: a key of its own, and answers in the form of WebAuthn. What it says can be
//! bent before it is signed.

use base::base64::encode_for_address;
use rcgen::{KeyPair, PublicKeyData, SigningKey};
use record::Hash;
use serde_json::{Value, json};

/// Somebody is there.
pub(crate) const PRESENT: u8 = 0x01;
/// And the thing knows who.
pub(crate) const VERIFIED: u8 = 0x04;
/// A key comes with it.
const WITH_KEY: u8 = 0x40;

pub(crate) struct Authenticator {
    key: KeyPair,
    /// The name it gives its passkey.
    pub(crate) name: Vec<u8>,
    /// Whose it is, as the office said.
    pub(crate) handle: String,
    /// How often it was used.
    pub(crate) count: u32,
    pub(crate) flags: u8,
    /// What page it is asked by.
    pub(crate) origin: String,
    /// What the page does with it, where that is bent.
    pub(crate) does: Option<&'static str>,
    /// The office it belongs to.
    pub(crate) party: &'static str,
}

impl Authenticator {
    pub(crate) fn at(origin: &str, name: &str) -> Self {
        Self {
            key: KeyPair::generate().unwrap(),
            name: name.as_bytes().to_vec(),
            handle: String::new(),
            count: 0,
            flags: PRESENT | VERIFIED,
            origin: origin.to_owned(),
            does: None,
            party: "localhost",
        }
    }

    /// The same with another key behind it.
    pub(crate) fn forged(&self) -> Self {
        let mut forged = Self::at(&self.origin, "");
        (forged.name, forged.handle, forged.count) = (self.name.clone(), self.handle.clone(), self.count);
        forged
    }

    /// Makes a passkey for what an office gives.
    pub(crate) fn made(&mut self, asked: &Value) -> Value {
        self.handle = asked["publicKey"]["user"]["id"].as_str().unwrap().to_owned();
        let client_data = self.client_data("webauthn.create", asked);
        let point = self.key.der_bytes();
        let mut data = self.data(WITH_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.name.len()).unwrap().to_be_bytes());
        data.extend(&self.name);
        // A map: of two coordinates, for ES256, on P-256.
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(&point[1..33]);
        data.extend([0x22, 0x58, 0x20]);
        data.extend(&point[33..65]);
        let mut attested = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        attested.push(u8::try_from(data.len()).unwrap());
        attested.extend(&data);
        json!({
            "id": encode_for_address(&self.name),
            "rawId": encode_for_address(&self.name),
            "type": "public-key",
            "response": {
                "attestationObject": encode_for_address(&attested),
                "clientDataJSON": encode_for_address(&client_data),
            },
            "extensions": { "credProps": { "rk": true } },
        })
    }

    /// Shows the passkey to an office that asks.
    pub(crate) fn shown(&mut self, asked: &Value) -> Value {
        self.count += 1;
        let client_data = self.client_data("webauthn.get", asked);
        let data = self.data(0);
        let signed = [data.as_slice(), Hash::of(&client_data).as_bytes()].concat();
        json!({
            "id": encode_for_address(&self.name),
            "rawId": encode_for_address(&self.name),
            "type": "public-key",
            "response": {
                "authenticatorData": encode_for_address(&data),
                "clientDataJSON": encode_for_address(&client_data),
                "signature": encode_for_address(&self.key.sign(&signed).unwrap()),
                "userHandle": self.handle,
            },
            "extensions": {},
        })
    }

    fn client_data(&self, does: &str, asked: &Value) -> Vec<u8> {
        let challenge = &asked["publicKey"]["challenge"];
        let (does, origin) = (self.does.unwrap_or(does), &self.origin);
        let said = json!({ "type": does, "challenge": challenge, "origin": origin, "crossOrigin": false });
        serde_json::to_vec(&said).unwrap()
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        let mut data = Hash::of(self.party.as_bytes()).as_bytes().to_vec();
        data.push(self.flags | flags);
        data.extend(self.count.to_be_bytes());
        data
    }
}
