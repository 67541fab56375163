//! Who may call, and what a request may look like. Each answer is signed, whatever it says.

use crate::people::BY;
use crate::tablet::{Tablet, nonce, signing_key, unsigned};
use crate::world::{Question, Server, send};
use record::answer::ANSWER;
use record::request::{NONCE, Nonce, Proof, Request, SIGNATURE};
use record::wire::{Ask, CodeOf, MAX_ASKED, MAX_REQUEST_BYTES, Stuck, StuckWhy};
use record::{DeviceId, Hash, OfficeKeys, PublicKey, UserId};

const ASK: &[u8] = b"{\"records\":[]}";

#[test]
fn who_did_not_sign_is_refused_and_told_so_by_the_office() {
    let server = Server::start();
    let tablet = Tablet::joined(&server, 1);
    let refused = |tablet: &Tablet| {
        let proof = tablet.proof("POST", "/v1/ask", ASK);
        let answer = send(&server.address, "POST", "/v1/ask", &proof.headers(), ASK);
        answer.prove(&server.office.keys(), proof.nonce).unwrap();
        assert!(answer.prove(&server.office.keys(), Nonce([9; 16])).is_err(), "to no other request");
        answer.refusal()
    };
    let unknown = Tablet { device: DeviceId::from([9; 16]), ..tablet.clone() };
    assert_eq!(refused(&unknown), (401, "unknown_device".into()));
    let records_key = Tablet { request_key: tablet.key.clone(), ..tablet.clone() };
    assert_eq!(refused(&records_key), (401, "bad_signature".into()), "records are signed with another key");
    let signing = PublicKey::from(&signing_key(9).verifying_key());
    let elsewhere = Tablet { office: OfficeKeys { signing, ..tablet.office }, ..tablet.clone() };
    assert_eq!(refused(&elsewhere), (401, "bad_signature".into()), "it was for another office");

    let proof = tablet.proof("POST", "/v1/ask", ASK);
    for (target, body) in [("/v1/letters", ASK), ("/v1/ask?a", ASK), ("/v1/ask", b"{\"records\":[ ]}")] {
        let answer = send(&server.address, "POST", target, &proof.headers(), body);
        assert_eq!(answer.refusal(), (401, "bad_signature".into()), "{target}");
    }
    assert_eq!(send(&server.address, "POST", "/v1/ask", &proof.headers(), ASK).status, 200);
    let again = send(&server.address, "POST", "/v1/ask", &proof.headers(), ASK);
    assert_eq!(again.refusal(), (409, "replayed".into()));
    let (nonce, answer) = unsigned(&server.address, "POST", "/v1/ask", ASK);
    assert_eq!(answer.refusal(), (401, "not_signed".into()));
    answer.prove(&server.office.keys(), nonce).unwrap();
}

#[test]
fn a_clock_that_is_behind_silences_no_tablet_and_an_old_request_unsays_nothing() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let record = tablet.next("{}", &[]);
    let ask = |stuck: &[Hash], codes: &[u32]| {
        let user = UserId::from([6; 16]);
        let stuck = stuck.iter().map(|it| Stuck { record: *it, user, seq: 1, why: StuckWhy::Damaged });
        let codes = codes.iter().map(|number| CodeOf { number: *number, user });
        Ask { records: vec![], stuck: stuck.collect(), codes: codes.collect() }
    };
    // How many things are stuck, which of the first three codes may be told, and when the tablet was last heard of.
    let noted = |server: &Server| {
        let of = server.office.tablet("Tablet 3").unwrap();
        let told = |number: &u32| server.office.unlock_code(&of, *number, false).is_ok();
        let told: Vec<u32> = [1, 2, 3].into_iter().filter(told).collect();
        (server.office.troubles(&BY, None, None).unwrap().items.len(), told, of.asked_at.unwrap())
    };
    let now = 1_780_000_000;
    let old = serde_json::to_vec(&ask(&[], &[1])).unwrap();
    let request = Request { office: &tablet.office.signing, method: "POST", target: "/v1/ask", body: &old };
    let copy = Proof::sign(&request, tablet.device, now - 10, nonce(), &tablet.request_key).headers();
    assert_eq!(send(&server.address, "POST", "/v1/ask", &copy, &old).status, 200);
    tablet.ask_at(&ask(&[record.hash()], &[2]), now);
    let newer = noted(&server);
    assert_eq!((newer.0, &*newer.1), (1, [2].as_slice()), "the last word counts");

    // Begun anew, the office has forgotten which requests it saw.
    let server = server.restart();
    tablet.address.clone_from(&server.address);
    assert_eq!(send(&server.address, "POST", "/v1/ask", &copy, &old).status, 200, "it is answered");
    assert_eq!((noted(&server).0, noted(&server).1), (1, vec![1, 2]), "and takes nothing away");

    // A flat battery: for the tablet it is 1970.
    server.world.turn(chrono::TimeDelta::hours(1));
    tablet.ask_at(&ask(&[Hash::of(b"another")], &[3]), 5);
    let heard = noted(&server);
    assert_eq!((heard.0, &*heard.1), (2, [1, 2, 3].as_slice()));
    assert!(heard.2 > newer.2, "it was heard of");
    tablet.keep(&[tablet.letter(&record)]);
    assert_eq!(noted(&server).0, 1, "what came is stuck no more, whatever the clock says");

    tablet.ask_at(&ask(&[], &[3]), now + 1);
    assert_eq!((noted(&server).0, noted(&server).1), (0, vec![3]), "set right, the last word counts");
}

#[test]
fn without_a_nonce_nothing_is_answered_and_nothing_signed() {
    let server = Server::start();
    for (method, target) in
        [("GET", "/v1/hello"), ("POST", "/v1/enrol"), ("POST", "/v1/letters"), ("GET", "/v1/no")]
    {
        for headers in [vec![], vec![(NONCE, "zz".to_owned())], vec![(NONCE, "00".repeat(15))]] {
            let answer = send(&server.address, method, target, &headers, b"");
            assert_eq!(answer.refusal(), (401, "not_signed".into()), "{target} {headers:?}");
            assert_eq!(answer.header(ANSWER), "");
        }
    }
}

#[test]
fn an_answer_that_was_changed_on_the_way_is_known() {
    let server = Server::start();
    let nonce = nonce();
    let header = [(NONCE, base::hex::encode(&nonce.0))];
    let mut answer = send(&server.address, "GET", "/v1/hello", &header, b"");
    let office = server.office.keys();
    answer.prove(&office, nonce).unwrap();
    answer.status = 201;
    assert!(answer.prove(&office, nonce).is_err());
    answer.status = 200;
    answer.body.push(b' ');
    assert!(answer.prove(&office, nonce).is_err());
}

#[test]
fn an_answer_to_one_is_none_to_another() {
    let server = Server::start();
    let (tablet, other) = (Tablet::joined(&server, 1), Tablet::joined(&server, 2));
    let office = server.office.keys();
    let proof = tablet.proof("POST", "/v1/ask", ASK);
    let own = Question::new("POST", "/v1/ask", &proof.headers(), ASK);
    let nothing_for = |headers: &[(&str, String)], method: &str, target: &str, body: &[u8]| {
        let answer = send(&server.address, method, target, headers, body);
        answer.prove(&office, proof.nonce).unwrap();
        assert!(answer.prove_to(&own, &office, proof.nonce).is_err(), "{method} {target} {headers:?}");
    };
    let request = Request { office: &office.signing, method: "POST", target: "/v1/ask", body: ASK };
    let others = Proof::sign(&request, other.device, 0, proof.nonce, &other.request_key);
    nothing_for(&others.headers(), "POST", "/v1/ask", ASK);
    let [device, created, nonce, signature] = proof.headers();
    nothing_for(std::slice::from_ref(&nonce), "POST", "/v1/ask", ASK);
    nothing_for(&[nonce.clone(), (SIGNATURE, "junk".into())], "POST", "/v1/ask", ASK);
    let all = [device, created, nonce, signature];
    nothing_for(&all, "POST", "/v1/ask", b"{}");
    nothing_for(&all, "POST", "/v1/ask?", ASK);
    nothing_for(&all, "POST", "/v1/letters", ASK);
    nothing_for(&all, "GET", "/v1/ask", b"");
    let answer = send(&server.address, "POST", "/v1/ask", &all, ASK);
    assert_eq!(answer.status, 200, "and none of it spoilt the nonce");
    answer.prove_to(&own, &office, proof.nonce).unwrap();
}

#[test]
fn however_it_is_sent_the_answer_is_to_it() {
    use std::io::{Read, Write};
    let server = Server::start();
    let tablet = Tablet::joined(&server, 1);
    let (nonce, answer) = unsigned(&server.address, "HEAD", "/v1/hello", b"");
    assert_eq!((answer.status, answer.body.len()), (200, 0));
    answer.prove(&server.office.keys(), nonce).unwrap();
    let (nonce, answer) = unsigned(&server.address, "GET", "/v1/hello?a=%2Fb", b"");
    answer.prove(&server.office.keys(), nonce).unwrap();

    let host = server.address.strip_prefix("http://").unwrap();
    let mut request = format!("POST /v1/ask HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n");
    for (name, value) in tablet.proof("POST", "/v1/ask", ASK).headers() {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("transfer-encoding: chunked\r\n\r\n");
    for part in ASK.chunks(6) {
        request.push_str(&format!("{:x}\r\n{}\r\n", part.len(), String::from_utf8_lossy(part)));
    }
    request.push_str("0\r\n\r\n");
    let mut socket = std::net::TcpStream::connect(host).unwrap();
    socket.write_all(request.as_bytes()).unwrap();
    let mut said = String::new();
    socket.read_to_string(&mut said).unwrap();
    assert!(said.starts_with("HTTP/1.1 200") && said.contains(ANSWER), "{said}");
}

#[test]
fn rubbish_and_too_much_are_refused_and_do_no_harm() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    for rubbish in [b"".as_slice(), b"{", b"[]", b"\xff\xfe", b"{\"records\":7}", &[b'['; 100_000]] {
        assert_eq!(tablet.call("POST", "/v1/ask", rubbish).refusal(), (400, "bad_request".into()));
        let (nonce, answer) = unsigned(&server.address, "POST", "/v1/enrol", rubbish);
        assert_eq!(answer.refusal(), (400, "bad_request".into()));
        answer.prove(&tablet.office, nonce).unwrap();
    }
    for (method, target) in [("GET", "/v1/nothing"), ("DELETE", "/v1/ask"), ("GET", "/v1/letters")] {
        assert_eq!(tablet.call(method, target, b"").refusal(), (404, "not_found".into()), "{target}");
    }
    let at_limit = tablet.call("POST", "/v1/ask", &vec![b' '; MAX_REQUEST_BYTES]);
    assert_eq!(at_limit.refusal(), (400, "bad_request".into()), "read, though it says nothing");
    let many = Ask { records: vec![Hash::of(b""); MAX_ASKED + 1], stuck: vec![], codes: vec![] };
    let many = tablet.call("POST", "/v1/ask", &serde_json::to_vec(&many).unwrap());
    assert_eq!(many.refusal(), (413, "too_large".into()));
    assert_eq!(tablet.ask(&vec![Hash::of(b""); MAX_ASKED]).records.len(), MAX_ASKED);
    let record = tablet.next("{}", &[]);
    tablet.keep(&[tablet.letter(&record)]);
}
