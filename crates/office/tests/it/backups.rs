//! A backup that is taken while the office serves, what is proved of it, and an office that is put back from it: tablets offer
//! again what came after it, and nothing that was signed is lost.

use crate::closed::is_closed;
use crate::people::BY;
use crate::serving::{Serving, files, line_of, program, refusal, run, said};
use crate::tablet::{Tablet, asking, join, named, paper};
use crate::world::{Server, World};
use office::store::Wanted;
use office::{Backup, DataFolder, Office, OfficeError, OfficeKey, Statement};
use record::wire::{EnrolReply, RecordState};
use record::{EnrolmentLine, Hash, SignedRecord};
use std::fs;
use std::path::{Path, PathBuf};

fn key_in(data: &Path) -> OfficeKey {
    OfficeKey::load(&data.join("office.key")).unwrap().unwrap()
}

/// A place for backups that is not there yet.
fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let into = folder.path().join("monday");
    (folder, into)
}

/// An office with two agreements, one of them with a file, and one whose file is on its way.
fn with_records() -> (Server, Tablet, Vec<SignedRecord>) {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let file = paper(2_500_000);
    let records = vec![
        tablet.next("{\"title\":\"Quokka-title\"}", &[named(&file)]),
        tablet.next("{}", &[]),
        tablet.next("{}", &[named(b"on its way")]),
    ];
    tablet.keep(&records.iter().map(|record| tablet.letter(record)).collect::<Vec<_>>());
    for letter in tablet.file(&file) {
        tablet.keep(&[letter]);
    }
    (server, tablet, records)
}

#[test]
fn a_backup_holds_all_of_one_moment_and_says_what_that_is() {
    let (server, mut tablet, _) = with_records();
    let (_folder, into) = place();
    let taken = server.office.back_up(&into, None).unwrap();
    let proved = taken.proved;
    assert_eq!((proved.receipts, proved.on_their_way, proved.last_office_seq), (2, 1, 2));
    assert_eq!((proved.files, proved.file_bytes, proved.disposed), (1, 2_500_000, 0));
    let names: Vec<_> = files(&into).into_keys().collect();
    assert_eq!(names, ["backup.json", "office.sqlite"], "no key, and nothing half done");
    is_closed(&into);
    let later = tablet.next("{}", &[]);
    tablet.keep(&[tablet.letter(&later)]);
    let before = files(&into);
    assert_eq!(Backup::verify(&into, &key_in(&server.data())).unwrap(), taken);
    assert!(files(&into) == before, "it is only read");
    assert!(matches!(server.office.back_up(&into, None), Err(OfficeError::BackupThere)));
    assert!(files(&into) == before);
    let next = into.with_file_name("tuesday");
    let next = server.office.back_up(&next, None).unwrap().proved;
    assert_eq!(next.receipts, 3);
    assert_ne!(next.chained, proved.chained);
}

#[test]
fn a_backup_that_was_broken_off_is_in_nobodys_way() {
    let (server, _, _) = with_records();
    let (folder, into) = place();
    let half = folder.path().join("monday.half");
    fs::create_dir(&half).unwrap();
    fs::write(half.join("office.sqlite"), "rubbish").unwrap();
    server.office.back_up(&into, None).unwrap();
    assert!(!half.exists());
    // What is somebody's stays.
    fs::create_dir(&half).unwrap();
    fs::write(half.join("letter.txt"), "somebody's").unwrap();
    let other = folder.path().join("monday");
    fs::rename(&into, folder.path().join("moved")).unwrap();
    assert!(matches!(server.office.back_up(&other, None), Err(OfficeError::Machine { .. })));
    assert_eq!(fs::read(half.join("letter.txt")).unwrap(), b"somebody's");
}

#[test]
fn what_is_spoilt_in_a_backup_is_named() {
    let (server, _, _) = with_records();
    let (folder, into) = place();
    server.office.back_up(&into, None).unwrap();
    let key = key_in(&server.data());
    let spoilt = |name: &str, change: &dyn Fn(&mut Vec<u8>)| {
        let copy = folder.path().join("spoilt");
        let _ = fs::remove_dir_all(&copy);
        fs::create_dir(&copy).unwrap();
        for file in ["office.sqlite", "backup.json"] {
            let mut bytes = fs::read(into.join(file)).unwrap();
            if file == name {
                change(&mut bytes);
            }
            fs::write(copy.join(file), bytes).unwrap();
        }
        Backup::verify(&copy, &key).unwrap_err()
    };
    let named = |error: OfficeError, wanted: &str| {
        assert!(matches!(&error, OfficeError::NotAsSigned { what } if what == wanted), "{error:?}");
    };
    named(spoilt("office.sqlite", &|bytes| bytes[40_000] ^= 1), "office.sqlite");
    named(spoilt("office.sqlite", &|bytes| bytes.truncate(40_000)), "office.sqlite");
    let other_words = |bytes: &mut Vec<u8>| {
        let page: Statement = serde_json::from_slice(bytes).unwrap();
        let says = page.says.replace("\"receipts\":2", "\"receipts\":3");
        assert_ne!(says, page.says);
        *bytes = serde_json::to_vec(&Statement { says, ..page }).unwrap();
    };
    named(spoilt("backup.json", &other_words), "backup.json");
    let cut = spoilt("backup.json", &|bytes| bytes.truncate(100));
    assert!(matches!(cut, OfficeError::NotABackup), "{cut:?}");
    let other = Backup::verify(&into, &OfficeKey::from_seed(&[9; 32])).unwrap_err();
    assert!(matches!(other, OfficeError::BackupOfOther), "{other:?}");
    let none = Backup::verify(folder.path(), &key).unwrap_err();
    assert!(matches!(none, OfficeError::NotABackup), "{none:?}");
}

#[test]
fn a_record_or_receipt_that_is_not_as_it_was_signed_stops_a_backup() {
    let (server, _, records) = with_records();
    let (_folder, into) = place();
    let try_with = |change: &str, back: &str| {
        server.database().execute_batch(change).unwrap();
        let error = server.office.back_up(&into, None).unwrap_err();
        server.database().execute_batch(back).unwrap();
        assert!(!into.exists());
        let OfficeError::NotAsSigned { what } = error else { panic!("{error:?}") };
        what
    };
    let second = records[1].hash();
    let of_second = format!("hash = x'{second}'");
    let spoil = |column: &str| {
        let set = |bytes: &str| format!("UPDATE record SET {column} = {bytes} WHERE {of_second}");
        let held: Vec<u8> = server
            .database()
            .query_row(&format!("SELECT {column} FROM record WHERE {of_second}"), [], |row| row.get(0))
            .unwrap();
        let mut other = held.clone();
        other[0] ^= 1;
        let hex = |bytes: &[u8]| format!("x'{}'", base::hex::encode(bytes));
        try_with(&set(&hex(&other)), &set(&hex(&held)))
    };
    for column in ["signature", "body"] {
        assert_eq!(spoil(column), format!("record {}", second.short()));
    }
    for column in ["receipt", "receipt_signature"] {
        assert_eq!(spoil(column), format!("the receipt of record {}", second.short()));
    }
    let file = try_with("UPDATE blob SET length = length + 1", "UPDATE blob SET length = length - 1");
    assert_eq!(file, format!("file {}", Hash::of(&paper(2_500_000)).short()));
    server.office.back_up(&into, None).unwrap();
}

/// Puts the backup back into a folder out of which everything was lost.
fn put_back(data: &Path, backup: &Path, key: &[u8], world: World) -> Backup {
    for entry in fs::read_dir(data).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
    let kept = tempfile::NamedTempFile::new().unwrap();
    fs::write(kept.path(), key).unwrap();
    let key_of = OfficeKey::load(kept.path()).unwrap().unwrap();
    Office::restore(backup, key_of, key, &DataFolder::new(data.to_owned()), Box::new(world)).unwrap()
}

#[test]
fn after_a_loss_tablets_offer_again_and_nothing_signed_is_lost() {
    let (server, mut tablet, records) = with_records();
    let (_folder, backup) = place();
    let hashes: Vec<Hash> = records.iter().map(SignedRecord::hash).collect();
    let (first, first_life) = (tablet.receipt(hashes[0]), tablet.ask(&[]).epoch);
    server.office.back_up(&backup, None).unwrap();

    // What comes after the backup: the file that was missing, a record more, and a tablet that joins.
    tablet.keep(&tablet.file(b"on its way"));
    let later = tablet.next("{}", &[]);
    tablet.keep(&[tablet.letter(&later)]);
    let mut joined = Tablet::joined(&server, 2);
    let joined_record = joined.next("{}", &[]);
    joined.keep(&[joined.letter(&joined_record)]);
    let (third, fourth) = (tablet.receipt(hashes[2]), tablet.receipt(later.hash()));

    let key = fs::read(server.data().join("office.key")).unwrap();
    let world = server.world.clone();
    let server = server.restart_after(|data| {
        let page = put_back(data, &backup, &key, world);
        assert_eq!(page.epoch, first_life);
        let there: Vec<_> = files(data).into_keys().collect();
        assert_eq!(there, ["office.key", "office.pin", "office.sqlite"]);
    });
    tablet.address.clone_from(&server.address);
    let all = [hashes.clone(), vec![later.hash()]].concat();
    let reply = tablet.ask(&all);
    assert_ne!(reply.epoch, first_life, "another life, which tells the tablet to offer again");
    assert_eq!(reply.receipts, 2, "fewer than it has");
    assert_eq!(reply.records[0], RecordState::Safe { receipt: first.clone() }, "byte for byte");
    assert!(matches!(reply.records[2], RecordState::Lacks { .. }));
    assert_eq!(reply.records[3], RecordState::Missing);

    tablet.keep(&[tablet.letter(&records[2]), tablet.letter(&later)]);
    tablet.keep(&tablet.file(b"on its way"));
    let office = tablet.office.signing.verifying_key().unwrap();
    let said = |receipt: &record::SignedReceipt| receipt.verify(&office).unwrap();
    for (hash, before) in [(hashes[2], &third), (later.hash(), &fourth)] {
        let now = tablet.receipt(hash);
        assert_eq!((said(&now).epoch, said(before).epoch), (reply.epoch, first_life));
    }
    assert_eq!(tablet.ask(&[]).receipts, 4, "all that it has");

    // The tablet that joined since is not known, joins again, and its record comes.
    joined.address.clone_from(&server.address);
    let line: EnrolmentLine = server.office.new_enrolment_line(&BY).unwrap().0;
    let again = join(&line, &asking(&line, 2, Some(joined.device)));
    assert_eq!(again.json::<EnrolReply>().device, joined.device);
    joined.keep(&[joined.letter(&joined_record)]);
    joined.receipt(joined_record.hash());
    assert_eq!(server.office.agreements(&BY, &Wanted::All, None, None).unwrap().items.len(), 5);
}

#[test]
fn nothing_is_put_over_an_office_and_nothing_spoilt_becomes_one() {
    let (server, _, _) = with_records();
    let (folder, backup) = place();
    server.office.back_up(&backup, None).unwrap();
    let key = || key_in(&server.data());
    let text = fs::read(server.data().join("office.key")).unwrap();
    let restore = |from: &Path, data: &Path| {
        Office::restore(from, key(), &text, &DataFolder::new(data.to_owned()), Box::new(World::new()))
    };
    let other = folder.path().join("other");
    Office::make(&DataFolder::new(other.clone()), "Other", "http://127.0.0.1:1", Box::new(World::other()))
        .unwrap();
    let before = files(&other);
    assert!(matches!(restore(&backup, &other), Err(OfficeError::AlreadyThere { .. })));
    assert!(files(&other) == before);

    let (spoilt, data) = (folder.path().join("spoilt"), folder.path().join("new"));
    fs::create_dir(&spoilt).unwrap();
    fs::copy(backup.join("backup.json"), spoilt.join("backup.json")).unwrap();
    let mut bytes = fs::read(backup.join("office.sqlite")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(spoilt.join("office.sqlite"), bytes).unwrap();
    assert!(matches!(restore(&spoilt, &data), Err(OfficeError::NotAsSigned { .. })));
    assert!(!data.exists(), "nothing was made");
    // One that was broken off is begun again, also where the key is there already.
    fs::create_dir(&data).unwrap();
    fs::write(data.join("office.key"), &text).unwrap();
    fs::write(data.join("office.sqlite.half"), "rubbish").unwrap();
    restore(&backup, &data).unwrap();
    let office = Office::open_beside(&DataFolder::new(data), Box::new(World::new())).unwrap();
    assert_eq!(office.agreements(&BY, &Wanted::All, None, None).unwrap().items.len(), 3);
}

#[cfg(unix)]
#[test]
fn an_office_on_a_server_is_backed_up_and_put_back_in_the_same_way() {
    let (one, other) = (crate::cluster::shared().database(), crate::cluster::shared().database());
    let folder = tempfile::tempdir().unwrap();
    let at = |data: &str, url: String| {
        DataFolder::new(folder.path().join(data)).with_database(Some(url.parse().unwrap()))
    };
    let (first, second) = (at("first", one.url()), at("second", other.url()));
    let office = Office::make(&first, "Brindlewood", "http://127.0.0.1:1", Box::new(World::new())).unwrap();
    office.new_enrolment_line(&BY).unwrap();
    let backup = folder.path().join("monday");
    let key = fs::read(first.key_file()).unwrap();
    let taken = office.back_up(&backup, Some(&key)).unwrap();
    assert_eq!(taken.tables.iter().find(|table| table.table == "enrolment_code").unwrap().rows, 1);
    let key_of = key_in(&backup);
    assert_eq!(Backup::verify(&backup, &key_of).unwrap(), taken);
    Office::restore(&backup, key_of, &key, &second, Box::new(World::other())).unwrap();
    assert!(files(&folder.path().join("second")).keys().eq(["office.key", "office.pin"]));
    let again = Office::open_beside(&second, Box::new(World::new())).unwrap();
    assert_eq!(again.keys().pin(), office.keys().pin());
    assert_ne!(again.hello().epoch, office.hello().epoch);
    let onto =
        Office::restore(&backup, key_in(&backup), &key, &at("third", one.url()), Box::new(World::new()));
    assert!(matches!(onto, Err(OfficeError::DatabaseUsed)), "an office is there");
}

#[test]
fn the_drill_by_its_commands() {
    let folder = tempfile::tempdir().unwrap();
    let (data, new) = (folder.path().join("office"), folder.path().join("new"));
    let (backup, key) = (folder.path().join("monday"), folder.path().join("kept.key"));
    let serving = Serving::start(&data);
    let mut tablet = Tablet::with_line(&said("enrol-code", &data).parse().unwrap(), 1);
    let record = tablet.next("{}", &[]);
    tablet.keep(&[tablet.letter(&record)]);
    let receipt = tablet.receipt(record.hash());
    fs::copy(data.join("office.key"), &key).unwrap();
    let [backup, data, new, key] = [&backup, &data, &new, &key].map(|path| path.to_str().unwrap());
    let told = line_of(&run(&["backup", backup, "--data", data]));
    assert!(told.contains("Records with a receipt: 1, the last with number 1."), "{told}");
    assert!(Path::new(data).join("last-backup").exists(), "whoever watches the office is told by it");
    serving.kill();
    fs::remove_dir_all(data).unwrap();

    let keyless = refusal(&["verify-backup", backup, "--data", new]);
    assert!(keyless.starts_with("The office's key is neither in the backup nor in its place."), "{keyless}");
    let told = line_of(&run(&["verify-backup", backup, "--data", new, "--key", key]));
    assert!(told.ends_with("All of it is as it was signed. It can be restored."), "{told}");
    let told = line_of(&run(&["restore", backup, "--data", new, "--key", key]));
    assert!(told.contains("It is restored, and a new count has begun. Start the office now."), "{told}");
    let mut serve = program();
    let serving = Serving::start_with(serve.args(["serve", "--listen", "127.0.0.1:0", "--data", new]));
    tablet.address.clone_from(&serving.address);
    assert_eq!(tablet.receipt(record.hash()), receipt);
}
