//! What several tablets send is kept in one transaction: each has its own results, one that is at fault costs no other anything,
//! and a disk that fails keeps nothing of any of them.

use crate::stores::{
    DEVICE, TENANT, Takes, arrival, by, device, enrol, enrolled, file, in_a_file, now, on_a_file,
    on_a_server, receipt, request, take, whole,
};
use crate::tablet::signing_key;
use chrono::TimeDelta;
use faults::{Disk, Fault, Lasts, Trouble};
use office::store::{Arrival, At, Incoming, Rules, Sent, Taken};
use office::{OfficeError, Store};
use record::letter::{Carried, Part};
use record::wire::RefuseCode;
use record::{DeviceId, Hash, SignedReceipt, SignedRecord};

/// Another tablet.
const OTHER: [u8; 16] = [3; 16];

/// Something is wrong in the office itself with one record.
struct Panics(Hash);

impl Rules for Panics {
    fn prove(&self, name: Hash, bytes: &[u8]) -> Result<Arrival, RefuseCode> {
        Takes.prove(name, bytes)
    }

    fn sign(&self, record: Hash, office_seq: u64) -> Result<SignedReceipt, OfficeError> {
        assert!(record != self.0, "as a test wants it");
        Takes.sign(record, office_seq)
    }
}

fn two_tablets(store: &Store) {
    enrolled(store);
    let request = request(2, 2, None);
    store.add_code(by(), request.code.hash(), now() + TimeDelta::seconds(1)).unwrap();
    enrol(store, &request, OTHER);
}

fn sent<'a>(by: [u8; 16], incoming: &'a [Incoming], rules: &'a dyn Rules) -> Sent<'a> {
    Sent { device: by.into(), incoming, rules, now: now() }
}

/// The same record, signed by the other tablet.
fn of_other(of: &Arrival) -> Arrival {
    let mut envelope = of.envelope.clone();
    envelope.dev = OTHER.into();
    let record = SignedRecord::sign(&envelope, b"{}".into(), &signing_key(2)).unwrap();
    Arrival { hash: record.hash(), record, envelope }
}

fn held(store: &Store, of: &Arrival) -> Option<SignedReceipt> {
    store.receipt(by(), of.hash).unwrap()
}

fn on_both(law: fn(&Store)) {
    let ((_folder, file), (_database, server)) = (on_a_file(), on_a_server());
    law(&file);
    law(&server);
}

#[test]
fn who_is_at_fault_costs_the_others_nothing() {
    on_both(|store| {
        two_tablets(store);
        let good: Vec<Arrival> = (1..=3).map(|seq| arrival(seq, None, &[])).collect();
        let bad = of_other(&arrival(1, None, &[]));
        let beside = of_other(&arrival(2, None, &[]));
        let rules = Panics(bad.hash);
        let refused = Incoming::Refused { of: Some(Carried::File(bad.hash)), code: RefuseCode::BadHash };
        let of_bad = [whole(&bad), refused, file(b"of no record"), whole(&beside)];
        let (first, rest) = ([whole(&good[0])], [whole(&good[1]), whole(&good[2])]);
        let all = [sent(DEVICE, &first, &rules), sent(OTHER, &of_bad, &rules), sent(DEVICE, &rest, &rules)];
        let taken = store.take_in_all(TENANT.into(), &all).unwrap();
        assert!(matches!(taken[0].as_slice(), [Taken::Record { .. }]), "{taken:?}");
        assert!(matches!(taken[2].as_slice(), [Taken::Record { .. }, Taken::Record { .. }]), "{taken:?}");
        let [panicked, Taken::Refused(RefuseCode::BadHash), Taken::TooEarly, Taken::Record { .. }] =
            taken[1].as_slice()
        else {
            panic!("{taken:?}")
        };
        assert!(matches!(panicked, Taken::Failed(OfficeError::Dropped)), "{panicked:?}");
        assert_eq!(store.signed(by(), bad.hash).unwrap(), None, "it left no trace");
        assert_eq!(store.agreement(by(), bad.hash).unwrap(), None, "nor in a list");
        let numbered = [&good[0], &beside, &good[1], &good[2]];
        for (number, of) in (1..).zip(numbered) {
            assert_eq!(held(store, of), Some(receipt(of.hash, number)), "numbers have no gaps");
        }
        // It may be sent again.
        let taken = store.take_in(TENANT.into(), &device(), &[whole(&good[0])], &Takes, now()).unwrap();
        assert!(matches!(taken.as_slice(), [Taken::Held]));
        let of_bad = [whole(&bad)];
        let again = store.take_in_all(TENANT.into(), &[sent(OTHER, &of_bad, &Takes)]).unwrap();
        assert!(matches!(again[0].as_slice(), [Taken::Record { .. }]), "{again:?}");
        assert_eq!(held(store, &bad), Some(receipt(bad.hash, 5)));
    });
}

#[test]
fn what_comes_twice_at_once_is_kept_once() {
    on_both(|store| {
        two_tablets(store);
        let bytes = [7_u8; 1_000];
        let one = arrival(1, None, &[bytes.as_slice()]);
        let other = of_other(&one);
        let of = Carried::File(Hash::of(&bytes));
        let half = |at: usize| {
            let bytes = bytes[at..at + 500].to_vec();
            Incoming::Part(Part { of, total: 1_000, start: at as u64, bytes })
        };
        let (record, record_of_other) = ([whole(&one)], [whole(&other)]);
        let (first, second) = ([half(0)], [half(500)]);
        let all = [
            sent(DEVICE, &record, &Takes),
            sent(DEVICE, &record, &Takes),
            sent(OTHER, &record_of_other, &Takes),
            sent(DEVICE, &first, &Takes),
            sent(OTHER, &second, &Takes),
            sent(DEVICE, &second, &Takes),
            sent(OTHER, &first, &Takes),
        ];
        let taken = store.take_in_all(TENANT.into(), &all).unwrap();
        let taken: Vec<&Taken> = taken.iter().flatten().collect();
        let [Taken::Record { .. }, Taken::Held, Taken::Record { .. }, halves @ ..] = taken.as_slice() else {
            panic!("{taken:?}")
        };
        // Each tablet's parts are its own, and whole the file is everybody's.
        assert!(matches!(halves, [Taken::Part, Taken::Part, Taken::File, Taken::Held]), "{halves:?}");
        // They came at one moment, so their names decide who is first.
        let mut both = [one.hash, other.hash];
        both.sort_by_key(|hash| *hash.as_bytes());
        for (number, hash) in (1..).zip(both) {
            assert_eq!(store.receipt(by(), hash).unwrap(), Some(receipt(hash, number)));
        }
    });
}

#[test]
fn what_is_whole_with_what_came_is_put_together_before_it_is_kept() {
    on_both(|store| {
        two_tablets(store);
        let bytes: Vec<u8> = (0..1_000_u16).map(|at| (at % 251) as u8).collect();
        let of = Carried::File(Hash::of(&bytes));
        let part = |of: Carried, whole: &[u8], start: usize, end: usize| Part {
            of,
            total: whole.len() as u64,
            start: start as u64,
            bytes: whole[start..end].to_vec(),
        };
        let joined = |by: [u8; 16], came: &[&Part]| store.joined(TENANT.into(), by.into(), came).unwrap();
        let (first, rest) = (part(of, &bytes, 0, 500), part(of, &bytes, 300, 1_000));
        assert_eq!(joined(DEVICE, &[&first, &rest]), None, "no record names it");
        let record = arrival(1, None, &[bytes.as_slice()]);
        take(store, &[whole(&record), Incoming::Part(first.clone())]);
        assert_eq!(joined(DEVICE, &[&rest]).as_ref(), Some(&bytes));
        assert_eq!(joined(DEVICE, &[&rest, &first, &rest]).as_ref(), Some(&bytes), "in whatever order");
        assert_eq!(joined(DEVICE, &[&part(of, &bytes, 501, 1_000)]), None, "one byte is missing");
        assert_eq!(joined(DEVICE, &[&Part { total: 1_001, ..rest.clone() }]), None);
        assert_eq!(joined(OTHER, &[&rest]), None, "another tablet's record is nothing to it");
        assert_eq!(joined(DEVICE, &[]), None);
        take(store, &[file(&bytes)]);
        assert_eq!(joined(DEVICE, &[&rest]), None, "it is there");

        let next = arrival(2, None, &[]);
        let (of, bytes) = (Carried::Record(next.hash), next.record.to_bytes());
        let halves = [part(of, &bytes, 0, 100), part(of, &bytes, 100, bytes.len())];
        assert_eq!(joined(DEVICE, &[&halves[0], &halves[1]]).as_ref(), Some(&bytes));
        take(store, &[whole(&next)]);
        assert_eq!(joined(DEVICE, &[&halves[0], &halves[1]]), None, "it is there");
    });
}

#[test]
fn who_sends_nothing_or_is_not_known_costs_nobody_anything() {
    on_both(|store| {
        two_tablets(store);
        assert_eq!(store.take_in_all(TENANT.into(), &[]).unwrap().len(), 0);
        let nothing = store.take_in_all(TENANT.into(), &[sent(DEVICE, &[], &Takes)]).unwrap();
        assert!(nothing.len() == 1 && nothing[0].is_empty(), "{nothing:?}");
        // Of a tablet that is not there nothing can be kept.
        let one = arrival(1, None, &[]);
        let records = [whole(&one)];
        let unknown = DeviceId::from([9; 16]);
        let part = Part { of: Carried::Record(one.hash), total: 9, start: 0, bytes: vec![1] };
        let parts = [Incoming::Part(part)];
        let of_unknown = Sent { device: unknown, incoming: &parts, rules: &Takes, now: now() };
        let taken = store.take_in_all(TENANT.into(), &[of_unknown, sent(DEVICE, &records, &Takes)]).unwrap();
        assert!(matches!(taken[0].as_slice(), [Taken::Failed(OfficeError::Store { .. })]), "{taken:?}");
        assert!(matches!(taken[1].as_slice(), [Taken::Record { .. }]), "{taken:?}");
    });
}

/// Lets each operation of the disk fail in turn while two tablets' records are kept. How many failures there were.
fn broken_at_each_operation(trouble: Trouble, lasts: Lasts) -> u32 {
    let mut failures = 0;
    for at in 1.. {
        let (place, _folder) = in_a_file();
        let At::File(path, _) = &place else { panic!("{place:?}") };
        let disk = Disk::watch(path.parent().unwrap()).unwrap();
        let store = Store::make(place.clone()).unwrap();
        two_tablets(&store);
        let one = arrival(1, None, &[b"ink"]);
        let other = of_other(&arrival(1, None, &[]));
        let (of_one, of_other) = ([whole(&one), file(b"ink")], [whole(&other)]);
        let all = [sent(DEVICE, &of_one, &Takes), sent(OTHER, &of_other, &Takes)];
        disk.arm(Fault { at, trouble, lasts });
        let taken = store.take_in_all(TENANT.into(), &all);
        let counted = disk.counted();
        let met = disk.repair() > 0;
        let receipts = || [held(&store, &one), held(&store, &other)];
        let is_kept = |it: &Taken| matches!(it, Taken::Record { .. } | Taken::File);
        if taken.as_ref().is_ok_and(|taken| taken.iter().flatten().all(is_kept)) {
            // If anything failed, it was nothing that the promise rests on.
            assert!(receipts().iter().all(Option::is_some), "{trouble:?} {lasts:?} at {at}");
        } else {
            assert!(met, "{trouble:?} {lasts:?} at {at}: nothing failed");
            failures += 1;
            if taken.is_err() {
                assert_eq!(receipts(), [None, None], "{trouble:?} {lasts:?} at {at}");
            }
            store.take_in_all(TENANT.into(), &all).unwrap();
        }
        let numbered = |number, of: &Arrival| Some(receipt(of.hash, number));
        let wanted = [[numbered(1, &one), numbered(2, &other)], [numbered(2, &one), numbered(1, &other)]];
        assert!(wanted.contains(&receipts()), "{trouble:?} {lasts:?} at {at}");
        if counted < at {
            break;
        }
    }
    failures
}

#[test]
fn a_disk_that_fails_keeps_nothing_of_anybody_and_all_may_be_sent_again() {
    for lasts in [Lasts::Once, Lasts::UntilRepaired] {
        for trouble in [Trouble::Broken, Trouble::Full] {
            assert!(broken_at_each_operation(trouble, lasts) > 0, "{trouble:?} {lasts:?}");
        }
    }
}
