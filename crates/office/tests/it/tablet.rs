//! A tablet as the office sees it: keys, a chain, letters, signed calls whose answers it checks.

use crate::people::BY;
use crate::world::{Answer, Server, send, try_send};
use chrono::DateTime;
use ed25519_dalek::SigningKey;
use record::letter::{Carried, Part};
use record::request::{NONCE, Nonce, Proof, Request};
use record::wire::{
    Ask, AskReply, CodeOf, EnrolReply, EnrolRequest, Hello, LetterResult, LettersReply, RecordState,
    UnlockKeys,
};
use record::{
    Algorithm, Author, BlobRef, BodyRef, CaseId, DeviceId, DocId, ENVELOPE_VERSION, EnrolmentLine, Envelope,
    Hash, Kind, OfficeKeys, PublicKey, Purpose, RecordId, SignedReceipt, SignedRecord, TenantId, UserId,
};
use std::sync::atomic::{AtomicU64, Ordering};

static DRAWN: AtomicU64 = AtomicU64::new(1);

#[derive(Clone)]
pub(crate) struct Tablet {
    pub(crate) address: String,
    pub(crate) office: OfficeKeys,
    pub(crate) key: SigningKey,
    pub(crate) request_key: SigningKey,
    pub(crate) device: DeviceId,
    pub(crate) tenant: TenantId,
    pub(crate) unlock: UnlockKeys,
    pub(crate) seq: u64,
    pub(crate) prev: Option<Hash>,
}

impl Tablet {
    /// A tablet with keys of its own, joined with a fresh code.
    pub(crate) fn joined(server: &Server, key: u8) -> Self {
        let (line, _) = server.office.new_enrolment_line(&BY).unwrap();
        Self::with_line(&line, key)
    }

    pub(crate) fn with_line(line: &EnrolmentLine, key: u8) -> Self {
        let office = hello(line).keys;
        let answer = join(line, &asking(line, key, None));
        assert_eq!(answer.status, 200, "{answer:?}");
        let reply: EnrolReply = answer.json();
        let (device, tenant, unlock) = (reply.device, reply.tenant, reply.unlock);
        let (key, request_key) = (signing_key(key), signing_key(key ^ 0x80));
        let address = line.address.clone();
        Self { address, office, key, request_key, device, tenant, unlock, seq: 0, prev: None }
    }

    /// The next record of its chain.
    pub(crate) fn next(&mut self, body: &str, files: &[BlobRef]) -> SignedRecord {
        let record = self.sign(&self.next_envelope(body, files), body);
        self.seq += 1;
        self.prev = Some(record.hash());
        record
    }

    /// What the next record's envelope would be, to be spoilt.
    pub(crate) fn next_envelope(&self, body: &str, files: &[BlobRef]) -> Envelope {
        envelope(self.device, self.tenant, self.seq + 1, self.prev, body.as_bytes(), files)
    }

    pub(crate) fn sign(&self, envelope: &Envelope, body: &str) -> SignedRecord {
        SignedRecord::sign(envelope, body.into(), &self.key).unwrap()
    }

    /// The letters of a record or file.
    pub(crate) fn letters(&self, of: Carried, whole: &[u8]) -> Vec<Vec<u8>> {
        let close = |part: Part| part.close(&self.office.letters, self.device, seed()).unwrap();
        Part::all(of, whole).into_iter().map(close).collect()
    }

    /// The one letter of a small record.
    pub(crate) fn letter(&self, record: &SignedRecord) -> Vec<u8> {
        self.letters(Carried::Record(record.hash()), &record.to_bytes()).concat()
    }

    /// The letters of a file.
    pub(crate) fn file(&self, bytes: &[u8]) -> Vec<Vec<u8>> {
        self.letters(Carried::File(Hash::of(bytes)), bytes)
    }

    pub(crate) fn send(&self, letters: &[Vec<u8>]) -> Vec<LetterResult> {
        self.call("POST", "/v1/letters", &letters.concat()).json::<LettersReply>().results
    }

    /// The same when the office may be gone.
    pub(crate) fn try_send(&self, letters: &[Vec<u8>]) -> Result<Vec<LetterResult>, ureq::Error> {
        let (method, target, body) = ("POST", "/v1/letters", letters.concat());
        let headers = self.proof(method, target, &body).headers();
        Ok(try_send(&self.address, method, target, &headers, &body)?.json::<LettersReply>().results)
    }

    /// Asks an office that may be gone.
    pub(crate) fn try_ask(&self, records: &[Hash]) -> Result<AskReply, ureq::Error> {
        let ask = Ask { records: records.to_vec(), stuck: Vec::new(), codes: Vec::new() };
        let (method, target, body) = ("POST", "/v1/ask", serde_json::to_vec(&ask).unwrap());
        let headers = self.proof(method, target, &body).headers();
        Ok(try_send(&self.address, method, target, &headers, &body)?.json())
    }

    /// Sends what the office must keep.
    pub(crate) fn keep(&self, letters: &[Vec<u8>]) {
        let results = self.send(letters);
        assert!(results.iter().all(|result| *result == LetterResult::Kept), "{results:?}");
    }

    pub(crate) fn ask(&self, records: &[Hash]) -> AskReply {
        let ask = Ask { records: records.to_vec(), stuck: Vec::new(), codes: Vec::new() };
        self.call("POST", "/v1/ask", &serde_json::to_vec(&ask).unwrap()).json()
    }

    /// Asks with a clock that says so, in seconds.
    pub(crate) fn ask_at(&self, ask: &Ask, created: i64) -> AskReply {
        let (method, target, body) = ("POST", "/v1/ask", serde_json::to_vec(ask).unwrap());
        let request = Request { office: &self.office.signing, method, target, body: &body };
        let proof = Proof::sign(&request, self.device, created, nonce(), &self.request_key);
        send(&self.address, method, target, &proof.headers(), &body).json()
    }

    /// Says whose codes by telephone are.
    pub(crate) fn report(&self, codes: &[(u32, u8)]) {
        let code = |(number, user): &(u32, u8)| CodeOf { number: *number, user: [*user; 16].into() };
        let codes = codes.iter().map(code).collect();
        self.ask_at(&Ask { records: Vec::new(), stuck: Vec::new(), codes }, 0);
    }

    pub(crate) fn state(&self, record: Hash) -> RecordState {
        self.ask(&[record]).records.remove(0)
    }

    /// The receipt of a record that the office must have given one for, checked.
    pub(crate) fn receipt(&self, record: Hash) -> SignedReceipt {
        let state = self.state(record);
        let RecordState::Safe { receipt } = state else { panic!("{state:?}") };
        let said = receipt.verify(&self.office.signing.verifying_key().unwrap()).unwrap();
        assert_eq!(said.record, record);
        receipt
    }

    pub(crate) fn proof(&self, method: &str, target: &str, body: &[u8]) -> Proof {
        let request = Request { office: &self.office.signing, method, target, body };
        Proof::sign(&request, self.device, 0, nonce(), &self.request_key)
    }

    /// Asks the office and proves that it is the office that answers.
    pub(crate) fn call(&self, method: &str, target: &str, body: &[u8]) -> Answer {
        let proof = self.proof(method, target, body);
        let answer = send(&self.address, method, target, &proof.headers(), body);
        answer.prove(&self.office, proof.nonce).unwrap();
        answer
    }
}

/// Says hello, checks the pin and that whoever has it answers.
pub(crate) fn hello(line: &EnrolmentLine) -> Hello {
    let (nonce, answer) = unsigned(&line.address, "GET", "/v1/hello", b"");
    let hello: Hello = answer.json();
    assert_eq!(hello.keys.pin(), line.pin, "the pin names the keys that say hello");
    answer.prove(&hello.keys, nonce).unwrap();
    hello
}

/// Asks to join.
pub(crate) fn join(line: &EnrolmentLine, request: &EnrolRequest) -> Answer {
    let office = hello(line).keys;
    let plain = serde_json::to_vec(request).unwrap();
    let closed = office.letters.close(Purpose::Joining, None, &plain, seed()).unwrap();
    let (nonce, answer) = unsigned(&line.address, "POST", "/v1/enrol", &closed);
    answer.prove(&office, nonce).unwrap();
    answer
}

/// What a tablet with the keys made from `key` says to join.
pub(crate) fn asking(line: &EnrolmentLine, key: u8, again: Option<DeviceId>) -> EnrolRequest {
    let request_key = PublicKey::from(&signing_key(key ^ 0x80).verifying_key());
    EnrolRequest::sign(line.code, request_key, again, "Tablet 3".into(), &signing_key(key))
}

/// A call that carries a nonce and no signature.
pub(crate) fn unsigned(address: &str, method: &str, target: &str, body: &[u8]) -> (Nonce, Answer) {
    let nonce = nonce();
    let header = base::hex::encode(&nonce.0);
    (nonce, send(address, method, target, &[(NONCE, header)], body))
}

pub(crate) fn envelope(
    device: DeviceId,
    tenant: TenantId,
    seq: u64,
    prev: Option<Hash>,
    body: &[u8],
    files: &[BlobRef],
) -> Envelope {
    let own = DRAWN.fetch_add(1, Ordering::SeqCst);
    Envelope {
        v: ENVELOPE_VERSION,
        id: RecordId::new(1_780_000_000_000 + own, &[1; 10]),
        dev: device,
        seq,
        prev,
        kind: Kind::PlanSealed,
        schema: 1,
        tenant,
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
        body: BodyRef::of(body),
        blobs: files.to_vec(),
        alg: Algorithm::Ed25519,
    }
}

/// The reference to a file.
pub(crate) fn named(bytes: &[u8]) -> BlobRef {
    BlobRef::of(bytes, "application/pdf", "family-copy")
}

/// Bytes that are nowhere alike.
pub(crate) fn paper(length: usize) -> Vec<u8> {
    let parts = (0u64..).flat_map(|at| *Hash::of(&at.to_be_bytes()).as_bytes());
    parts.take(length).collect()
}

pub(crate) fn signing_key(key: u8) -> SigningKey {
    SigningKey::from_bytes(&[key; 32])
}

pub(crate) fn seed() -> [u8; 32] {
    *Hash::of(&DRAWN.fetch_add(1, Ordering::SeqCst).to_be_bytes()).as_bytes()
}

pub(crate) fn nonce() -> Nonce {
    Nonce(u128::from(DRAWN.fetch_add(1, Ordering::SeqCst)).to_be_bytes())
}
