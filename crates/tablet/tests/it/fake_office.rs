//! An office of a few lines, for what a real one never does: it refuses on demand, forgets, gives the receipts of another. It
//! keeps in memory what it is sent.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use ed25519_dalek::SigningKey;
use record::answer::{ANSWER, Answer, Asked as To};
use record::letter::{Carried, Part, split};
use record::request::Nonce;
use record::wire::{
    Ask, AskReply, EnrolReply, EnrolRequest, Hello, Lacking, LetterResult, LettersReply, Order, PROTOCOL,
    ProtocolRange, RecordState, RefuseCode, UnlockKeys,
};
use record::{
    DeviceId, EnrolmentCode, EnrolmentLine, Envelope, EpochId, Hash, KeyId, OfficeKeys, OpeningKey,
    PublicKey, Purpose, RECEIPT_VERSION, Receipt, SignedReceipt, SignedRecord, TenantId, UnlockCode,
};

use crate::wire::{Asked, Line, response_with};

/// What it does and holds.
#[derive(Default)]
pub(crate) struct Mood {
    /// Records by their numbers that it refuses.
    pub(crate) refuses: BTreeMap<u64, RefuseCode>,
    /// Signs receipts in its place.
    pub(crate) signs_as: Option<SigningKey>,
    /// What it wants of the tablet.
    pub(crate) orders: Vec<Order>,
    /// Which versions of the protocol; nothing is this one.
    pub(crate) speaks: Option<ProtocolRange>,
    /// How far its clock is from the machine's.
    pub(crate) clock: chrono::TimeDelta,
    /// The numbers of the records in the order in which they came.
    pub(crate) came: Vec<u64>,
    /// How many letters came, and of which lengths.
    pub(crate) lengths: Vec<usize>,
    /// The length of each letter that is another than those before it.
    pub(crate) letters: BTreeMap<(Hash, u64), usize>,
    pub(crate) asked: Vec<Ask>,
    records: BTreeMap<Hash, SignedRecord>,
    files: BTreeMap<Hash, BTreeMap<u64, Part>>,
}

/// The office.
#[derive(Clone)]
pub(crate) struct FakeOffice {
    pub(crate) mood: Arc<Mutex<Mood>>,
}

impl FakeOffice {
    /// At the end of a line.
    pub(crate) fn at(line: &Line) -> Self {
        let office = Self { mood: Arc::default() };
        let served = office.clone();
        line.answer(move |asked| served.answer(asked));
        office
    }

    pub(crate) fn line(line: &Line) -> String {
        let code = EnrolmentCode::from_random([7; 10]);
        EnrolmentLine { address: format!("http://{}", line.address()), pin: keys().pin(), code }.to_string()
    }

    /// The code it tells by telephone.
    pub(crate) fn code(number: u32) -> String {
        UnlockCode::of(&[5; 32], device(), number).spoken()
    }

    /// What opens the slots that were closed to it.
    pub(crate) fn opening_key() -> OpeningKey {
        OpeningKey::from_secret(&[4; 32], "fake")
    }

    /// How many records it gave a receipt for.
    pub(crate) fn safe(&self) -> usize {
        let mood = self.mood.lock().unwrap();
        mood.records.keys().filter(|record| matches!(mood.state(**record), RecordState::Safe { .. })).count()
    }

    /// The record with this number, once it came.
    pub(crate) fn record(&self, seq: u64) -> SignedRecord {
        let begun = std::time::Instant::now();
        loop {
            let is_it = |record: &&SignedRecord| Envelope::read(&record.envelope).unwrap().seq == seq;
            if let Some(record) = self.mood.lock().unwrap().records.values().find(is_it) {
                return record.clone();
            }
            assert!(begun.elapsed() < crate::sending::LONG, "record {seq} did not come");
            std::thread::yield_now();
        }
    }

    /// The first record that came.
    pub(crate) fn first_record(&self) -> SignedRecord {
        let begun = std::time::Instant::now();
        loop {
            if let Some(record) = self.mood.lock().unwrap().records.values().next() {
                return record.clone();
            }
            assert!(begun.elapsed() < crate::sending::LONG, "no record came");
            std::thread::yield_now();
        }
    }

    pub(crate) fn answer(&self, asked: &Asked) -> Vec<u8> {
        let (status, body) = match asked.target.as_str() {
            "GET /v1/hello" => (200, json(&hello(self.mood.lock().unwrap().speaks))),
            "POST /v1/enrol" => (200, json(&enrol(&asked.body))),
            "POST /v1/ask" => (200, json(&self.ask(&serde_json::from_slice(&asked.body).unwrap()))),
            "POST /v1/letters" => (200, json(&self.letters(&asked.body))),
            _ => (404, "{\"code\":\"not_found\"}".to_owned()),
        };
        let nonce = asked.header("doorstep-nonce").and_then(|text| Nonce::read(&text)).unwrap();
        let (method, target) = asked.target.split_once(' ').unwrap();
        let signature = asked.header("doorstep-signature").unwrap_or_default();
        let to = To { method, target, body: Hash::of(&asked.body), signature: &signature, nonce };
        let proof = Answer { to, status, body: body.as_bytes() }.sign(&signing());
        response_with(status, &format!("{ANSWER}: {proof}\r\n"), &body)
    }

    fn letters(&self, body: &[u8]) -> LettersReply {
        let letters = split(body).unwrap();
        let results = letters.into_iter().map(|letter| self.take(letter)).collect();
        LettersReply { results }
    }

    fn take(&self, letter: &[u8]) -> LetterResult {
        let part = Part::open(letter, device(), &Self::opening_key()).unwrap();
        let mut mood = self.mood.lock().unwrap();
        mood.lengths.push(letter.len());
        let (Carried::Record(name) | Carried::File(name)) = part.of;
        mood.letters.insert((name, part.start), letter.len());
        match part.of {
            Carried::Record(hash) => {
                let record = SignedRecord::from_bytes(&part.bytes).unwrap();
                let seq = Envelope::read(&record.envelope).unwrap().seq;
                mood.came.push(seq);
                if let Some(code) = mood.refuses.get(&seq) {
                    return LetterResult::Refused { code: code.clone() };
                }
                mood.records.insert(hash, record);
            }
            Carried::File(hash) => {
                mood.files.entry(hash).or_default().insert(part.start, part);
            }
        }
        LetterResult::Kept
    }

    fn ask(&self, asked: &Ask) -> AskReply {
        let mut mood = self.mood.lock().unwrap();
        mood.asked.push(asked.clone());
        let states = asked.records.iter().map(|record| mood.state(*record)).collect();
        let all: BTreeSet<Hash> = mood.records.keys().copied().collect();
        let safe =
            all.iter().filter(|record| matches!(mood.state(**record), RecordState::Safe { .. })).count();
        AskReply {
            epoch: epoch(),
            time: now() + mood.clock,
            receipts: safe as u64,
            records: states,
            orders: mood.orders.clone(),
        }
    }
}

impl Mood {
    fn state(&self, record: Hash) -> RecordState {
        let Some(kept) = self.records.get(&record) else { return RecordState::Missing };
        let lacking = |file: &record::BlobRef| {
            let held: Vec<(u64, u64)> =
                self.files.get(&file.sha256)?.values().map(|part| (part.start, part.end())).collect();
            let is_whole = held.iter().map(|(start, stop)| stop - start).sum::<u64>() == file.len;
            (!is_whole).then_some(Lacking { file: file.sha256, held })
        };
        let files: Vec<_> = Envelope::read(&kept.envelope)
            .unwrap()
            .blobs
            .iter()
            .filter_map(|file| match self.files.contains_key(&file.sha256) {
                true => lacking(file),
                false => Some(Lacking { file: file.sha256, held: Vec::new() }),
            })
            .collect();
        if !files.is_empty() {
            return RecordState::Lacks { files };
        }
        let key = self.signs_as.clone().unwrap_or_else(signing);
        let office_key = KeyId::of(&key.verifying_key());
        let (epoch, received_at) = (epoch(), DateTime::UNIX_EPOCH);
        let receipt = Receipt { v: RECEIPT_VERSION, record, epoch, office_seq: 1, received_at, office_key };
        RecordState::Safe { receipt: SignedReceipt::sign(&receipt, &key).unwrap() }
    }
}

fn signing() -> SigningKey {
    SigningKey::from_bytes(&[8; 32])
}

fn keys() -> OfficeKeys {
    OfficeKeys {
        signing: PublicKey::from(&signing().verifying_key()),
        letters: FakeOffice::opening_key().closing(),
    }
}

fn device() -> DeviceId {
    DeviceId::from([3; 16])
}

fn epoch() -> EpochId {
    EpochId::from([1; 16])
}

#[expect(clippy::disallowed_methods, reason = "an office has a clock of its own")]
fn now() -> DateTime<Utc> {
    Utc::now()
}

fn hello(speaks: Option<ProtocolRange>) -> Hello {
    Hello {
        office: "Brindlewood".into(),
        keys: keys(),
        protocol: speaks.unwrap_or(ProtocolRange { min: PROTOCOL, max: PROTOCOL }),
        epoch: epoch(),
        time: now(),
    }
}

fn enrol(closed: &[u8]) -> EnrolReply {
    let asked = FakeOffice::opening_key().open(Purpose::Joining, None, closed).unwrap();
    let asked: EnrolRequest = serde_json::from_slice(&asked).unwrap();
    asked.verify().unwrap();
    let key = |number| UnlockCode::of(&[5; 32], device(), number).key().closing();
    EnrolReply {
        device: device(),
        tenant: TenantId::from([2; 16]),
        office: "Brindlewood".into(),
        epoch: epoch(),
        unlock: UnlockKeys { first: 1, keys: (1..5).map(key).collect() },
    }
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap()
}
