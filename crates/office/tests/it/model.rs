//! Any store against a model of a few lines: whatever is sent, in any order, any number of times, the answers are the
//! model's, and numbers and receipts are given once and stay.

use crate::conformance::{TENANT, enrolled, keep, receipt, record};
use office::Store;
use office::store::{BlobStep, SqliteStore};
use proptest::prelude::*;
use record::wire::{BlobOffset, RecordResult};
use record::{DeviceId, Envelope, Hash, SignedRecord, TenantId};
use std::collections::BTreeMap;

const BLOBS: [&[u8]; 2] = [b"the family's copy", b"ink"];
const DEVICES: usize = 2;
const LENGTH: usize = 5;

#[derive(Debug, Clone, Copy)]
enum Sent {
    Record { device: usize, at: usize },
    HalfBlob { blob: usize, half: usize },
}

fn sent() -> impl Strategy<Value = Sent> {
    prop_oneof![
        3 => (0..DEVICES, 0..LENGTH).prop_map(|(device, at)| Sent::Record { device, at }),
        1 => (0..BLOBS.len(), 0..2usize).prop_map(|(blob, half)| Sent::HalfBlob { blob, half }),
    ]
}

/// What should be held: the length of each chain, the bytes of each blob, the number of each record.
#[derive(Default)]
struct Model {
    chains: [usize; DEVICES],
    received: [usize; BLOBS.len()],
    numbers: BTreeMap<Hash, u64>,
}

impl Model {
    fn record(
        &mut self,
        device: usize,
        at: usize,
        record: &SignedRecord,
        envelope: &Envelope,
    ) -> RecordResult {
        if let Some(number) = self.numbers.get(&record.hash()) {
            return RecordResult::Duplicate { receipt: receipt(*number) };
        }
        if at > self.chains[device] {
            return RecordResult::Gap { expected: self.chains[device] as u64 + 1 };
        }
        let whole = |hash: Hash| {
            (0..BLOBS.len()).any(|at| Hash::of(BLOBS[at]) == hash && self.received[at] == BLOBS[at].len())
        };
        let missing: Vec<Hash> =
            envelope.blobs.iter().map(|blob| blob.sha256).filter(|blob| !whole(*blob)).collect();
        if !missing.is_empty() {
            return RecordResult::NeedBlobs { missing };
        }
        let number = self.numbers.len() as u64 + 1;
        self.numbers.insert(record.hash(), number);
        self.chains[device] += 1;
        RecordResult::Stored { receipt: receipt(number) }
    }

    fn half_blob(&mut self, blob: usize, half: usize) -> BlobStep {
        let (held, part) = (&mut self.received[blob], half_of(BLOBS[blob], half));
        if *held != part.0 {
            return BlobStep::Elsewhere { offset: *held as u64 };
        }
        *held += part.1.len();
        BlobStep::Taken(BlobOffset { offset: *held as u64, complete: *held == BLOBS[blob].len() })
    }
}

fn half_of(blob: &[u8], half: usize) -> (usize, &[u8]) {
    let middle = blob.len() / 2;
    if half == 0 { (0, &blob[..middle]) } else { (middle, &blob[middle..]) }
}

/// Each device's chain; the third record needs one blob, the fourth both.
fn chain(device: DeviceId) -> Vec<(SignedRecord, Envelope)> {
    let needs: [&[&[u8]]; LENGTH] = [&[], &[], &BLOBS[..1], &BLOBS, &[]];
    let mut all: Vec<(SignedRecord, Envelope)> = Vec::new();
    for (seq, blobs) in (1..).zip(needs) {
        all.push(record(device, seq, all.last().map(|(before, _)| before.hash()), blobs));
    }
    all
}

fn agrees(store: &dyn Store, history: &[Sent]) {
    let tenant = TenantId::from(TENANT);
    let devices: [DeviceId; DEVICES] = [[20; 16].into(), [21; 16].into()];
    devices.iter().for_each(|device| enrolled(store, *device));
    let chains = devices.map(chain);
    let mut model = Model::default();
    for step in history {
        match *step {
            Sent::Record { device, at } => {
                let (record, envelope) = &chains[device][at];
                let wanted = model.record(device, at, record, envelope);
                assert_eq!(keep(store, tenant, record, envelope).unwrap(), wanted, "{step:?}");
            }
            Sent::HalfBlob { blob, half } => {
                let (offset, part) = half_of(BLOBS[blob], half);
                let length = BLOBS[blob].len() as u64;
                let taken = store.append_blob(tenant, Hash::of(BLOBS[blob]), length, offset as u64, part);
                assert_eq!(taken.unwrap(), model.half_blob(blob, half), "{step:?}");
            }
        }
    }
    for (record, number) in &model.numbers {
        assert_eq!(store.receipt(tenant, None, *record).unwrap(), Some(receipt(*number)));
    }
    for (device, length) in devices.iter().zip(model.chains) {
        assert_eq!(store.head(tenant, *device).unwrap().map_or(0, |head| head.seq), length as u64);
    }
    assert_eq!(store.forks(tenant).unwrap(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn on_sqlite(history in prop::collection::vec(sent(), 0..70)) {
        let folder = tempfile::tempdir().unwrap();
        agrees(&SqliteStore::open(&folder.path().join("office.sqlite")).unwrap(), &history);
    }
}
