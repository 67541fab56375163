//! Who may call, and what a request may look like.

use crate::tablet::{Tablet, push_body, signing_key};
use crate::world::{Server, send};
use record::DeviceId;
use record::wire::{MAX_PUSH_RECORDS, MAX_REQUEST_BYTES, PushRequest, RecordResult, RejectCode, WireRecord};

#[test]
fn only_enrolled_tablets_are_let_in() {
    let server = Server::start();
    let tablet = Tablet::enrolled(&server, 1);
    let unsigned = |method, target| send(&server.address, method, target, &[], b"").refusal();
    for (method, target) in [
        ("GET", "/v1/heads"),
        ("POST", "/v1/records"),
        ("GET", "/v1/receipts?record=0"),
        ("PATCH", "/v1/blobs/0"),
    ] {
        assert_eq!(unsigned(method, target), (401, "not_signed".into()), "{method} {target}");
    }
    let stranger = Tablet { device: DeviceId::from([9; 16]), ..tablet.clone() };
    assert_eq!(stranger.call("GET", "/v1/heads", b"").refusal(), (401, "unknown_device".into()));
    let impostor = Tablet { key: signing_key(2), ..tablet };
    assert_eq!(impostor.call("GET", "/v1/heads", b"").refusal(), (401, "bad_signature".into()));
}

#[test]
fn a_signature_is_for_one_request_and_one_time() {
    let server = Server::start();
    let tablet = Tablet::enrolled(&server, 1);
    let headers = tablet.proof("GET", "/v1/heads", b"").headers();
    let other = send(&server.address, "GET", "/v1/heads?x=1", &headers, b"");
    assert_eq!(other.refusal(), (401, "bad_signature".into()));
    assert_eq!(send(&server.address, "GET", "/v1/heads", &headers, b"").status, 200);
    assert_eq!(send(&server.address, "GET", "/v1/heads", &headers, b"").refusal(), (409, "replayed".into()));
}

#[test]
fn a_tablet_whose_clock_is_wrong_can_send() {
    let server = Server::start();
    let mut tablet = Tablet::enrolled(&server, 1);
    let record = tablet.next("{}", &[]);
    tablet.stored(&record);
    assert!(tablet.heads().device.is_some(), "its requests say 1970");
}

#[test]
fn rubbish_is_refused_and_does_no_harm() {
    let server = Server::start();
    let mut tablet = Tablet::enrolled(&server, 1);
    for rubbish in [b"".as_slice(), b"{", b"[]", b"\xff\xfe", b"{\"records\":7}", &[b'['; 100_000]] {
        assert_eq!(tablet.call("POST", "/v1/records", rubbish).refusal(), (400, "bad_request".into()));
        assert_eq!(
            send(&server.address, "POST", "/v1/enrol", &[], rubbish).refusal(),
            (400, "bad_request".into())
        );
    }
    for target in ["/v1/receipts", "/v1/receipts?record=zz"] {
        assert_eq!(tablet.call("GET", target, b"").refusal(), (400, "bad_request".into()), "{target}");
    }
    for (method, target) in
        [("GET", "/v1/nothing"), ("DELETE", "/v1/records"), ("PATCH", "/v1/blobs/zz?offset=0&length=1")]
    {
        assert_eq!(
            tablet.call(method, target, b"").refusal(),
            (404, "not_found".into()),
            "{method} {target}"
        );
    }
    let record = tablet.next("{}", &[]);
    tablet.stored(&record);
}

#[test]
fn more_than_the_limit_is_refused() {
    let server = Server::start();
    let mut tablet = Tablet::enrolled(&server, 1);
    let at_limit = tablet.call("POST", "/v1/records", &vec![b' '; MAX_REQUEST_BYTES]);
    assert_eq!(at_limit.refusal(), (400, "bad_request".into()), "read, though it says nothing");
    let over = tablet.call("POST", "/v1/records", &vec![b' '; MAX_REQUEST_BYTES + 1]);
    assert_eq!(over.refusal(), (413, "too_large".into()));

    let record = tablet.next("{}", &[]);
    let many = push_body(&vec![record.clone(); MAX_PUSH_RECORDS + 1]);
    assert_eq!(tablet.call("POST", "/v1/records", &many).refusal(), (413, "too_large".into()));
    let results = tablet.push(&vec![record; MAX_PUSH_RECORDS]);
    assert!(matches!(results[0], RecordResult::Stored { .. }), "{:?}", results[0]);
    assert!(results[1..].iter().all(|result| matches!(result, RecordResult::Duplicate { .. })));
}

#[test]
fn a_record_whose_text_is_spoilt_spoils_no_other() {
    let server = Server::start();
    let mut tablet = Tablet::enrolled(&server, 1);
    let good = WireRecord::from(&tablet.next("{}", &[]));
    let spoilt = WireRecord { signature: "AAAA".into(), ..good.clone() };
    let body = serde_json::to_vec(&PushRequest { records: vec![spoilt, good] }).unwrap();
    let reply: record::wire::PushReply = tablet.call("POST", "/v1/records", &body).json();
    assert_eq!(reply.results[0], RecordResult::Rejected { code: RejectCode::Unreadable });
    assert!(matches!(reply.results[1], RecordResult::Stored { .. }));
}
