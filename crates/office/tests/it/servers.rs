//! What happens to a store on a server and not to one in a file: lines break, servers stop, others write meanwhile.

use crate::cluster::{Database, own, shared, until};
use crate::stores::{
    DEVICE, TENANT, Takes, arrival, by, device, enrolled, listed, now, receipt, take, whole,
};
use office::store::{Arrival, At, Incoming, Taken, Wanted};
use office::{OfficeError, Store};
use record::Hash;
use record::letter::{Carried, Part};
use std::error::Error;
use std::sync::Barrier;
use std::thread;

fn at(database: &Database) -> At {
    At::Postgres(database.url().parse().unwrap())
}

fn made(database: &Database) -> Store {
    Store::make(at(database)).unwrap()
}

fn keep(store: &Store, arrival: &Arrival) {
    let taken = take(store, &[whole(arrival)]);
    assert!(matches!(taken.as_slice(), [Taken::Record { .. }]), "{taken:?}");
}

/// From now on the first so many tries to give a record its number clash with somebody else's.
fn clash(database: &Database, most: u32) {
    let trigger = "
        CREATE SEQUENCE tries;
        CREATE FUNCTION clash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF nextval('tries') <= MOST THEN
                RAISE EXCEPTION 'somebody else was faster' USING ERRCODE = '40001';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER clash BEFORE UPDATE ON office FOR EACH ROW EXECUTE FUNCTION clash();";
    database.client().batch_execute(&trigger.replace("MOST", &most.to_string())).unwrap();
}

const AS_IT_IS_DRAWN: &str = "TRIGGER breaks BEFORE UPDATE ON office";
const AS_IT_IS_COMMITTED: &str =
    "CONSTRAINT TRIGGER breaks AFTER UPDATE ON office DEFERRABLE INITIALLY DEFERRED";

/// The first line on which a record gets its number breaks, then.
fn break_a_line(database: &Database, then: &str) {
    let trigger = "
        CREATE SEQUENCE tries;
        CREATE FUNCTION breaks() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF nextval('tries') = 1 THEN
                PERFORM pg_terminate_backend(pg_backend_pid());
            END IF;
            RETURN NEW;
        END $$;
        CREATE THEN FOR EACH ROW EXECUTE FUNCTION breaks();";
    database.client().batch_execute(&trigger.replace("THEN FOR", &format!("{then} FOR"))).unwrap();
}

fn tries(database: &Database) -> i64 {
    database.client().query_one("SELECT last_value FROM tries", &[]).unwrap().get(0)
}

#[test]
fn what_clashes_is_done_again_and_once() {
    let database = shared().database();
    let store = made(&database);
    enrolled(&store);
    clash(&database, 3);
    let first = arrival(1, None, &[]);
    keep(&store, &first);
    assert_eq!(tries(&database), 4);
    assert_eq!(store.receipt(by(), first.hash).unwrap(), Some(receipt(first.hash, 1)));
    assert_eq!(listed(&store, TENANT.into(), &Wanted::All, 50).len(), 1);
}

#[test]
fn what_clashes_for_ever_is_given_up_and_leaves_no_trace() {
    let database = shared().database();
    let store = made(&database);
    enrolled(&store);
    clash(&database, 1_000);
    let first = arrival(1, None, &[]);
    let given_up = store.take_in(TENANT.into(), &device(), &[whole(&first)], &Takes, now());
    assert!(matches!(given_up, Err(OfficeError::Store { doing: "take in letters", .. })), "{given_up:?}");
    assert_eq!(tries(&database), 10);
    database.client().batch_execute("DROP TRIGGER clash ON office").unwrap();
    assert_eq!(store.signed(by(), first.hash).unwrap(), None);
    assert_eq!(listed(&store, TENANT.into(), &Wanted::All, 50), []);
}

#[test]
fn two_programs_that_write_at_once_see_what_the_other_wrote() {
    let database = shared().database();
    let stores = [made(&database), Store::open_as_it_is(at(&database)).unwrap()];
    let [one, _] = &stores;
    enrolled(one);
    for round in 0..20u8 {
        let bytes = [round; 1_000];
        let of = Carried::File(Hash::of(&bytes));
        let waits = arrival(u64::from(round) + 1, None, &[bytes.as_slice()]);
        keep(one, &waits);
        let both = Barrier::new(2);
        thread::scope(|scope| {
            for (store, half) in stores.iter().zip([0..500, 500..1_000]) {
                let part = Part { of, total: 1_000, start: half.start as u64, bytes: bytes[half].to_vec() };
                let both = &both;
                scope.spawn(move || {
                    both.wait();
                    take(store, &[Incoming::Part(part)])
                });
            }
        });
        let number = u64::from(round) + 1;
        let given = one.receipt(by(), waits.hash).unwrap();
        assert_eq!(given, Some(receipt(waits.hash, number)), "whoever was second found it whole");
    }
}

#[test]
fn lines_that_broke_are_opened_again() {
    let database = shared().database();
    let store = made(&database);
    enrolled(&store);
    let mut client = database.client();
    let lines = "FROM pg_stat_activity
        WHERE application_name = 'doorstep-office' AND datname = current_database()";
    for seq in 1..4 {
        let end = format!("SELECT COUNT(pg_terminate_backend(pid)) {lines}");
        assert!(client.query_one(&end, &[]).unwrap().get::<_, i64>(0) > 0);
        until("they are gone", || {
            let left = client.query_one(&format!("SELECT COUNT(*) {lines}"), &[]).unwrap();
            (left.get::<_, i64>(0) == 0).then_some(())
        });
        keep(&store, &arrival(seq, None, &[]));
        assert!(store.device(TENANT.into(), DEVICE.into()).unwrap().is_some());
    }
}

#[test]
fn what_breaks_before_it_is_committed_is_done_again_and_once() {
    let database = shared().database();
    let store = made(&database);
    enrolled(&store);
    break_a_line(&database, AS_IT_IS_DRAWN);
    let first = arrival(1, None, &[]);
    keep(&store, &first);
    assert_eq!(tries(&database), 3, "a new line touches the office's row first");
    assert_eq!(store.last_receipt(TENANT.into()).unwrap(), Some(receipt(first.hash, 1)));
}

#[test]
fn what_breaks_while_it_is_committed_is_told_and_not_done_again_by_itself() {
    let database = shared().database();
    let store = made(&database);
    enrolled(&store);
    break_a_line(&database, AS_IT_IS_COMMITTED);
    let first = arrival(1, None, &[]);
    let broken = store.take_in(TENANT.into(), &device(), &[whole(&first)], &Takes, now());
    assert!(matches!(broken, Err(OfficeError::Store { doing: "take in letters", .. })), "{broken:?}");
    assert_eq!(tries(&database), 1, "nobody knows whether it happened");
    keep(&store, &first);
    assert_eq!(tries(&database), 3, "a new line touches the office's row first");
    assert_eq!(store.last_receipt(TENANT.into()).unwrap(), Some(receipt(first.hash, 1)));
    assert_eq!(listed(&store, TENANT.into(), &Wanted::All, 50).len(), 1);
}

#[test]
fn what_has_a_receipt_outlives_a_crash_of_the_server() {
    let cluster = own();
    let database = cluster.database();
    let store = made(&database);
    enrolled(&store);
    let (first, second) = (arrival(1, None, &[]), arrival(2, None, &[]));
    keep(&store, &first);
    cluster.crash();
    let found = store.device(TENANT.into(), DEVICE.into());
    assert!(matches!(found, Err(OfficeError::Store { .. })), "{found:?}");
    let taken = store.take_in(TENANT.into(), &device(), &[whole(&second)], &Takes, now());
    assert!(matches!(taken, Err(OfficeError::Store { .. })), "{taken:?}");
    cluster.go_on();
    assert_eq!(store.receipt(by(), first.hash).unwrap(), Some(receipt(first.hash, 1)));
    keep(&store, &second);
    assert_eq!(store.last_receipt(TENANT.into()).unwrap(), Some(receipt(second.hash, 2)));
}

/// What holds on every line to it that is opened from now on.
fn set(database: &Database, what: &str) {
    let set = "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET WHAT'; END $$";
    database.client().batch_execute(&set.replace("WHAT", what)).unwrap();
}

#[test]
fn a_server_that_logs_what_is_kept_is_warned_of() {
    let (database, folder) = (shared().database(), tempfile::tempdir().unwrap());
    let warned = |command: &[&str]| {
        let mut asked = crate::serving::program();
        asked.args(command).arg("--data").arg(folder.path()).env("DOORSTEP_OFFICE_DATABASE", database.url());
        let output = asked.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stderr).unwrap().contains("log_parameter_max_length")
    };
    assert!(!warned(&["init", "--name", "Brindlewood"]));
    set(&database, "log_min_duration_statement = 1000");
    assert!(warned(&["tablets"]));
    set(&database, "log_parameter_max_length = 0");
    assert!(!warned(&["tablets"]));
}

#[test]
fn a_server_that_does_not_wait_for_its_disk_is_not_used() {
    let database = shared().database();
    set(&database, "synchronous_commit = off");
    let error = Store::make(at(&database)).unwrap_err();
    let why = error.source().unwrap().to_string();
    assert!(why.contains("synchronous_commit is neither on nor remote_apply"), "{why}");
}

#[test]
fn a_password_is_in_no_error() {
    let nowhere = "postgresql://doorstep:s3cret@127.0.0.1:1/office";
    let error = Store::open(At::Postgres(nowhere.parse().unwrap())).unwrap_err();
    let said = format!("{error} {error:?}");
    assert!(!said.contains("s3cret"), "{said}");
}

#[test]
fn a_thread_that_drives_futures_may_be_the_last_to_hold_a_store() {
    let database = shared().database();
    let store = made(&database);
    assert_eq!(store.agency().unwrap(), None);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async move { drop(store) });
}
