//! Letters arrive: whole and in parts, again, too early, contradicting, spoilt.

use crate::people::BY;
use crate::tablet::{Tablet, named, paper, seed, signing_key};
use crate::world::{Server, send};
use proptest::prelude::*;
use record::letter::{Carried, Part};
use record::wire::{
    Ask, AskReply, Lacking, LetterResult, MAX_RECORD_BYTES, Order, RecordState, RefuseCode, Stuck, StuckWhy,
};
use record::{BlobRef, CLOSING_BYTES, Envelope, Hash, SignedRecord, TenantId};
use std::collections::BTreeSet;

fn refused(code: RefuseCode) -> Vec<LetterResult> {
    vec![LetterResult::Refused { code }]
}

#[test]
fn twelve_times_and_four_at_once_is_one_record_and_one_receipt() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let record = tablet.next("{}", &[]);
    let letter = [tablet.letter(&record)];
    let three_times = || (0..3).for_each(|_| tablet.keep(&letter));
    std::thread::scope(|scope| (0..4).for_each(|_| drop(scope.spawn(three_times))));
    let first = tablet.receipt(record.hash());
    tablet.keep(&[letter[0].clone(), tablet.letter(&record), letter[0].clone()]);
    assert_eq!(tablet.receipt(record.hash()), first, "byte for byte");
    let said = first.verify(&tablet.office.signing.verifying_key().unwrap()).unwrap();
    assert_eq!((said.office_seq, said.epoch), (1, tablet.ask(&[]).epoch));
    assert_eq!(tablet.ask(&[]).receipts, 1);
}

#[test]
fn a_record_is_kept_at_once_and_its_receipt_waits_for_the_files() {
    let server = Server::start();
    let (mut tablet, mut other) = (Tablet::joined(&server, 1), Tablet::joined(&server, 2));
    let (pdf, ink, none) = (paper(150_000), b"ink".as_slice(), b"".as_slice());
    let record = tablet.next("{}", &[named(&pdf), named(ink), named(ink), named(none)]);
    assert_eq!(tablet.state(record.hash()), RecordState::Missing);
    tablet.keep(&[tablet.letter(&record)]);
    let lacking = |held: &[(u64, u64)], more: &[&[u8]]| {
        let first = Lacking { file: Hash::of(&pdf), held: held.to_vec() };
        let more = more.iter().map(|file| Lacking { file: Hash::of(file), held: vec![] });
        RecordState::Lacks { files: std::iter::once(first).chain(more).collect() }
    };
    assert_eq!(tablet.state(record.hash()), lacking(&[], &[ink, none]));
    let parts = tablet.file(&pdf);
    tablet.keep(&[parts[2].clone(), parts[0].clone()]);
    tablet.keep(&tablet.file(ink));
    let most = record::letter::MOST_IN_A_LETTER as u64;
    assert_eq!(tablet.state(record.hash()), lacking(&[(0, most), (2 * most, 150_000)], &[none]));
    assert_eq!(other.state(record.hash()), RecordState::Missing, "another's record is nothing to it");
    assert_eq!(tablet.ask(&[]).receipts, 0);
    // A file is taken for a record of the tablet's own, whoever else has one that names it.
    assert_eq!(other.send(&other.file(&pdf)), vec![LetterResult::Later; 3]);
    // What each has of it is its own, but whole it counts for both.
    let record_of_other = other.next("{}", &[named(&pdf)]);
    other.keep(&[other.letter(&record_of_other)]);
    other.keep(&other.file(&pdf)[1..2]);
    assert_eq!(tablet.state(record.hash()), lacking(&[(0, most), (2 * most, 150_000)], &[none]));
    other.keep(&other.file(&pdf));
    tablet.keep(&tablet.file(none));
    tablet.receipt(record.hash());
    tablet.keep(&parts[1..2]);
    let count = "SELECT COUNT(*) FROM part";
    let staged: i64 = server.database().query_row(count, [], |row| row.get(0)).unwrap();
    assert_eq!(staged, 0, "no part stays behind");
}

#[test]
fn what_is_spoilt_is_refused_with_a_word_and_forgotten_once_it_comes() {
    let server = Server::start();
    let tablet = Tablet::joined(&server, 1);
    let check = |record: &SignedRecord, code: RefuseCode| {
        assert_eq!(tablet.send(&[tablet.letter(record)]), refused(code));
    };
    let envelope = tablet.next_envelope("{}", &[]);
    let good = tablet.sign(&envelope, "{}");
    let signed = |spoilt: Envelope| tablet.sign(&spoilt, "{}");

    let stranger = Tablet { key: signing_key(2), ..tablet.clone() };
    check(&stranger.sign(&envelope, "{}"), RefuseCode::BadSignature);
    check(&SignedRecord { body: b"{} ".into(), ..good.clone() }, RefuseCode::BadBody);
    check(&signed(Envelope { v: 2, ..envelope.clone() }), RefuseCode::UnknownVersion);
    check(&signed(Envelope { dev: [8; 16].into(), ..envelope.clone() }), RefuseCode::OtherDevice);
    check(&signed(Envelope { tenant: TenantId::from([8; 16]), ..envelope.clone() }), RefuseCode::OtherTenant);
    let huge = BlobRef { len: u64::MAX, ..named(b"") };
    check(&signed(Envelope { blobs: vec![huge], ..envelope.clone() }), RefuseCode::TooLarge);
    let name = Carried::Record(good.hash());
    assert_eq!(tablet.send(&tablet.letters(name, b"rubbish")), refused(RefuseCode::Unreadable));
    let other = signed(Envelope { mono_ns: 0, ..envelope });
    assert_eq!(tablet.send(&tablet.letters(name, &other.to_bytes())), refused(RefuseCode::BadHash));
    let large = Part { of: name, total: MAX_RECORD_BYTES + 1, start: 0, bytes: vec![1] };
    let large = large.close(&tablet.office.letters, tablet.device, seed()).unwrap();
    assert_eq!(tablet.send(&[large]), refused(RefuseCode::TooLarge));
    assert_eq!(tablet.send(&tablet.letters(Carried::File(good.hash()), b"")), refused(RefuseCode::BadHash));

    let told = |name: Hash| {
        let troubles = server.office.troubles(&BY, None, None).unwrap().items;
        troubles.iter().filter(|row| row.name == name.to_string()).count()
    };
    assert_eq!(told(good.hash()), 2, "the record and the file of that name");
    tablet.keep(&[tablet.letter(&good)]);
    assert_eq!(told(good.hash()), 1, "the record came");
    tablet.receipt(good.hash());
}

#[test]
fn parts_of_a_file_that_is_another_are_thrown_away() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let pdf = paper(150_000);
    let record = tablet.next("{}", &[named(&pdf)]);
    tablet.keep(&[tablet.letter(&record)]);
    let spoilt = tablet.letters(Carried::File(Hash::of(&pdf)), &vec![7; 150_000]);
    tablet.keep(&spoilt[..2]);
    assert_eq!(tablet.send(&spoilt[2..]), refused(RefuseCode::BadHash));
    let lacking = Lacking { file: Hash::of(&pdf), held: vec![] };
    assert_eq!(tablet.state(record.hash()), RecordState::Lacks { files: vec![lacking] });
    // What another tablet sends under the name is nothing to this one.
    let mut other = Tablet::joined(&server, 2);
    let same = other.next("{}", &[named(&pdf)]);
    other.keep(&[other.letter(&same)]);
    let junk = other.letters(Carried::File(Hash::of(&pdf)), &vec![7; 150_000]);
    other.keep(&junk[..1]);
    tablet.keep(&tablet.file(&pdf)[1..]);
    other.keep(&junk[1..2]);
    // Nor is what has another length than the record says, in parts or in one.
    let name = Carried::File(Hash::of(&pdf));
    for junk in [vec![7; 140_000], vec![7; 160_000]] {
        assert_eq!(tablet.send(&tablet.letters(name, &junk)[..1]), refused(RefuseCode::TooLarge));
    }
    assert_eq!(tablet.send(&tablet.letters(name, b"junk")), refused(RefuseCode::BadHash));
    tablet.keep(&tablet.file(&pdf)[..1]);
    tablet.receipt(record.hash());
}

#[test]
fn one_poisoned_record_of_fifty_is_the_only_one_that_is_not_safe() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let records: Vec<SignedRecord> = (0..50).map(|_| tablet.next("{}", &[])).collect();
    let database = server.database();
    database
        .execute_batch(
            "CREATE TRIGGER fails BEFORE INSERT ON record WHEN NEW.seq = 30
             BEGIN SELECT RAISE(ABORT, 'this one fails'); END",
        )
        .unwrap();
    let mut letters: Vec<Vec<u8>> = records.iter().map(|record| tablet.letter(record)).collect();
    letters[10] = tablet.letters(Carried::Record(records[10].hash()), &[9; 3000]).concat();
    let forged = SignedRecord { signature: [1; 64], ..records[20].clone() };
    letters[20] = tablet.letter(&forged);
    let results = tablet.send(&letters);
    let wanted = |at: usize| match at {
        10 => LetterResult::Refused { code: RefuseCode::Unreadable },
        20 => LetterResult::Refused { code: RefuseCode::BadSignature },
        29 => LetterResult::Later,
        _ => LetterResult::Kept,
    };
    assert_eq!(results, (0..50).map(wanted).collect::<Vec<_>>());
    let safe = || {
        let hashes: Vec<Hash> = records.iter().map(SignedRecord::hash).collect();
        let states = tablet.ask(&hashes).records;
        let safe = states.iter().filter(|state| matches!(state, RecordState::Safe { .. })).count();
        (safe, states[10] == RecordState::Missing && states[29] == RecordState::Missing)
    };
    assert_eq!(safe(), (47, true));
    database.execute_batch("DROP TRIGGER fails").unwrap();
    let good: Vec<Vec<u8>> = records.iter().map(|record| tablet.letter(record)).collect();
    tablet.keep(&good);
    assert_eq!(safe().0, 50);
    assert_eq!(server.office.troubles(&BY, None, None).unwrap().items, []);
}

#[test]
fn a_store_that_fails_as_a_whole_keeps_nothing_and_says_so() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let record = tablet.next("{}", &[]);
    let other = server.database();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let answer = tablet.call("POST", "/v1/letters", &tablet.letter(&record));
    assert_eq!(answer.refusal(), (503, "unavailable".into()), "signed, as every refusal");
    assert_eq!(tablet.state(record.hash()), RecordState::Missing, "who asks is answered");
    let own_page = [("origin", server.address.clone())];
    let guess = br#"{"link":"a guess","password":"four herons on a weir","code":"1"}"#;
    let guess = send(&server.address, "POST", "/api/first-time/set", &own_page, guess);
    assert_eq!(guess.refusal(), (403, "link_wrong".into()), "and who guesses");
    other.execute_batch("ROLLBACK").unwrap();
    // As when the disk is full: the database takes the whole transaction back.
    let next = tablet.next("{}", &[]);
    other
        .execute_batch(
            "CREATE TRIGGER fails BEFORE INSERT ON record WHEN NEW.seq = 2
             BEGIN SELECT RAISE(ROLLBACK, 'all of it fails'); END",
        )
        .unwrap();
    let both = [tablet.letter(&record), tablet.letter(&next)];
    let answer = tablet.call("POST", "/v1/letters", &both.concat());
    assert_eq!(answer.refusal(), (503, "unavailable".into()));
    assert_eq!(tablet.state(record.hash()), RecordState::Missing);
    other.execute_batch("DROP TRIGGER fails").unwrap();
    tablet.keep(&both);
    tablet.receipt(record.hash());
}

#[test]
fn letters_are_of_one_tablet() {
    let server = Server::start();
    let (mut tablet, other) = (Tablet::joined(&server, 1), Tablet::joined(&server, 2));
    let record = tablet.next("{}", &[named(b"ink")]);
    let letters = [tablet.letter(&record), tablet.file(b"ink").concat()];
    let results = other.send(&letters);
    assert_eq!(results, [refused(RefuseCode::Unreadable), refused(RefuseCode::Unreadable)].concat());
    // Closed anew in its own name, the record is still the other's.
    assert_eq!(other.send(&[other.letter(&record)]), refused(RefuseCode::BadSignature));
    assert_eq!(tablet.state(record.hash()), RecordState::Missing);
    tablet.keep(&letters);
    assert_eq!(other.send(&[other.letter(&record)]), refused(RefuseCode::BadSignature));
    tablet.receipt(record.hash());
}

#[test]
fn numbers_have_no_gaps_whoever_sends_when() {
    let server = Server::start();
    let tablets: Vec<Tablet> = (1..=4).map(|key| Tablet::joined(&server, key)).collect();
    let numbers: Vec<u64> = std::thread::scope(|scope| {
        let send = |mut tablet: Tablet| {
            let key = tablet.office.signing.verifying_key().unwrap();
            let records: Vec<_> = (0..6).map(|_| tablet.next("{}", &[])).collect();
            records.iter().for_each(|record| tablet.keep(&[tablet.letter(record)]));
            let number = |record: &SignedRecord| tablet.receipt(record.hash()).verify(&key).unwrap();
            records.iter().map(|record| number(record).office_seq).collect::<Vec<_>>()
        };
        let running: Vec<_> = tablets.into_iter().map(|tablet| scope.spawn(move || send(tablet))).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(BTreeSet::from_iter(numbers), (1..=24).collect());
}

#[test]
fn people_know_what_is_stuck_and_a_lost_tablet_is_told_to_close() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let body = r#"{"worker":{"name":"Ros Adeyemi"}}"#;
    let held = tablet.next(body, &[]);
    tablet.keep(&[tablet.letter(&held)]);
    let stuck = |record: &[u8], user: u8, why: StuckWhy| {
        let (record, user) = (Hash::of(record), [user; 16].into());
        Stuck { record, user, seq: 2, why }
    };
    let ask = |stuck: Vec<Stuck>| -> AskReply {
        let ask = Ask { records: vec![], stuck, codes: vec![] };
        tablet.call("POST", "/v1/ask", &serde_json::to_vec(&ask).unwrap()).json()
    };
    let told = || -> Vec<(Option<String>, Option<u64>, String)> {
        let rows = server.office.troubles(&BY, None, None).unwrap().items.into_iter();
        rows.map(|row| (row.worker, row.number, serde_json::to_string(&row.why).unwrap())).collect()
    };
    let reply = ask(vec![stuck(b"1", 6, StuckWhy::Damaged), stuck(b"2", 7, StuckWhy::Refused)]);
    assert_eq!((reply.receipts, reply.orders), (1, vec![]));
    let wanted = [
        (Some("Ros Adeyemi".to_owned()), Some(2), r#"{"why":"damaged"}"#.to_owned()),
        (None, Some(2), r#"{"why":"refused","code":null}"#.to_owned()),
    ];
    assert_eq!(told(), wanted);
    let of = server.office.tablet("tablet 3").unwrap();
    assert!(of.asked_at.is_some());
    server.office.set_lost(&of, true).unwrap();
    assert_eq!(ask(vec![]).orders, [Order::Close]);
    assert_eq!(told(), [], "the last word counts");
    server.office.set_lost(&of, false).unwrap();
    assert_eq!(ask(vec![]).orders, []);
}

/// Letters as they are, cut off, changed, and anything at all.
fn rubbish() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        (0usize..4097, any::<u8>()).prop_map(|(at, byte)| {
            let mut letter = vec![0; 4096];
            letter[0] = 1;
            if let Some(there) = letter.get_mut(at) {
                *there = byte;
            }
            letter
        }),
        (0u8..8, 0usize..70_000).prop_map(|(size, len)| [&[1, size], vec![5; len].as_slice()].concat()),
    ]
}

/// A letter that is closed as it should be around anything.
fn closed_rubbish(tablet: &Tablet, plain: &[u8]) -> Vec<u8> {
    let mut padded = plain.to_vec();
    padded.resize(4096 - 2 - CLOSING_BYTES, 0);
    let purpose = record::Purpose::Letter(tablet.device);
    let closed = tablet.office.letters.close(purpose, None, &padded, seed()).unwrap();
    [&[1, 0], closed.as_slice()].concat()
}

#[test]
fn no_rubbish_does_harm() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let device = {
        let proof = tablet.proof("POST", "/v1/letters", b"");
        let office = tablet.office.signing;
        let (method, target, body) = ("POST", "/v1/letters", b"".as_slice());
        let request = record::request::Request { office: &office, method, target, body };
        server.office.authenticate(&proof, &request).unwrap()
    };
    let harmless = |request: &[u8]| match server.office.take_in(&device, request) {
        Ok(reply) => reply.results.iter().all(|result| *result != LetterResult::Later),
        Err(office::OfficeError::Refused(refused)) => refused.code.as_str() == "bad_request",
        Err(_) => false,
    };
    proptest!(ProptestConfig::with_cases(200), |(bytes in rubbish(), cut in 0usize..5000)| {
        prop_assert!(harmless(&bytes));
        prop_assert!(harmless(&bytes[..cut.min(bytes.len())]));
    });
    let around = prop::collection::vec(any::<u8>(), 0..300);
    proptest!(ProptestConfig::with_cases(100), |(plain in around, kind in 0u8..4, total in any::<u64>())| {
        let label = [&[kind], [3; 32].as_slice(), &total.to_be_bytes(), &plain].concat();
        let letter = closed_rubbish(&tablet, &label);
        // No record names such a file.
        prop_assert!(harmless(&letter) || kind == 2 && server.office.take_in(&device, &letter).is_ok());
        prop_assert!(harmless(&closed_rubbish(&tablet, &plain)));
    });
    let record = tablet.next("{}", &[]);
    let letter = tablet.letter(&record);
    for cut in [0, 1, 2, 4095] {
        assert!(harmless(&letter[..cut]), "{cut}");
    }
    assert_eq!(tablet.call("POST", "/v1/letters", &letter[1..]).refusal(), (400, "bad_request".into()));
    assert_eq!(tablet.send(&[]), []);
    // A record that names itself and nothing else right is still none.
    assert_eq!(
        tablet.send(&tablet.letters(Carried::Record(Hash::of(b"")), &[0; 68])),
        refused(RefuseCode::BadSignature)
    );
    tablet.keep(&[letter]);
    tablet.receipt(record.hash());
}
