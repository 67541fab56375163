//! Nobody gets in who should not: each call of the table of calls, made by whoever may not make it. It is refused, shows nothing of an
//! agreement, and is written. A call that is added without saying here who may make it fails.

mod agencies;
mod expected;

use self::agencies::{AGENCY, AGENCY_KEY, agencies};
use self::expected::{About, EXPECTED, Expected, REASON};
use crate::people::{BY, Browser, TEAM, confirm_all, held};
use crate::tablet::{Tablet, named, nonce, signing_key};
use crate::world::{Answer, Server, send};
use chrono::TimeDelta;
use ipc::office::Agreements;
use office::store::{Accessed, Which};
use office::{Environment, Gate, OfficeKey, Role, Row, WhoMay, rows};
use record::request::{Proof, Request};
use record::{AgencyLine, CaseId, Hash};

/// Words of agreements. No answer to somebody who may not see them holds any.
const WORDS: [&str; 5] = ["Keeping Sam", "Ewa", "Ros Adeyemi", "FSP-7K2M", "%PDF"];
const BODY: &str = r#"{"reference":"FSP-7K2M","title":"Keeping Sam and Ava safe","worker":{"name":"Ros Adeyemi"},
    "outcomes":[{"name":"Ewa","role":"parent","outcome":"signs"}]}"#;
const PDF: &[u8] = b"%PDF-1.7 not really";
const OTHER: &str = "Elsewhere";
const SEALED: [u8; 16] = [9; 16];

/// An office with an agreement of one team, another that is sealed, and people of both teams.
struct Play {
    server: Server,
    tablet: Tablet,
    revoked: Tablet,
    record: Hash,
    sealed: Hash,
    browsers: Vec<(Role, &'static str, Browser)>,
    /// What each has as a cookie that is good no more: signed out, ended by nobody doing anything, and with its person.
    gone: Vec<Browser>,
}

impl Play {
    fn new() -> Self {
        let server = Server::start();
        let (mut tablet, revoked) = (Tablet::joined(&server, 1), Tablet::joined(&server, 2));
        let record = tablet.next(BODY, &[named(PDF)]);
        let mut envelope = tablet.next_envelope(BODY, &[named(PDF)]);
        envelope.case = CaseId::from(SEALED);
        let sealed = tablet.sign(&envelope, BODY);
        tablet.keep(&[tablet.letter(&record), tablet.letter(&sealed)]);
        tablet.keep(&tablet.file(PDF));
        confirm_all(&server.office, TEAM);
        server.office.seal_case(&BY, SEALED.into(), &[]).unwrap().unwrap();
        server.office.revoke_tablet(&BY, revoked.device).unwrap().unwrap();
        let keys = OfficeKey::from_seed(&[AGENCY_KEY; 32]).keys();
        let line = AgencyLine { tenant: AGENCY.parse().unwrap(), keys }.to_string();
        server.office.add_partner(&BY, "Northmere Police", &line, None).unwrap();

        let out = Browser::signed_in(&server, Role::Manager, TEAM);
        assert_eq!(out.post("/api/sign-out", b"").status, 204);
        let idle = Browser::signed_in(&server, Role::Manager, TEAM);
        server.world.turn(TimeDelta::minutes(30));
        let role = held(&server.office, Role::Manager, TEAM);
        let (id, link) = server.office.add_person(&BY, "ended", "Jan Nowak", &[role]).unwrap();
        let mut ended = Browser::at(&server.address);
        assert_eq!(ended.first_time(&link, server.world.now()).status, 204);
        server.office.end_person(&BY, id).unwrap();
        let mut browsers = Vec::new();
        for team in [TEAM, OTHER] {
            for role in Role::ALL {
                browsers.push((role, team, Browser::signed_in(&server, role, team)));
            }
        }
        let (record, sealed) = (record.hash(), sealed.hash());
        Self { server, tablet, revoked, record, sealed, browsers, gone: vec![out, idle, ended] }
    }

    fn browser(&self, role: Role, team: &str) -> &Browser {
        let found = self.browsers.iter().find(|(is, of, _)| *is == role && *of == team);
        &found.unwrap().2
    }

    /// Where a call goes: to the agreement, or to the one that is sealed.
    fn target(&self, row: &Row, to_sealed: bool) -> String {
        let record = if to_sealed { self.sealed } else { self.record };
        let case = CaseId::from(if to_sealed { SEALED } else { [4; 16] });
        let nobody = "01970000-0000-7000-8000-000000000001";
        let path = match row.name {
            "news" => "/api/news?since=2026-06-09T00:00:00Z",
            _ => row.path,
        };
        path.replace("{need}", "copy_owed")
            .replace("{record}", &record.to_string())
            .replace("{case}", &case.to_string())
            .replace("{tablet}", &self.tablet.device.to_string())
            .replace("{person}", nobody)
            .replace("{alert}", nobody)
            .replace("{passkey}", &Hash::of(b"nobody's").to_string())
    }

    fn call(&self, row: &Row, expected: &Expected, by: &Browser, to_sealed: bool) -> Answer {
        let target = self.target(row, to_sealed);
        let headers = [("cookie", by.cookie.clone()), ("origin", by.origin.clone())];
        send(&self.server.address, row.method, &target, &headers, expected.body.as_bytes())
    }

    /// The newest row of a call in what was done.
    fn written(&self, row: &Row) -> Option<Accessed> {
        self.server.office.accessed(&BY, Which::All, None).unwrap().into_iter().find(|it| it.page == row.name)
    }

    /// Something that has to be refused so, and written as asked by this kind of asker.
    fn refused(&self, row: &Row, how: &str, who: &str, wanted: (u16, &str), call: impl FnOnce() -> Answer) {
        // What strangers and tablets are refused is written once a minute.
        self.server.world.turn(TimeDelta::minutes(1));
        let before = self.written(row).map_or(0, |it| it.number);
        let answer = call();
        let (status, word) = wanted;
        assert_eq!(answer.refusal(), (status, word.to_owned()), "{}: {how}", row.name);
        shows_nothing(&answer, row, how);
        let written = self.written(row).unwrap_or_else(|| panic!("{}: {how} is not written", row.name));
        assert!(written.number > before, "{}: {how} is not written", row.name);
        assert_eq!((written.allowed, written.who.as_str()), (false, who), "{}: {how}", row.name);
    }
}

fn shows_nothing(answer: &Answer, row: &Row, how: &str) {
    let said = String::from_utf8_lossy(&answer.body);
    for word in WORDS {
        assert!(!said.contains(word), "{}: {how}: {said}", row.name);
    }
}

#[test]
fn each_call_is_expected_and_nothing_else_is() {
    let names: Vec<_> = rows().iter().map(|row| row.name).collect();
    let expected: Vec<_> = EXPECTED.iter().map(|expected| expected.name).collect();
    assert_eq!(names, expected);
}

#[test]
fn nobody_gets_in_who_should_not() {
    let play = Play::new();
    for (row, expected) in rows().iter().zip(EXPECTED) {
        for (.., browser) in &play.browsers {
            assert_eq!(browser.get("/api/me").status, 200, "nobody was ended by {}", row.name);
        }
        match row.gate {
            Gate::File => {
                let shown = send(&play.server.address, row.method, row.path, &[], b"");
                assert_eq!(shown.status, 200);
                shows_nothing(&shown, row, "a file");
            }
            Gate::AnyTablet(_) => any_tablet(&play, row, expected),
            Gate::Tablet(_) => tablets(&play, row, expected),
            Gate::Agency(_) => agencies(&play, row, expected),
            Gate::Page(_, WhoMay::Anybody) => anybody(&play, row, expected),
            Gate::Page(_, who @ (WhoMay::MayRead | WhoMay::MayChange)) => {
                people(&play, row, expected, who == WhoMay::MayChange);
            }
        }
    }
}

fn any_tablet(play: &Play, row: &Row, expected: &Expected) {
    let bare = || send(&play.server.address, row.method, row.path, &[], expected.body.as_bytes());
    play.refused(row, "nothing to sign", "nobody", (401, "not_signed"), bare);
    if row.method == "POST" {
        let rubbish = || crate::tablet::unsigned(&play.server.address, row.method, row.path, b"rubbish").1;
        play.refused(row, "rubbish", "nobody", (400, "bad_request"), rubbish);
    }
}

fn tablets(play: &Play, row: &Row, expected: &Expected) {
    let (address, body) = (&play.server.address, expected.body.as_bytes());
    let sent = |proof: &Proof| send(address, row.method, row.path, &proof.headers(), body);
    let bare = || send(address, row.method, row.path, &[], body);
    play.refused(row, "no signature", "nobody", (401, "not_signed"), bare);
    let request = Request { office: &play.tablet.office.signing, method: row.method, target: row.path, body };
    let forged = Proof::sign(&request, play.tablet.device, 0, nonce(), &signing_key(77));
    play.refused(row, "another's signature", "tablet", (401, "bad_signature"), || sent(&forged));
    let good = play.tablet.proof(row.method, row.path, body);
    sent(&good);
    play.refused(row, "sent twice", "tablet", (409, "replayed"), || sent(&good));
    let revoked = play.revoked.proof(row.method, row.path, body);
    play.refused(row, "revoked", "tablet", (401, "unknown_device"), || sent(&revoked));
}

fn anybody(play: &Play, row: &Row, expected: &Expected) {
    let own = Browser::at(&play.server.address);
    let word = match row.name {
        "sign in" => "sign_in_wrong",
        "first time" | "set password" => "link_wrong",
        // At an address that is a number there are no passkeys, and where no provider is set no accounts.
        _ => "no_such_way",
    };
    play.refused(row, "a guess", "nobody", (403, word), || play.call(row, expected, &own, false));
    let forged = Browser { origin: "http://elsewhere.example".into(), ..own };
    play.refused(row, "from elsewhere", "nobody", (403, "other_site"), || {
        play.call(row, expected, &forged, false)
    });
}

fn people(play: &Play, row: &Row, expected: &Expected, changes: bool) {
    let call = |browser: &Browser| play.call(row, expected, browser, false);
    let nobody = Browser::at(&play.server.address);
    let out = (401, "not_signed_in");
    play.refused(row, "nobody", "nobody", out, || call(&nobody));
    for gone in &play.gone {
        play.refused(row, "a cookie that is good no more", "nobody", out, || call(gone));
    }
    let right = play.browser(expected.may.unwrap(), TEAM);
    if changes {
        let forged = Browser { origin: "http://elsewhere.example".into(), ..right.clone() };
        play.refused(row, "from elsewhere", "person", (403, "other_site"), || call(&forged));
    } else {
        assert_eq!(call(right).status, 200, "{}: whoever may", row.name);
        // Who one is and whether anything came is not written.
        let is_written = play.written(row).is_some_and(|it| it.allowed && it.who == "person");
        assert!(is_written || ["oneself", "news"].contains(&row.name), "{}", row.name);
    }
    if let Some(role) = expected.may_not {
        let wrong = play.browser(role, TEAM);
        play.refused(row, "another role", "person", (403, "not_allowed"), || call(wrong));
    }
    let other = play.browser(expected.may.unwrap(), OTHER);
    match expected.about {
        About::Record | About::Case | About::Tablet => {
            play.refused(row, "another team", "person", (404, "not_found"), || call(other));
        }
        About::List => shows_nothing(&call(other), row, "another team"),
        About::Office => {}
    }
    if let About::Record | About::Case = expected.about {
        let sealed = || play.call(row, expected, right, true);
        play.refused(row, "a sealed case", "person", (404, "not_found"), sealed);
    }
    // Whoever opens a case in need opens no sealed one.
    if row.path.ends_with("/open") {
        let sealed = || play.call(row, expected, right, true);
        play.refused(row, "a sealed case", "person", (404, "not_found"), sealed);
    }
}

#[test]
fn what_a_tablet_sent_is_seen_by_nobody_until_it_has_a_team() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let record = tablet.next(BODY, &[]);
    tablet.keep(&[tablet.letter(&record)]);
    tablet.receipt(record.hash());
    let seen = |browser: &Browser| browser.get("/api/agreements").json::<Agreements>().items.len();
    let (own, other) =
        (Browser::signed_in(&server, Role::Worker, TEAM), Browser::signed_in(&server, Role::Worker, OTHER));
    assert_eq!((seen(&own), seen(&other)), (0, 0));
    confirm_all(&server.office, TEAM);
    let next = tablet.next(BODY, &[]);
    tablet.keep(&[tablet.letter(&next)]);
    assert_eq!((seen(&own), seen(&other)), (2, 0));
    let administrator = Browser::signed_in(&server, Role::Administrator, "");
    let to = serde_json::json!({ "team": crate::people::team(&server.office, OTHER).to_string() });
    let target = format!("/api/cases/{}/team", CaseId::from([4; 16]));
    assert_eq!(administrator.post(&target, to.to_string().as_bytes()).status, 204);
    assert_eq!((seen(&own), seen(&other)), (0, 2));
}

#[test]
fn a_case_of_another_team_is_opened_with_a_reason_and_an_alert() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let record = tablet.next(BODY, &[]);
    tablet.keep(&[tablet.letter(&record)]);
    confirm_all(&server.office, TEAM);
    let sign_in = |role, team| Browser::signed_in(&server, role, team);
    let other = sign_in(Role::Officer, OTHER);
    let seen = |browser: &Browser| browser.get("/api/agreements").json::<Agreements>().items.len();
    let open = format!("/api/agreements/{}/open", record.hash());
    assert_eq!(other.post(&open, br#"{"reason":"short"}"#).refusal(), (422, "not_usable".into()));
    assert_eq!(seen(&other), 0);
    assert_eq!(other.post(&open, REASON.as_bytes()).status, 204);
    assert_eq!((seen(&other), seen(&sign_in(Role::Officer, OTHER))), (1, 0));
    let alerts = |browser: &Browser| browser.get("/api/alerts").json::<Vec<ipc::office::people::AlertRow>>();
    let (manager, elsewhere) = (sign_in(Role::Manager, TEAM), sign_in(Role::Manager, OTHER));
    let auditor = sign_in(Role::Auditor, "");
    assert_eq!((alerts(&elsewhere).len(), alerts(&auditor).len()), (0, 1));
    let told = alerts(&manager);
    assert_eq!(
        (told[0].name.as_str(), told[0].reason.as_str()),
        ("Ruth Okafor", "they stand at our door now")
    );
    assert_eq!(told[0].reference.as_deref(), Some("FSP-7K2M"));
    let saw = format!("/api/alerts/{}/seen", told[0].id);
    assert_eq!(elsewhere.post(&saw, b"").status, 404);
    assert_eq!(manager.post(&saw, b"").status, 204);
    assert_eq!(alerts(&auditor).len(), 0);
    for _ in 0..17 {
        assert_eq!(seen(&other), 1, "for eight hours");
        server.world.turn(TimeDelta::minutes(29));
    }
    assert_eq!(seen(&other), 0);
    let other = sign_in(Role::Officer, OTHER);
    let on_paper = |reference: &str| {
        let body = format!(r#"{{"reference":"{reference}","reason":"they stand at our door now"}}"#);
        other.post("/api/cases/open", body.as_bytes()).status
    };
    assert_eq!((on_paper("FSP-7K2N"), on_paper("FSP"), on_paper(""), seen(&other)), (404, 404, 404, 0));
    assert_eq!((on_paper(" fsp-7k2m "), seen(&other)), (204, 1), "by what stands on the paper");
    let rows = server.office.accessed(&BY, Which::All, None).unwrap();
    assert!(
        rows.iter().any(|row| row.done == "break_glass" && row.allowed && row.reason.starts_with("they"))
    );
}
