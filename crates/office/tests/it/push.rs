//! Records arrive: again, too early, contradicting, spoilt.

use crate::tablet::Tablet;
use crate::world::Server;
use record::wire::{RecordResult, RejectCode};
use record::{BlobRef, Envelope, Hash, Head, SignedReceipt, SignedRecord, TenantId};

fn receipt(result: &RecordResult) -> Option<&SignedReceipt> {
    if let RecordResult::Stored { receipt } | RecordResult::Duplicate { receipt } = result {
        return Some(receipt);
    }
    None
}

#[test]
fn ten_times_and_at_once_is_one_record_and_one_receipt() {
    let server = Server::start();
    let mut tablet = Tablet::enrolled(&server, 1);
    let record = tablet.next("{}", &[]);
    let mut results: Vec<RecordResult> = std::thread::scope(|scope| {
        let push = || tablet.push(std::slice::from_ref(&record)).remove(0);
        let running: Vec<_> = (0..10).map(|_| scope.spawn(push)).collect();
        running.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    for _ in 0..10 {
        results.push(tablet.push(std::slice::from_ref(&record)).remove(0));
    }
    let stored = results.iter().filter(|result| matches!(result, RecordResult::Stored { .. })).count();
    assert_eq!(stored, 1, "stored once, then a duplicate");
    let first = receipt(&results[0]).unwrap();
    assert!(results.iter().all(|result| receipt(result) == Some(first)), "the first receipt, byte for byte");
    assert_eq!(first.verify(&tablet.office_key.verifying_key().unwrap()).unwrap().office_seq, 1);
    assert_eq!(tablet.heads().device, Some(Head { seq: 1, hash: record.hash() }));
    assert_eq!(&tablet.receipt(record.hash()).json::<SignedReceipt>(), first);
}

#[test]
fn a_gap_says_where_to_go_on() {
    let server = Server::start();
    let mut tablet = Tablet::enrolled(&server, 1);
    let records: Vec<SignedRecord> = (0..4).map(|_| tablet.next("{}", &[])).collect();
    tablet.stored(&records[0]);
    let results = tablet.push(&records[2..]);
    assert_eq!(results, vec![RecordResult::Gap { expected: 2 }; 2]);
    let results = tablet.push(&records);
    assert!(results.iter().all(|result| receipt(result).is_some()), "{results:?}");
    assert_eq!(tablet.heads().device.unwrap().seq, 4);
}

#[test]
fn a_fork_is_put_aside_and_nothing_kept_changes() {
    let server = Server::start();
    let mut tablet = Tablet::enrolled(&server, 1);
    let mut twin = tablet.clone();
    let record = tablet.next("{}", &[]);
    let given = tablet.stored(&record);
    let next = tablet.next("{}", &[]);

    let other = twin.next("{\"other\":1}", &[]);
    let after_other = twin.next("{}", &[]);
    let results = tablet.push(&[other.clone(), after_other, next.clone()]);
    assert!(
        matches!(results.as_slice(), [RecordResult::Fork, RecordResult::Fork, RecordResult::Stored { .. }]),
        "{results:?}"
    );
    assert_eq!(tablet.push(&[other]), [RecordResult::Fork]);
    assert_eq!(tablet.push(&[record]), [RecordResult::Duplicate { receipt: given }]);
    assert_eq!(tablet.heads().device, Some(Head { seq: 2, hash: next.hash() }));
    assert_eq!(crate::conformance::forks(&server), 2, "each of them once");
}

#[test]
fn what_is_spoilt_is_rejected_with_a_word() {
    let server = Server::start();
    let mut tablet = Tablet::enrolled(&server, 1);
    let check = |record: &SignedRecord, code: RejectCode| {
        assert_eq!(tablet.push(std::slice::from_ref(record)), [RecordResult::Rejected { code }]);
    };
    let envelope = tablet.next_envelope("{}", &[]);
    let good = tablet.sign(&envelope, "{}");
    let signed = |spoilt: Envelope| tablet.sign(&spoilt, "{}");

    let stranger = Tablet { key: crate::tablet::signing_key(2), ..tablet.clone() };
    check(&stranger.sign(&envelope, "{}"), RejectCode::BadSignature);
    check(&SignedRecord { signature: [0; 64], ..good.clone() }, RejectCode::BadSignature);
    check(&SignedRecord { body: b"{} ".into(), ..good }, RejectCode::BadBody);
    check(&signed(Envelope { v: 2, ..envelope.clone() }), RejectCode::UnknownVersion);
    check(&signed(Envelope { dev: [8; 16].into(), ..envelope.clone() }), RejectCode::OtherDevice);
    check(&signed(Envelope { tenant: TenantId::from([8; 16]), ..envelope.clone() }), RejectCode::OtherTenant);
    let huge = BlobRef { len: u64::MAX, ..BlobRef::of(b"", "application/pdf", "family-copy") };
    check(&signed(Envelope { blobs: vec![huge], ..envelope.clone() }), RejectCode::BadBlob);
    assert_eq!(tablet.heads().device, None, "none of it was kept");

    tablet.stored(&signed(envelope.clone()));
    let first = Hash::of(&signed(envelope.clone()).envelope);
    let same_id = Envelope { seq: 2, prev: Some(first), ..envelope };
    check(&tablet.sign(&same_id, "{}"), RejectCode::IdTaken);
    let far = Envelope { seq: u64::MAX, prev: Some(first), ..tablet.next_envelope("{}", &[]) };
    assert_eq!(tablet.push(&[tablet.sign(&far, "{}")]), [RecordResult::Gap { expected: 2 }]);
    let _ = tablet.next("{}", &[]);
}

#[test]
fn numbers_have_no_gaps_whoever_sends_when() {
    let server = Server::start();
    let tablets: Vec<Tablet> = (1..=4).map(|key| Tablet::enrolled(&server, key)).collect();
    let key = tablets[0].office_key.verifying_key().unwrap();
    let mut numbers: Vec<u64> = std::thread::scope(|scope| {
        let send = |mut tablet: Tablet| {
            let records: Vec<_> = (0..6).map(|_| tablet.next("{}", &[])).collect();
            let one_by_one: Vec<_> =
                records.iter().flat_map(|record| tablet.push(std::slice::from_ref(record))).collect();
            one_by_one
                .iter()
                .map(|result| receipt(result).unwrap().verify(&key).unwrap().office_seq)
                .collect::<Vec<_>>()
        };
        let running: Vec<_> = tablets.into_iter().map(|tablet| scope.spawn(move || send(tablet))).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=24).collect::<Vec<u64>>());
}

#[test]
fn one_tablet_sees_nothing_of_another_s() {
    let server = Server::start();
    let (mut tablet, other) = (Tablet::enrolled(&server, 1), Tablet::enrolled(&server, 2));
    let record = tablet.next("{}", &[]);
    tablet.stored(&record);
    assert_eq!(other.heads().device, None);
    assert_eq!(other.receipt(record.hash()).refusal(), (404, "not_found".into()));
    assert_eq!(other.push(&[record]), [RecordResult::Rejected { code: RejectCode::BadSignature }]);
}

#[test]
fn a_restarted_office_knows_everything() {
    let server = Server::start();
    let mut tablet = Tablet::enrolled(&server, 1);
    let record = tablet.next("{}", &[]);
    let given = tablet.stored(&record);
    let server = server.restart();
    tablet.address.clone_from(&server.address);
    assert_eq!(tablet.heads().device, Some(Head { seq: 1, hash: record.hash() }));
    assert_eq!(tablet.push(&[record]), [RecordResult::Duplicate { receipt: given }]);
    let next = tablet.next("{}", &[]);
    tablet.stored(&next);
}
