//! A tablet as the office sees it: a key, a chain, signed calls.

use crate::world::{Answer, Server, send, try_send};
use chrono::DateTime;
use ed25519_dalek::SigningKey;
use record::request::{Nonce, Proof, Request};
use record::wire::{EnrolReply, EnrolRequest, Heads, PushReply, PushRequest, RecordResult, WireRecord};
use record::{
    Algorithm, Author, BlobRef, BodyRef, CaseId, DeviceId, DocId, ENVELOPE_VERSION, EnrolmentLine, Envelope,
    Hash, Kind, PublicKey, RecordId, SignedReceipt, SignedRecord, TenantId, UserId,
};
use std::sync::atomic::{AtomicU64, Ordering};

static NONCES: AtomicU64 = AtomicU64::new(1);

#[derive(Clone)]
pub(crate) struct Tablet {
    pub(crate) address: String,
    pub(crate) key: SigningKey,
    pub(crate) device: DeviceId,
    pub(crate) tenant: TenantId,
    pub(crate) office_key: PublicKey,
    pub(crate) last: Option<Envelope>,
    pub(crate) prev: Option<Hash>,
}

impl Tablet {
    /// A tablet with a key of its own, enrolled with a fresh code.
    pub(crate) fn enrolled(server: &Server, key: u8) -> Self {
        let (line, _) = server.office.new_enrolment_line().unwrap();
        let answer = enrol(&line, key);
        assert_eq!(answer.status, 200, "{answer:?}");
        Self::from_reply(&line, key, &answer.json())
    }

    pub(crate) fn from_reply(line: &EnrolmentLine, key: u8, reply: &EnrolReply) -> Self {
        Self {
            address: line.address.clone(),
            key: signing_key(key),
            device: reply.device,
            tenant: reply.tenant,
            office_key: reply.office_key,
            last: None,
            prev: None,
        }
    }

    /// The next record of the chain.
    pub(crate) fn next(&mut self, body: &str, blobs: &[BlobRef]) -> SignedRecord {
        let envelope = self.next_envelope(body, blobs);
        let record = self.sign(&envelope, body);
        self.prev = Some(record.hash());
        self.last = Some(envelope);
        record
    }

    /// What the next record's envelope would be, to be spoilt.
    pub(crate) fn next_envelope(&self, body: &str, blobs: &[BlobRef]) -> Envelope {
        let seq = self.last.as_ref().map_or(1, |last| last.seq + 1);
        let own = NONCES.fetch_add(1, Ordering::SeqCst);
        Envelope {
            v: ENVELOPE_VERSION,
            id: RecordId::new(1_780_000_000_000 + own, &[1; 10]),
            dev: self.device,
            seq,
            prev: self.prev,
            kind: Kind::PlanSealed,
            schema: 1,
            tenant: self.tenant,
            case: CaseId::from([4; 16]),
            doc: DocId::from([5; 16]),
            parents: vec![],
            author: Author {
                user: UserId::from([6; 16]),
                role: "social-worker".into(),
                agency: "council".into(),
            },
            wall: DateTime::parse_from_rfc3339("2026-06-09T17:41:07+01:00").unwrap(),
            mono_ns: own,
            boot: "b".into(),
            clk: None,
            body: BodyRef::of(body.as_bytes()),
            blobs: blobs.to_vec(),
            alg: Algorithm::Ed25519,
        }
    }

    pub(crate) fn sign(&self, envelope: &Envelope, body: &str) -> SignedRecord {
        SignedRecord::sign(envelope, body.into(), &self.key).unwrap()
    }

    pub(crate) fn proof(&self, method: &str, target: &str, body: &[u8]) -> Proof {
        let nonce = Nonce(u128::from(NONCES.fetch_add(1, Ordering::SeqCst)).to_be_bytes());
        Proof::sign(
            &Request { office: &self.office_key, method, target, body },
            self.device,
            0,
            nonce,
            &self.key,
        )
    }

    pub(crate) fn call(&self, method: &str, target: &str, body: &[u8]) -> Answer {
        send(&self.address, method, target, &self.proof(method, target, body).headers(), body)
    }

    pub(crate) fn push(&self, records: &[SignedRecord]) -> Vec<RecordResult> {
        self.try_push(records).unwrap()
    }

    /// The same when the office may be gone.
    pub(crate) fn try_push(&self, records: &[SignedRecord]) -> Result<Vec<RecordResult>, ureq::Error> {
        let body = push_body(records);
        let headers = self.proof("POST", "/v1/records", &body).headers();
        let answer = try_send(&self.address, "POST", "/v1/records", &headers, &body)?;
        Ok(answer.json::<PushReply>().results)
    }

    /// Pushes one record that the office must keep, and gives its receipt.
    pub(crate) fn stored(&self, record: &SignedRecord) -> SignedReceipt {
        let results = self.push(std::slice::from_ref(record));
        let [RecordResult::Stored { receipt }] = results.as_slice() else { panic!("{results:?}") };
        let said = receipt.verify(&self.office_key.verifying_key().unwrap()).unwrap();
        assert_eq!(said.record, record.hash());
        receipt.clone()
    }

    pub(crate) fn heads(&self) -> Heads {
        self.call("GET", "/v1/heads", b"").json()
    }

    pub(crate) fn receipt(&self, record: Hash) -> Answer {
        self.call("GET", &format!("/v1/receipts?record={record}"), b"")
    }

    pub(crate) fn send_part(&self, blob: Hash, offset: usize, length: usize, bytes: &[u8]) -> Answer {
        self.call("PATCH", &format!("/v1/blobs/{blob}?offset={offset}&length={length}"), bytes)
    }

    pub(crate) fn send_blob(&self, bytes: &[u8]) {
        let answer = self.send_part(Hash::of(bytes), 0, bytes.len(), bytes);
        assert_eq!(answer.status, 200, "{answer:?}");
    }
}

pub(crate) fn signing_key(key: u8) -> SigningKey {
    SigningKey::from_bytes(&[key; 32])
}

pub(crate) fn push_body(records: &[SignedRecord]) -> Vec<u8> {
    serde_json::to_vec(&PushRequest { records: records.iter().map(WireRecord::from).collect() }).unwrap()
}

/// Asks to join with a line and the key made from `key`.
pub(crate) fn enrol(line: &EnrolmentLine, key: u8) -> Answer {
    let request = EnrolRequest {
        code: line.code,
        device_key: PublicKey::from(&signing_key(key).verifying_key()),
        device_name: "Tablet 3".into(),
        user_name: "Ros Adeyemi".into(),
        user_role: "social-worker".into(),
    };
    send(&line.address, "POST", "/v1/enrol", &[], &serde_json::to_vec(&request).unwrap())
}
