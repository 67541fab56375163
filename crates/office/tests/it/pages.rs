//! What a person at the office sees, and what nobody else does.

use crate::people::{Browser, code};
use crate::tablet::{Tablet, named};
use crate::world::{Answer, Server, send};
use chrono::{NaiveDate, TimeDelta};
use ipc::office::{
    AgreementRow, Agreements, Arrival, EnrolmentCode, Find, Mark, OutcomeRow, ReceiptFile, SaidLast, Troubles,
};
use plan::signing::{Open, StillOpen};
use record::{CaseId, EnrolmentLine, Hash, KeyId};

const BODY: &str = r#"{"v":1,"reference":"FSP-7K2M","title":"Keeping Sam and Ava safe","sealed_at":"2026-06-08T23:30:00+01:00",
    "outcomes":[{"name":"Ewa","role":"parent","outcome":"signs"},{"name":"Jan","role":"parent","outcome":{"wants_time":{}},"open":{"why":"wants_time","by":"2026-06-19"}}],
    "worker":{"name":"Ros Adeyemi","role":"social-worker"},"something":"new"}"#;

#[test]
fn nothing_is_shown_without_signing_in() {
    let server = Server::start();
    let browser = Browser::at(&server.address);
    let record = Hash::of(b"");
    for target in [
        "/api/agreements",
        &format!("/api/agreements/{record}/pdf"),
        &format!("/api/agreements/{record}/receipt"),
        "/api/agreements?due=2026-07-01",
        "/api/troubles",
    ] {
        assert_eq!(code(&browser.get(target)), (401, "not_signed_in".into()), "{target}");
    }
    assert_eq!(code(&browser.post("/api/enrolment-codes", b"")), (401, "not_signed_in".into()));
    assert_eq!(code(&browser.post("/api/sign-out", b"")), (401, "not_signed_in".into()));
    assert_eq!(
        code(&browser.post("/api/agreements/find", br#"{"words":"a"}"#)),
        (401, "not_signed_in".into())
    );
    let forged = Browser { cookie: "doorstep-session=guess".into(), ..browser };
    assert_eq!(code(&forged.get("/api/agreements")), (401, "not_signed_in".into()));
    assert_eq!(code(&forged.get("/api/nothing")), (404, "not_found".into()));
}

#[test]
fn another_site_cannot_use_the_session() {
    let server = Server::start();
    let browser = Browser::of_a_manager(&server);
    let own = server.address.clone();
    let check = |headers: &[(&str, String)], status: u16| {
        let mut sent = vec![("cookie", browser.cookie.clone())];
        sent.extend_from_slice(headers);
        let answer = send(&own, "POST", "/api/enrolment-codes", &sent, b"");
        assert_eq!(answer.status, status, "{headers:?}");
    };
    check(&[], 403);
    check(&[("origin", "http://elsewhere.example".into())], 403);
    check(&[("origin", "null".into())], 403);
    check(&[("origin", own.clone()), ("sec-fetch-site", "cross-site".into())], 403);
    check(&[("origin", own.clone()), ("sec-fetch-site", "same-site".into())], 403);
    check(&[("origin", own.clone()), ("sec-fetch-site", "same-origin".into())], 200);
    check(&[("origin", own.clone())], 200);
}

#[test]
fn a_sealed_agreement_is_listed_and_can_be_read() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let pdf = b"%PDF-1.7 not really".as_slice();
    let record = tablet.next(BODY, &[named(pdf)]);
    tablet.keep(&[tablet.letter(&record)]);
    tablet.keep(&tablet.file(pdf));
    let given = tablet.receipt(record.hash());
    let bare = tablet.next("not even JSON", &[]);
    tablet.keep(&[tablet.letter(&bare)]);

    let browser = Browser::of_a_manager(&server);
    let list: Agreements = browser.get("/api/agreements").json();
    let [second, first] = list.items.as_slice() else { panic!("{list:?}") };
    let until = StillOpen { why: Open::WantsTime, by: NaiveDate::from_ymd_opt(2026, 6, 19) };
    let outcome = |name: &str, outcome: &str, open: Option<StillOpen>| OutcomeRow {
        person: None,
        name: name.into(),
        role: "parent".into(),
        outcome: outcome.into(),
        open,
    };
    let now = office::Environment::now(&server.world);
    let wanted = AgreementRow {
        record: record.hash().to_string(),
        reference: "FSP-7K2M".into(),
        case: CaseId::from([4; 16]).to_string(),
        team: Some(crate::people::team(&server.office, crate::people::TEAM).to_string()),
        is_sealed: false,
        title: "Keeping Sam and Ava safe".into(),
        signed_on: NaiveDate::from_ymd_opt(2026, 6, 8).unwrap(),
        came_at: now,
        arrival: Arrival::Here { received_at: now, office_seq: 1 },
        marks: vec![],
        needs: vec![],
        tablet: "Tablet 3".into(),
        from_agency: None,
        worker: "Ros Adeyemi".into(),
        children: vec![],
        outcomes: vec![outcome("Ewa", "signs", None), outcome("Jan", "wants_time", Some(until))],
        said_last: SaidLast::Nothing,
        review_on: None,
        review_at: None,
        holds_until: None,
        pdf_sha256: Some(Hash::of(pdf).to_string()),
        pdf_bytes: Some(pdf.len() as u64),
    };
    assert_eq!(first, &wanted);
    assert_eq!((second.reference.as_str(), second.title.as_str()), ("not recorded", "not recorded"));
    assert_eq!((second.pdf_bytes, second.signed_on), (None, NaiveDate::from_ymd_opt(2026, 6, 9).unwrap()));

    let file = browser.get(&format!("/api/agreements/{}/pdf", first.record));
    assert_eq!((file.header("content-type"), file.body.as_slice()), ("application/pdf", pdf));
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"FSP-7K2M.pdf\"");
    assert_eq!(file.header("cache-control"), "no-store");
    assert_eq!(
        code(&browser.get(&format!("/api/agreements/{}/pdf", second.record))),
        (404, "not_found".into())
    );
    assert_eq!(code(&browser.get("/api/agreements/zz/pdf")), (404, "not_found".into()));

    let receipt: ReceiptFile = browser.get(&format!("/api/agreements/{}/receipt", first.record)).json();
    let pin = tablet.office.pin().to_string();
    let genuine = office::verify_receipt(&receipt, &pin).unwrap();
    assert_eq!((genuine.record, genuine.office_seq), (record.hash(), 1));
    for key in [receipt.office_key.clone(), tablet.office.signing.id().to_string()] {
        assert_eq!(genuine, office::verify_receipt(&receipt, &key).unwrap(), "the key will do as well");
    }
    let other_letters = ReceiptFile { letters_key: receipt.office_key.clone(), ..receipt.clone() };
    assert!(office::verify_receipt(&other_letters, &pin).is_err(), "the pin is of both keys");
    assert_eq!(given.receipt, base::base64::decode(&receipt.receipt).unwrap());
    let other_office = KeyId::of(&crate::tablet::signing_key(77).verifying_key()).to_string();
    assert!(office::verify_receipt(&receipt, &other_office).is_err());
}

#[test]
fn lists_come_in_pages_and_a_name_in_no_address() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let bodies = ["Ash", "Birch", "Ashley"].map(|name| {
        format!(r#"{{"reference":"{name}","review":{{"on":"2026-07-01"}},"outcomes":[{{"name":"{name}","role":"family"}}]}}"#)
    });
    let records = bodies.map(|body| tablet.next(&body, &[]));
    tablet.keep(&records.map(|record| tablet.letter(&record)));
    let browser = Browser::of_a_manager(&server);
    let whole = |first: &dyn Fn(Option<String>) -> Answer| -> Vec<String> {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page: Agreements = first(after).json();
            assert!(page.items.len() <= 1);
            all.extend(page.items.into_iter().map(|row| row.reference));
            after = page.next;
            if after.is_none() {
                return all;
            }
        }
    };
    let get = |query: &'static str| {
        let browser = &browser;
        move |after: Option<String>| {
            let after = after.map(|after| format!("&after={after}")).unwrap_or_default();
            browser.get(&format!("/api/agreements?limit=1{query}{after}"))
        }
    };
    assert_eq!(whole(&get("")), ["Ashley", "Birch", "Ash"]);
    assert_eq!(whole(&get("&due=2026-07-02")), ["Ashley"], "the newest of the case");
    assert_eq!(whole(&get("&due=2026-07-01")), [""; 0]);
    assert_eq!(whole(&get("&marks=true")), [""; 0]);
    let find = |after: Option<String>| {
        let find = Find { words: "ASH".into(), after, limit: Some(1), ..Find::default() };
        browser.post("/api/agreements/find", &serde_json::to_vec(&find).unwrap())
    };
    assert_eq!(whole(&find), ["Ash", "Ashley"]);

    let refused = (400, "bad_request".to_owned());
    for target in [
        "/api/agreements?limit=many",
        "/api/agreements?after=there",
        "/api/agreements?due=soon",
        "/api/agreements?due=2026-07-01&marks=true",
        "/api/troubles?after=there",
    ] {
        assert_eq!(code(&browser.get(target)), refused, "{target}");
    }
    for body in ["", r#"{"words":1}"#, r#"{"words":"a","after":"there"}"#] {
        assert_eq!(code(&browser.post("/api/agreements/find", body.as_bytes())), refused, "{body}");
    }
    let headers = [("cookie", browser.cookie.clone())];
    let forged = send(&server.address, "POST", "/api/agreements/find", &headers, br#"{"words":"a"}"#);
    assert_eq!(code(&forged), (403, "other_site".into()));
    let troubles: Troubles = browser.get("/api/troubles").json();
    assert_eq!(troubles, Troubles { items: vec![], next: None });
}

#[test]
fn a_code_made_on_the_page_lets_a_tablet_in() {
    let server = Server::start();
    let made: EnrolmentCode = Browser::of_a_manager(&server).post("/api/enrolment-codes", b"").json();
    let line: EnrolmentLine = made.line.parse().unwrap();
    assert_eq!(line.address, server.address);
    assert_eq!(made.expires_at, office::Environment::now(&server.world) + TimeDelta::minutes(15));
    Tablet::with_line(&line, 1);
}

#[test]
fn what_is_on_its_way_and_what_to_look_at() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let mut twin = tablet.clone();
    let pdf = b"%PDF-1.7 not really".as_slice();
    let first = tablet.next(BODY, &[named(pdf)]);
    let other = twin.next(BODY, &[]);
    let _never_sent = tablet.next(BODY, &[]);
    let third = tablet.next(&BODY.replace(r#""something""#, r#""lacks_earlier":true,"something""#), &[]);
    tablet.keep(&[tablet.letter(&first)]);
    let row = |record: Hash| {
        let list: Agreements = Browser::of_a_manager(&server).get("/api/agreements").json();
        list.items.into_iter().find(|row| row.record == record.to_string()).unwrap()
    };
    let browser = Browser::of_a_manager(&server);
    assert_eq!(row(first.hash()).arrival, Arrival::OnItsWay { files: 1 });
    for file in ["pdf", "receipt"] {
        let answer = browser.get(&format!("/api/agreements/{}/{file}", first.hash()));
        assert_eq!(code(&answer), (404, "not_found".into()), "{file}");
    }
    tablet.keep(&[tablet.letter(&other), tablet.letter(&third)]);
    server.world.turn(TimeDelta::hours(25));
    tablet.keep(&tablet.file(pdf));
    assert_eq!(row(first.hash()).marks, [Mark::TwoBranches, Mark::CameLate]);
    assert!(matches!(row(first.hash()).arrival, Arrival::Here { office_seq: 3, .. }));
    assert_eq!(row(other.hash()).marks, [Mark::TwoBranches]);
    assert_eq!(row(third.hash()).marks, [Mark::EarlierMissing, Mark::LacksEarlier]);
}

#[test]
fn pages_come_from_their_folder_and_every_answer_is_guarded() {
    let server = Server::start();
    let unbuilt = Browser::at(&server.address).get("/");
    assert_eq!(unbuilt.status, 503);
    assert!(String::from_utf8_lossy(&unbuilt.body).starts_with("The office's pages are not built."));

    std::fs::create_dir_all(server.pages().join("pkg")).unwrap();
    std::fs::write(server.pages().join("index.html"), "<!doctype html>").unwrap();
    std::fs::write(server.pages().join("pkg/office_bg.wasm"), "wasm").unwrap();
    let server = server.restart();
    let browser = Browser::at(&server.address);
    assert_eq!(browser.get("/").status, 200, "it has looked into the folder");
    std::fs::write(server.pages().join("later.js"), "").unwrap();
    let check = |target: &str, status: u16, media_type: &str| {
        let answer = browser.get(target);
        assert_eq!((answer.status, answer.header("content-type")), (status, media_type), "{target}");
        assert_eq!(
            answer.header("content-security-policy"),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; img-src 'self'; \
             connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{target}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{target}");
        let kept = if status == 200 && !target.starts_with("/sign-in") && !target.starts_with("/passkey") {
            "no-cache"
        } else {
            "no-store"
        };
        assert_eq!(answer.header("cache-control"), kept, "{target}");
    };
    check("/", 200, "text/html; charset=utf-8");
    check("/agreements/0a", 200, "text/html; charset=utf-8");
    check("/pkg/office_bg.wasm", 200, "application/wasm");
    check("/pkg/other.js", 404, "text/plain; charset=utf-8");
    // Windows opens these in any folder, and reading them does not end.
    for device in ["/aux.js", "/com1.css", "/pkg/con.txt", "/NUL.png", "/lpt1.ico", "/later.js"] {
        check(device, 404, "text/plain; charset=utf-8");
    }
    check("/sign-in", 200, "text/html; charset=utf-8");
    check("/sign-in.js", 200, "text/javascript; charset=utf-8");
    check("/sign-in.css", 200, "text/css; charset=utf-8");
    check("/passkey.js", 200, "text/javascript; charset=utf-8");
    check("/passkeys", 200, "text/html; charset=utf-8");
    check("/passkeys.js", 200, "text/javascript; charset=utf-8");
    check("/api/agreements", 401, "application/json");
    check("/v1/hello", 401, "application/json");
    for outside in ["/%2e%2e/data/office.key", "/..%2fdata/office.key", "/pkg/%2e%2e/%2e%2e/data/office.key"]
    {
        check(outside, 404, "text/plain; charset=utf-8");
    }
}
