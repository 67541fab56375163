//! The office against a model of a few lines: whatever letters come, in any order, any number of times, what is held is the
//! model's, and numbers and receipts are given once and stay.

use crate::lists::is_as_rebuilt;
use crate::people::BY;
use crate::stores::{Place, on_a_file, on_a_server};
use crate::tablet::{envelope, named, paper, seed, signing_key};
use crate::world::World;
use ipc::office::Mark;
use office::store::{Device, Wanted};
use office::{Office, OfficeKey, Peer};
use proptest::prelude::*;
use proptest::sample::Index;
use record::letter::{Carried, Part};
use record::wire::{Ask, EnrolRequest, LetterResult, RecordState};
use record::{BlobRef, Hash, PublicKey, Purpose, SignedReceipt, SignedRecord, TenantId};
use std::collections::{BTreeMap, BTreeSet};

/// A letter, from which of two tablets, and what it carries which part of.
struct Sent {
    from: usize,
    of: Carried,
    part: usize,
    parts: usize,
    letter: Vec<u8>,
}

/// Two tablets and all they have to send.
struct Play {
    office: Office,
    devices: Vec<Device>,
    /// Each record with the tablet that made it and its files.
    records: Vec<(usize, Hash, BTreeSet<Hash>)>,
    letters: Vec<Sent>,
    place: Place,
}

/// What should be held after the letters that came.
#[derive(Default)]
struct Model {
    came: BTreeMap<(usize, [u8; 33]), BTreeSet<usize>>,
    wholes: BTreeSet<Hash>,
    files: BTreeSet<Hash>,
}

impl Model {
    /// A file is taken for a record of the same tablet that is there.
    fn take(&mut self, play: &Play, sent: &Sent) -> LetterResult {
        let Self { came, wholes, files } = self;
        let (kind, name, held) = match sent.of {
            Carried::Record(name) => (1, name, &mut *wholes),
            Carried::File(name) => {
                let own = |(of, hash, named): &(usize, Hash, BTreeSet<Hash>)| {
                    *of == sent.from && wholes.contains(hash) && named.contains(&name)
                };
                if !files.contains(&name) && !play.records.iter().any(own) {
                    return LetterResult::Later;
                }
                (2, name, &mut *files)
            }
        };
        let mut key = [kind; 33];
        key[1..].copy_from_slice(name.as_bytes());
        let came = came.entry((sent.from, key)).or_default();
        came.insert(sent.part);
        if came.len() == sent.parts {
            held.insert(name);
        }
        LetterResult::Kept
    }
}

fn joined(office: &Office, key: u8) -> (Device, TenantId) {
    let (line, _) = office.new_enrolment_line(&BY).unwrap();
    let public = |key: u8| PublicKey::from(&signing_key(key).verifying_key());
    let request = EnrolRequest::sign(line.code, public(key + 1), None, "T".into(), &signing_key(key));
    let plain = serde_json::to_vec(&request).unwrap();
    let closed = office.keys().letters.close(Purpose::Joining, None, &plain, seed()).unwrap();
    let reply = office.enrol(&closed, Peer::Anybody).unwrap();
    let (record_key, request_key) = (public(key), public(key + 1));
    (
        Device { id: reply.device, record_key, request_key, lost: false, confirmed: false, revoked: false },
        reply.tenant,
    )
}

impl Play {
    fn new(is_on_a_server: bool) -> Self {
        let (place, store) = if is_on_a_server { on_a_server() } else { on_a_file() };
        let key = OfficeKey::from_seed(&[3; 32]);
        let world = Box::new(World::new());
        let office = Office::with_store(store, key, None, "http://127.0.0.1:1", world).unwrap();
        let both = [10, 20].map(|key| (key, joined(&office, key)));
        let devices = both.iter().map(|(_, (device, _))| device.clone()).collect();
        let mut play = Self { office, devices, records: vec![], letters: vec![], place };
        let (small, large, empty) = (b"ink".to_vec(), paper(140_000), Vec::new());
        let mut record = |of: usize, seq: u64, prev: Option<Hash>, body: &[u8], files: &[&[u8]]| {
            let (key, (device, tenant)) = &both[of];
            let files: Vec<BlobRef> = files.iter().map(|file| named(file)).collect();
            let envelope = envelope(device.id, *tenant, seq, prev, body, &files);
            let record = SignedRecord::sign(&envelope, body.to_vec(), &signing_key(*key)).unwrap();
            play.add(of, Carried::Record(record.hash()), &record.to_bytes());
            play.records.push((of, record.hash(), files.iter().map(|file| file.sha256).collect()));
            record.hash()
        };
        let first = record(0, 1, None, b"{}", &[&small]);
        let second = record(0, 2, Some(first), b"{}", &[&large, &small, &small]);
        record(0, 2, Some(first), b"{\"other\":1}", &[&empty]);
        record(0, 3, Some(second), &paper(67_000), &[]);
        record(0, 9, Some(Hash::of(b"never")), b"{}", &[]);
        record(1, 1, None, b"{}", &[&large]);
        for (of, file) in [(0, &small), (0, &large), (1, &large), (0, &empty)] {
            play.add(of, Carried::File(Hash::of(file)), file);
        }
        play
    }

    fn add(&mut self, from: usize, of: Carried, whole: &[u8]) {
        let all = Part::all(of, whole);
        let parts = all.len();
        for (part, it) in all.into_iter().enumerate() {
            let office = self.office.keys().letters;
            let letter = it.close(&office, self.devices[from].id, seed()).unwrap();
            self.letters.push(Sent { from, of, part, parts, letter });
        }
    }

    /// Sends these letters, those of one tablet that follow each other in one request.
    fn send(&self, order: &[usize], model: &mut Model) {
        for request in order.chunk_by(|one, other| self.letters[*one].from == self.letters[*other].from) {
            let device = &self.devices[self.letters[request[0]].from];
            let bytes: Vec<u8> = request.iter().flat_map(|at| self.letters[*at].letter.clone()).collect();
            let results = self.office.take_in(device, &bytes).unwrap().results;
            let wanted: Vec<_> = request.iter().map(|at| model.take(self, &self.letters[*at])).collect();
            assert_eq!(results, wanted);
        }
    }

    fn states(&self) -> Vec<RecordState> {
        let state = |(of, hash, _): &(usize, Hash, BTreeSet<Hash>)| {
            let ask = Ask { records: vec![*hash], stuck: vec![], codes: vec![] };
            self.office.asked(&self.devices[*of], ask, 0).unwrap().records.remove(0)
        };
        self.records.iter().map(state).collect()
    }

    /// The receipts that were given, whose numbers have to be without gaps.
    fn receipts(&self) -> BTreeMap<Hash, SignedReceipt> {
        let key = self.office.keys().signing.verifying_key().unwrap();
        let mut given = BTreeMap::new();
        for ((_, hash, _), state) in self.records.iter().zip(self.states()) {
            if let RecordState::Safe { receipt } = state {
                assert_eq!(receipt.verify(&key).unwrap().record, *hash);
                given.insert(*hash, receipt);
            }
        }
        let numbers: BTreeSet<u64> =
            given.values().map(|receipt| receipt.verify(&key).unwrap().office_seq).collect();
        assert_eq!(numbers, (1..=given.len() as u64).collect());
        given
    }

    /// What should be held.
    fn agrees(&self, model: &Model) {
        let Model { wholes, files, .. } = model;
        for ((_, hash, of), state) in self.records.iter().zip(self.states()) {
            let missing: BTreeSet<Hash> = of.difference(files).copied().collect();
            match state {
                RecordState::Missing => assert!(!wholes.contains(hash)),
                RecordState::Safe { .. } => assert!(wholes.contains(hash) && missing.is_empty()),
                RecordState::Lacks { files } => {
                    assert!(wholes.contains(hash) && !files.is_empty());
                    assert_eq!(files.iter().map(|it| it.file).collect::<BTreeSet<_>>(), missing);
                }
                RecordState::Unknown(_) => panic!("{state:?}"),
            }
        }
    }

    /// What people are shown of each record.
    fn marks(&self) -> BTreeMap<String, Vec<Mark>> {
        let rows = self.office.agreements(&BY, &Wanted::All, None, None).unwrap().items.into_iter();
        rows.map(|row| (row.record, row.marks)).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_letters_in_any_order(
        is_on_a_server in any::<bool>(),
        some in prop::collection::vec(any::<Index>(), 0..40),
        last in any::<[Index; 40]>(),
    ) {
        let play = Play::new(is_on_a_server);
        let some: Vec<usize> = some.iter().map(|it| it.index(play.letters.len())).collect();
        let mut model = Model::default();
        for _ in 0..2 {
            play.send(&some, &mut model);
            play.agrees(&model);
        }
        let before = play.receipts();
        play.send(&some, &mut model);
        prop_assert_eq!(&play.receipts(), &before, "again is nothing new");

        // All of them, in an order of its own.
        let mut all: Vec<usize> = (0..play.letters.len()).collect();
        let count = all.len();
        for (at, other) in last.iter().enumerate().take(count) {
            all.swap(at, other.index(count));
        }
        for _ in 0..2 {
            play.send(&all, &mut model);
            play.agrees(&model);
        }
        let after = play.receipts();
        prop_assert_eq!(after.len(), play.records.len());
        prop_assert!(before.iter().all(|(record, receipt)| after[record] == *receipt), "byte for byte");
        let hash = |at: usize| play.records[at].1.to_string();
        let marks = play.marks();
        let wanted = [vec![], vec![Mark::TwoBranches], vec![Mark::TwoBranches], vec![], vec![Mark::EarlierMissing], vec![]];
        for (at, wanted) in wanted.into_iter().enumerate() {
            prop_assert_eq!(&marks[&hash(at)], &wanted, "{}", at);
        }
        is_as_rebuilt(&play.place, "after any letters");
    }
}
