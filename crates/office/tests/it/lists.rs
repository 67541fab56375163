//! What is kept ready for lists: it is what the records say, whatever came in whatever order; and pages of it are the whole list.

use crate::people::BY;
use crate::serving::{Serving, refusal, said};
use crate::stores::{
    DEVICE, Place, TENANT, arrival, at, by, by_of, device, enrolled, file, listed, now, on_a_file,
    on_a_server, take, whole,
};
use crate::tablet::{Tablet, envelope, named, signing_key};
use crate::world::{Server, World, database_in};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta};
use ipc::office::{AgreementRow, Mark};
use office::store::{Arrival, At, StoreKey, Wanted};
use office::{DataFolder, Office, OfficeError, Store};
use plan::people::Birth;
use record::{Hash, SignedRecord, TenantId};
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};
use serde_json::json;
use std::path::Path;

const TABLES: [&str; 9] = [
    "list_form",
    "agreement",
    "agreement_word",
    "child",
    "due",
    "need",
    "outcome_of",
    "said_of",
    "copy_given",
];

/// All that is kept ready, row for row.
pub(crate) fn kept_ready(place: &Place) -> Vec<String> {
    match at(place) {
        At::File(path, key) => TABLES.iter().flat_map(|table| rows_of_a_file(&path, &key, table)).collect(),
        At::Postgres(_) => rows_of_a_server(place),
    }
}

fn open(path: &Path, key: &StoreKey) -> Connection {
    let file = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
    file.execute_batch(&key.statement()).unwrap();
    file
}

fn rows_of_a_file(path: &Path, key: &StoreKey, table: &str) -> Vec<String> {
    let file = open(path, key);
    let columns = if table == "list_form" { "1" } else { "1, 2, 3" };
    let mut statement = file.prepare(&format!("SELECT * FROM {table} ORDER BY {columns}")).unwrap();
    let count = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| (0..count).map(|at| row.get(at)).collect::<Result<Vec<Value>, _>>();
    let rows: Vec<Vec<Value>> = statement.query_map([], row).unwrap().map(Result::unwrap).collect();
    rows.into_iter().map(|row| format!("{table}: {row:?}")).collect()
}

#[cfg(unix)]
fn rows_of_a_server(place: &Place) -> Vec<String> {
    let database: &crate::cluster::Database = place.downcast_ref().unwrap();
    let mut client = database.client();
    let mut all = Vec::new();
    for table in TABLES {
        let sql = format!("SELECT CAST(t AS text) AS line FROM {table} t ORDER BY 1");
        let rows = client.query(&sql, &[]).unwrap();
        all.extend(rows.iter().map(|row| format!("{table}: {}", row.get::<_, String>("line"))));
    }
    all
}

#[cfg(not(unix))]
fn rows_of_a_server(_: &Place) -> Vec<String> {
    Vec::new()
}

/// Does something to the database that no verb does.
fn change(place: &Place, sql: &str) {
    match at(place) {
        At::File(path, key) => open(&path, &key).execute_batch(sql).unwrap(),
        At::Postgres(_) => change_on_a_server(place, sql),
    }
}

#[cfg(unix)]
fn change_on_a_server(place: &Place, sql: &str) {
    let database: &crate::cluster::Database = place.downcast_ref().unwrap();
    database.client().batch_execute(sql).unwrap();
}

#[cfg(not(unix))]
fn change_on_a_server(_: &Place, _: &str) {}

/// What is kept ready is what comes of the records alone.
pub(crate) fn is_as_rebuilt(place: &Place, what: &str) {
    let store = Store::open_as_it_is(at(place)).unwrap();
    let Some(agency) = store.agency().unwrap() else { return };
    let before = kept_ready(place);
    let agreements = store.rebuild(agency.tenant).unwrap();
    let all = kept_ready(place);
    assert_eq!(before, all, "{what}");
    let listed = all.iter().filter(|row| row.starts_with("agreement: ")).count();
    assert_eq!(listed as u64, agreements, "{what}");
}

pub(crate) fn check(law: fn(&Place, &Store)) {
    for (place, store) in [on_a_file(), on_a_server()] {
        enrolled(&store);
        law(&place, &store);
    }
}

/// A sealed agreement of a case.
pub(crate) fn sealed(seq: u64, case: u8, sealed_at: &str, body: &serde_json::Value) -> Arrival {
    let body = serde_json::to_vec(body).unwrap();
    let prev = (seq > 1).then(|| Hash::of(b"before"));
    let mut envelope = envelope(DEVICE.into(), TENANT.into(), seq, prev, &body, &[]);
    envelope.case = [case; 16].into();
    envelope.wall = DateTime::parse_from_rfc3339(sealed_at).unwrap();
    let record = SignedRecord::sign(&envelope, body, &signing_key(1)).unwrap();
    Arrival { hash: record.hash(), record, envelope }
}

/// Each comes a second after the one before.
pub(crate) fn keep(store: &Store, arrivals: &[Arrival]) {
    for (second, arrival) in (0..).zip(arrivals) {
        let at = now() + TimeDelta::seconds(second);
        let taken = store.take_in(TENANT.into(), &device(), &[whole(arrival)], &crate::stores::Takes, at);
        assert!(matches!(taken.unwrap().as_slice(), [office::store::Taken::Record { .. }]));
    }
}

pub(crate) fn references(rows: &[AgreementRow]) -> Vec<&str> {
    rows.iter().map(|row| row.reference.as_str()).collect()
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) const SEALED: &str = "2026-06-09T17:41:07+01:00";

#[test]
fn what_is_broken_is_mended_from_the_records() {
    check(|place, store| {
        let body = json!({ "title": "The Ash family", "review": { "on": "2026-07-01" },
            "outcomes": [{ "name": "Kai Ash", "outcome": "does_not_agree" }],
            "children": [{ "name": "Sam Ash", "birth": { "known": "born", "on": "2020-02-03" } }] });
        keep(store, &[sealed(1, 1, SEALED, &body), sealed(2, 2, SEALED, &body)]);
        let before = kept_ready(place);
        for harm in [
            "UPDATE agreement SET title = 'Another'",
            "UPDATE agreement SET marks = 0, flaws = 31",
            "DELETE FROM agreement WHERE seq = 1",
            "DELETE FROM agreement_word",
            "UPDATE child SET name = 'Nobody'",
            "DELETE FROM due",
            "DELETE FROM need",
            "UPDATE need SET name = 'Nobody', since = 0",
            "DELETE FROM outcome_of",
            "UPDATE agreement SET needs = 0",
            "UPDATE list_form SET form = 0",
        ] {
            change(place, harm);
            assert_ne!(kept_ready(place), before, "{harm}");
            assert_eq!(store.rebuild(TENANT.into()).unwrap(), 2);
            assert_eq!(kept_ready(place), before, "{harm}");
        }
        change(
            place,
            "DELETE FROM due; DELETE FROM child; DELETE FROM agreement_word; DELETE FROM agreement",
        );
        store.rebuild(TENANT.into()).unwrap();
        assert_eq!(kept_ready(place), before, "nothing of it is needed to make it");
    });
}

#[test]
fn a_row_changes_with_what_comes_later() {
    check(|place, store| {
        let tenant = TenantId::from(TENANT);
        let first = arrival(1, None, &[]);
        let second = arrival(2, Some(first.hash), &[b"ink", b"paper"]);
        let other = arrival(2, Some(first.hash), &[]);
        let of = |arrival: &Arrival| {
            is_as_rebuilt(place, "at each step");
            store.agreement(by_of(tenant), arrival.hash).unwrap().unwrap()
        };
        let lacking = |files: u64| ipc::office::Arrival::OnItsWay { files };
        take(store, &[whole(&second)]);
        assert_eq!((of(&second).marks, of(&second).arrival), (vec![Mark::EarlierMissing], lacking(2)));
        take(store, &[whole(&first)]);
        assert_eq!(of(&second).marks, []);
        take(store, &[file(b"ink")]);
        assert_eq!(of(&second).arrival, lacking(1));
        take(store, &[whole(&other)]);
        assert_eq!([of(&second).marks, of(&other).marks], [vec![Mark::TwoBranches], vec![Mark::TwoBranches]]);
        let late = now() + TimeDelta::hours(30);
        let paper = [file(b"paper")];
        store.take_in(tenant, &device(), &paper, &crate::stores::Takes, late).unwrap();
        assert_eq!(of(&second).marks, [Mark::TwoBranches, Mark::CameLate]);
        let here = ipc::office::Arrival::Here { received_at: late, office_seq: 3 };
        assert_eq!(of(&second).arrival, here);
    });
}

#[test]
fn a_row_says_what_the_record_does() {
    check(|_, store| {
        let body = json!({
            "reference": "FSP-7K2M", "title": " Keeping Sam safe ",
            "children": [
                {
                    "id": "01980000-0000-7000-8000-000000000001", "name": "Sam Ash",
                    "birth": { "known": "due", "on": "2026-09-01" },
                },
                { "name": "", "birth": "?", "born_in": 2019 },
            ],
            "review": { "on": "2026-07-01", "at": "10:30:00" },
            "holds_until": "2026-12-31",
        });
        let record = sealed(1, 1, SEALED, &body);
        keep(store, std::slice::from_ref(&record));
        let row = store.agreement(by(), record.hash).unwrap().unwrap();
        assert_eq!((row.reference.as_str(), row.title.as_str()), ("FSP-7K2M", "Keeping Sam safe"));
        assert_eq!((row.worker.as_str(), row.tablet.as_str()), ("not recorded", "Tablet"));
        assert_eq!(
            (row.review_on, row.review_at),
            (Some(day("2026-07-01")), NaiveTime::from_hms_opt(10, 30, 0))
        );
        assert_eq!(row.holds_until, Some(day("2026-12-31")));
        let [sam, other] = row.children.as_slice() else { panic!("{row:?}") };
        assert_eq!((sam.name.as_str(), sam.birth), ("Sam Ash", Birth::Due { on: day("2026-09-01") }));
        assert!(sam.id.is_some() && other.id.is_none());
        assert_eq!(
            (other.name.as_str(), other.birth, other.born_in),
            ("not recorded", Birth::NotRecorded, Some(2019))
        );
    });
}

#[test]
fn pages_are_the_whole_list_and_nothing_shifts() {
    check(|_, store| {
        let tenant = TenantId::from(TENANT);
        let body = |number: u64| json!({ "reference": format!("FSP-{number}"), "lacks_earlier": number.is_multiple_of(3) });
        let arrivals: Vec<Arrival> = (1..=7).map(|number| sealed(number, 1, SEALED, &body(number))).collect();
        keep(store, &arrivals[..6]);
        let newest = ["FSP-6", "FSP-5", "FSP-4", "FSP-3", "FSP-2", "FSP-1"];
        for rows in [1, 2, 4, 6, 200] {
            assert_eq!(references(&listed(store, tenant, &Wanted::All, rows)), newest, "{rows}");
        }
        let first = store.agreements(by_of(tenant), &Wanted::All, None, Some(2)).unwrap();
        keep(store, &arrivals[6..]);
        let later = now() + TimeDelta::hours(1);
        let last = sealed(8, 1, SEALED, &body(8));
        store.take_in(tenant, &device(), &[whole(&last)], &crate::stores::Takes, later).unwrap();
        let second = store.agreements(by_of(tenant), &Wanted::All, first.next.as_ref(), Some(2)).unwrap();
        assert_eq!(references(&first.items), newest[..2]);
        assert_eq!(references(&second.items), newest[2..4], "whatever came meanwhile");
        let marked = store.agreements(by_of(tenant), &Wanted::ToLookAt, None, None).unwrap().items;
        assert!(marked.iter().all(|row| !row.marks.is_empty()));
        let all = listed(store, tenant, &Wanted::All, 50);
        assert_eq!(marked.len(), all.iter().filter(|row| !row.marks.is_empty()).count());
        assert!(marked.len() < all.len(), "the first follows nothing and lacks nothing");
    });
}

#[test]
fn what_is_due_is_what_the_newest_agreement_of_a_case_says() {
    check(|place, store| {
        let tenant = TenantId::from(TENANT);
        let body = |reference: &str, on: Option<&str>, until: Option<&str>| {
            let review = json!({ "on": on, "at": null });
            json!({ "reference": reference, "review": review, "holds_until": until })
        };
        let monday = "2026-06-01T10:00:00+01:00";
        let tuesday = "2026-06-02T10:00:00+01:00";
        keep(
            store,
            &[
                sealed(1, 1, tuesday, &body("one, newer", Some("2026-08-01"), None)),
                sealed(2, 1, monday, &body("one, older", Some("2026-07-01"), None)),
                sealed(3, 2, monday, &body("two", None, Some("2026-07-20"))),
                sealed(4, 3, monday, &body("three", Some("2026-07-10"), Some("2026-06-20"))),
                sealed(5, 4, monday, &body("four, older", Some("2026-07-15"), None)),
                sealed(6, 4, tuesday, &body("four, newer", None, None)),
                // A clock that is ahead makes nothing the newest for ever: it was sealed before it came.
                sealed(7, 5, "2099-01-01T00:00:00+00:00", &body("five, ahead", Some("2026-07-30"), None)),
            ],
        );
        let later = now() + TimeDelta::hours(1);
        let five = sealed(8, 5, "2026-06-09T19:00:00+00:00", &body("five, later", Some("2026-07-12"), None));
        store.take_in(tenant, &device(), &[whole(&five)], &crate::stores::Takes, later).unwrap();
        let due = |before: &str, rows: u64| {
            let rows = listed(store, tenant, &Wanted::DueBefore(day(before)), rows);
            rows.into_iter().map(|row| row.reference).collect::<Vec<_>>()
        };
        assert_eq!(due("2026-07-10", 50), [""; 0]);
        assert_eq!(due("2026-07-11", 50), ["three"]);
        for rows in [1, 2, 50] {
            assert_eq!(due("2027-01-01", rows), ["three", "five, later", "two", "one, newer"]);
        }
        is_as_rebuilt(place, "due");
    });
}

#[test]
fn families_are_found_by_how_their_words_begin() {
    check(|_, store| {
        let tenant = TenantId::from(TENANT);
        let body = |reference: &str, child: &str, adult: &str, worker: &str| {
            json!({ "reference": reference, "children": [{ "name": child }], "outcomes": [
                { "name": adult, "role": "family", "outcome": "signs" },
                { "name": worker, "role": "social-worker", "outcome": "signs" },
            ] })
        };
        keep(
            store,
            &[
                sealed(1, 1, SEALED, &body("FSP-1", "Sam Ash", "Ewa Ash", "Ros Marsh")),
                sealed(2, 2, SEALED, &body("FSP-2", "Ashley O’Brien", "Zoë Łęcka", "Ros")),
                sealed(3, 3, SEALED, &body("FSP-10", "Sam Ash", "Samira Ash", "Ros")),
            ],
        );
        let found = |words: &str| {
            let at_once = listed(store, tenant, &Wanted::Found(words.to_owned()), 50);
            assert_eq!(listed(store, tenant, &Wanted::Found(words.to_owned()), 1), at_once, "{words}");
            at_once.into_iter().map(|row| row.reference).collect::<Vec<_>>()
        };
        assert_eq!(found("ash"), ["FSP-10", "FSP-1", "FSP-2"], "by the words, then the newest first");
        assert_eq!(found("SAM ash"), ["FSP-10", "FSP-1"]);
        assert_eq!(found("samir"), ["FSP-10"]);
        assert_eq!(found("fsp 1"), ["FSP-1", "FSP-10"]);
        assert_eq!(found("FSP-10"), ["FSP-10"]);
        assert_eq!(found("o'brien"), ["FSP-2"]);
        assert_eq!(found("zoe le"), [""; 0], "Ł is a letter of its own");
        assert_eq!(found("Zoë Łecka"), ["FSP-2"]);
        assert_eq!(found("marsh"), [""; 0], "whose work it is is no family's name");
        assert_eq!(found(" – "), ["FSP-10", "FSP-2", "FSP-1"], "nothing to look for finds all");
    });
}

#[test]
fn what_a_tablet_still_holds_is_told_until_it_is_here() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let (first, second) = (tablet.next("{}", &[]), tablet.next("{}", &[named(b"ink")]));
    let held = || server.office.tablet("Tablet 3").unwrap().held;
    assert_eq!(held(), 0);
    tablet.ask(&[first.hash(), second.hash()]);
    assert_eq!(held(), 2);
    tablet.keep(&[tablet.letter(&first), tablet.letter(&second)]);
    assert_eq!(held(), 1, "one of them lacks a file");
    tablet.keep(&tablet.file(b"ink"));
    assert_eq!(held(), 0);
    let third = tablet.next("{}", &[]);
    server.world.turn(TimeDelta::minutes(6));
    tablet.ask(&[first.hash(), third.hash()]);
    assert_eq!(held(), 1, "what has its receipt is not held back");
}

#[test]
fn lists_of_another_form_are_made_anew_once_when_the_office_next_serves() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let record = tablet.next(r#"{"title":"The Ash family"}"#, &[named(b"ink")]);
    tablet.keep(&[tablet.letter(&record)]);
    let title = |server: &Server| {
        let all = server.office.agreements(&BY, &Wanted::All, None, None).unwrap().items;
        all.into_iter().map(|row| row.title).collect::<Vec<_>>()
    };
    let server = server.restart_after(|data| {
        let other = "UPDATE list_form SET form = 0; UPDATE agreement SET title = 'Another'";
        database_in(data).execute_batch(other).unwrap();
        let folder = DataFolder::new(data.to_owned());
        let beside = Office::open_beside(&folder, Box::new(World::new()));
        assert!(
            matches!(beside, Err(OfficeError::Older { found: 0, .. })),
            "who works beside reads none of it"
        );
    });
    assert_eq!(title(&server), ["The Ash family"]);
    let server = server.restart_after(|data| {
        database_in(data).execute_batch("UPDATE agreement SET title = 'Another'").unwrap();
    });
    assert_eq!(title(&server), ["Another"], "it is not done at each start");
}

#[test]
fn the_command_mends_lists_while_nobody_serves() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("office");
    let serving = Serving::start(&data);
    let refused = refusal(&["rebuild", "--data", data.to_str().unwrap()]);
    assert!(refused.starts_with("Another office is running on this folder."), "{refused}");
    serving.kill();
    let told = said("rebuild", &data);
    assert!(told.contains("Sealed agreements in them: 0."), "{told}");
}
