//! Passkeys: adding one, signing in with it, and all that is refused.

use crate::authenticator::{Authenticator, PRESENT, VERIFIED};
use crate::people::{BY, Browser, TEAM, code, json};
use crate::world::{Answer, Lets, Server};
use chrono::TimeDelta;
use ipc::office::people::{Me, PasskeyRow};
use office::store::{Accessed, Which};
use office::{Environment, PersonId, Role};
use serde_json::{Value, json};

const WRONG: (u16, &str) = (403, "passkey_wrong");

fn server() -> Server {
    Server::start_letting(Lets { by_name: true, ..Lets::default() })
}

/// Asks to make a passkey, and tells what was made.
fn add(browser: &Browser, authenticator: &mut Authenticator, name: &str) -> Answer {
    let asked = browser.post("/api/passkeys/begin", b"{}");
    assert_eq!(asked.status, 200);
    let made = authenticator.made(&asked.json());
    tell(browser, name, &made)
}

fn tell(browser: &Browser, name: &str, made: &Value) -> Answer {
    browser.post("/api/passkeys/add", &json(&json!({ "name": name, "passkey": made })))
}

/// Somebody with a passkey, and what keeps it.
fn with_passkey(server: &Server) -> (Browser, Authenticator) {
    let browser = Browser::signed_in(server, Role::Worker, TEAM);
    let mut authenticator = Authenticator::at(&server.address, &browser.cookie);
    assert_eq!(add(&browser, &mut authenticator, "my telephone").status, 204);
    (browser, authenticator)
}

/// Whoever was added last.
fn newest(server: &Server) -> PersonId {
    server.office.people(&BY).unwrap().last().unwrap().id
}

/// A browser that was asked for a passkey, and what it was asked.
fn asked(server: &Server) -> (Browser, Value) {
    let mut browser = Browser::at(&server.address);
    let asked = browser.post("/api/sign-in/passkey", b"{}");
    assert_eq!(asked.status, 200);
    assert!(asked.header("set-cookie").ends_with("; Max-Age=300; Path=/; HttpOnly; SameSite=Strict"));
    browser.keep_cookie(&asked);
    (browser, asked.json())
}

fn show(browser: &mut Browser, shown: &Value) -> Answer {
    let answer = browser.post("/api/sign-in/passkey/shown", &json(shown));
    browser.keep_cookie(&answer);
    answer
}

fn sign_in(server: &Server, authenticator: &mut Authenticator) -> Answer {
    let (mut browser, asked) = asked(server);
    show(&mut browser, &authenticator.shown(&asked))
}

/// The newest row of a page in what was done.
fn written(server: &Server, page: &str) -> Option<Accessed> {
    server.office.accessed(&BY, Which::All, None).unwrap().into_iter().find(|row| row.page == page)
}

/// It is refused, nobody is in by it, and it is written.
fn refused(server: &Server, how: &str, wanted: (u16, &str), act: impl FnOnce() -> Answer) {
    server.world.turn(TimeDelta::minutes(1));
    let page = "sign in by passkey";
    let before = written(server, page).map_or(0, |row| row.number);
    let answer = act();
    assert_eq!(code(&answer), (wanted.0, wanted.1.to_owned()), "{how}");
    assert!(answer.headers.get("set-cookie").is_none(), "{how}");
    let row = written(server, page).unwrap();
    assert!(row.number > before && !row.allowed && row.who == "nobody", "{how}");
}

#[test]
fn a_passkey_signs_its_person_in_with_nothing_else() {
    let server = server();
    let (own, mut authenticator) = with_passkey(&server);
    let listed: Vec<PasskeyRow> = own.get("/api/passkeys").json();
    assert_eq!((listed[0].name.as_str(), listed[0].used_at), ("my telephone", None));
    for _ in 0..2 {
        let (mut browser, asked) = asked(&server);
        assert_eq!(asked["publicKey"]["userVerification"], "required");
        assert_eq!(asked["publicKey"]["allowCredentials"], json!([]), "nobody's name is asked or told");
        assert_eq!(show(&mut browser, &authenticator.shown(&asked)).status, 204);
        let me: Me = browser.get("/api/me").json();
        assert_eq!((me.name.as_str(), me.has_passkeys), ("Ruth Okafor", true));
    }
    let listed: Vec<PasskeyRow> = own.get("/api/passkeys").json();
    assert!(listed[0].used_at.is_some());
    let row = written(&server, "sign in by passkey").unwrap();
    assert_eq!((row.allowed, row.done.as_str(), row.name.as_str()), (true, "sign_in", "Ruth Okafor"));
    assert!(written(&server, "add passkey").unwrap().allowed);
    let server = server.restart_after(|_| {});
    authenticator.origin = server.address.clone();
    assert_eq!(sign_in(&server, &mut authenticator).status, 204, "it is kept");
}

#[test]
fn what_was_asked_is_answered_once_in_time_by_whom_it_was_asked() {
    let server = server();
    let (_, mut authenticator) = with_passkey(&server);
    let (mut browser, question) = asked(&server);
    let shown = authenticator.shown(&question);
    let again = browser.clone();
    assert_eq!(show(&mut browser, &shown).status, 204);
    refused(&server, "twice", WRONG, || show(&mut again.clone(), &shown));
    refused(&server, "of no question", WRONG, || show(&mut Browser::at(&server.address), &shown));
    refused(&server, "of another's question", WRONG, || {
        let ((mut one, _), (_, other)) = (asked(&server), asked(&server));
        show(&mut one, &authenticator.shown(&other))
    });
    refused(&server, "too late", WRONG, || {
        let (mut browser, question) = asked(&server);
        server.world.turn(TimeDelta::minutes(5));
        show(&mut browser, &authenticator.shown(&question))
    });
    assert_eq!(sign_in(&server, &mut authenticator).status, 204);
}

/// What is done to an authenticator so that it does not keep the rules.
type Bend = fn(&mut Authenticator);

#[test]
fn what_is_not_the_passkey_s_answer_signs_nobody_in() {
    let server = server();
    let (_, mut good) = with_passkey(&server);
    let (_, other) = with_passkey(&server);
    let mut forged = good.forged();
    refused(&server, "another key", WRONG, || sign_in(&server, &mut forged));
    let bent: [(&str, Bend); 6] = [
        ("nobody was asked who they are", |it| it.flags = PRESENT),
        ("nobody was there", |it| it.flags = VERIFIED),
        ("another page asked", |it| it.origin = "http://localhost.example".into()),
        ("it was made for another office", |it| it.party = "office.example"),
        ("it was to make one", |it| it.does = Some("webauthn.create")),
        ("it has another name", |it| it.name = b"another".to_vec()),
    ];
    for (how, bend) in bent {
        let before = (good.flags, good.origin.clone(), good.party, good.name.clone());
        bend(&mut good);
        refused(&server, how, WRONG, || sign_in(&server, &mut good));
        (good.flags, good.origin, good.party, good.name) = before;
        good.does = None;
    }
    let own = std::mem::replace(&mut good.handle, other.handle);
    refused(&server, "it is said to be another's", WRONG, || sign_in(&server, &mut good));
    good.handle = own;
    assert_eq!(sign_in(&server, &mut good).status, 204);
    good.count -= 1;
    refused(&server, "it counts back", WRONG, || sign_in(&server, &mut good));
    for rubbish in [json!({}), json!([]), json!("a")] {
        let (mut browser, _) = asked(&server);
        assert_eq!(show(&mut browser, &rubbish).refusal(), (400, "bad_request".into()));
    }
}

#[test]
fn whoever_guesses_is_shut_out_for_that_passkey() {
    let server = server();
    let (_, mut good) = with_passkey(&server);
    let (_, mut other) = with_passkey(&server);
    let mut forged = good.forged();
    for _ in 0..10 {
        assert_eq!(code(&sign_in(&server, &mut forged)), (403, "passkey_wrong".into()));
    }
    assert_eq!(code(&sign_in(&server, &mut good)), (429, "too_many_tries".into()));
    assert_eq!(sign_in(&server, &mut other).status, 204);
    server.world.turn(TimeDelta::minutes(15));
    assert_eq!(sign_in(&server, &mut good).status, 204);
}

#[test]
fn one_that_was_removed_or_whose_person_ended_signs_nobody_in() {
    let server = server();
    let administrator = Browser::signed_in(&server, Role::Administrator, "");
    let (own, mut removed) = with_passkey(&server);
    let listed: Vec<PasskeyRow> = own.get("/api/passkeys").json();
    let remove = format!("/api/passkeys/{}/remove", listed[0].id);
    assert_eq!(administrator.post(&remove, b"").status, 404, "it is another's");
    assert_eq!(own.post(&remove, b"").status, 204);
    assert_eq!(own.post(&remove, b"").status, 404);
    refused(&server, "removed", WRONG, || sign_in(&server, &mut removed));

    let (own, mut lost) = with_passkey(&server);
    let forget = format!("/api/people/{}/forget", newest(&server));
    assert_eq!(administrator.post(&forget, b"").status, 204);
    assert_eq!(own.get("/api/me").status, 401, "their sessions ended with it");
    refused(&server, "forgotten", WRONG, || sign_in(&server, &mut lost));

    let (_, mut before) = with_passkey(&server);
    let link = server.office.new_sign_in_link(&BY, newest(&server)).unwrap();
    assert_eq!(sign_in(&server, &mut before).status, 204, "until the link is used");
    assert_eq!(Browser::at(&server.address).first_time(&link, server.world.now()).status, 204);
    refused(&server, "a link was used since", WRONG, || sign_in(&server, &mut before));

    let (_, mut ended) = with_passkey(&server);
    server.office.end_person(&BY, newest(&server)).unwrap();
    refused(&server, "ended", WRONG, || sign_in(&server, &mut ended));
}

#[test]
fn only_what_was_made_for_this_session_and_is_nobody_s_yet_is_added() {
    let server = server();
    let (own, other) =
        (Browser::signed_in(&server, Role::Worker, TEAM), Browser::signed_in(&server, Role::Auditor, ""));
    let wrong = |answer: &Answer| assert_eq!(code(answer), (403, "passkey_wrong".into()));
    let not_usable = |answer: &Answer| assert_eq!(code(answer), (422, "not_usable".into()));
    let asked = |browser: &Browser| -> Value { browser.post("/api/passkeys/begin", b"{}").json() };
    let mut authenticator = Authenticator::at(&server.address, "one");
    let made = authenticator.made(&asked(&own));
    assert_eq!(asked(&own)["publicKey"]["authenticatorSelection"]["requireResidentKey"], true);
    wrong(&tell(&own, "of a question before", &made));
    let made = authenticator.made(&asked(&own));
    asked(&other);
    wrong(&tell(&other, "of another's question", &made));
    assert_eq!(tell(&own, "mine", &made).status, 204);
    wrong(&tell(&own, "twice", &made));
    wrong(&add(&own, &mut authenticator, "known already"));
    not_usable(&add(&other, &mut authenticator, "somebody's"));
    not_usable(&add(&own, &mut Authenticator::at(&server.address, "two"), " "));
    authenticator.name = b"three".to_vec();
    authenticator.flags = PRESENT;
    wrong(&add(&own, &mut authenticator, "nobody was asked who they are"));
    authenticator.flags = PRESENT | VERIFIED;
    let mut made = authenticator.made(&asked(&own));
    made["extensions"]["credProps"]["rk"] = json!(false);
    not_usable(&tell(&own, "not found without a name", &made));
    for number in 1..20 {
        let mut next = Authenticator::at(&server.address, &number.to_string());
        assert_eq!(add(&own, &mut next, "another").status, 204, "{number}");
    }
    not_usable(&add(&own, &mut Authenticator::at(&server.address, "one too many"), "another"));
    let excluded = asked(&own)["publicKey"]["excludeCredentials"].as_array().unwrap().len();
    assert_eq!((own.get("/api/passkeys").json::<Vec<PasskeyRow>>().len(), excluded), (20, 20));
    assert_eq!(other.get("/api/passkeys").json::<Vec<PasskeyRow>>().len(), 0);
}

#[test]
fn at_a_number_there_are_none() {
    let (by_name, by_number) = (server(), Server::start());
    let page =
        |server: &Server| String::from_utf8(Browser::at(&server.address).get("/sign-in").body).unwrap();
    assert!(page(&by_name).contains(r#"<body data-ways="password passkey">"#));
    assert!(page(&by_number).contains(r#"<body data-ways="password">"#));
    let own = Browser::signed_in(&by_number, Role::Worker, TEAM);
    assert!(!own.get("/api/me").json::<Me>().has_passkeys);
    for target in ["/api/passkeys/begin", "/api/sign-in/passkey"] {
        assert_eq!(code(&own.post(target, b"{}")), (403, "no_such_way".into()), "{target}");
    }
}
