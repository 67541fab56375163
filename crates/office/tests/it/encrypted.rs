//! An office behind a proxy that encrypts: pages and tablets know it by its public address, and what counts against somebody counts
//! against whom the proxy called for.

use crate::people::{Browser, secret_of};
use crate::serving::{Serving, first_link, init, program, said};
use crate::tablet::{asking, nonce, seed, signing_key};
use crate::world::{Answer, send};
use ipc::office::people::Link;
use office::{Environment, System};
use record::request::NONCE;
use record::wire::{EnrolRequest, Hello};
use record::{EnrolmentCode, EnrolmentLine, PublicKey, Purpose};
use std::path::Path;

const PUBLIC: &str = "https://office.example";

fn behind_a_proxy(data: &Path) -> Serving {
    init(data);
    let mut serve = program();
    serve.args(["serve", "--listen", "127.0.0.1:0", "--public-address", PUBLIC]);
    Serving::start_with(serve.args(["--trusted-proxy", "127.0.0.1"]).arg("--data").arg(data))
}

fn post(office: &Serving, target: &str, origin: &str, cookie: &str, body: &[u8]) -> Answer {
    let headers = [("origin", origin.to_owned()), ("cookie", cookie.to_owned())];
    send(&office.address, "POST", target, &headers, body)
}

#[test]
fn a_session_is_for_the_encrypted_way_and_the_office_s_own_page() {
    let folder = tempfile::tempdir().unwrap();
    let office = behind_a_proxy(folder.path());
    let link = first_link(folder.path(), "administrator", None);
    assert!(link.starts_with(&format!("{PUBLIC}/sign-in#")), "{link}");
    let body = crate::people::json(&Link { link: secret_of(&link) });
    let forged = [
        "http://office.example",
        "https://office.example.elsewhere.example",
        "null",
        office.address.as_str(),
    ];
    for origin in forged {
        assert_eq!(
            post(&office, "/api/first-time", origin, "", &body).refusal(),
            (403, "other_site".into()),
            "{origin}"
        );
    }
    let mut browser = Browser { origin: PUBLIC.into(), ..Browser::at(&office.address) };
    let answer = browser.first_time(&link, System.now());
    assert_eq!(answer.status, 204, "and the link is still good");
    let (cookie, attributes) = answer.header("set-cookie").split_once(';').unwrap();
    assert!(cookie.starts_with("__Host-doorstep-session="), "{cookie}");
    assert_eq!(attributes, " Max-Age=43200; Path=/; HttpOnly; SameSite=Strict; Secure");

    assert_eq!(post(&office, "/api/enrolment-codes", PUBLIC, cookie, b"").status, 200);
    assert_eq!(post(&office, "/api/enrolment-codes", &office.address, cookie, b"").status, 403);
    let bare = cookie.trim_start_matches("__Host-");
    assert_eq!(
        post(&office, "/api/enrolment-codes", PUBLIC, bare, b"").status,
        401,
        "another page could set that"
    );
    let ended = post(&office, "/api/sign-out", PUBLIC, cookie, b"");
    assert_eq!(
        ended.header("set-cookie"),
        "__Host-doorstep-session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict; Secure"
    );
}

#[test]
fn browsers_are_told_to_come_encrypted_only_where_they_can() {
    let told = |office: &Serving, target: &str| {
        let answer = send(&office.address, "GET", target, &[], b"");
        answer.header("strict-transport-security").to_owned()
    };
    let folder = tempfile::tempdir().unwrap();
    let office = behind_a_proxy(folder.path());
    for target in ["/", "/sign-in", "/api/agreements", "/v1/hello", "/none.js"] {
        assert_eq!(told(&office, target), "max-age=31536000", "{target}");
    }
    let plain = tempfile::tempdir().unwrap();
    assert_eq!(told(&Serving::start(plain.path()), "/sign-in"), "");
}

/// Tries to join with a code that is none, as the proxy says it of a caller.
fn guess(office: &Serving, line: &EnrolmentLine, at: u8, headers: &[(&str, String)]) -> (u16, String) {
    let hello: Hello = unsigned(office, "GET", "/v1/hello", headers, b"").json();
    assert_eq!(hello.keys.pin(), line.pin);
    let code = EnrolmentCode::from_random([at; 10]);
    let request_key = PublicKey::from(&signing_key(9).verifying_key());
    let request = EnrolRequest::sign(code, request_key, None, "T".into(), &signing_key(1));
    let plain = serde_json::to_vec(&request).unwrap();
    let closed = hello.keys.letters.close(Purpose::Joining, None, &plain, seed()).unwrap();
    unsigned(office, "POST", "/v1/enrol", headers, &closed).refusal()
}

fn unsigned(office: &Serving, method: &str, target: &str, headers: &[(&str, String)], body: &[u8]) -> Answer {
    let mut sent = vec![(NONCE, base::hex::encode(&nonce().0))];
    sent.extend_from_slice(headers);
    send(&office.address, method, target, &sent, body)
}

#[test]
fn who_guesses_behind_the_proxy_keeps_nobody_else_there_from_it() {
    let folder = tempfile::tempdir().unwrap();
    let office = behind_a_proxy(folder.path());
    let line: EnrolmentLine = said("enrol-code", folder.path()).parse().unwrap();
    assert_eq!(line.address, PUBLIC);
    let called_for = |who: &str| [("x-forwarded-for", who.to_owned())];
    for at in 0..100 {
        // Whatever else a caller says of itself, the proxy says last whom it hears.
        let says = called_for(&format!("203.0.113.{at}, 192.0.2.1"));
        assert_eq!(guess(&office, &line, at, &says), (403, "code_wrong".into()));
    }
    assert_eq!(guess(&office, &line, 100, &called_for("192.0.2.1")), (429, "too_many_tries".into()));
    assert_eq!(guess(&office, &line, 100, &called_for("192.0.2.2")), (403, "code_wrong".into()));
    assert_eq!(
        guess(&office, &line, 100, &[("forwarded", "for=192.0.2.1".into())]),
        (429, "too_many_tries".into())
    );

    let right = serde_json::to_vec(&asking(&line, 1, None)).unwrap();
    let hello: Hello = unsigned(&office, "GET", "/v1/hello", &[], b"").json();
    let closed = hello.keys.letters.close(Purpose::Joining, None, &right, seed()).unwrap();
    assert_eq!(unsigned(&office, "POST", "/v1/enrol", &called_for("192.0.2.1"), &closed).status, 200);
}

#[cfg(unix)]
#[test]
fn an_encrypted_address_without_a_proxy_is_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    let warning = "knows of no proxy that does";
    assert!(!behind_a_proxy(folder.path()).stop().contains(warning));
    let mut serve = program();
    serve.args(["serve", "--listen", "127.0.0.1:0", "--public-address", PUBLIC, "--data"]);
    let journal = Serving::start_with(serve.arg(folder.path())).stop();
    assert!(journal.contains(warning), "{journal}");
}
