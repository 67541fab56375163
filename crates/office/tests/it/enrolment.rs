//! A tablet joins its office.

use crate::tablet::{Tablet, enrol, signing_key};
use crate::world::{Server, send};
use chrono::TimeDelta;
use record::wire::{EnrolReply, EnrolRequest, Hello};
use record::{EnrolmentCode, EnrolmentLine, PublicKey};

#[test]
fn a_tablet_joins_with_the_line_it_was_given() {
    let server = Server::start();
    let (line, _) = server.office.new_enrolment_line().unwrap();
    let line: EnrolmentLine = line.to_string().parse().unwrap();

    let hello: Hello = send(&line.address, "GET", "/v1/hello", &[], b"").json();
    assert_eq!(hello.office_key.id(), line.pin, "the pin names the key that says hello");
    assert_eq!(hello.office, "Brindlewood Children's Services");

    let reply: EnrolReply = enrol(&line, 1).json();
    assert_eq!(reply.office_key, hello.office_key);
    assert_eq!(
        Tablet::from_reply(&line, 1, &reply).heads().device,
        None,
        "it may call, and its chain is empty"
    );
}

#[test]
fn a_lost_answer_is_asked_for_again() {
    let server = Server::start();
    let (line, _) = server.office.new_enrolment_line().unwrap();
    let first: EnrolReply = enrol(&line, 1).json();
    server.world.turn(TimeDelta::days(1));
    assert_eq!(enrol(&line, 1).json::<EnrolReply>(), first);
    assert_eq!(
        enrol(&line, 2).refusal(),
        (403, "code_used".into()),
        "another tablet does not get in with it"
    );
}

#[test]
fn a_code_is_good_for_a_quarter_of_an_hour() {
    let server = Server::start();
    let (line, expires_at) = server.office.new_enrolment_line().unwrap();
    let (other, _) = server.office.new_enrolment_line().unwrap();
    server.world.turn(TimeDelta::minutes(15) - TimeDelta::microseconds(1));
    assert_eq!(enrol(&line, 1).status, 200);
    server.world.turn(TimeDelta::microseconds(1));
    assert_eq!(office::Environment::now(&server.world), expires_at);
    assert_eq!(enrol(&other, 2).refusal(), (403, "code_expired".into()));
}

#[test]
fn five_wrong_codes_and_a_minute_s_wait() {
    let server = Server::start();
    let (line, _) = server.office.new_enrolment_line().unwrap();
    for guess in 0..5 {
        let wrong = EnrolmentLine { code: EnrolmentCode::from_random([guess; 10]), ..line.clone() };
        assert_eq!(enrol(&wrong, 1).refusal(), (403, "code_wrong".into()));
    }
    assert_eq!(enrol(&line, 1).refusal(), (429, "too_many_tries".into()), "even with the right code");
    server.world.turn(TimeDelta::minutes(1));
    assert_eq!(enrol(&line, 1).status, 200);
}

#[test]
fn what_cannot_join() {
    let server = Server::start();
    let (line, _) = server.office.new_enrolment_line().unwrap();
    let right = EnrolRequest {
        code: line.code,
        device_key: PublicKey::from(&signing_key(1).verifying_key()),
        device_name: "Tablet 3".into(),
        user_name: "Ros Adeyemi".into(),
        user_role: "social-worker".into(),
    };
    let check = |request: EnrolRequest| {
        let answer = send(&line.address, "POST", "/v1/enrol", &[], &serde_json::to_vec(&request).unwrap());
        assert_eq!(answer.refusal(), (400, "bad_request".into()), "{request:?}");
    };
    check(EnrolRequest { device_key: PublicKey::from_bytes([0; 32]), ..right.clone() });
    check(EnrolRequest { device_name: " ".into(), ..right.clone() });
    check(EnrolRequest { user_name: "x".repeat(201), ..right });
    assert_eq!(enrol(&line, 1).status, 200, "none of it used the code up");
}
