//! A tablet joins its office, for the first time or again.

use crate::people::BY;
use crate::tablet::{Tablet, asking, hello, join, signing_key, unsigned};
use crate::world::Server;
use chrono::TimeDelta;
use office::{OfficeError, Whose};
use record::request::Nonce;
use record::wire::{Ask, CodeOf, EnrolReply, EnrolRequest, Hello};
use record::{DeviceId, EnrolmentCode, EnrolmentLine, PublicKey, Purpose, UnlockCode};

fn reply(line: &EnrolmentLine, request: &EnrolRequest) -> EnrolReply {
    let answer = join(line, request);
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

#[test]
fn a_tablet_joins_with_the_line_it_was_given() {
    let server = Server::start();
    let (line, _) = server.office.new_enrolment_line(&BY).unwrap();
    let line: EnrolmentLine = line.to_string().parse().unwrap();
    let said = hello(&line);
    assert_eq!((said.office.as_str(), said.keys), ("Brindlewood Children's Services", server.office.keys()));
    let tablet = Tablet::with_line(&line, 1);
    assert_eq!((tablet.unlock.first, tablet.unlock.keys.len()), (1, 64));
    assert_eq!(tablet.ask(&[]).receipts, 0, "it may call");
}

#[test]
fn another_office_is_not_the_one_that_is_meant() {
    let (server, other) = (Server::start(), Server::start_other());
    let (line, _) = server.office.new_enrolment_line(&BY).unwrap();
    let (nonce, answer) = unsigned(&other.address, "GET", "/v1/hello", b"");
    let said: Hello = answer.json();
    assert_ne!(said.keys.pin(), line.pin, "its keys are not those of the pin");
    // It may send on what the right office says, but cannot answer in its name.
    assert!(answer.prove(&server.office.keys(), nonce).is_err());
    answer.prove(&said.keys, nonce).unwrap();
    assert!(answer.prove(&said.keys, Nonce([7; 16])).is_err(), "an answer is to one request");
    let plain = serde_json::to_vec(&asking(&line, 1, None)).unwrap();
    let closed = server.office.keys().letters.close(Purpose::Joining, None, &plain, [1; 32]).unwrap();
    let (_, answer) = unsigned(&other.address, "POST", "/v1/enrol", &closed);
    assert_eq!(answer.refusal(), (400, "bad_request".into()), "the code stays closed to it");
}

#[test]
fn a_lost_answer_is_asked_for_again() {
    let server = Server::start();
    let (line, _) = server.office.new_enrolment_line(&BY).unwrap();
    let first = reply(&line, &asking(&line, 1, None));
    server.world.turn(TimeDelta::days(1));
    assert_eq!(reply(&line, &asking(&line, 1, None)), first);
    let other = join(&line, &asking(&line, 2, None));
    assert_eq!(other.refusal(), (403, "code_used".into()), "another tablet does not get in with it");
}

#[test]
fn a_code_is_good_for_a_quarter_of_an_hour() {
    let server = Server::start();
    let (line, expires_at) = server.office.new_enrolment_line(&BY).unwrap();
    let (other, _) = server.office.new_enrolment_line(&BY).unwrap();
    server.world.turn(TimeDelta::minutes(15) - TimeDelta::microseconds(1));
    assert_eq!(join(&line, &asking(&line, 1, None)).status, 200);
    server.world.turn(TimeDelta::microseconds(1));
    assert_eq!(office::Environment::now(&server.world), expires_at);
    assert_eq!(join(&other, &asking(&other, 2, None)).refusal(), (403, "code_expired".into()));
}

#[test]
fn who_guesses_keeps_nobody_from_joining() {
    let server = Server::start();
    let (line, _) = server.office.new_enrolment_line(&BY).unwrap();
    let guess = |guess: u8| {
        let wrong = EnrolmentLine { code: EnrolmentCode::from_random([guess; 10]), ..line.clone() };
        join(&line, &asking(&wrong, 1, None)).refusal()
    };
    for count in 0..100 {
        assert_eq!(guess(count), (403, "code_wrong".into()));
    }
    assert_eq!(guess(100), (429, "too_many_tries".into()));
    assert_eq!(join(&line, &asking(&line, 1, None)).status, 200, "one with a right code never waits");
    server.world.turn(TimeDelta::minutes(1));
    assert_eq!(guess(100), (403, "code_wrong".into()));
}

#[test]
fn a_name_is_one_tablet_s() {
    let server = Server::start();
    let first = Tablet::joined(&server, 1);
    let named = |key: u8, name: &str| {
        let (line, _) = server.office.new_enrolment_line(&BY).unwrap();
        let request_key = PublicKey::from(&signing_key(key ^ 0x80).verifying_key());
        let asks = EnrolRequest::sign(line.code, request_key, None, name.into(), &signing_key(key));
        reply(&line, &asks).device
    };
    let (same, like) = (named(2, " tablet 3 "), named(3, "Tablet 3 (2)"));
    let id = first.device.to_string();
    let (as_id, in_capitals) = (named(4, &id), named(5, &id.to_uppercase()));
    let found = |name: &str| server.office.tablet(name).unwrap().id;
    assert_eq!((found("Tablet 3"), found(&id)), (first.device, first.device));
    assert_eq!((found("tablet 3 (2)"), found("Tablet 3 (2) (2)")), (same, like));
    assert_eq!((found(&format!("{id} (2)")), found(&format!("{id} (3)"))), (as_id, in_capitals));
    // One that was named before this was so.
    let sql = format!("UPDATE device SET name = '{id}' WHERE name = 'Tablet 3 (2) (2)'");
    server.database().execute_batch(&sql).unwrap();
    assert_eq!(found(&id), first.device, "an id is the tablet's that has it");
}

#[test]
fn what_cannot_join() {
    let server = Server::start();
    let (line, _) = server.office.new_enrolment_line(&BY).unwrap();
    let right = asking(&line, 1, None);
    let check = |request: EnrolRequest, status: u16, code: &str| {
        assert_eq!(join(&line, &request).refusal(), (status, code.to_owned()), "{request:?}");
    };
    let other = PublicKey::from(&signing_key(9).verifying_key());
    check(EnrolRequest { record_key: other, ..right.clone() }, 401, "bad_signature");
    check(EnrolRequest { request_key: other, ..right.clone() }, 401, "bad_signature");
    check(EnrolRequest { again: Some(DeviceId::from([1; 16])), ..right.clone() }, 401, "bad_signature");
    check(EnrolRequest { record_key: PublicKey::from_bytes([0; 32]), ..right.clone() }, 400, "bad_request");
    check(EnrolRequest { device_name: " ".into(), ..right.clone() }, 400, "bad_request");
    check(EnrolRequest { device_name: "a\u{1b}[2J".into(), ..right.clone() }, 400, "bad_request");
    check(EnrolRequest { device_name: "x".repeat(201), ..right.clone() }, 400, "bad_request");
    let open = serde_json::to_vec(&right).unwrap();
    assert_eq!(unsigned(&line.address, "POST", "/v1/enrol", &open).1.refusal().0, 400, "it has to be closed");
    assert_eq!(join(&line, &right).status, 200, "none of it used the code up");
}

#[test]
fn a_known_tablet_joins_again_and_goes_on() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let before = tablet.next("{}", &[]);
    tablet.keep(&[tablet.letter(&before)]);

    let (line, _) = server.office.new_enrolment_line(&BY).unwrap();
    let other_key = asking(&line, 2, Some(tablet.device));
    assert_eq!(join(&line, &other_key).refusal(), (409, "other_key".into()), "nobody takes its place");

    let request_key = signing_key(77);
    let public = PublicKey::from(&request_key.verifying_key());
    let again = EnrolRequest::sign(line.code, public, Some(tablet.device), "Tablet 3b".into(), &tablet.key);
    let joined = reply(&line, &again);
    assert_eq!((joined.device, joined.unlock.first), (tablet.device, 65), "new numbers");
    assert_eq!(reply(&line, &again), joined, "the same again");

    let late = tablet.proof("POST", "/v1/ask", b"{\"records\":[]}");
    let (target, body) = ("/v1/ask", b"{\"records\":[]}".as_slice());
    let answer = crate::world::send(&tablet.address, "POST", target, &late.headers(), body);
    assert_eq!(answer.refusal(), (401, "bad_signature".into()), "the old key is good for nothing");
    tablet.request_key = request_key;
    let after = tablet.next("{}", &[]);
    tablet.keep(&[tablet.letter(&after)]);
    assert_eq!(tablet.ask(&[before.hash(), after.hash()]).receipts, 2);
    let tablets = server.office.tablets(&BY).unwrap();
    assert_eq!(
        tablets.iter().map(|it| (it.name.as_str(), it.records)).collect::<Vec<_>>(),
        [("Tablet 3b", 2)]
    );
}

#[test]
fn a_tablet_the_office_lost_joins_again_under_its_id() {
    let server = Server::start();
    let (line, _) = server.office.new_enrolment_line(&BY).unwrap();
    let device = DeviceId::from([9; 16]);
    assert_eq!(reply(&line, &asking(&line, 1, Some(device))).device, device);
    let (line, _) = server.office.new_enrolment_line(&BY).unwrap();
    assert_eq!(join(&line, &asking(&line, 2, Some(device))).refusal(), (409, "other_key".into()));
    assert_eq!(reply(&line, &asking(&line, 1, Some(device))).unlock.first, 65, "the code was still good");
}

#[test]
fn a_code_by_telephone_opens_its_own_slot_only_and_is_somebody_s() {
    let server = Server::start();
    let (mut tablet, mut other) = (Tablet::joined(&server, 1), Tablet::joined(&server, 2));
    let purpose = Purpose::PhoneSlot([6; 16].into());
    let closed = |of: &Tablet, at: usize| of.unlock.keys[at].close(purpose, None, b"keys", [3; 32]).unwrap();
    let of = &server.office.tablet("Tablet 3").unwrap();
    assert_eq!(of.id, tablet.device);
    let told = |number: u32, unreported: bool| server.office.unlock_code(of, number, unreported);
    assert!(matches!(told(1, false), Err(OfficeError::CodeUnreported)));
    assert_eq!(told(1, true).unwrap().whose, Whose::Unreported);
    tablet.report(&[(3, 6), (4, 7)]);
    let said = told(3, false).unwrap();
    assert_eq!(said.whose, Whose::Unnamed);
    let key = said.code.spoken().to_lowercase().parse::<UnlockCode>().unwrap().key();
    assert_eq!(key.open(purpose, None, &closed(&tablet, 2)).unwrap().as_slice(), b"keys");
    for not in [closed(&tablet, 1), closed(&tablet, 3), closed(&other, 2)] {
        assert!(key.open(purpose, None, &not).is_err());
    }
    // Another tablet's worker says they are this one.
    let name = |name: &str| format!(r#"{{"worker":{{"name":"{name}"}}}}"#);
    let forged = other.next(&name("Somebody Else"), &[]);
    other.keep(&[other.letter(&forged)]);
    assert_eq!(told(3, false).unwrap().whose, Whose::Unnamed);
    let record = tablet.next(&name("Ros Adeyemi"), &[]);
    tablet.keep(&[tablet.letter(&record)]);
    assert_eq!(told(3, false).unwrap().whose, Whose::Worker("Ros Adeyemi".into()));
    assert_eq!(told(4, false).unwrap().whose, Whose::Unnamed, "another worker's");
    for never in [0, 6, 65, u32::MAX] {
        assert!(matches!(told(never, true), Err(OfficeError::NoUnlockNumber)), "{never}");
    }
    server.office.set_lost(of, true).unwrap();
    assert!(matches!(told(3, false), Err(OfficeError::TabletLost(_))));
    assert!(matches!(server.office.tablet("Tablet 4"), Err(OfficeError::NoTablet)));
}

/// Of a tablet that waited for the answer to its joining there are two: each joined with the same key, and got numbers of its own.
#[test]
fn a_clone_with_a_clock_that_is_behind_is_let_in_by_telephone_like_the_other() {
    let server = Server::start();
    let tablet = Tablet::joined(&server, 1);
    let joins = || {
        let (line, _) = server.office.new_enrolment_line(&BY).unwrap();
        reply(&line, &asking(&line, 1, Some(tablet.device))).unlock.first
    };
    let (behind, right) = (joins(), joins());
    let says = |number: u32, created: i64| {
        let codes = vec![CodeOf { number, user: [6; 16].into() }];
        tablet.ask_at(&Ask { records: Vec::new(), stuck: Vec::new(), codes }, created);
    };
    let of = server.office.tablet("Tablet 3").unwrap();
    let told = || [behind, right].map(|number| server.office.unlock_code(&of, number, false).is_ok());
    says(right, 1_780_000_000);
    assert_eq!(told(), [false, true]);
    says(behind, 5);
    assert_eq!(told(), [true, true]);
    server.world.turn(TimeDelta::hours(1));
    says(behind, 1_780_000_000);
    assert_eq!(told(), [true, false], "the last word counts");
    says(right, 5);
    assert_eq!(told(), [true, true], "an old request takes no code away");
}
