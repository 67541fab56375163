//! Agreeing to an agreement at the office, in a browser: a second look before it, what it does to nothing, and taking it back.

use crate::authenticator::Authenticator;
use crate::people::{BY, Browser, TEAM, code, confirm_all, held, json, secret_of};
use crate::tablet::{Tablet, named};
use crate::world::{Answer, Lets, Server};
use chrono::TimeDelta;
use ipc::office::countersigning::{
    PaperChecked, PhoneWas, SaidKind, SaidPage, Signature, SignsAs, WrittenNow,
};
use ipc::office::people::{FirstTime, Link};
use ipc::office::{Agreements, SaidLast};
use office::store::Wanted;
use office::{Environment, Role};
use record::Hash;
use serde_json::{Value, json as value};

const PDF: &[u8] = b"%PDF-1.7 not really";
/// Its manager agreed by telephone.
const BODY: &str = r#"{"reference":"FSP-7K2M","title":"The Marsh family","sealed_at":"2026-06-09T11:01:00+01:00",
    "worker":{"name":"Sam Okoro"},
    "agreement":{"sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","len":3},
    "outcomes":[{"name":"Kelly Marsh","role":"parent","outcome":"signs"},
        {"name":"Priya Nair","role":"team-manager","outcome":"agreed_by_phone","said":"Yes.","call_at":"10:48:00"}]}"#;

/// Somebody who signs, and what their app was told.
struct Signer {
    browser: Browser,
    secret: String,
}

impl Signer {
    /// Signed in a minute ago, so that the code of now was not used.
    fn new(server: &Server, role: Role, name: &str) -> Self {
        let login = format!("signer{}", server.office.people(&BY).unwrap().len());
        let role = held(&server.office, role, TEAM);
        let (_, link) = server.office.add_person(&BY, &login, name, &[role]).unwrap();
        let mut browser = Browser::at(&server.address);
        let shown = browser.post("/api/first-time", &json(&Link { link: secret_of(&link) }));
        let secret = shown.json::<FirstTime>().secret;
        assert_eq!(browser.first_time(&link, server.world.now()).status, 204);
        server.world.turn(TimeDelta::minutes(1));
        Self { browser, secret }
    }

    fn page(&self, record: Hash) -> SaidPage {
        self.browser.get(&format!("/api/agreements/{record}/said")).json()
    }

    fn code(&self, server: &Server) -> Value {
        value!({ "way": "code", "code": office::code_at(&self.secret, server.world.now()).unwrap() })
    }

    fn post(&self, record: Hash, call: &str, said: &Value) -> Answer {
        self.browser.post(&format!("/api/agreements/{record}/{call}"), &json(said))
    }
}

/// A confirmed tablet's agreement, all of which is here.
fn sealed(server: &Server, body: &str) -> Hash {
    let mut tablet = Tablet::joined(server, 1);
    confirm_all(&server.office, TEAM);
    let record = tablet.next(body, &[named(PDF)]);
    tablet.keep(&[tablet.letter(&record)]);
    tablet.keep(&tablet.file(PDF));
    record.hash()
}

/// Every byte of what a tablet sealed, as it is kept.
fn kept(server: &Server) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    let database = server.database();
    for sql in [
        "SELECT envelope FROM record WHERE kind = 'plan.sealed'",
        "SELECT body FROM record WHERE kind = 'plan.sealed'",
        "SELECT signature FROM record WHERE kind = 'plan.sealed'",
        "SELECT receipt FROM record WHERE kind = 'plan.sealed'",
        "SELECT bytes FROM blob_part ORDER BY sha256, start",
    ] {
        let mut statement = database.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get::<_, Vec<u8>>(0)).unwrap();
        all.extend(rows.map(Result::unwrap));
    }
    all
}

fn stands(signer: &Signer) -> SaidLast {
    signer.browser.get("/api/agreements").json::<Agreements>().items[0].said_last
}

fn signs(request: &str, phone: Option<&str>, again: &Value) -> Value {
    value!({ "request": request, "phone": phone, "again": again,
        "signature": { "form": "typed", "name": " Priya Nair " } })
}

fn again_needed(answer: &Answer) {
    assert_eq!(code(answer), (422, "again_needed".into()));
}

fn not_usable(answer: &Answer) {
    assert_eq!(code(answer), (422, "not_usable".into()));
}

#[test]
fn a_plan_is_countersigned_and_what_was_sealed_stays_as_it_was() {
    let server = Server::start();
    let record = sealed(&server, BODY);
    let priya = Signer::new(&server, Role::Manager, "Priya Nair");
    let (before, page) = (kept(&server), priya.page(record));
    assert_eq!(
        (page.signs_as, page.rows.len(), page.code.as_deref()),
        (Some(SignsAs::Manager), 0, Some("16bf"))
    );
    let call = page.by_phone.as_ref().unwrap();
    assert_eq!(
        (call.name.as_str(), call.is_you, call.rang.as_deref()),
        ("Priya Nair", true, Some("Sam Okoro"))
    );
    assert!(page.again.code && !page.again.passkey && !page.again.is_fresh);
    assert_eq!(stands(&priya), SaidLast::Nothing);

    let said =
        priya.post(record, "countersign", &signs(&page.request, Some("confirmed"), &priya.code(&server)));
    let written: WrittenNow = said.json();
    let again = priya.post(record, "countersign", &signs(&page.request, Some("confirmed"), &Value::Null));
    assert_eq!(again.json::<WrittenNow>(), written, "sent twice, it is said once");
    let mut other = signs(&page.request, Some("disputed"), &Value::Null);
    other["words"] = "It was not so.".into();
    not_usable(&priya.post(record, "countersign", &other));

    let page = priya.page(record);
    let [row] = page.rows.as_slice() else { panic!("{page:?}") };
    assert_eq!((row.kind, &row.said, row.is_yours), (SaidKind::Countersigned, &written.said, true));
    assert_eq!((row.name.as_str(), row.role.as_str()), ("Priya Nair", "Team manager"));
    assert_eq!((row.signs_as, row.phone), (Some(SignsAs::Manager), Some(PhoneWas::Confirmed)));
    assert_eq!(row.signature, Some(Signature::Typed { name: "Priya Nair".into() }));
    assert_eq!(stands(&priya), SaidLast::Countersigned { at: row.at });
    assert_eq!(kept(&server), before, "the family's paper still matches");
    assert_eq!(priya.browser.get(&format!("/api/agreements/{record}/pdf")).body, PDF);

    let server = server.restart();
    let list = server.office.agreements(&BY, &Wanted::All, None, None).unwrap();
    assert_eq!(list.items[0].said_last, SaidLast::Countersigned { at: row.at });
}

#[test]
fn it_is_given_back_with_words_and_each_takes_back_their_own() {
    let server = Server::start();
    let record = sealed(&server, BODY);
    let priya = Signer::new(&server, Role::Manager, "Priya Nair");
    let dana = Signer::new(&server, Role::Sergeant, "Dana Cole");
    let say = |who: &Signer, call: &str, said: Value| -> Answer {
        let mut said = said;
        said["request"] = who.page(record).request.into();
        server.world.turn(TimeDelta::minutes(1));
        said["again"] = who.code(&server);
        who.post(record, call, &said)
    };
    not_usable(&say(&dana, "return", value!({ "words": " " })));
    assert_eq!(say(&dana, "return", value!({ "words": "Say who walks with them." })).status, 200);
    assert_eq!(stands(&priya), SaidLast::Returned);
    let page = priya.page(record);
    let returned = page.rows[0].said.clone();
    assert_eq!((page.rows[0].role.as_str(), page.rows[0].is_yours), ("Detective sergeant", false));
    assert_eq!(dana.page(record).signs_as, Some(SignsAs::Sergeant));
    let signature = value!({ "form": "typed", "name": "Priya Nair" });
    let signed = say(&priya, "countersign", value!({ "signature": signature, "phone": "confirmed" }));
    let signed = signed.json::<WrittenNow>().said;
    assert!(matches!(stands(&priya), SaidLast::Countersigned { .. }));
    let undo =
        |who: &Signer, said: &str| say(who, "unsign", value!({ "said": said, "words": "I looked again." }));
    not_usable(&undo(&priya, &returned));
    not_usable(&undo(&dana, &signed));
    assert_eq!(undo(&priya, &signed).status, 200);
    not_usable(&undo(&priya, &signed));
    assert_eq!(stands(&priya), SaidLast::Returned, "what another said before stands again");
    assert_eq!(undo(&dana, &returned).status, 200);
    assert_eq!(stands(&priya), SaidLast::Nothing);
    let rows = priya.page(record).rows;
    let undone: Vec<_> = rows.iter().map(|row| row.undone.as_ref().unwrap().words.as_str()).collect();
    assert_eq!(undone, ["I looked again."; 2], "all of it stays to be read");
}

#[test]
fn what_was_agreed_by_telephone_is_answered_by_whom_it_names() {
    let server = Server::start();
    let record = sealed(&server, BODY);
    let priya = Signer::new(&server, Role::Manager, "Priya  nair");
    let sign = |who: &Signer, phone: Option<&str>, words: &str| {
        let mut said = signs(&who.page(record).request, phone, &who.code(&server));
        said["words"] = words.into();
        let answer = who.post(record, "countersign", &said);
        server.world.turn(TimeDelta::minutes(1));
        answer
    };
    not_usable(&sign(&priya, None, ""));
    not_usable(&sign(&priya, Some("disputed"), " "));
    assert_eq!(sign(&priya, Some("disputed"), "I said that I would read it first.").status, 200);
    let row = priya.page(record).rows.remove(0);
    assert_eq!(row.phone, Some(PhoneWas::Disputed));
    assert_eq!(row.words, "I said that I would read it first.");
    let ben = Signer::new(&server, Role::Manager, "Ben Shah");
    assert_eq!(sign(&ben, None, "").status, 200, "another manager may leave it open");
    let dana = Signer::new(&server, Role::Sergeant, "Dana Cole");
    not_usable(&sign(&dana, Some("confirmed"), ""));
    assert_eq!(sign(&dana, None, "").status, 200);
}

#[test]
fn a_second_look_comes_first_and_holds_for_five_minutes() {
    let server = Server::start();
    let record = sealed(&server, "{}");
    let priya = Signer::new(&server, Role::Manager, "Priya Nair");
    let sign =
        |again: &Value| priya.post(record, "countersign", &signs(&priya.page(record).request, None, again));
    again_needed(&sign(&Value::Null));
    let used = priya.code(&server);
    let wrong = value!({ "way": "code", "code": if used["code"] == "000000" { "000001" } else { "000000" } });
    for _ in 0..9 {
        assert_eq!(code(&sign(&wrong)), (422, "again_wrong".into()));
    }
    assert_eq!(sign(&used).status, 200);
    assert_eq!(sign(&Value::Null).status, 200, "for five minutes");
    assert!(priya.page(record).again.is_fresh);
    server.world.turn(TimeDelta::minutes(5));
    again_needed(&sign(&Value::Null));
    assert_eq!(code(&sign(&used)), (422, "again_wrong".into()), "it was used, and is old");
    let now = priya.code(&server);
    let mut elsewhere = Browser::at(&server.address);
    let text = now["code"].as_str().unwrap().to_owned();
    assert_eq!(elsewhere.sign_in("signer0", crate::people::PASSWORD, &text).status, 204);
    assert_eq!(code(&sign(&now)), (422, "again_wrong".into()), "it was used at the sign-in");
    for _ in 0..8 {
        assert_eq!(code(&sign(&wrong)), (422, "again_wrong".into()));
    }
    server.world.turn(TimeDelta::minutes(1));
    assert_eq!(code(&sign(&priya.code(&server))), (429, "too_many_tries".into()));
    server.world.turn(TimeDelta::minutes(15));
    assert_eq!(sign(&priya.code(&server)).status, 200);
}

#[test]
fn a_passkey_is_as_good_as_a_code_and_only_one_s_own() {
    let server = Server::start_letting(Lets { by_name: true, ..Lets::default() });
    let record = sealed(&server, "{}");
    let passkey = |who: &Signer, name: &str| {
        let mut authenticator = Authenticator::at(&server.address, name);
        let made = authenticator.made(&who.browser.post("/api/passkeys/begin", b"{}").json());
        let told = value!({ "name": name, "passkey": made });
        assert_eq!(who.browser.post("/api/passkeys/add", &json(&told)).status, 204);
        authenticator
    };
    let priya = Signer::new(&server, Role::Manager, "Priya Nair");
    let dana = Signer::new(&server, Role::Sergeant, "Dana Cole");
    let (mut own, mut another) = (passkey(&priya, "own"), passkey(&dana, "another"));
    assert!(priya.page(record).again.passkey);
    let ask = || -> Value { priya.browser.post("/api/again/passkey", b"{}").json() };
    let sign = |shown: &Value| {
        let again = value!({ "way": "passkey", "shown": shown });
        priya.post(record, "countersign", &signs(&priya.page(record).request, None, &again))
    };
    let wrong = |answer: &Answer| assert_eq!(code(answer), (422, "again_wrong".into()));
    wrong(&sign(&another.shown(&ask())));
    wrong(&sign(&own.shown(&dana.browser.post("/api/again/passkey", b"{}").json())));
    let shown = own.shown(&ask());
    assert_eq!(sign(&shown).status, 200);
    server.world.turn(TimeDelta::minutes(5));
    wrong(&sign(&shown));
    let late = own.shown(&ask());
    server.world.turn(TimeDelta::minutes(5));
    wrong(&sign(&late));
    assert_eq!(sign(&own.shown(&ask())).status, 200);
    let mut browser = Browser::at(&server.address);
    let question = browser.post("/api/sign-in/passkey", b"{}");
    browser.keep_cookie(&question);
    let shown = own.shown(&question.json());
    assert_eq!(browser.post("/api/sign-in/passkey/shown", &json(&shown)).status, 204, "it still signs in");
}

#[test]
fn nothing_is_signed_before_all_of_it_is_here() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    confirm_all(&server.office, TEAM);
    let record = tablet.next("{}", &[named(PDF)]);
    tablet.keep(&[tablet.letter(&record)]);
    let priya = Signer::new(&server, Role::Manager, "Priya Nair");
    let sign = || {
        let request = priya.page(record.hash()).request;
        priya.post(record.hash(), "countersign", &signs(&request, None, &priya.code(&server)))
    };
    not_usable(&sign());
    tablet.keep(&tablet.file(PDF));
    assert_eq!(sign().status, 200);
}

#[test]
fn a_paper_is_checked_by_its_first_and_last_page() {
    let server = Server::start();
    let record = sealed(&server, BODY);
    let worker = Browser::signed_in(&server, Role::Worker, TEAM);
    let check = |first: &str, last: &str| -> PaperChecked {
        let said = value!({ "first": first, "last": last });
        worker.post(&format!("/api/agreements/{record}/check-paper"), &json(&said)).json()
    };
    let both = |first: bool, last: bool| PaperChecked { first, last };
    assert_eq!(check("ba78", "8f01"), both(true, true));
    assert_eq!(check(" BA 78 ", "8F01"), both(true, true));
    assert_eq!(check("8f01", "ba78"), both(false, false));
    assert_eq!(check("ba78", "16bf"), both(true, false));
    assert_eq!(check("", "8f01"), both(false, true));
}
