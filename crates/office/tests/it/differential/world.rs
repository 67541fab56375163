//! What histories are about: tablets, records of all kinds and files.

use crate::stores::{TENANT, Takes, agency, by, now, receipt, request};
use crate::tablet::{envelope, named, paper, signing_key};
use chrono::TimeDelta;
use faults::Dice;
use office::store::{Arrival, Incoming, Joining, Rules};
use office::{OfficeError, Store};
use record::letter::{Carried, Part};
use record::wire::RefuseCode;
use record::{BlobRef, CaseId, DeviceId, Hash, Kind, RecordId, SignedReceipt, SignedRecord};
use serde_json::json;

/// What there is to be asked about.
pub(super) struct World {
    pub(super) devices: Vec<DeviceId>,
    pub(super) arrivals: Vec<Arrival>,
    pub(super) files: Vec<Vec<u8>>,
}

/// Signs nothing for some records.
pub(super) struct Signs;

impl Rules for Signs {
    fn prove(&self, name: Hash, bytes: &[u8]) -> Result<Arrival, RefuseCode> {
        Takes.prove(name, bytes)
    }

    fn sign(&self, record: Hash, office_seq: u64) -> Result<SignedReceipt, OfficeError> {
        if record.as_bytes()[0].is_multiple_of(8) {
            Err(OfficeError::Random)
        } else {
            Ok(receipt(record, office_seq))
        }
    }
}

/// A body as tablets write it, or nearly.
fn manifest(dice: &mut Dice) -> Vec<u8> {
    let mut one_of = |words: &[&str]| words[dice.below(words.len())].to_owned();
    let names = ["Sam Ash", "sam  ash", "Élodie O’Brien", "Ashley\0", "", "Zoë"];
    let body = json!({
        "reference": one_of(&["FSP-1", "FSP-12", " ", "fsp 1"]),
        "title": one_of(&["The Ash family", "The Ash\0family", "é"]),
        "worker": { "name": one_of(&["Ros Adeyemi", ""]) },
        "children": [{ "name": one_of(&names), "birth": { "known": "born", "on": "2020-02-03" } }, { "name": one_of(&names) }],
        "outcomes": [{ "name": one_of(&names), "role": one_of(&["family", "reader"]),
            "outcome": one_of(&["signs", "does_not_agree", "wants_time"]) }],
        "review": { "on": one_of(&["2026-06-20", "2026-07-30", "never"]), "at": one_of(&["10:30:00", "noon"]) },
        "holds_until": one_of(&["2026-07-01", "2027-06-01", ""]),
        "lacks_earlier": one_of(&["no", "yes"]) == "yes",
    });
    serde_json::to_vec(&body).unwrap()
}

impl World {
    pub(super) fn new(dice: &mut Dice) -> Self {
        let devices: Vec<DeviceId> = (20u8..23).map(|id| DeviceId::from([id; 16])).collect();
        let files = vec![Vec::new(), b"ink".to_vec(), paper(3_000), paper(office::store::MAX_ROW_BYTES + 7)];
        let mut arrivals: Vec<Arrival> = Vec::new();
        for at in 0..14u64 {
            let device = devices[dice.below(devices.len())];
            let other = arrivals.get(dice.below(arrivals.len() + 2)).map(|arrival| arrival.hash);
            let named: Vec<BlobRef> =
                files.iter().filter(|_| dice.below(4) == 0).map(|file| named(file)).collect();
            let body = if dice.below(3) == 0 { paper(dice.below(400)) } else { manifest(dice) };
            let seq = dice.below(5) as u64 + 1;
            let before = (seq > 1).then(|| other.unwrap_or(Hash::of(b"never")));
            let mut envelope = envelope(device, TENANT.into(), seq, before, &body, &named);
            // So that the same seed is the same history.
            (envelope.id, envelope.mono_ns) = (RecordId::new(at, &[1; 10]), at);
            envelope.case = CaseId::from([dice.below(4) as u8; 16]);
            envelope.wall += TimeDelta::hours(dice.below(3) as i64 * 30 - 40);
            if dice.below(5) == 0 {
                envelope.kind = if at.is_multiple_of(2) {
                    Kind::CopyGiven
                } else {
                    Kind::Unknown("another\0kind".into())
                };
            }
            let record = SignedRecord::sign(&envelope, body, &signing_key(1)).unwrap();
            arrivals.push(Arrival { hash: record.hash(), record, envelope });
        }
        Self { devices, arrivals, files }
    }

    /// An office, and the first of its tablets, so that something is kept of what the others bring about.
    pub(super) fn begin(&self, store: &Store) {
        store.found(&agency(TENANT)).unwrap();
        let request = request(9, 1, None);
        store.add_code(by(), request.code.hash(), now() + TimeDelta::seconds(1)).unwrap();
        let joining = Joining { request: &request, new: self.devices[0], unlock_keys: 64, now: now() };
        store.enrol(TENANT.into(), &joining).unwrap();
    }

    pub(super) fn device(&self, dice: &mut Dice) -> DeviceId {
        self.devices[dice.below(self.devices.len())]
    }

    pub(super) fn record(&self, dice: &mut Dice) -> Hash {
        self.arrivals[dice.below(self.arrivals.len())].hash
    }

    pub(super) fn incoming(&self, from: DeviceId, dice: &mut Dice) -> Incoming {
        let own: Vec<&Arrival> = self.arrivals.iter().filter(|it| it.envelope.dev == from).collect();
        let arrival = own.get(dice.below(own.len())).copied();
        let file = &self.files[dice.below(self.files.len())];
        let (of, bytes) = match arrival {
            Some(arrival) if dice.coin() => (Carried::Record(arrival.hash), arrival.record.to_bytes()),
            Some(_) | None => (Carried::File(Hash::of(file)), file.clone()),
        };
        let total = bytes.len() as u64;
        match (dice.below(6), arrival) {
            (0, _) => Incoming::Refused { of: Some(of), code: RefuseCode::BadSignature },
            (1 | 2, Some(arrival)) => Incoming::Record(Box::new(arrival.clone())),
            (3, _) => Incoming::File { name: Hash::of(file), bytes: file.clone() },
            _ => {
                let start = dice.below(3) * bytes.len() / 3;
                let end = (start + bytes.len() / 2 + 1).min(bytes.len());
                let bytes =
                    if dice.below(9) == 0 { vec![7; end - start] } else { bytes[start..end].to_vec() };
                Incoming::Part(Part { of, total, start: start as u64, bytes })
            }
        }
    }
}
