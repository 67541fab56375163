//! A server whose COMMIT waits for a machine that is not there, and programs that would serve from one database.

use crate::cluster::{Database, own, shared, until};
use crate::serving::{Serving, program};
use crate::stores::{TENANT, Takes, arrival, by, device, enrolled, now, receipt, take, whole};
use office::store::{Arrival, At, Taken};
use office::{OfficeError, Store};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

const WAITING: &str = "FROM pg_stat_activity WHERE wait_event = 'SyncRep'";

fn at(database: &Database) -> At {
    At::Postgres(database.url().parse().unwrap())
}

fn made(database: &Database) -> Store {
    let store = Store::make(at(database)).unwrap();
    enrolled(&store);
    store
}

fn take_in(store: &Store, arrival: &Arrival) -> Result<Vec<Taken>, OfficeError> {
    store.take_in(TENANT.into(), &device(), &[whole(arrival)], &Takes, now())
}

fn count(database: &Database, sql: &str) -> i64 {
    database.client().query_one(sql, &[]).unwrap().get(0)
}

fn set(database: &Database, what: &str) {
    let mut client = database.client();
    client.batch_execute(&format!("ALTER SYSTEM {what}")).unwrap();
    client.batch_execute("SELECT pg_reload_conf()").unwrap();
}

/// Does what somebody does who has no patience: each COMMIT that waits is done at once. True if there was one.
fn cancel(database: &Database) -> bool {
    count(database, &format!("SELECT COUNT(pg_cancel_backend(pid)) {WAITING}")) > 0
}

/// As long as it is there, each COMMIT waits for a machine that is not.
struct Alone<'a>(&'a Database);

impl<'a> Alone<'a> {
    fn begin(database: &'a Database) -> Self {
        set(database, "SET synchronous_standby_names = 'nobody'");
        let alone = Self(database);
        // The server begins a moment after it was told to.
        until("a COMMIT waits", || {
            let mut client = database.client();
            let probe = "SELECT pg_logical_emit_message(true, 'probe', '')";
            let probe = thread::spawn(move || client.batch_execute(probe).unwrap());
            let waited = until("it is done or waits", || {
                if probe.is_finished() { Some(false) } else { cancel(database).then_some(true) }
            });
            probe.join().unwrap();
            waited.then_some(())
        });
        alone
    }
}

impl Drop for Alone<'_> {
    fn drop(&mut self) {
        set(self.0, "RESET synchronous_standby_names");
    }
}

#[test]
fn what_one_machine_has_gets_no_receipt_until_another_has_it() {
    let cluster = own();
    let (database, watch) = (cluster.database(), cluster.database());
    let store = made(&database);
    let first = arrival(1, None, &[]);
    thread::scope(|scope| {
        let alone = Alone::begin(&watch);
        let taking = scope.spawn(|| take_in(&store, &first));
        until("its COMMIT waits", || cancel(&watch).then_some(()));
        let given_up = taking.join().unwrap();
        assert!(matches!(given_up, Err(OfficeError::Store { .. })), "{given_up:?}");
        assert_eq!(count(&database, "SELECT COUNT(receipt) FROM record"), 1, "for whoever asks the server");

        let asking = scope.spawn(|| store.receipt(by(), first.hash));
        let is_waiting = || count(&watch, &format!("SELECT COUNT(*) {WAITING}")) == 1;
        until("it waits before it says so", || is_waiting().then_some(()));
        let again = scope.spawn(|| take_in(&store, &first));
        drop(alone);
        assert_eq!(asking.join().unwrap().unwrap(), Some(receipt(first.hash, 1)));
        assert!(matches!(again.join().unwrap().unwrap().as_slice(), [Taken::Held]));
    });
    let second = arrival(2, None, &[]);
    assert!(matches!(take(&store, &[whole(&second)]).as_slice(), [Taken::Record { .. }]));
    assert_eq!(store.receipt(by(), second.hash).unwrap(), Some(receipt(second.hash, 2)));
}

#[test]
fn what_is_there_already_is_said_to_be_kept_once_another_has_it() {
    let cluster = own();
    let (database, watch) = (cluster.database(), cluster.database());
    let first = arrival(1, None, &[]);
    take_in(&made(&database), &first).unwrap();
    thread::scope(|scope| {
        let alone = Alone::begin(&watch);
        // Another start, which cannot know what became of what the one before wrote.
        let next = scope.spawn(|| take_in(&Store::open_as_it_is(at(&database)).unwrap(), &first));
        let waiting = format!("SELECT COUNT(*) {WAITING}");
        until("it waits", || (count(&watch, &waiting) == 1).then_some(()));
        drop(alone);
        assert!(matches!(next.join().unwrap().unwrap().as_slice(), [Taken::Held]));
    });
}

#[test]
fn no_time_limit_cuts_a_commit_short() {
    let cluster = own();
    let (database, watch) = (cluster.database(), cluster.database());
    let limit = "
        DO $$ BEGIN
            EXECUTE 'ALTER DATABASE ' || current_database() || ' SET statement_timeout = 1000';
        END $$";
    database.client().batch_execute(limit).unwrap();
    let (store, first) = (made(&database), arrival(1, None, &[]));
    thread::scope(|scope| {
        let alone = Alone::begin(&watch);
        let taking = scope.spawn(|| take_in(&store, &first));
        let longer = format!("SELECT COUNT(*) {WAITING} AND clock_timestamp() - query_start > '2 seconds'");
        until("it waits for longer", || (count(&watch, &longer) == 1).then_some(()));
        drop(alone);
        assert!(matches!(taking.join().unwrap().unwrap().as_slice(), [Taken::Record { .. }]));
    });
}

#[test]
fn a_server_that_does_not_wait_for_the_other_machine_s_disk_is_not_used() {
    let database = shared().database();
    made(&database);
    for less in ["off", "local", "remote_write"] {
        let set = format!(
            "DO $$ BEGIN
                EXECUTE 'ALTER DATABASE ' || current_database() || ' SET synchronous_commit = {less}';
            END $$"
        );
        database.client().batch_execute(&set).unwrap();
        let opened = Store::open_as_it_is(at(&database));
        assert!(matches!(opened, Err(OfficeError::Store { .. })), "{less}");
    }
}

#[test]
fn one_program_serves_from_a_database_and_others_write_beside_it() {
    let database = shared().database();
    let first = made(&database);
    first.serve().unwrap();
    first.serve().unwrap();
    let second = Store::open_as_it_is(at(&database)).unwrap();
    assert!(matches!(second.serve(), Err(OfficeError::Served)));
    let beside = Store::open_as_it_is(at(&database)).unwrap();
    take_in(&beside, &arrival(1, None, &[])).unwrap();
    drop(first);
    second.serve().unwrap();
    take_in(&second, &arrival(2, None, &[])).unwrap();
}

#[test]
fn who_lost_the_right_to_serve_to_another_writes_no_more() {
    let database = shared().database();
    let first = made(&database);
    first.serve().unwrap();
    let lines = "FROM pg_stat_activity
        WHERE application_name = 'doorstep-office' AND datname = current_database()";
    count(&database, &format!("SELECT COUNT(pg_terminate_backend(pid)) {lines}"));
    until("its lines are gone", || {
        (count(&database, &format!("SELECT COUNT(*) {lines}")) == 0).then_some(())
    });
    let second = Store::open_as_it_is(at(&database)).unwrap();
    second.serve().unwrap();
    let record = arrival(1, None, &[]);
    assert!(matches!(take_in(&first, &record), Err(OfficeError::Served)));
    assert_eq!(second.receipt(by(), record.hash).unwrap(), None);
    drop(second);
    take_in(&first, &record).unwrap();
    assert_eq!(first.receipt(by(), record.hash).unwrap(), Some(receipt(record.hash, 1)));
}

#[test]
fn the_same_office_on_a_second_machine_does_not_start_beside_the_first() {
    let database = shared().database();
    let folder = tempfile::tempdir().unwrap();
    let machines = ["one", "other"].map(|name| folder.path().join(name));
    let [one, other] = &machines;
    let on = |data: &Path, more: &[&str]| {
        let mut command = program();
        command.args(more).arg("--data").arg(data).env("DOORSTEP_OFFICE_DATABASE", database.url());
        command
    };
    let serve = |data: &Path| -> Command { on(data, &["serve", "--listen", "127.0.0.1:0"]) };
    assert!(on(one, &["init", "--name", "Brindlewood"]).status().unwrap().success());
    fs::create_dir(other).unwrap();
    for file in ["office.key", "office.pin"] {
        fs::copy(one.join(file), other.join(file)).unwrap();
    }
    let serving = Serving::start_with(&mut serve(one));
    let refused = serve(other).output().unwrap();
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(
        !refused.status.success() && said.starts_with("Another office is running on this database."),
        "{said}"
    );
    serving.kill();
    Serving::start_with(&mut serve(other));
}
