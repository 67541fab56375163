//! What needs somebody today: each thing is there until what ends it, and a number is the length of the list it leads to.

use crate::lists::{SEALED, check, day, is_as_rebuilt, keep, sealed};
use crate::people::{BY, Browser, TEAM, confirm_all};
use crate::stores::{DEVICE, OWN, PERSON, TENANT, arrival, by, now, receipt, to_write};
use crate::tablet::{Tablet, envelope, signing_key};
use crate::world::Server;
use chrono::TimeDelta;
use ipc::office::AgreementRow;
use ipc::office::today::{Need, NeedCount, Needing, News, Today};
use office::store::{About, Arrival, By, Noted, ToWrite, Which, Writes, Wrote};
use office::{OfficeError, Role, Store};
use record::wire::{Stuck, StuckWhy};
use record::{
    BodyRef, GivenCopies, GivenCopy, Hash, Head, Kind, OfficePerson, SignedReceipt, SignedRecord, TenantId,
    WRITTEN_VERSION, What, Written,
};
use serde_json::json;

const NORTH: [u8; 16] = [21; 16];

/// Writes this about an agreement.
struct Says<'a> {
    of: Hash,
    what: &'a What,
}

impl Writes for Says<'_> {
    fn make(&self, about: Option<&About>, head: Option<Head>) -> Result<Arrival, OfficeError> {
        let about = about.unwrap();
        let by = OfficePerson { id: PERSON.into(), name: "Priya Nair".into(), role: "Team manager".into() };
        let (of, what, words) = (Some(self.of), self.what.clone(), "Words.".to_owned());
        let body = Written { v: WRITTEN_VERSION, by, at: now(), of, what, words }.to_bytes().unwrap();
        let (seq, prev) = (head.map_or(1, |head| head.seq + 1), head.map(|head| head.hash));
        let mut envelope = envelope(OWN.into(), TENANT.into(), seq, prev, &body, &[]);
        (envelope.kind, envelope.case, envelope.doc) = (self.what.kind(), about.case, about.doc);
        envelope.parents = vec![self.of];
        let record = SignedRecord::sign(&envelope, body, &signing_key(9)).unwrap();
        Ok(Arrival { hash: record.hash(), record, envelope })
    }

    fn sign(&self, record: Hash, office_seq: u64) -> Result<SignedReceipt, OfficeError> {
        Ok(receipt(record, office_seq))
    }
}

/// The office says this of an agreement.
fn say(store: &Store, request: u8, of: Hash, what: &What) -> Hash {
    let asked: ToWrite<'_> = to_write(request, of);
    let wrote = store.keep_written(by(), office::What::NoteSeen, &asked, &Says { of, what }).unwrap();
    let Wrote::Now { record, .. } = wrote else { panic!("{wrote:?}") };
    record
}

/// What the tablet says of a copy of an agreement.
fn given(agreement: &Arrival, seq: u64, how: &str) -> Arrival {
    let copy = GivenCopy { person: None, name: String::new(), how: how.into(), words: String::new() };
    let body = GivenCopies { v: 1, of: agreement.hash, copies: vec![copy] }.to_bytes().unwrap();
    let mut envelope = arrival(seq, Some(Hash::of(b"before")), &[]).envelope;
    (envelope.kind, envelope.parents) = (Kind::CopyGiven, vec![agreement.hash]);
    (envelope.case, envelope.body) = (agreement.envelope.case, BodyRef::of(&body));
    let record = SignedRecord::sign(&envelope, body, &signing_key(1)).unwrap();
    Arrival { hash: record.hash(), record, envelope }
}

pub(crate) fn family(reference: &str, outcomes: &[&str], review: Option<&str>) -> serde_json::Value {
    let outcome = |it: &&str| json!({ "name": "Kai Novak", "role": "parent", "outcome": it });
    json!({
        "reference": reference, "title": format!("The {reference} family"), "review": { "on": review },
        "worker": { "name": "Ruth Adeyemi" }, "outcomes": outcomes.iter().map(outcome).collect::<Vec<_>>(),
        "children": [{ "name": "Zoë Novak", "birth": { "known": "born", "on": "2019-03-04" } }],
    })
}

fn today(store: &Store, by: By<'_>) -> Today {
    store.today(by, now().date_naive()).unwrap()
}

/// The agreements that need this, read in pages of so many rows.
fn needing(store: &Store, by: By<'_>, need: Need, rows: u64) -> Vec<AgreementRow> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let told = store.needing(by, need, now().date_naive(), after.as_ref(), Some(rows)).unwrap();
        let Needing::Agreements(page) = told else { panic!("{told:?}") };
        all.extend(page.items);
        let Some(next) = page.next else { return all };
        after = Some(next.parse().unwrap());
    }
}

fn count(today: &Today, need: Need) -> u64 {
    today.needs.iter().find(|it| it.need == need).map_or(0, |it| it.count)
}

/// The needs that are not zero; each number is the length of the list it leads to, however that is divided.
pub(crate) fn needed(store: &Store, by: By<'_>) -> Vec<(Need, u64)> {
    let today = today(store, by);
    for NeedCount { need, count, more, first } in &today.needs {
        assert!(!more && first.is_some() == (*count > 0), "{need:?}");
        let length = if [Need::NotSent, Need::Stuck, Need::Silent].contains(need) {
            let told = store.needing(by, *need, now().date_naive(), None, None).unwrap();
            let Needing::Tablets { items } = told else { panic!("{told:?}") };
            items.len()
        } else {
            let at_once = needing(store, by, *need, 50);
            assert_eq!(needing(store, by, *need, 1), at_once, "{need:?}");
            at_once.len()
        };
        assert_eq!(length as u64, *count, "{need:?}");
    }
    today.needs.iter().filter(|it| it.count > 0).map(|it| (it.need, it.count)).collect()
}

#[test]
fn each_need_stays_until_what_ends_it() {
    check(|place, store| {
        let one = sealed(10, 1, SEALED, &family("One", &["signs"], None));
        let two = sealed(20, 2, SEALED, &family("Two", &["does_not_agree", "wants_time"], None));
        let three =
            sealed(30, 3, SEALED, &family("Three", &["waits_for_interpreter", "agrees_in_part"], None));
        keep(store, &[one.clone(), two.clone(), three.clone()]);
        keep(store, &[given(&one, 40, "later"), given(&two, 50, "on_paper")]);
        let all = [
            (Need::Countersign, 3),
            (Need::SaidNo, 2),
            (Need::CopyOwed, 1),
            (Need::Interpreter, 1),
            (Need::TimeOrAdvice, 1),
        ];
        assert_eq!(needed(store, by()), all);
        let first = today(store, by()).needs.remove(0).first.unwrap();
        assert_eq!((first.title.as_str(), first.since), ("The One family", Some(now())));
        let row = store.agreement(by(), one.hash).unwrap().unwrap();
        assert_eq!(row.needs, [Need::Countersign, Need::CopyOwed]);
        is_as_rebuilt(place, "as they came");

        let agreed = What::PlanCountersigned { phone: None, signs_as: None, signature: None };
        let signed = say(store, 1, one.hash, &agreed);
        say(store, 2, two.hash, &What::PlanReturned);
        assert_eq!(needed(store, by())[0], (Need::Countersign, 1));
        is_as_rebuilt(place, "countersigned");
        say(store, 3, one.hash, &What::PlanUnsigned { said: signed });
        assert_eq!(needed(store, by())[0], (Need::Countersign, 2), "taken back");

        say(store, 4, two.hash, &What::NoteSeen);
        assert_eq!(count(&today(store, by()), Need::SaidNo), 1);
        keep(store, &[given(&one, 60, "on_paper")]);
        assert_eq!(count(&today(store, by()), Need::CopyOwed), 0);
        let met = What::ReviewRecorded { on: day("2026-06-09"), goals: vec![], promises: vec![] };
        say(store, 5, two.hash, &met);
        assert_eq!(count(&today(store, by()), Need::TimeOrAdvice), 0);
        is_as_rebuilt(place, "met again");

        let later = sealed(70, 3, "2026-06-09T17:50:00+01:00", &family("Three again", &["signs"], None));
        keep(store, &[later]);
        let newest = needing(store, by(), Need::Countersign, 50);
        assert!(newest.iter().any(|row| row.reference == "Three again"), "{newest:?}");
        assert_eq!(needed(store, by()), [(Need::Countersign, 2)], "who was asked again answered in that");
        let ended = What::CaseEnded { lasted: true, done: true, lead: None };
        say(store, 6, one.hash, &ended);
        assert_eq!(needed(store, by()), [(Need::Countersign, 1)]);
        is_as_rebuilt(place, "at the end");
    });
}

#[test]
fn what_contradicts_another_is_looked_at_until_somebody_says_which_holds() {
    check(|place, store| {
        let first = arrival(1, None, &[]);
        let (one, other) = (arrival(2, Some(first.hash), &[]), arrival(2, Some(first.hash), &[]));
        keep(store, &[first, one.clone(), other.clone()]);
        assert_eq!(count(&today(store, by()), Need::Decide), 2);
        is_as_rebuilt(place, "two");
        say(store, 1, one.hash, &What::VersionChosen { other: other.hash });
        assert_eq!(count(&today(store, by()), Need::Decide), 0);
        is_as_rebuilt(place, "one holds");
    });
}

#[test]
fn what_is_due_is_due_until_all_met_and_then_on_the_day_they_say() {
    check(|place, store| {
        let on = now().date_naive();
        let of = |reference: &str, days: i64| {
            let day = on + TimeDelta::days(days);
            family(reference, &[], Some(&day.to_string()))
        };
        let arrivals: Vec<Arrival> = [("past", -1), ("today", 0), ("soon", 6), ("later", 7)]
            .into_iter()
            .zip(1u8..)
            .map(|((reference, days), at)| sealed(u64::from(at) * 10, at, SEALED, &of(reference, days)))
            .collect();
        keep(store, &arrivals);
        let names = |need| {
            let rows = needing(store, by(), need, 50);
            rows.into_iter().map(|row| row.reference).collect::<Vec<_>>()
        };
        assert_eq!(names(Need::Overdue), ["past"]);
        assert_eq!(names(Need::Due), ["today", "soon"]);
        let met = What::ReviewRecorded { on, goals: vec![], promises: vec![] };
        say(store, 1, arrivals[0].hash, &met);
        assert_eq!(names(Need::Overdue), [""; 0]);
        say(store, 2, arrivals[3].hash, &What::ReviewPlanned { on: on + TimeDelta::days(1) });
        assert_eq!(names(Need::Due), ["today", "later", "soon"]);
        is_as_rebuilt(place, "due");
        needed(store, by());
    });
}

#[test]
fn tablets_are_asked_for_that_hold_something_or_say_nothing() {
    check(|_, store| {
        let tenant = TenantId::from(TENANT);
        store.add_team(by(), NORTH.into(), "North").unwrap();
        store.confirm(by(), DEVICE.into(), NORTH.into()).unwrap().unwrap();
        let (held, other) = (Hash::of(b"held"), Hash::of(b"other"));
        let stuck = [Stuck { record: other, user: PERSON.into(), seq: 9, why: StuckWhy::Refused }];
        let note = |created: i64, held: &[Hash], stuck: &[Stuck], hours: i64| {
            let noted = Noted { created, held, stuck, codes: &[], now: now() + TimeDelta::hours(hours) };
            store.note_asked(tenant, DEVICE.into(), &noted).unwrap();
        };
        let at = |hours: i64| By { now: now() + TimeDelta::hours(hours), ..by() };
        note(1, &[held], &[], 0);
        assert_eq!(needed(store, at(24)), []);
        assert_eq!(needed(store, at(25)), [(Need::NotSent, 1)]);
        note(2, &[held, other], &stuck, 23);
        assert_eq!(
            needed(store, at(25)),
            [(Need::NotSent, 1), (Need::Stuck, 1)],
            "it holds it since it said so first"
        );
        let told = store.needing(at(25), Need::NotSent, now().date_naive(), None, None).unwrap();
        let Needing::Tablets { items } = told else { panic!("{told:?}") };
        assert_eq!((items[0].held_since, items[0].things), (Some(now()), 1));
        note(3, &[], &[], 26);
        assert_eq!(needed(store, at(26)), []);
        assert_eq!(needed(store, at(26 + 72)), []);
        assert_eq!(needed(store, at(26 + 73)), [(Need::Silent, 1)]);
        store.set_lost(by(), DEVICE.into(), Some(now())).unwrap().unwrap();
        assert_eq!(needed(store, at(26 + 73)), [], "that was seen to");
    });
}

#[test]
fn the_start_page_is_told_over_http() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let body = family("FSP-7K2M", &["does_not_agree"], Some("2026-06-10")).to_string();
    let record = tablet.next(&body, &[]);
    tablet.keep(&[tablet.letter(&record)]);
    confirm_all(&server.office, TEAM);
    let browser = Browser::signed_in(&server, Role::Manager, TEAM);
    let told: Today = browser.get("/api/today?on=2026-06-09").json();
    assert_eq!(told.needs.len(), Need::ALL.len());
    let [came] = told.came.as_slice() else { panic!("{told:?}") };
    assert_eq!((came.reference.as_str(), told.more_came), ("FSP-7K2M", false));
    assert_eq!(came.needs, [Need::Countersign, Need::SaidNo]);
    for need in Need::ALL {
        let answer: Needing = browser.get(&format!("/api/today/{}?on=2026-06-09", need.word())).json();
        let length = match answer {
            Needing::Agreements(page) => page.items.len(),
            Needing::Tablets { items } => items.len(),
        };
        assert_eq!(length as u64, count(&told, need), "{need:?}");
    }
    assert_eq!((count(&told, Need::Due), count(&told, Need::Overdue)), (1, 0));
    let later: Today = browser.get("/api/today?on=2026-06-11").json();
    assert_eq!((count(&later, Need::Due), count(&later, Need::Overdue)), (0, 1));
    assert_eq!(browser.get("/api/today/nothing").refusal(), (404, "not_found".into()));
    assert_eq!(browser.get("/api/today?on=tomorrow").refusal(), (400, "bad_request".into()));

    let since = told.at.format("%Y-%m-%dT%H:%M:%S%.6fZ");
    let news = || browser.get(&format!("/api/news?since={since}")).json::<News>().came;
    assert_eq!(news(), 0);
    server.world.turn(TimeDelta::minutes(1));
    let next = tablet.next("{}", &[]);
    tablet.keep(&[tablet.letter(&next)]);
    assert_eq!(news(), 1);
    let worker = Browser::signed_in(&server, Role::Worker, TEAM);
    assert_eq!(worker.get("/api/today/countersign").refusal(), (403, "not_allowed".into()));
    let rows = server.office.accessed(&BY, Which::All, None).unwrap();
    assert!(rows.iter().any(|row| row.done == "see_today") && rows.iter().all(|row| row.done != "see_news"));
    let found = browser.post("/api/agreements/find", br#"{"outcome":"does_not_agree"}"#);
    assert_eq!(found.json::<ipc::office::Agreements>().items.len(), 1);
}
