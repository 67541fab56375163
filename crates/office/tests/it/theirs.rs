//! Lists of agreements as people see them, who are of one team or several, are named for a case or opened one: all of what is theirs in
//! one order, and nothing else.

use crate::lists::{SEALED, check, day, is_as_rebuilt, keep, sealed};
use crate::stores::{DEVICE, TENANT, Takes, by, by_of, device, enrolled, now, on_a_file, on_a_server, whole};
use crate::today::{family, needed};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use ipc::office::AgreementRow;
use ipc::office::today::Need;
use office::store::{Arrival, Breaking, By, CaseName, Narrow, NewLink, NewPerson, NewSession, Wanted, Which};
use office::{Actor, Held, OfficeError, PersonId, Role, Store, TeamId, Who};
use record::{CaseId, Hash};

const NORTH: [u8; 16] = [21; 16];
const SOUTH: [u8; 16] = [22; 16];

/// Somebody who is all of this, signed in.
fn person(store: &Store, number: u8, roles: &[(Role, [u8; 16])]) -> Actor {
    let held: Vec<Held> =
        roles.iter().map(|(role, team)| Held { role: *role, team: Some(TeamId::from(*team)) }).collect();
    let (id, login) = (PersonId::from([number; 16]), format!("person{number}"));
    let link =
        NewLink { link: Hash::of(&[number]), codes: [number; 16], expires_at: now() + TimeDelta::hours(1) };
    let new = NewPerson { id, login: &login, name: "Priya Nair", roles: &held };
    store.add_person(by(), &new, &link).unwrap();
    let session = Hash::of(&[number, number]);
    let nobody = Actor::nobody("test");
    let signed_in = NewSession { session, ends_at: now() + TimeDelta::hours(12), step: 1 };
    store.use_link(By { actor: &nobody, ..by() }, link.link, "kept", &signed_in).unwrap();
    let person = store.session(TENANT.into(), session, now(), TimeDelta::hours(1)).unwrap().unwrap();
    Actor { who: Who::Person(Box::new(person)), page: "test" }
}

fn of(actor: &Actor) -> By<'_> {
    By { tenant: TENANT.into(), actor, now: now() }
}

/// Six cases: three of each team, of each one that is sealed.
fn two_teams(store: &Store) {
    for (team, name) in [(NORTH, "North"), (SOUTH, "South")] {
        store.add_team(by(), team.into(), name).unwrap();
    }
    store.confirm(by(), DEVICE.into(), NORTH.into()).unwrap().unwrap();
    let outcomes = ["does_not_agree", "signs"];
    let of_case = |at: u8| {
        let review = (now().date_naive() + TimeDelta::days(i64::from(at))).to_string();
        sealed(u64::from(at) * 10, at, SEALED, &family(&format!("FSP-{at}"), &outcomes, Some(&review)))
    };
    let arrivals: Vec<Arrival> = (1..=6).map(of_case).collect();
    keep(store, &arrivals);
    for case in [2u8, 4, 6] {
        store.move_case(by(), CaseId::from([case; 16]), SOUTH.into()).unwrap().unwrap();
    }
    for case in [5u8, 6] {
        store.seal_case(by(), CaseId::from([case; 16]), &[]).unwrap().unwrap();
    }
}

fn references(rows: Vec<AgreementRow>) -> Vec<String> {
    rows.into_iter().map(|row| row.reference).collect()
}

/// What somebody sees of a list, however it is divided.
fn listed(store: &Store, by: By<'_>, wanted: &Wanted) -> Vec<String> {
    let pages = |rows: u64| {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = store.agreements(by, wanted, after.as_ref(), Some(rows)).unwrap();
            all.extend(page.items);
            after = page.next;
            if after.is_none() {
                return references(all);
            }
        }
    };
    let at_once = pages(50);
    for rows in [1, 2, 3] {
        assert_eq!(pages(rows), at_once, "{wanted:?} in pages of {rows}");
    }
    at_once
}

#[test]
fn nobody_is_told_of_what_they_do_not_see() {
    check(|place, store| {
        two_teams(store);
        is_as_rebuilt(place, "moved and sealed");
        let north = person(store, 1, &[(Role::Manager, NORTH)]);
        let both = person(store, 2, &[(Role::Worker, NORTH), (Role::Manager, SOUTH)]);
        let worker = person(store, 3, &[(Role::Worker, SOUTH)]);
        let needs = |actor: &Actor| needed(store, of(actor));
        assert_eq!(needs(&north), [(Need::Countersign, 2), (Need::SaidNo, 2), (Need::Due, 2)]);
        assert_eq!(
            needs(&both),
            [(Need::Countersign, 2), (Need::SaidNo, 4), (Need::Due, 4)],
            "a worker signs nothing"
        );
        assert_eq!(needs(&worker), [(Need::SaidNo, 2), (Need::Due, 2)]);
        let asked = store.needing(of(&worker), Need::Countersign, now().date_naive(), None, None);
        assert!(matches!(asked, Err(OfficeError::NotAllowed)), "{asked:?}");

        let found = |actor: &Actor, words: &str| listed(store, of(actor), &Wanted::Found(words.to_owned()));
        let due = Wanted::DueBefore(day("2027-01-01"));
        assert_eq!(listed(store, of(&north), &Wanted::All), ["FSP-3", "FSP-1"]);
        assert_eq!(listed(store, of(&both), &Wanted::All), ["FSP-4", "FSP-3", "FSP-2", "FSP-1"]);
        assert_eq!(listed(store, of(&both), &due), ["FSP-1", "FSP-2", "FSP-3", "FSP-4"]);
        assert_eq!(found(&both, "fsp"), ["FSP-1", "FSP-2", "FSP-3", "FSP-4"]);
        assert_eq!((found(&north, "fsp 2"), found(&worker, "fsp 2").len()), (vec![], 1));

        // What is opened in need, and what somebody is named for, comes beside it.
        let broken = Breaking {
            glass: [7; 16].into(),
            case: CaseName::Case(CaseId::from([2; 16])),
            reason: "they stand at our door now",
            ends_at: now() + TimeDelta::hours(8),
        };
        store.break_glass(of(&north), &broken).unwrap().unwrap();
        store.seal_case(by(), CaseId::from([5; 16]), &[PersonId::from([1; 16])]).unwrap().unwrap();
        assert_eq!(listed(store, of(&north), &Wanted::All), ["FSP-5", "FSP-3", "FSP-2", "FSP-1"]);
        assert_eq!(listed(store, of(&north), &due), ["FSP-1", "FSP-2", "FSP-3", "FSP-5"]);
        assert_eq!(found(&north, "fsp"), ["FSP-1", "FSP-2", "FSP-3", "FSP-5"]);
        assert_eq!(needs(&north), [(Need::Countersign, 4), (Need::SaidNo, 4), (Need::Due, 4)]);
        let later = By { now: now() + TimeDelta::hours(9), ..of(&north) };
        assert_eq!(listed(store, later, &Wanted::All), ["FSP-5", "FSP-3", "FSP-1"]);
        store.unseal_case(by(), CaseId::from([6; 16])).unwrap().unwrap();
        assert_eq!(needs(&worker), [(Need::SaidNo, 3), (Need::Due, 3)]);
        is_as_rebuilt(place, "opened");
    });
}

#[test]
fn agreements_are_found_by_what_they_are() {
    check(|_, store| {
        two_teams(store);
        let both = person(store, 2, &[(Role::Worker, NORTH), (Role::Manager, SOUTH)]);
        let found = |narrow: Narrow| listed(store, of(&both), &Wanted::Narrowed(narrow));
        let all = ["FSP-4", "FSP-3", "FSP-2", "FSP-1"];
        let any = Narrow::default();
        let words = |words: &str| Narrow { words: words.into(), ..Narrow::default() };
        assert_eq!(found(any.clone()), all);
        for typed in ["Ruth Ad", "4 March 2019", "04/03/2019", "4.3.2019", "2019-03-04"] {
            assert_eq!(found(words(typed)), all, "{typed}");
        }
        assert_eq!(found(words("5 March 2019")), [""; 0]);
        let team = |team: [u8; 16]| Some(TeamId::from(team));
        assert_eq!(found(Narrow { team: team(SOUTH), ..any.clone() }), ["FSP-4", "FSP-2"]);
        assert_eq!(found(Narrow { team: team([9; 16]), ..any.clone() }), [""; 0], "not theirs");
        let outcome = |outcome: &str| Some(outcome.to_owned());
        assert_eq!(found(Narrow { outcome: outcome("does_not_agree"), ..any.clone() }), all);
        assert_eq!(found(Narrow { outcome: outcome("wants_time"), ..any.clone() }), [""; 0]);
        assert_eq!(
            found(Narrow { outcome: outcome("signs"), team: team(NORTH), ..words("novak") }),
            ["FSP-3", "FSP-1"]
        );
        assert_eq!(found(Narrow { outcome: outcome("wants_time"), ..words("novak") }), [""; 0]);
        let came = now().date_naive();
        let days = |from: Option<NaiveDate>, to: Option<NaiveDate>, words: &str| {
            found(Narrow { from, to, words: words.into(), ..Narrow::default() }).len()
        };
        for words in ["", "novak"] {
            assert_eq!(days(Some(came), Some(came), words), 4);
            assert_eq!(days(came.succ_opt(), None, words), 0);
            assert_eq!(days(None, came.pred_opt(), words), 0);
        }
    });
}

#[test]
fn news_is_what_came_since_and_theirs_to_see() {
    for (_place, store) in [on_a_file(), on_a_server()] {
        enrolled(&store);
        two_teams(&store);
        let north = person(&store, 1, &[(Role::Manager, NORTH)]);
        let before = store.accessed(by(), Which::All, None, 1).unwrap()[0].number;
        let news = |since: DateTime<Utc>| store.news(of(&north), since).unwrap();
        assert_eq!(news(now() - TimeDelta::seconds(1)), 2);
        assert_eq!(news(now()), 1, "the third came two seconds later");
        assert_eq!(news(now() + TimeDelta::minutes(1)), 0);
        let late = now() + TimeDelta::hours(1);
        let next = sealed(70, 7, SEALED, &family("FSP-7", &["signs"], None));
        store.take_in(TENANT.into(), &device(), &[whole(&next)], &Takes, late).unwrap();
        assert_eq!(news(now() + TimeDelta::minutes(1)), 1);
        assert_eq!(
            store.accessed(by(), Which::All, None, 1).unwrap()[0].number,
            before + 1,
            "of it nothing is written"
        );
        assert_eq!(store.news(by_of(TENANT.into()), now() + TimeDelta::minutes(1)).unwrap(), 1);
    }
}
