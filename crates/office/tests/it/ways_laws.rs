//! What any store must do about passkeys and accounts elsewhere: laws that know only `Store`, tested on a file and on a server.

use crate::stores::{TENANT, by, by_of, enrolled, now, on_a_file, on_a_server};
use chrono::TimeDelta;
use office::store::{
    Account, Begins, By, ByAccount, LinkUse, NewLink, NewPasskey, NewPerson, NewSession, OwnPasskey, Which,
};
use office::{Actor, Held, OfficeError, Role, Store, Who};
use record::Hash;
use std::cell::Cell;

const ISSUER: &str = "https://login.example";

const LAWS: &[fn(&Store)] = &[
    a_passkey_is_one_person_s_and_counts_on,
    an_account_is_whose_login_it_was_first,
    all_ways_in_end_with_their_person,
    each_person_keeps_few,
    who_looks_again_shows_each_thing_once,
];

#[test]
fn on_files() {
    for law in LAWS {
        let (_place, store) = on_a_file();
        enrolled(&store);
        law(&store);
    }
}

#[test]
fn on_servers() {
    for law in LAWS {
        let (_place, store) = on_a_server();
        enrolled(&store);
        law(&store);
    }
}

static NOBODY: Actor = Actor::nobody("test");

fn nobody() -> By<'static> {
    By { actor: &NOBODY, ..by() }
}

fn of(actor: &Actor) -> By<'_> {
    By { tenant: TENANT.into(), actor, now: now() }
}

fn begins(number: u8) -> Begins {
    Begins { session: Hash::of(&[number, 2]), ends_at: now() + TimeDelta::hours(1) }
}

/// Somebody who is added, and signed in by their link. Numbers are whose they are.
fn person(store: &Store, number: u8, login: &str) -> Actor {
    let roles = [Held { role: Role::Auditor, team: None }];
    let new = NewPerson { id: [number; 16].into(), login, name: "Ros Adeyemi", roles: &roles };
    let link =
        NewLink { link: Hash::of(&[number]), codes: [number; 16], expires_at: now() + TimeDelta::hours(1) };
    store.add_person(by(), &new, &link).unwrap();
    let Begins { session, ends_at } = begins(number);
    let used =
        store.use_link(nobody(), link.link, "kept", &NewSession { session, ends_at, step: 1 }).unwrap();
    assert!(matches!(used, LinkUse::Good { .. }), "{used:?}");
    let signed_in = store.session(TENANT.into(), session, now(), TimeDelta::minutes(30)).unwrap().unwrap();
    Actor { who: Who::Person(Box::new(signed_in)), page: "test" }
}

fn add(store: &Store, actor: &Actor, number: u8) -> Result<Option<()>, OfficeError> {
    store.add_passkey(of(actor), &NewPasskey { passkey: Hash::of(&[number]), name: "mine", kept: "0" })
}

fn account(subject: &'static str, login: Option<&'static str>) -> Account<'static> {
    Account { issuer: ISSUER, subject, login }
}

fn is_ready(store: &Store, login: &str) -> bool {
    store.people(by()).unwrap().into_iter().any(|person| person.login == login && person.is_ready)
}

fn a_passkey_is_one_person_s_and_counts_on(store: &Store) {
    let (ros, jan) = (person(store, 1, "ros"), person(store, 2, "jan"));
    assert_eq!(add(store, &ros, 7).unwrap(), Some(()));
    assert!(matches!(add(store, &jan, 7), Err(OfficeError::PasskeyTaken)));
    assert_eq!(
        store.add_passkey(by(), &NewPasskey { passkey: Hash::of(b"x"), name: "x", kept: "x" }).unwrap(),
        None
    );
    let own = OwnPasskey { passkey: Hash::of(&[7]), name: "mine".into(), made_at: now(), used_at: None };
    assert_eq!(store.passkeys(of(&ros)).unwrap(), [own]);
    assert_eq!((store.passkeys(of(&jan)).unwrap(), store.passkeys(by()).unwrap()), (vec![], vec![]));
    assert_eq!(store.passkeys_kept(TENANT.into(), [1; 16].into()).unwrap(), ["0"]);

    assert_eq!(store.known_passkey([9; 16].into(), Hash::of(&[7])).unwrap(), None, "another office's");
    let known = store.known_passkey(TENANT.into(), Hash::of(&[7])).unwrap().unwrap();
    assert_eq!((known.person, known.kept.as_str()), ([1; 16].into(), "0"));
    let sign_in = |number: u8| store.sign_in_by_passkey(nobody(), &known, "1", begins(number)).unwrap();
    assert_eq!((sign_in(3), sign_in(4)), (true, false), "what was known before is not known twice");
    let signed_in = store.session(TENANT.into(), begins(3).session, now(), TimeDelta::minutes(30)).unwrap();
    assert_eq!(signed_in.unwrap().login, "ros");
    assert_eq!(store.passkeys(of(&ros)).unwrap()[0].used_at, Some(now()));
    assert_eq!(store.remove_passkey(of(&jan), Hash::of(&[7])).unwrap(), None);
    assert_eq!(store.remove_passkey(of(&ros), Hash::of(&[7])).unwrap(), Some(()));
    assert_eq!(store.known_passkey(TENANT.into(), Hash::of(&[7])).unwrap(), None);
    let rows = store.accessed(by(), Which::All, None, 20).unwrap();
    let newest: Vec<_> = rows.iter().map(|row| (row.done.as_str(), row.allowed)).take(2).collect();
    assert_eq!(newest, [("remove_passkey", true), ("remove_passkey", false)]);
}

fn an_account_is_whose_login_it_was_first(store: &Store) {
    person(store, 1, "ros@council.example");
    let sign_in = |account: &Account<'_>, number: u8| {
        store.sign_in_by_account(nobody(), account, begins(number)).unwrap()
    };
    assert_eq!(sign_in(&account("a", None), 2), ByAccount::Nobody);
    assert_eq!(sign_in(&account("a", Some("jan@council.example")), 3), ByAccount::Nobody);
    assert_eq!(sign_in(&account("a", Some("ros@council.example")), 4), ByAccount::BegunFirst);
    assert_eq!(sign_in(&account("a", None), 5), ByAccount::Begun, "whatever its address is by now");
    let other = account("b", Some("ros@council.example"));
    assert_eq!(sign_in(&other, 6), ByAccount::Nobody, "whoever got the address after them");
    let elsewhere = Account { issuer: "https://other.example", ..other };
    assert_eq!(sign_in(&elsewhere, 7), ByAccount::BegunFirst, "each provider has its own");
    let at_another_office = By { actor: &NOBODY, ..by_of([9; 16].into()) };
    let there = store.sign_in_by_account(at_another_office, &account("a", None), begins(8)).unwrap();
    assert_eq!(there, ByAccount::Nobody);
    let rows = store.accessed(by(), Which::All, None, 20).unwrap();
    let newest: Vec<_> = rows.iter().map(|row| row.done.as_str()).take(3).collect();
    assert_eq!(newest, ["first_time", "sign_in", "first_time"]);
}

fn all_ways_in_end_with_their_person(store: &Store) {
    let ways = |number: u8, login: &'static str, subject: &'static str| {
        let actor = person(store, number, login);
        add(store, &actor, number).unwrap().unwrap();
        store.sign_in_by_account(nobody(), &account(subject, Some(login)), begins(number + 100)).unwrap();
        actor
    };
    let sessions = Cell::new(200);
    let is_in = |number: u8, subject: &'static str| {
        sessions.set(sessions.get() + 1);
        let by_passkey = store.known_passkey(TENANT.into(), Hash::of(&[number])).unwrap().is_some();
        let by_account = store.sign_in_by_account(nobody(), &account(subject, None), begins(sessions.get()));
        let by_account = by_account.unwrap();
        (by_passkey, by_account != ByAccount::Nobody)
    };
    for (number, login, subject) in [(1, "ros", "a"), (2, "jan", "b"), (3, "ewa", "c")] {
        ways(number, login, subject);
        assert_eq!((is_in(number, subject), is_ready(store, login)), ((true, true), true));
    }
    store.end_person(by(), [1; 16].into()).unwrap().unwrap();
    assert_eq!((is_in(1, "a"), is_ready(store, "ros")), ((false, false), false));
    assert_eq!(store.forget_ways(by(), [1; 16].into()).unwrap(), None, "who has ended has none");
    let session = begins(2).session;
    let seen = || store.session(TENANT.into(), session, now(), TimeDelta::minutes(30)).unwrap().is_some();
    assert!(seen());
    store.forget_ways(by(), [2; 16].into()).unwrap().unwrap();
    assert_eq!((is_in(2, "b"), seen()), ((false, false), false));
    assert!(is_ready(store, "jan"), "the password stays");
    let link = NewLink { link: Hash::of(b"again"), codes: [9; 16], expires_at: now() + TimeDelta::hours(1) };
    store.add_link(by(), [3; 16].into(), &link).unwrap().unwrap();
    assert_eq!(is_in(3, "c"), (true, true), "until it is used");
    let Begins { session, ends_at } = begins(9);
    store.use_link(nobody(), link.link, "kept", &NewSession { session, ends_at, step: 2 }).unwrap();
    assert_eq!(is_in(3, "c"), (false, false));
    let again = store.sign_in_by_account(nobody(), &account("c", Some("ewa")), begins(10)).unwrap();
    assert_eq!(again, ByAccount::BegunFirst);
}

fn each_person_keeps_few(store: &Store) {
    let (ros, jan) = (person(store, 1, "ros"), person(store, 2, "jan"));
    assert!((0..20).all(|number| add(store, &ros, number).unwrap().is_some()));
    assert!(matches!(add(store, &ros, 20), Err(OfficeError::ManyPasskeys)));
    assert_eq!(add(store, &jan, 20).unwrap(), Some(()));
    store.end_person(by(), [2; 16].into()).unwrap().unwrap();
    assert_eq!(add(store, &jan, 21).unwrap(), None, "they were ended meanwhile");
}

fn who_looks_again_shows_each_thing_once(store: &Store) {
    let (ros, jan) = (person(store, 1, "ros"), person(store, 2, "jan"));
    let ways = |actor: &Actor| store.own_ways(of(actor)).unwrap().unwrap();
    assert_eq!((ways(&ros).looked_at, ways(&ros).codes), (None, Some([1; 16])));
    assert_eq!(store.own_ways(by()).unwrap(), None, "a machine is nobody who is signed in");
    let code = |step: i64| store.looked_again_by_code(of(&ros), step).unwrap();
    assert!(!code(1), "it was used the first time");
    assert_eq!(ways(&ros).looked_at, None);
    assert_eq!([code(3), code(3), code(2)], [true, false, false]);
    assert_eq!((ways(&ros).looked_at, ways(&jan).looked_at), (Some(now()), None));

    add(store, &jan, 7).unwrap().unwrap();
    assert!(ways(&jan).has_passkey && !ways(&ros).has_passkey);
    let known = store.known_passkey(TENANT.into(), Hash::of(&[7])).unwrap().unwrap();
    let shown = |actor: &Actor| store.looked_again_by_passkey(of(actor), &known, "1").unwrap();
    assert!(!shown(&ros), "it is another's");
    assert_eq!([shown(&jan), shown(&jan)], [true, false]);
    assert_eq!(ways(&jan).looked_at, Some(now()));
    store.end_session(of(&ros)).unwrap();
    assert_eq!(store.own_ways(of(&ros)).unwrap(), None);
    assert!(!code(9), "the session is over");
}
