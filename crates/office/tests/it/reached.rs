//! How a server of PostgreSQL is reached: of several the one that takes writing, and on another machine only one that proves itself.

use crate::certificate::pair;
use crate::cluster::{encrypted, own, own_with};
use crate::stores::{TENANT, agency};
use office::store::{At, PostgresUrl};
use office::{OfficeError, Store};
use std::error::Error;
use std::fs;
use std::path::Path;

#[test]
fn of_several_servers_the_one_that_takes_writing_is_found() {
    let (standby, primary) = (own(), own());
    let (there, database) = (standby.database(), primary.database());
    assert_eq!(there.name(), database.name(), "as of one database");
    let read_only = format!("ALTER DATABASE {} SET default_transaction_read_only = on", there.name());
    there.client().batch_execute(&read_only).unwrap();
    let [first, second] = [standby, primary].map(|cluster| cluster.folder.display());
    let url = format!("postgresql:///{}?host={first}&host={second}&user=doorstep", database.name());
    let store = Store::make(At::Postgres(url.parse().unwrap())).unwrap();
    store.found(&agency(TENANT)).unwrap();
    let made = "SELECT to_regclass('doorstep_form') IS NOT NULL";
    assert!(database.client().query_one(made, &[]).unwrap().get::<_, bool>(0));
    assert!(!there.client().query_one(made, &[]).unwrap().get::<_, bool>(0));

    // The first is gone, the second starts again: lines that broke are opened where writing is taken.
    standby.crash();
    primary.crash();
    primary.go_on();
    assert!(store.agency().unwrap().is_some());
    store.write_nothing(TENANT.into()).unwrap();
}

fn told(at: PostgresUrl) -> String {
    let error: OfficeError = Store::make(At::Postgres(at)).unwrap_err();
    error.source().map(ToString::to_string).unwrap_or_else(|| error.to_string())
}

#[test]
fn a_server_that_does_not_prove_itself_is_told_nothing() {
    let (good, other) = (pair(), pair());
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    };
    let (authority, stranger) = (file("authority.pem", &good.0), file("stranger.pem", &other.0));
    let (cluster, port) = encrypted(&good.0, &good.1);
    let database = cluster.database();
    let at = |host: &str, authority: &Path| {
        let name = database.name();
        let url = format!("postgresql://doorstep:s3cret@{host}:{port}/{name}?sslmode=verify-full");
        PostgresUrl::read(&url, Some(authority.to_owned())).unwrap()
    };
    let by_stranger = told(at("127.0.0.1", &stranger));
    assert!(by_stranger.contains("certificate"), "{by_stranger}");
    let nothing = told(at("127.0.0.1", &file("empty.pem", "")));
    assert!(nothing.contains("holds no certificate"), "{nothing}");
    for said in [by_stranger, nothing, told(at("127.0.0.1", &folder.path().join("none.pem")))] {
        assert!(!said.contains("s3cret"), "{said}");
    }
    let store = Store::make(At::Postgres(at("127.0.0.1", &authority))).unwrap();
    store.found(&agency(TENANT)).unwrap();
    let is_encrypted = "
        SELECT bool_and(s.ssl) AND COUNT(*) > 0 FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid)
        WHERE a.application_name = 'doorstep-office'";
    assert!(database.client().query_one(is_encrypted, &[]).unwrap().get::<_, bool>(0));

    let (named, key) = other_name(&folder.path().join("named.pem"));
    let (elsewhere, port) = encrypted(&named, &key);
    let database = elsewhere.database();
    let url = format!("postgresql://doorstep@127.0.0.1:{port}/{}?sslmode=require", database.name());
    let url = PostgresUrl::read(&url, Some(folder.path().join("named.pem"))).unwrap();
    let said = told(url);
    assert!(said.contains("not valid for name") || said.contains("NotValidForName"), "{said}");
}

/// A certificate for another name, and its key.
fn other_name(path: &Path) -> (String, String) {
    let made = rcgen::generate_simple_self_signed(["elsewhere.example".to_owned()]).unwrap();
    fs::write(path, made.cert.pem()).unwrap();
    (made.cert.pem(), made.signing_key.serialize_pem())
}

#[test]
fn a_server_that_loses_everything_with_its_power_is_not_used() {
    let cluster = own_with(&["-c", "fsync=off"]);
    let database = cluster.database();
    let said = told(database.url().parse().unwrap());
    assert!(said.contains("fsync is off"), "{said}");
}
