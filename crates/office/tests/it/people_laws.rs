//! What any store must do about people, teams and what was done: laws that know only `Store`, tested on a file and on a server.

use crate::lists::{SEALED, day, keep, sealed};
use crate::people::BY;
use crate::stores::{
    DEVICE, Law, Says, TENANT, arrival, by, enrolled, hold_on_files, hold_on_servers, now, take, to_write,
    whole,
};
use chrono::TimeDelta;
use office::store::{
    Accessed, Breaking, By, CaseName, Incoming, LinkUse, NewLink, NewPerson, NewSession, ToWrite, Wanted,
    Which, Wrote,
};
use office::{Actor, Held, OfficeError, PersonId, Role, Store, TeamId, What, Who};
use record::letter::Carried;
use record::wire::RefuseCode;
use record::{CaseId, Hash, TenantId};
use serde_json::json;

const ONE: [u8; 16] = [21; 16];
const OTHER: [u8; 16] = [22; 16];
/// The case of every record of these tests.
const CASE: [u8; 16] = [4; 16];
const IDLE: TimeDelta = TimeDelta::minutes(30);

const LAWS: &[Law] = &[
    names_are_nobody_else_s,
    a_link_is_used_once_and_a_code_s_step_too,
    a_session_goes_on_while_it_is_used,
    a_case_is_seen_by_its_team,
    a_sealed_case_is_seen_by_those_who_are_named,
    a_case_that_is_opened_is_seen_until_then,
    no_list_tells_of_what_they_do_not_see,
    what_the_office_writes_is_asked_too,
    what_is_begun_is_of_no_case_that_they_do_not_see,
    what_is_done_is_written_with_it,
];

#[test]
fn on_files() {
    hold_on_files(LAWS);
}

#[test]
fn on_servers() {
    hold_on_servers(LAWS);
}

/// An office with a tablet, its record and two teams.
fn begun(store: &Store) {
    enrolled(store);
    take(store, &[whole(&arrival(1, None, &[]))]);
    for (team, name) in [(ONE, "One"), (OTHER, "Other")] {
        store.add_team(by(), team.into(), name).unwrap();
    }
}

fn link(number: u8) -> NewLink {
    NewLink { link: Hash::of(&[number]), codes: [number; 16], expires_at: now() + TimeDelta::hours(1) }
}

fn session(number: u8, step: i64) -> NewSession {
    NewSession { session: Hash::of(&[number, number]), ends_at: now() + TimeDelta::hours(12), step }
}

fn add(store: &Store, number: u8, login: &str, roles: &[Held]) -> Result<(), OfficeError> {
    let new = NewPerson { id: [number; 16].into(), login, name: "Ros Adeyemi", roles };
    store.add_person(by(), &new, &link(number))
}

fn held(role: Role, team: [u8; 16]) -> Held {
    Held { role, team: (!role.is_of_the_whole_office()).then(|| team.into()) }
}

/// Somebody who is this, signed in. Numbers are whose they are.
fn person(store: &Store, number: u8, role: Role, team: [u8; 16]) -> Actor {
    add(store, number, &format!("person{number}"), &[held(role, team)]).unwrap();
    let used = store.use_link(nobody(), link(number).link, "kept", &session(number, 1)).unwrap();
    assert!(matches!(used, LinkUse::Good { .. }), "{used:?}");
    let signed_in = store.session(tenant(), session(number, 1).session, now(), IDLE).unwrap().unwrap();
    Actor { who: Who::Person(Box::new(signed_in)), page: "test" }
}

fn tenant() -> TenantId {
    TENANT.into()
}

fn nobody() -> By<'static> {
    static NOBODY: Actor = Actor::nobody("test");
    By { actor: &NOBODY, ..by() }
}

fn of(actor: &Actor) -> By<'_> {
    By { tenant: tenant(), actor, now: now() }
}

fn sees(store: &Store, actor: &Actor) -> usize {
    store.agreements(of(actor), &Wanted::All, None, None).unwrap().items.len()
}

fn names_are_nobody_else_s(store: &Store) {
    begun(store);
    assert!(matches!(store.add_team(by(), [23; 16].into(), "ONE"), Err(OfficeError::TeamTaken)));
    let teams: Vec<String> = store.teams(by()).unwrap().into_iter().map(|team| team.name).collect();
    assert_eq!(teams, ["One", "Other"]);
    add(store, 1, "ros", &[held(Role::Worker, ONE), held(Role::Auditor, ONE)]).unwrap();
    assert!(matches!(add(store, 2, "ros", &[]), Err(OfficeError::LoginTaken)));
    assert!(matches!(add(store, 3, "jan", &[held(Role::Worker, [99; 16])]), Err(OfficeError::NoTeam)));
    let people = store.people(by()).unwrap();
    assert_eq!(people.len(), 1, "nothing of what failed is there");
    assert_eq!(people[0].roles, [held(Role::Auditor, ONE), held(Role::Worker, ONE)]);
    let ros = PersonId::from([1; 16]);
    store.set_role(by(), ros, held(Role::Worker, OTHER), true).unwrap().unwrap();
    store.set_role(by(), ros, held(Role::Worker, OTHER), true).unwrap().unwrap();
    store.set_role(by(), ros, held(Role::Auditor, ONE), false).unwrap().unwrap();
    assert_eq!(store.people(by()).unwrap()[0].roles, [held(Role::Worker, ONE), held(Role::Worker, OTHER)]);
    assert_eq!(store.set_role(by(), [9; 16].into(), held(Role::Worker, ONE), true).unwrap(), None);
}

fn a_link_is_used_once_and_a_code_s_step_too(store: &Store) {
    begun(store);
    add(store, 1, "ros", &[]).unwrap();
    assert_eq!(store.known(tenant(), "ros").unwrap(), None, "there is no password yet");
    let name = link(1).link;
    let use_it = || store.use_link(nobody(), name, "kept", &session(1, 7)).unwrap();
    assert!(matches!(use_it(), LinkUse::Good { .. }));
    assert_eq!((use_it(), store.link(tenant(), name, now()).unwrap()), (LinkUse::Used, LinkUse::Used));
    assert_eq!(store.link(tenant(), Hash::of(b"none"), now()).unwrap(), LinkUse::Wrong);
    store.add_link(by(), [1; 16].into(), &link(2)).unwrap().unwrap();
    let late = now() + TimeDelta::hours(1);
    assert_eq!(store.link(tenant(), link(2).link, late).unwrap(), LinkUse::Expired);
    let known = store.known(tenant(), "ros").unwrap().unwrap();
    assert_eq!((known.password.as_str(), known.codes), ("kept", [1; 16]));
    let sign_in = |number: u8, step: i64| store.sign_in(nobody(), &known, &session(number, step)).unwrap();
    assert_eq!([sign_in(3, 6), sign_in(4, 7), sign_in(5, 8), sign_in(6, 8)], [false, false, true, false]);
    store.end_person(by(), [1; 16].into()).unwrap().unwrap();
    assert_eq!(store.known(tenant(), "ros").unwrap(), None);
    assert!(!sign_in(7, 9));
    assert_eq!(store.link(tenant(), link(2).link, now()).unwrap(), LinkUse::Wrong);
}

fn a_session_goes_on_while_it_is_used(store: &Store) {
    begun(store);
    let actor = person(store, 1, Role::Worker, ONE);
    let goes_on = |minutes: i64| {
        let then = now() + TimeDelta::minutes(minutes);
        store.session(tenant(), session(1, 1).session, then, IDLE).unwrap().is_some()
    };
    assert!([0, 29, 58].into_iter().all(goes_on));
    assert!(!goes_on(88), "nobody used it for half an hour");
    assert_eq!(store.sessions(of(&actor)).unwrap().len(), 1);
    store.end_session(of(&actor)).unwrap();
    assert!(!goes_on(58));
    let one = person(store, 2, Role::Worker, ONE);
    let administrator = person(store, 3, Role::Administrator, ONE);
    assert!(matches!(store.end_sessions(of(&one), [3; 16].into()), Err(OfficeError::NotAllowed)));
    store.end_sessions(of(&administrator), [2; 16].into()).unwrap().unwrap();
    assert_eq!(store.sessions(of(&one)).unwrap(), []);
}

fn a_case_is_seen_by_its_team(store: &Store) {
    begun(store);
    let (one, other) = (person(store, 1, Role::Worker, ONE), person(store, 2, Role::Manager, OTHER));
    let administrator = person(store, 3, Role::Administrator, ONE);
    assert_eq!((sees(store, &one), sees(store, &other)), (0, 0), "nobody confirmed the tablet");
    assert_eq!(sees(store, &BY), 1, "the office's machine sees all");
    store.confirm(by(), DEVICE.into(), ONE.into()).unwrap().unwrap();
    assert_eq!((sees(store, &one), sees(store, &other)), (1, 0));
    let record = arrival_hash(store);
    assert!(store.receipt(of(&one), record).unwrap().is_some());
    assert_eq!(store.receipt(of(&other), record).unwrap(), None);
    assert!(matches!(
        store.agreements(of(&administrator), &Wanted::All, None, None),
        Err(OfficeError::NotAllowed)
    ));
    let case = CaseId::from(CASE);
    assert!(matches!(store.move_case(of(&one), case, OTHER.into()), Err(OfficeError::NotAllowed)));
    assert_eq!(store.move_case(of(&other), case, OTHER.into()).unwrap(), None);
    store.move_case(of(&administrator), case, OTHER.into()).unwrap().unwrap();
    assert_eq!((sees(store, &one), sees(store, &other)), (0, 1));
    assert_eq!(store.revoke(of(&other), DEVICE.into()).unwrap(), None, "the tablet stays the other's");
    store.revoke(of(&administrator), DEVICE.into()).unwrap().unwrap();
    assert!(store.device(tenant(), DEVICE.into()).unwrap().unwrap().revoked);
}

fn arrival_hash(store: &Store) -> Hash {
    let listed = store.agreements(by(), &Wanted::All, None, None).unwrap().items;
    listed[0].record.parse().unwrap()
}

fn a_sealed_case_is_seen_by_those_who_are_named(store: &Store) {
    begun(store);
    store.confirm(by(), DEVICE.into(), ONE.into()).unwrap().unwrap();
    let (manager, worker) = (person(store, 1, Role::Manager, ONE), person(store, 2, Role::Worker, ONE));
    let named = person(store, 3, Role::Officer, OTHER);
    let administrator = person(store, 4, Role::Administrator, ONE);
    let case = CaseId::from(CASE);
    assert!(matches!(store.seal_case(of(&manager), case, &[[9; 16].into()]), Err(OfficeError::NoPerson)));
    assert_eq!(sees(store, &worker), 1, "nothing was sealed");
    store.seal_case(of(&manager), case, &[[3; 16].into()]).unwrap().unwrap();
    assert_eq!([&manager, &named, &worker].map(|actor| sees(store, actor)), [1, 1, 0]);
    assert_eq!(store.move_case(of(&administrator), case, OTHER.into()).unwrap(), None);
    assert_eq!(broken(store, &worker), None, "nor is it opened in need");
    store.unseal_case(of(&manager), case).unwrap().unwrap();
    assert_eq!([&manager, &named, &worker].map(|actor| sees(store, actor)), [1, 0, 1]);
}

fn broken(store: &Store, actor: &Actor) -> Option<()> {
    let case = CaseName::Record(arrival_hash(store));
    let ends_at = now() + TimeDelta::hours(8);
    let breaking = Breaking { glass: [5; 16].into(), case, reason: "at our door", ends_at };
    store.break_glass(of(actor), &breaking).unwrap()
}

fn a_case_that_is_opened_is_seen_until_then(store: &Store) {
    begun(store);
    store.confirm(by(), DEVICE.into(), ONE.into()).unwrap().unwrap();
    let (manager, other) = (person(store, 1, Role::Manager, ONE), person(store, 2, Role::Officer, OTHER));
    let auditor = person(store, 3, Role::Auditor, ONE);
    broken(store, &other).unwrap();
    assert_eq!(sees(store, &other), 1);
    let later = By { now: now() + TimeDelta::hours(8), ..of(&other) };
    assert_eq!(store.agreements(later, &Wanted::All, None, None).unwrap().items.len(), 0);
    let alerts = store.alerts(of(&manager)).unwrap();
    assert_eq!(store.alerts(of(&auditor)).unwrap(), alerts);
    assert_eq!((alerts.len(), alerts[0].reason.as_str()), (1, "at our door"));
    store.answer_alert(of(&manager), alerts[0].id).unwrap().unwrap();
    assert_eq!(store.answer_alert(of(&manager), alerts[0].id).unwrap(), None);
    assert_eq!(store.alerts(of(&auditor)).unwrap(), []);
}

fn no_list_tells_of_what_they_do_not_see(store: &Store) {
    enrolled(store);
    let body = json!({ "reference": "FSP-1", "title": "The Ash family", "lacks_earlier": true,
        "worker": { "name": "Ros Adeyemi" }, "review": { "on": "2026-07-01" } });
    keep(store, &[sealed(1, CASE[0], SEALED, &body)]);
    let of_no_record = Carried::File(Hash::of(b"of no record"));
    take(store, &[Incoming::Refused { of: Some(of_no_record), code: RefuseCode::BadHash }]);
    for (team, name) in [(ONE, "One"), (OTHER, "Other")] {
        store.add_team(by(), team.into(), name).unwrap();
    }
    store.confirm(by(), DEVICE.into(), ONE.into()).unwrap().unwrap();
    let (one, other) = (person(store, 1, Role::Worker, ONE), person(store, 2, Role::Worker, OTHER));
    let lists = || {
        let found = Wanted::Found("ash".into());
        [Wanted::All, Wanted::ToLookAt, Wanted::DueBefore(day("2027-01-01")), found]
    };
    let shown = |actor: &Actor| {
        lists().map(|wanted| store.agreements(of(actor), &wanted, None, None).unwrap().items.len())
    };
    let troubles = |actor: &Actor| store.troubles(of(actor), None, None).unwrap().items.len();
    let worker = |actor: &Actor| store.worker(of(actor), DEVICE.into(), [6; 16].into()).unwrap();
    assert_eq!((shown(&one), troubles(&one)), ([1; 4], 1));
    assert_eq!((shown(&other), troubles(&other)), ([0; 4], 0));
    assert_eq!((worker(&one).as_deref(), worker(&other)), (Some("Ros Adeyemi"), None));
    store.seal_case(by(), CASE.into(), &[]).unwrap().unwrap();
    assert_eq!([shown(&one), shown(&other), shown(&BY)], [[0; 4], [0; 4], [1; 4]]);
    assert_eq!(troubles(&one), 1, "what did not come is of no case");
}

fn what_the_office_writes_is_asked_too(store: &Store) {
    begun(store);
    store.confirm(by(), DEVICE.into(), ONE.into()).unwrap().unwrap();
    let record = arrival_hash(store);
    let (manager, worker) = (person(store, 1, Role::Manager, ONE), person(store, 2, Role::Worker, ONE));
    let elsewhere = person(store, 3, Role::Manager, OTHER);
    let write = |actor: &Actor, as_whom: u8, request: u8| {
        let asked = ToWrite { user: [as_whom; 16].into(), ..to_write(request, record) };
        store.keep_written(of(actor), What::Countersign, &asked, &Says(request.into()))
    };
    assert!(matches!(write(&worker, 2, 1), Err(OfficeError::NotAllowed)), "it is a manager's");
    assert!(matches!(write(&manager, 2, 1), Err(OfficeError::NotAllowed)), "nobody writes as another");
    assert_eq!(write(&elsewhere, 3, 1).unwrap(), Wrote::NothingOf, "another team's");
    let wrote = write(&manager, 1, 1).unwrap();
    assert!(matches!(wrote, Wrote::Now { .. }), "{wrote:?}");
    let rows = store.accessed(by(), Which::All, None, 4).unwrap();
    let said: Vec<_> = rows.iter().map(|row| (row.done.as_str(), row.allowed, row.of_record)).collect();
    let wanted = [true, false, false, false].map(|allowed| ("countersign", allowed, Some(record)));
    assert_eq!(said, wanted);
}

fn what_is_begun_is_of_no_case_that_they_do_not_see(store: &Store) {
    begun(store);
    store.confirm(by(), DEVICE.into(), ONE.into()).unwrap().unwrap();
    let record = arrival_hash(store);
    let (worker, other) = (person(store, 1, Role::Worker, ONE), person(store, 2, Role::Worker, OTHER));
    let reviewer = person(store, 3, Role::Reviewer, ONE);
    let begin = |actor: &Actor, as_whom: u8, request: u8, case: Option<CaseId>| {
        let user = [as_whom; 16].into();
        let asked = ToWrite { of: None, case, user, ..to_write(request, record) };
        store.keep_written(of(actor), What::Prepare, &asked, &Says(request.into()))
    };
    let (here, new) = (CaseId::from(CASE), CaseId::from([70; 16]));
    assert!(matches!(begin(&reviewer, 3, 1, Some(here)), Err(OfficeError::NotAllowed)));
    assert!(matches!(begin(&worker, 2, 1, Some(here)), Err(OfficeError::NotAllowed)), "as another");
    assert_eq!(begin(&other, 2, 1, Some(here)).unwrap(), Wrote::NothingOf, "another team's");
    assert_eq!(begin(&worker, 1, 1, None).unwrap(), Wrote::NothingOf, "of no case");
    for (actor, number, case) in [(&worker, 1, here), (&other, 2, new)] {
        let wrote = begin(actor, number, number, Some(case)).unwrap();
        let Wrote::Now { record, .. } = wrote else { panic!("{wrote:?}") };
        assert_eq!(begin(actor, number, number, Some(case)).unwrap(), Wrote::Before { record });
    }
    let rows = store.accessed(by(), Which::All, None, 4).unwrap();
    let said: Vec<_> = rows.iter().map(|row| (row.done.as_str(), row.of_record, row.of_case)).collect();
    assert_eq!(said, [new, new, here, here].map(|case| ("prepare", None::<Hash>, Some(case))));
}

fn what_is_done_is_written_with_it(store: &Store) {
    begun(store);
    let (worker, auditor) = (person(store, 1, Role::Worker, ONE), person(store, 2, Role::Auditor, ONE));
    let record = arrival_hash(store);
    assert_eq!(store.receipt(of(&worker), record).unwrap(), None);
    assert!(matches!(
        store.add_team(of(&worker), TeamId::from([23; 16]), "New"),
        Err(OfficeError::NotAllowed)
    ));
    store.note_refusal(nobody(), What::SignIn, 7).unwrap();
    assert!(matches!(store.accessed(of(&worker), Which::All, None, 9), Err(OfficeError::NotAllowed)));
    let rows = store.accessed(of(&auditor), Which::All, None, 4).unwrap();
    let said: Vec<_> =
        rows.iter().map(|row| (row.who.as_str(), row.done.as_str(), row.allowed, row.times)).collect();
    let wanted = [
        ("person", "read_access", false, 1),
        ("nobody", "sign_in", false, 7),
        ("person", "add_team", false, 1),
        ("person", "read_receipt", false, 1),
    ];
    assert_eq!(said, wanted);
    assert_eq!(
        (rows[3].of_record, rows[3].name.as_str(), rows[3].role.as_str()),
        (Some(record), "Ros Adeyemi", "worker")
    );
    let numbers: Vec<u64> =
        store.accessed(by(), Which::All, None, 1000).unwrap().iter().map(|row| row.number).collect();
    let all: Vec<u64> = (1..=numbers.len() as u64).rev().collect();
    assert_eq!(numbers, all, "without gaps");
    let older = store.accessed(by(), Which::All, Some(3), 1000).unwrap();
    assert_eq!(older.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 1]);
    what_one_did_and_what_was_refused(store, &auditor);
}

fn what_one_did_and_what_was_refused(store: &Store, auditor: &Actor) {
    let who = auditor.person().unwrap().id;
    store.end_person(by(), PersonId::from([1; 16])).unwrap().unwrap();
    let all = store.accessed(by(), Which::All, None, 1000).unwrap();
    let ended = all.iter().find(|row| row.done == "end_person").unwrap();
    assert_eq!(ended.of_name.as_deref(), Some("Ros Adeyemi"), "a name is told with its id");
    let of_one = store.accessed(by(), Which::By(who), None, 1000).unwrap();
    let refused = store.accessed(by(), Which::Refused, None, 1000).unwrap();
    let numbers = |rows: &[Accessed]| rows.iter().map(|row| row.number).collect::<Vec<_>>();
    let kept = |is_one: &dyn Fn(&Accessed) -> bool| {
        all.iter().filter(|row| is_one(row)).map(|row| row.number).collect::<Vec<_>>()
    };
    assert_eq!(numbers(&of_one), kept(&|row| row.person == Some(who)));
    assert_eq!(numbers(&refused), kept(&|row| !row.allowed));
}
