//! Signing in with an account elsewhere, at a provider that answers over real HTTP: the whole way, and all that is refused.

use crate::people::{BY, Browser, TEAM, code, held, json};
use crate::provider::{Answers, CLIENT, Provider, SECRET, Signs, Tells};
use crate::world::{Answer, Lets, Server, World};
use chrono::TimeDelta;
use ipc::office::people::{FromProvider, Me, ToProvider};
use office::store::{Accessed, Which};
use office::{Accounts, LoginClaim, PersonId, Role, WaysIn};
use serde_json::{Value, json};

const LOGIN: &str = "ros@council.example";
const WRONG: (u16, &str) = (403, "account_wrong");
const UNKNOWN: (u16, &str) = (403, "account_unknown");

/// An office, the provider of its accounts, and the file with their secret.
struct Play {
    server: Server,
    provider: Provider,
    _secret: tempfile::NamedTempFile,
}

impl Play {
    fn new() -> Self {
        Self::with(LoginClaim::Email, true)
    }

    fn with(login: LoginClaim, passwords: bool) -> Self {
        let world = World::new();
        let provider = Provider::start(&world);
        let secret = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(secret.path(), format!("{SECRET}\n")).unwrap();
        let accounts = Accounts {
            issuer: provider.address.clone(),
            is_on_this_machine: true,
            client: CLIENT.into(),
            secret_file: secret.path().to_owned(),
            login,
        };
        let ways = WaysIn { passwords, accounts: Some(accounts) };
        let server = Server::start_in_world(world, Lets { by_name: true, ways });
        Self { server, provider, _secret: secret }
    }

    /// Somebody whose login is an address of mail.
    fn add(&self, login: &str) -> PersonId {
        let role = held(&self.server.office, Role::Worker, TEAM);
        self.server.office.add_person(&BY, login, "Ros Adeyemi", &[role]).unwrap().0
    }

    /// Bends what the provider tells.
    fn bend(&self, bend: impl FnOnce(&mut Tells)) {
        bend(&mut self.provider.tells());
    }

    fn claim(&self, name: &str, value: impl Into<Value>) {
        self.provider.tells().claims.insert(name.to_owned(), value.into());
    }

    /// A browser that was sent to the provider, and where.
    fn asked(&self) -> (Browser, String) {
        let mut browser = Browser::at(&self.server.address);
        let answer = browser.post("/api/sign-in/account", b"{}");
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        browser.keep_cookie(&answer);
        let ToProvider { address } = answer.json();
        (browser, address)
    }

    /// What a browser brings back once somebody signed in at the provider.
    fn at_provider(&self, address: &str) -> FromProvider {
        assert!(address.starts_with(&self.provider.address), "{address}");
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .build()
            .into();
        let answer = agent.get(address).call().unwrap();
        assert_eq!(answer.status(), 302);
        let back = answer.headers()["location"].to_str().unwrap().to_owned();
        let said = back.strip_prefix(&format!("{}/sign-in?", self.server.address)).unwrap();
        let of = |name: &str| {
            let mut pairs = said.split('&').map(|pair| pair.split_once('=').unwrap());
            pairs.find(|(found, _)| *found == name).unwrap().1.to_owned()
        };
        FromProvider { state: of("state"), code: Some(of("code")) }
    }

    /// All of the way, with one browser.
    fn sign_in(&self) -> (Browser, Answer) {
        let (mut browser, address) = self.asked();
        let answer = bring(&mut browser, &self.at_provider(&address));
        (browser, answer)
    }

    fn written(&self) -> Option<Accessed> {
        let rows = self.server.office.accessed(&BY, Which::All, None).unwrap();
        rows.into_iter().find(|row| row.page == "sign in by account")
    }

    /// It is refused, nobody is in by it, it is written, and nothing of anybody is told.
    fn refused(&self, how: &str, wanted: (u16, &str), act: impl FnOnce() -> Answer) {
        self.server.world.turn(TimeDelta::minutes(1));
        let before = self.written().map_or(0, |row| row.number);
        let answer = act();
        assert_eq!(code(&answer), (wanted.0, wanted.1.to_owned()), "{how}");
        assert!(answer.headers.get("set-cookie").is_none(), "{how}");
        let said = String::from_utf8_lossy(&answer.body);
        assert!(!said.contains("Ros") && !said.contains("account-1"), "{how}: {said}");
        let row = self.written().unwrap();
        assert!(row.number > before && !row.allowed && row.who == "nobody", "{how}");
    }

    /// The whole way is refused so.
    fn lets_nobody_in(&self, how: &str, wanted: (u16, &str)) {
        self.refused(how, wanted, || self.sign_in().1);
        self.provider.mend();
    }
}

fn bring(browser: &mut Browser, said: &FromProvider) -> Answer {
    let answer = browser.post("/api/sign-in/account/shown", &json(said));
    browser.keep_cookie(&answer);
    answer
}

#[test]
fn an_account_lets_in_whom_an_administrator_added_and_nobody_else() {
    let play = Play::new();
    play.lets_nobody_in("nobody was added", UNKNOWN);
    play.add(LOGIN);
    let page = String::from_utf8(Browser::at(&play.server.address).get("/sign-in").body).unwrap();
    assert!(page.contains(r#"<body data-ways="password passkey account">"#));
    let (browser, answer) = play.sign_in();
    assert_eq!(answer.status, 204);
    assert_eq!(browser.get("/api/me").json::<Me>().name, "Ros Adeyemi");
    let row = play.written().unwrap();
    assert_eq!((row.done.as_str(), row.allowed, row.name.as_str()), ("first_time", true, "Ros Adeyemi"));

    play.claim("email", "another@council.example");
    play.claim("email_verified", false);
    assert_eq!(play.sign_in().1.status, 204, "it is the account's person, whatever its address is now");
    assert_eq!(play.written().unwrap().done, "sign_in");
    play.provider.mend();
    play.bend(|it| it.subject = "account-2".into());
    play.lets_nobody_in("another account with the same address", UNKNOWN);
    let roles = play.server.office.people(&BY).unwrap()[0].roles.clone();
    play.claim("roles", json!(["administrator"]));
    assert_eq!(play.sign_in().1.status, 204);
    assert_eq!(play.server.office.people(&BY).unwrap()[0].roles, roles, "what they are is said here alone");
}

#[test]
fn a_token_that_is_not_the_provider_s_for_this_office_now_lets_nobody_in() {
    let play = Play::new();
    play.add(LOGIN);
    let now = || play.server.world.now_in_seconds() + 60;
    let claims: [(&str, &str, Value); 11] = [
        ("another question's", "nonce", "another".into()),
        ("no question's", "nonce", Value::Null),
        ("for another office", "aud", "another".into()),
        ("for another office too", "aud", json!([CLIENT, "another"])),
        ("for nobody", "aud", Value::Null),
        ("made for another", "azp", "another".into()),
        ("another provider's", "iss", "http://127.0.0.1:1".into()),
        ("over", "exp", (now() - 61).into()),
        ("of a time to come", "iat", (now() + 3600).into()),
        ("of an account without a name", "sub", "".into()),
        ("of an account with a long name", "sub", "a".repeat(256).into()),
    ];
    for (how, name, value) in claims {
        // The clock goes on with each, and the times are of now.
        let value = match name {
            "exp" => (now() - 61).into(),
            "iat" => (now() + 120).into(),
            _ => value,
        };
        play.claim(name, value);
        play.lets_nobody_in(how, WRONG);
    }
    for signs in [Signs::WithAnother, Signs::WithSecret, Signs::Not] {
        play.bend(|it| it.signs = signs);
        play.lets_nobody_in(&format!("{signs:?}"), WRONG);
    }
    play.bend(|it| it.says_key_id = Some("none of its keys"));
    play.lets_nobody_in("signed with a key that nobody knows", WRONG);
    play.bend(|it| it.says_key_id = Some("curve"));
    play.lets_nobody_in("signed with a key of another kind", WRONG);
    for answers in [Answers::WithoutToken, Answers::Rubbish, Answers::Elsewhere] {
        play.bend(|it| it.answers = answers);
        play.lets_nobody_in(&format!("{answers:?}"), WRONG);
    }
    assert_eq!(play.provider.tells().strayed, 0, "nothing was followed elsewhere");
    assert_eq!(play.sign_in().1.status, 204, "and all of it told rightly lets them in");
}

#[test]
fn a_minute_between_two_clocks_keeps_nobody_out() {
    let play = Play::new();
    play.add(LOGIN);
    let now = play.server.world.now_in_seconds();
    for (name, value) in [("exp", now - 59), ("iat", now + 60)] {
        play.claim(name, value);
        assert_eq!(play.sign_in().1.status, 204, "{name}");
        play.provider.mend();
    }
}

#[test]
fn what_was_asked_is_answered_once_in_time_by_whom_it_was_asked() {
    let play = Play::new();
    play.add(LOGIN);
    let (mut browser, address) = play.asked();
    let said = play.at_provider(&address);
    let mut same = browser.clone();
    assert_eq!(bring(&mut browser, &said).status, 204);
    play.refused("twice", WRONG, || bring(&mut same, &said));
    play.refused("a code that was used", WRONG, || {
        let (mut browser, address) = play.asked();
        let state = play.at_provider(&address).state;
        bring(&mut browser, &FromProvider { state, code: said.code.clone() })
    });
    play.refused("another state", WRONG, || {
        let (mut browser, address) = play.asked();
        let code = play.at_provider(&address).code;
        bring(&mut browser, &FromProvider { state: "another".into(), code })
    });
    play.refused("a browser that asked nothing", WRONG, || {
        let said = play.at_provider(&play.asked().1);
        bring(&mut Browser::at(&play.server.address), &said)
    });
    play.refused("a browser that asked something else", WRONG, || {
        let ((mut one, _), (_, address)) = (play.asked(), play.asked());
        bring(&mut one, &play.at_provider(&address))
    });
    play.refused("the code of another's question", WRONG, || {
        let ((mut one, own), (_, other)) = (play.asked(), play.asked());
        let (state, code) = (play.at_provider(&own).state, play.at_provider(&other).code);
        bring(&mut one, &FromProvider { state, code })
    });
    play.refused("the provider let nobody in", WRONG, || {
        let (mut browser, address) = play.asked();
        let state = play.at_provider(&address).state;
        bring(&mut browser, &FromProvider { state, code: None })
    });
    play.refused("too late", WRONG, || {
        let (mut browser, address) = play.asked();
        let said = play.at_provider(&address);
        play.server.world.turn(TimeDelta::minutes(5));
        bring(&mut browser, &said)
    });
}

#[test]
fn an_address_counts_only_where_the_provider_proved_it() {
    let play = Play::new();
    let id = play.add(LOGIN);
    for unproved in [Value::Null, false.into()] {
        play.claim("email_verified", unproved);
        play.lets_nobody_in("nobody proved the address", UNKNOWN);
    }
    play.claim("email", "jan@council.example");
    play.claim("preferred_username", LOGIN);
    play.lets_nobody_in("a name that counts only where that is set", UNKNOWN);
    play.server.office.end_person(&BY, id).unwrap();
    play.lets_nobody_in("they were ended before they came", UNKNOWN);
}

#[test]
fn a_name_counts_where_that_is_set() {
    let play = Play::with(LoginClaim::PreferredUsername, true);
    play.add(LOGIN);
    play.lets_nobody_in("an address, and no name", UNKNOWN);
    play.claim("preferred_username", " ROS@council.example");
    play.claim("email", Value::Null);
    assert_eq!(play.sign_in().1.status, 204);
}

#[test]
fn whoever_is_ended_or_forgotten_is_in_no_more() {
    let play = Play::new();
    let id = play.add(LOGIN);
    let (browser, _) = play.sign_in();
    assert_eq!(browser.get("/api/me").status, 200);
    play.server.office.forget_ways(&BY, id).unwrap();
    assert_eq!(browser.get("/api/me").status, 401);
    play.bend(|it| it.subject = "account-2".into());
    assert_eq!(play.sign_in().1.status, 204, "their next account there");
    play.provider.mend();
    play.lets_nobody_in("the one before", UNKNOWN);
    play.bend(|it| it.subject = "account-2".into());
    let (browser, _) = play.sign_in();
    play.server.office.end_person(&BY, id).unwrap();
    assert_eq!(browser.get("/api/me").status, 401);
    play.lets_nobody_in("ended", UNKNOWN);
}

#[test]
fn a_provider_may_be_away_and_may_change_its_keys() {
    let play = Play::new();
    play.add(LOGIN);
    let ask = || Browser::at(&play.server.address).post("/api/sign-in/account", b"{}");
    play.bend(|it| it.issuer = Some("http://127.0.0.1:1".into()));
    assert_eq!(code(&ask()), (503, "unavailable".into()), "it says that it is another");
    play.bend(|it| it.issuer = None);
    assert_eq!(code(&ask()), (503, "unavailable".into()), "it is not asked again at once");
    assert_eq!(play.provider.tells().told, 1);
    play.server.world.turn(TimeDelta::seconds(10));
    assert_eq!(play.sign_in().1.status, 204);
    assert_eq!(play.sign_in().1.status, 204);
    assert_eq!(play.provider.tells().told, 2, "it is asked once for many");

    play.bend(|it| it.key_id = "two");
    let too_early = code(&play.sign_in().1);
    assert_eq!(too_early, (403, "account_wrong".into()), "its keys were asked for just now");
    play.server.world.turn(TimeDelta::minutes(1));
    assert_eq!(play.sign_in().1.status, 204, "they are asked for again");
    play.bend(|it| it.signs = Signs::WithCurve);
    assert_eq!(play.sign_in().1.status, 204, "by ES256");
    play.provider.mend();
    play.bend(|it| it.answers = Answers::TooMuch);
    assert_eq!(code(&play.sign_in().1), (503, "unavailable".into()));
    play.server.world.turn(TimeDelta::hours(1));
    drop(play.provider);
    let gone = Browser::at(&play.server.address).post("/api/sign-in/account", b"{}");
    assert_eq!(code(&gone), (503, "unavailable".into()));
}

#[test]
fn without_passwords_nobody_is_in_by_one() {
    let play = Play::with(LoginClaim::Email, false);
    let role = held(&play.server.office, Role::Worker, TEAM);
    let (_, link) = play.server.office.add_person(&BY, LOGIN, "Ros Adeyemi", &[role]).unwrap();
    let page = String::from_utf8(Browser::at(&play.server.address).get("/sign-in").body).unwrap();
    assert!(page.contains(r#"<body data-ways="passkey account">"#));
    let no = (403, "no_such_way".to_owned());
    let mut browser = Browser::at(&play.server.address);
    assert_eq!(code(&browser.first_time(&link, office::Environment::now(&play.server.world))), no);
    assert_eq!(code(&browser.sign_in(LOGIN, "a password of many letters", "123456")), no);
    assert_eq!(play.sign_in().1.status, 204);
}
