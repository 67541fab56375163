//! A tablet that has joined, and the requests by which it sends its agreements, made ready and signed before they are timed. What it
//! is answered is looked at, and not proved: that is the tablet's time and not the office's.

use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Result, ensure};
use chrono::{DateTime, FixedOffset};
use ed25519_dalek::SigningKey;
use record::letter::{Carried, Part};
use record::request::{NONCE, Nonce, Proof, Request};
use record::wire::{Ask, EnrolReply, EnrolRequest, Hello};
use record::{
    Algorithm, Author, BlobRef, BodyRef, CaseId, DeviceId, DocId, ENVELOPE_VERSION, EnrolmentLine, Envelope,
    Hash, Kind, OfficeKeys, PublicKey, Purpose, RecordId, SignedRecord, TenantId, UserId,
};

use crate::http::{Line, request};
use crate::target::Work;

/// Letters that a tablet sends at once.
const AT_ONCE: usize = 16;

static DRAWN: AtomicU64 = AtomicU64::new(1);

/// A tablet.
pub(crate) struct Tablet {
    office: OfficeKeys,
    key: SigningKey,
    request_key: SigningKey,
    device: DeviceId,
    tenant: TenantId,
    wall: DateTime<FixedOffset>,
    seq: u64,
    prev: Option<Hash>,
}

impl Tablet {
    /// Joins with a fresh code.
    pub(crate) fn join(code: &EnrolmentLine, line: &mut Line) -> Result<Self> {
        let with_nonce = || [(NONCE, nonce().text())];
        let answer = line.call(&request("GET", "/v1/hello", &with_nonce(), b""))?;
        let office = serde_json::from_slice::<Hello>(&answer.body)?.keys;
        let [key, request_key] = [drawn(), drawn()].map(|bytes| SigningKey::from_bytes(&bytes));
        let public = PublicKey::from(&request_key.verifying_key());
        let asks = EnrolRequest::sign(code.code, public, None, "Tablet".into(), &key);
        let closed = office.letters.close(Purpose::Joining, None, &serde_json::to_vec(&asks)?, drawn())?;
        let answer = line.call(&request("POST", "/v1/enrol", &with_nonce(), &closed))?;
        ensure!(answer.status == 200, "{}", String::from_utf8_lossy(&answer.body));
        let EnrolReply { device, tenant, .. } = serde_json::from_slice(&answer.body)?;
        let wall = DateTime::parse_from_rfc3339("2026-06-09T17:41:07+01:00")?;
        Ok(Self { office, key, request_key, device, tenant, wall, seq: 0, prev: None })
    }

    /// The requests by which the next agreement is sent, and by which its receipt is asked for.
    pub(crate) fn next(&mut self, work: &Work) -> Result<Vec<Vec<u8>>> {
        let paper = work.paper.map(bytes_of);
        let files = paper.iter().map(|bytes| BlobRef::of(bytes, "application/pdf", "family-copy")).collect();
        let body = body_of(work.record);
        let envelope = self.envelope(&body, files);
        let record = SignedRecord::sign(&envelope, body, &self.key)?;
        let mut letters = self.letters(Carried::Record(record.hash()), &record.to_bytes())?;
        if let Some(paper) = &paper {
            letters.extend(self.letters(Carried::File(Hash::of(paper)), paper)?);
        }
        let mut requests: Vec<Vec<u8>> =
            letters.chunks(AT_ONCE).map(|letters| self.signed("/v1/letters", &letters.concat())).collect();
        if work.receipt {
            let ask = Ask { records: vec![record.hash()], stuck: Vec::new(), codes: Vec::new() };
            requests.push(self.signed("/v1/ask", &serde_json::to_vec(&ask)?));
        }
        self.seq += 1;
        self.prev = Some(record.hash());
        Ok(requests)
    }

    fn letters(&self, of: Carried, whole: &[u8]) -> Result<Vec<Vec<u8>>> {
        let close = |part: Part| part.close(&self.office.letters, self.device, drawn());
        Ok(Part::all(of, whole).into_iter().map(close).collect::<Result<_, _>>()?)
    }

    fn signed(&self, target: &str, body: &[u8]) -> Vec<u8> {
        let signed = Request { office: &self.office.signing, method: "POST", target, body };
        let proof = Proof::sign(&signed, self.device, 1_780_000_000, nonce(), &self.request_key);
        request("POST", target, &proof.headers(), body)
    }

    fn envelope(&self, body: &[u8], blobs: Vec<BlobRef>) -> Envelope {
        let own = DRAWN.fetch_add(1, Ordering::SeqCst);
        // A family of its own: no case ever has thousands of plans.
        let family = u128::from(own).to_be_bytes();
        Envelope {
            v: ENVELOPE_VERSION,
            id: RecordId::new(1_780_000_000_000 + own, &[1; 10]),
            dev: self.device,
            seq: self.seq + 1,
            prev: self.prev,
            kind: Kind::PlanSealed,
            schema: 1,
            tenant: self.tenant,
            case: CaseId::from(family),
            doc: DocId::from(family),
            parents: Vec::new(),
            author: Author {
                user: UserId::from([6; 16]),
                role: "social-worker".into(),
                agency: "council".into(),
            },
            wall: self.wall,
            mono_ns: own,
            boot: "b".into(),
            clk: None,
            body: BodyRef::of(body),
            blobs,
            alg: Algorithm::Ed25519,
        }
    }
}

/// Bytes that are nowhere alike.
pub(crate) fn bytes_of(length: usize) -> Vec<u8> {
    let own = drawn();
    let parts = (0_u64..).flat_map(|at| *Hash::of(&[&own[..], &at.to_be_bytes()].concat()).as_bytes());
    parts.take(length).collect()
}

/// A record's body of so many bytes.
fn body_of(length: usize) -> Vec<u8> {
    let words = base::hex::encode(&bytes_of(length / 2));
    let mut body = format!(r#"{{"reference":"FSP-1","words":"{words}"#).into_bytes();
    body.truncate(length.saturating_sub(2));
    body.extend_from_slice(b"\"}");
    body
}

fn drawn() -> [u8; 32] {
    *Hash::of(&DRAWN.fetch_add(1, Ordering::SeqCst).to_be_bytes()).as_bytes()
}

fn nonce() -> Nonce {
    Nonce(u128::from(DRAWN.fetch_add(1, Ordering::SeqCst)).to_be_bytes())
}
