//! The office's database is closed with its key where it is a file: nothing of it can be read without, another key changes
//! nothing, and what an earlier version left open is closed by the first start.

use crate::people::BY;
use crate::serving::{Serving, files, init, line_of, not_served, program, refusal, run, said};
use crate::stores::{TENANT, agency, by, enrolled, in_a_file, store_key};
use crate::tablet::{Tablet, named};
use crate::world::{Server, database_in};
use office::store::{At, StoreKey, Wanted};
use office::{OfficeError, Store};
use rusqlite::{Connection, OpenFlags};
use std::fs;
use std::path::{Path, PathBuf};

const CANARIES: [&str; 4] = ["Quokka-title", "Quokka-file", "Quokka-tablet", "Brindlewood"];

/// Every file below a folder.
fn all_files(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { all_files(&path) } else { vec![path] }).collect()
}

/// No word can be read in any file below a folder.
pub(crate) fn is_closed(folder: &Path) {
    for path in all_files(folder) {
        let bytes = fs::read(&path).unwrap();
        for canary in CANARIES {
            let is_in = has(&bytes, canary.as_bytes());
            assert!(!is_in, "{canary} can be read in {}", path.display());
        }
    }
}

fn has(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

#[test]
fn nothing_can_be_read_in_its_files_while_it_serves_and_after() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let file = b"Quokka-file".repeat(10);
    let record = tablet.next("{\"title\":\"Quokka-title\"}", &[named(&file)]);
    tablet.keep(&[tablet.letter(&record)]);
    tablet.keep(&tablet.file(&file));
    server.database().execute("UPDATE device SET name = 'Quokka-tablet'", []).unwrap();
    assert!(server.data().join("office.sqlite-wal").exists());
    is_closed(&server.data());
    let listed = server.office.agreements(&BY, &Wanted::All, None, None).unwrap().items;
    assert_eq!(listed[0].title, "Quokka-title", "and the office reads it");
    let server = server.restart_after(is_closed);
    assert_eq!(server.office.tablets(&BY).unwrap()[0].name, "Quokka-tablet");
}

#[test]
fn another_key_opens_nothing_and_changes_nothing() {
    let (at, _place) = in_a_file();
    let At::File(path, _) = &at else { panic!("{at:?}") };
    enrolled(&Store::make(at.clone()).unwrap());
    let before = fs::read(path).unwrap();
    let other = At::File(path.clone(), StoreKey::from_bytes([8; 32]));
    let opened = [Store::open(other.clone()), Store::open_as_it_is(other.clone()), Store::make(other)];
    assert!(opened.iter().all(|it| matches!(it, Err(OfficeError::KeyOther))), "{opened:?}");
    assert!(fs::read(path).unwrap() == before);
    assert_eq!(Store::open(at).unwrap().tablets(by()).unwrap().len(), 1);
}

#[test]
fn an_office_without_records_knows_its_key_too() {
    let folder = tempfile::tempdir().unwrap();
    let (data, other) = (folder.path().join("office"), folder.path().join("other"));
    init(&data);
    init(&other);
    for (name, with_pin) in [("office.key", true), ("office.sqlite", false)] {
        let kept = fs::read(data.join(name)).unwrap();
        let pin = fs::read(data.join("office.pin")).unwrap();
        fs::copy(other.join(name), data.join(name)).unwrap();
        if with_pin {
            fs::copy(other.join("office.pin"), data.join("office.pin")).unwrap();
        }
        let before = files(&data);
        let said = not_served(&data);
        assert!(
            said.starts_with("The key in office.key is not the one this office was made with."),
            "{said}"
        );
        assert!(files(&data) == before, "{name}");
        fs::write(data.join(name), kept).unwrap();
        fs::write(data.join("office.pin"), pin).unwrap();
    }
    Serving::start(&data).kill();
}

#[test]
fn the_key_that_signs_is_noted_in_a_database_that_anybody_could_open() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("office");
    init(&data);
    database_in(&data).execute("UPDATE office SET signing_key = zeroblob(32)", []).unwrap();
    let said_of_it = not_served(&data);
    assert!(said_of_it.starts_with("The key in office.key is not the one"), "{said_of_it}");
    database_in(&data).execute("UPDATE office SET signing_key = NULL", []).unwrap();
    said("tablets", &data);
    Serving::start(&data).kill();
    let noted: Option<Vec<u8>> =
        database_in(&data).query_row("SELECT signing_key FROM office", [], |row| row.get(0)).unwrap();
    assert_eq!(noted.unwrap().len(), 32, "whoever serves notes it");
}

#[test]
fn what_an_earlier_version_left_open_is_closed_by_the_first_start() {
    let frozen = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/frozen/1/data");
    let plain = fs::read(frozen.join("office.sqlite")).unwrap();
    assert!(plain.starts_with(b"SQLite format 3\0") && has(&plain, b"The Ash family"));
    let folder = tempfile::tempdir().unwrap();
    for name in ["office.key", "office.sqlite"] {
        fs::copy(frozen.join(name), folder.path().join(name)).unwrap();
    }
    // What was broken off before is in nobody's way.
    fs::write(folder.path().join("office.sqlite.half"), "rubbish").unwrap();
    Serving::start(folder.path()).kill();
    for path in all_files(folder.path()) {
        let bytes = fs::read(&path).unwrap();
        assert!(!has(&bytes, b"The Ash family"), "{}", path.display());
    }
    assert!(!folder.path().join("office.sqlite.half").exists());
    let at = At::File(folder.path().join("office.sqlite"), StoreKey::from_bytes([1; 32]));
    assert!(matches!(Store::open_as_it_is(at), Err(OfficeError::KeyOther)));
    assert!(said("tablets", folder.path()).contains("Tablet 3"));
}

#[test]
fn an_open_file_is_closed_only_by_who_may_bring_it_to_another_form() {
    let (at, _place) = in_a_file();
    let At::File(path, key) = &at else { panic!("{at:?}") };
    Store::make(at.clone()).unwrap().found(&agency(TENANT)).unwrap();
    // The same, opened for everybody.
    let open = path.with_file_name("open.sqlite");
    fs::write(&open, b"").unwrap();
    let closed = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
    closed.execute_batch(&key.statement()).unwrap();
    let form: i64 = closed.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    closed.execute("ATTACH DATABASE ?1 AS open KEY ''", [open.to_str().unwrap()]).unwrap();
    closed.query_row("SELECT sqlcipher_export('open')", [], |_| Ok(())).unwrap();
    closed.execute_batch(&format!("PRAGMA open.user_version = {form}")).unwrap();
    drop(closed);
    let at = At::File(open.clone(), store_key());
    let before = fs::read(&open).unwrap();
    assert!(before.starts_with(b"SQLite format 3\0"));
    assert!(matches!(Store::open_as_it_is(at.clone()), Err(OfficeError::Older { .. })));
    assert!(matches!(Store::make(at.clone()), Err(OfficeError::DatabaseUsed)));
    assert!(fs::read(&open).unwrap() == before);
    assert_eq!(Store::open(at.clone()).unwrap().agency().unwrap(), Some(agency(TENANT)));
    assert!(!fs::read(&open).unwrap().starts_with(b"SQLite format 3\0"));
    assert_eq!(Store::open_as_it_is(at).unwrap().agency().unwrap(), Some(agency(TENANT)));
}

#[test]
fn the_key_may_be_kept_apart_from_the_data() {
    let folder = tempfile::tempdir().unwrap();
    let (data, key) = (folder.path().join("office"), folder.path().join("apart.key"));
    init(&data);
    fs::rename(data.join("office.key"), &key).unwrap();
    let named = data.to_str().unwrap();
    let gone = refusal(&["tablets", "--data", named]);
    assert!(gone.starts_with("The office's key is gone: office.key is not in this folder."), "{gone}");
    let with = |arguments: &[&str], key: &Path| {
        let mut asked = program();
        asked.args(arguments).args(["--data", named]).env("DOORSTEP_OFFICE_KEY_FILE", key);
        asked
    };
    let serving = Serving::start_with(&mut with(&["serve", "--listen", "127.0.0.1:0"], &key));
    line_of(&with(&["enrol-code"], &key).output().unwrap());
    drop(serving);
    let none = with(&["tablets"], &folder.path().join("none")).output().unwrap();
    let told = String::from_utf8(none.stderr).unwrap();
    assert!(
        told.starts_with("The office's key is gone: the file that key_file names is not there."),
        "{told}"
    );
    let settings = folder.path().join("settings.toml");
    fs::write(&settings, format!("data = '{named}'\nkey_file = '{}'\n", key.display())).unwrap();
    line_of(&run(&["tablets", "--settings", settings.to_str().unwrap()]));
    assert!(!data.join("office.key").exists(), "no other was made");
}
