//! An office moves from its file to a server and back, and is the same to people and tablets all the while. What is copied is every
//! column of every table.

use crate::cluster::{Database, shared};
use crate::people::BY;
use crate::stores::{in_a_file, on_a_file, store_key};
use crate::tablet::{Tablet, named, paper};
use crate::world::{Server, World};
use office::store::{At, TABLES, Wanted};
use office::{DataFolder, MoveTo, Office, OfficeError, Store};
use record::{Hash, SignedReceipt, SignedRecord};
use rusqlite::{Connection, OpenFlags};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The columns of each table, and those of its key in order.
type Schema = BTreeMap<String, (BTreeSet<String>, Vec<String>)>;

fn listed() -> Schema {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let all = TABLES.iter().map(|table| {
        let columns = words(table.columns);
        assert_eq!(
            columns.iter().collect::<BTreeSet<_>>().len(),
            columns.len(),
            "{} names one twice",
            table.name
        );
        (table.name.to_owned(), (columns.into_iter().collect(), words(table.key)))
    });
    all.collect()
}

fn in_file(path: &Path) -> Schema {
    let file = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
    file.execute_batch(&store_key().statement()).unwrap();
    let all = |sql: &str, of: &str| -> Vec<(String, i64)> {
        let mut statement = file.prepare(sql).unwrap();
        let rows = statement.query_map([of], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let tables = all(
        "SELECT name, 0 FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> ?1",
        "",
    );
    let tables = tables.into_iter().map(|(table, _)| {
        let columns = all("SELECT name, pk FROM pragma_table_info(?1)", &table);
        let mut key: Vec<(i64, String)> =
            columns.iter().filter(|(_, pk)| *pk > 0).map(|(name, pk)| (*pk, name.clone())).collect();
        key.sort();
        let names = columns.into_iter().map(|(name, _)| name).collect();
        (table, (names, key.into_iter().map(|(_, name)| name).collect()))
    });
    tables.collect()
}

fn on_server(database: &Database) -> Schema {
    let mut client = database.client();
    let mut all = Schema::new();
    let columns = "
        SELECT table_name::text, column_name::text FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name <> 'doorstep_form'";
    for row in client.query(columns, &[]).unwrap() {
        all.entry(row.get(0)).or_default().0.insert(row.get(1));
    }
    let keys = "
        SELECT k.table_name::text, k.column_name::text FROM information_schema.table_constraints c
        JOIN information_schema.key_column_usage k ON k.constraint_name = c.constraint_name
            AND k.table_schema = c.table_schema AND k.table_name = c.table_name
        WHERE c.constraint_type = 'PRIMARY KEY' AND c.table_schema = 'public'
            AND c.table_name <> 'doorstep_form'
        ORDER BY k.table_name, k.ordinal_position";
    for row in client.query(keys, &[]).unwrap() {
        all.entry(row.get(0)).or_default().1.push(row.get(1));
    }
    all
}

#[test]
fn every_column_of_every_table_is_named_where_all_is_copied() {
    let (at, _place) = in_a_file();
    let At::File(path, _) = &at else { panic!("{at:?}") };
    drop(Store::make(at.clone()).unwrap());
    assert_eq!(listed(), in_file(path), "crates/office/src/store/tables.rs names what the migrations make");
    let database = shared().database();
    drop(Store::make(At::Postgres(database.url().parse().unwrap())).unwrap());
    assert_eq!(listed(), on_server(&database));
}

/// Everything that people and tablets are shown of it: the list, and of each agreement the family's copy and the receipt.
fn shown(office: &Office) -> Vec<String> {
    let listed = office.agreements(&BY, &Wanted::All, None, Some(200)).unwrap();
    let mut shown = vec![
        serde_json::to_string(&listed).unwrap(),
        format!("{:?}", office.tablets(&BY).unwrap()),
        office.hello().epoch.to_string(),
    ];
    for row in listed.items {
        let record: Hash = row.record.parse().unwrap();
        shown.push(serde_json::to_string(&office.receipt_file(&BY, record).unwrap()).unwrap());
        let copy = office.family_copy(&BY, record).unwrap();
        shown.push(copy.map(|copy| Hash::of(&copy.bytes).to_string()).unwrap_or_default());
    }
    shown
}

#[test]
fn from_its_file_to_a_server_and_back_everything_stays_the_same() {
    let database = shared().database();
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let files = [paper(2_100_000), paper(70_000), Vec::new()];
    // More than are read at once.
    let records: Vec<SignedRecord> = (0..40)
        .map(|at| tablet.next(&format!("{{\"title\":\"Ä {at}\"}}"), &[named(&files[at % 3]), named(b"ink")]))
        .collect();
    let letters: Vec<Vec<u8>> = records.iter().map(|record| tablet.letter(record)).collect();
    tablet.keep(&letters);
    for file in files.iter().map(Vec::as_slice).chain([b"ink".as_slice()]) {
        for letter in tablet.file(file) {
            tablet.keep(&[letter]);
        }
    }
    let receipts = |tablet: &Tablet| -> Vec<SignedReceipt> {
        records.iter().map(|record| tablet.receipt(record.hash())).collect()
    };
    let given = receipts(&tablet);
    let before = (shown(&server.office), given);
    let server = server.restart_after(|data| {
        let own = || Box::new(World::new());
        let (in_folder, url) = (DataFolder::new(data.to_owned()), database.url());
        let at_server = in_folder.clone().with_database(Some(url.parse().unwrap()));
        let none = Office::move_to(&in_folder, MoveTo::Server, own());
        assert!(matches!(none, Err(OfficeError::NoServer)), "{none:?}");
        let counted = in_folder.store().unwrap().counted().unwrap();
        assert_eq!(Office::move_to(&at_server, MoveTo::Server, own()).unwrap(), counted);
        let left = Office::open_beside(&in_folder, own());
        assert!(matches!(left, Err(OfficeError::Moved)), "it is not served by mistake");
        let again = Office::move_to(&at_server, MoveTo::Server, own());
        assert!(matches!(again, Err(OfficeError::Moved)), "{again:?}");
        assert_eq!(shown(&Office::open_beside(&at_server, own()).unwrap()), before.0);
        // That it was looked at is written there.
        let counted = at_server.store().unwrap().counted().unwrap();

        assert_eq!(Office::move_to(&at_server, MoveTo::File, own()).unwrap(), counted);
        assert!(matches!(Office::open_beside(&at_server, own()), Err(OfficeError::Moved)));
        assert!(data.join("office.sqlite.moved-1").exists(), "what it left before is set aside");
        assert_eq!(in_folder.store().unwrap().counted().unwrap(), counted, "every row");
    });
    tablet.address.clone_from(&server.address);
    assert_eq!((shown(&server.office), receipts(&tablet)), before);
    let next = tablet.next("{}", &[]);
    tablet.keep(&[tablet.letter(&next)]);
    let key = tablet.office.signing.verifying_key().unwrap();
    assert_eq!(tablet.receipt(next.hash()).verify(&key).unwrap().office_seq, 41, "and it goes on");
}

#[test]
fn an_office_is_moved_over_no_other_and_not_while_it_serves() {
    let database = shared().database();
    let server = Server::start();
    let own = || Box::new(World::new());
    let url = || Some(database.url().parse().unwrap());
    let at_server = DataFolder::new(server.data()).with_database(url());
    let busy = Office::move_to(&at_server, MoveTo::Server, own());
    assert!(matches!(busy, Err(OfficeError::InUse)), "{busy:?}");
    let other = tempfile::tempdir().unwrap();
    let others = DataFolder::new(other.path().join("office")).with_database(url());
    Office::make(&others, "Other", "http://127.0.0.1:1", Box::new(World::other())).unwrap();
    let server = server.restart_after(|_| {
        let onto = Office::move_to(&at_server, MoveTo::Server, own());
        assert!(matches!(onto, Err(OfficeError::DatabaseUsed)), "{onto:?}");
    });
    assert_eq!(
        server.office.agreements(&BY, &Wanted::All, None, None).unwrap().items.len(),
        0,
        "it goes on where it was"
    );
    // Onto a file that is somebody's.
    std::fs::write(other.path().join("office/office.sqlite"), "somebody's").unwrap();
    let onto = Office::move_to(&others, MoveTo::File, own());
    assert!(matches!(onto, Err(OfficeError::AlreadyThere { .. })), "{onto:?}");
    assert_eq!(std::fs::read(other.path().join("office/office.sqlite")).unwrap(), b"somebody's");
    Office::open_beside(&others, own()).unwrap();
}

#[test]
fn a_target_that_was_made_and_holds_nothing_is_used() {
    let (_place, empty) = on_a_file();
    let database = shared().database();
    let at = || At::Postgres(database.url().parse().unwrap());
    drop(Store::make(at()).unwrap());
    let target = Store::make_or_empty(at()).unwrap();
    empty.copy_to(&target).unwrap();
    let unknown = At::Postgres(shared().url("never_made_at_all").parse().unwrap());
    assert!(matches!(Store::make_or_empty(unknown), Err(OfficeError::DatabaseUnknown)));
}
