//! The program itself: started, stopped, killed, started again.

use crate::people::Browser;
use crate::serving::{Serving, first_link, line_of, not_served, refusal, run, said};
use crate::tablet::{Tablet, hello};
use crate::world::database_in;
use base::base64;
use ipc::office::ReceiptFile;
use office::{Environment, System};
use record::wire::{LetterResult, RecordState};
use record::{EnrolmentLine, Hash, LettersFile, Purpose, SignedReceipt, SignedRecord, UnlockCode};
use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};

#[test]
fn codes_and_links_are_made_while_it_runs() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("office");
    let named = data.to_str().unwrap();
    let none = refusal(&["enrol-code", "--data", named]);
    assert!(none.starts_with("There is no office in this folder yet."), "{none}");
    assert!(!data.exists(), "asking made nothing");

    let serving = Serving::start(&data);
    let line: EnrolmentLine = said("enrol-code", &data).parse().unwrap();
    assert_eq!(line.address, serving.address);
    Tablet::with_line(&line, 1);
    let none = refusal(&["add-person", "--login", "r", "--name", "R", "--role", "manager", "--data", named]);
    assert!(none.starts_with("A role is worker, manager,"), "{none}");
    line_of(&run(&["add-team", "--name", "Family safety", "--data", named]));
    let first = first_link(&data, "manager", Some("family SAFETY"));
    let mut browser = Browser::at(&serving.address);
    assert_eq!(browser.first_time(&first, System.now()).status, 204, "{first}");
    assert_eq!(browser.get("/api/agreements").status, 200);
    let again = line_of(&run(&["sign-in-link", "--login", "A-Manager", "--data", named]));
    assert_eq!(browser.first_time(again.lines().last().unwrap(), System.now()).status, 204, "{again}");
    let given = ["give-role", "--login", "a-manager", "--role", "auditor", "--data", named];
    assert_eq!(line_of(&run(&given)), "Ruth Okafor is auditor now.");
    assert_eq!(said("people", &data), "a-manager: Ruth Okafor. auditor, manager of Family safety.");
    assert_eq!(said("teams", &data), "Family safety");
    line_of(&run(&["confirm-tablet", "--tablet", "Tablet 3", "--team", "family safety", "--data", named]));
    let renamed = ["rename-tablet", "--tablet", "tablet 3", "--name", "North", "--data", named];
    assert_eq!(line_of(&run(&renamed)), "The tablet is called North now.");
    assert!(said("tablets", &data).ends_with("Team: Family safety."));
    line_of(&run(&["revoke-tablet", "--tablet", "North", "--data", named]));
    assert!(said("tablets", &data).contains("Shut out 2"));
    line_of(&run(&["sign-out-person", "--login", "a-manager", "--data", named]));
    assert_eq!(browser.get("/api/me").status, 401);
    line_of(&run(&["end-person", "--login", "a-manager", "--data", named]));
    assert!(said("people", &data).contains("Ended 2"));
    let done = said("access", &data);
    assert!(done.lines().any(|line| line.contains("end-person") && line.ends_with("done.")), "{done}");
    assert_eq!(hello(&line).office, "Brindlewood");

    let second = not_served(&data);
    assert!(second.starts_with("Another office is running on this folder."), "{second}");
}

#[test]
fn letters_in_a_file_are_taken_in_while_it_runs() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("office"), folder.path().join("for-the-office.letters"));
    let take_in = || run(&["take-in", "--data", data.to_str().unwrap(), file.to_str().unwrap()]);
    let _serving = Serving::start(&data);
    let line = line_of(&run(&["enrol-code", "--data", data.to_str().unwrap()]));
    let mut tablet = Tablet::with_line(&line.parse().unwrap(), 1);
    assert!(String::from_utf8_lossy(&take_in().stderr).starts_with("The file cannot be read."));
    let record = tablet.next("{\"reference\":\"FSP-7\"}", &[]);
    let letters = tablet.letter(&record);
    let file_of = |letters| LettersFile::write(tablet.office.pin(), tablet.device, letters, &tablet.key);
    std::fs::write(&file, file_of(&letters)).unwrap();
    for _ in 0..2 {
        let said = line_of(&take_in());
        let (tablet, record) = said.split_once('\n').unwrap();
        assert_eq!(tablet, "From Tablet 3. Sealed agreements in the file: 1.");
        assert!(record.starts_with("FSP-7: all of it is at the office."), "{record}");
    }
    tablet.receipt(record.hash());
    std::fs::write(&file, file_of(b"")).unwrap();
    assert!(line_of(&take_in()).ends_with("Nothing was taken in."));
}

#[cfg(unix)]
#[test]
fn secrets_are_for_the_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("office");
    let _serving = Serving::start(&data);
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    for secret in ["office.key", "office.sqlite", "office.sqlite-wal"] {
        assert_eq!(mode(&data.join(secret)), 0o600, "{secret}");
    }
}

#[cfg(unix)]
#[test]
fn it_stops_when_it_is_told() {
    let folder = tempfile::tempdir().unwrap();
    Serving::start(folder.path()).stop();
    assert!(!folder.path().join("office.sqlite-wal").exists(), "everything is in the one file, to be copied");
}

#[test]
fn it_listens_on_this_machine_only() {
    let folder = tempfile::tempdir().unwrap();
    Serving::start(folder.path()).kill();
    let serve = ["serve", "--listen", "0.0.0.0:0", "--data", folder.path().to_str().unwrap()];
    let public = ["--public-address", "https://office.example"];
    let not_enough: [&[&str]; 3] = [&[], &public, &["--trusted-proxy", "192.0.2.1"]];
    for more in not_enough {
        let refused = refusal(&[&serve[..], more].concat());
        assert!(refused.starts_with("This version listens on this machine only"), "{refused}");
    }
}

#[test]
fn a_newer_database_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    Serving::start(folder.path()).kill();
    let database = folder.path().join("office.sqlite");
    let connection = database_in(folder.path());
    connection.pragma_update(None, "user_version", 99).unwrap();
    connection.close().unwrap();
    let before = Hash::of(&std::fs::read(&database).unwrap());
    let tablets = refusal(&["tablets", "--data", folder.path().to_str().unwrap()]);
    for said in [not_served(folder.path()), tablets] {
        assert!(said.starts_with("This office's records were written by a newer version"), "{said}");
    }
    assert_eq!(Hash::of(&std::fs::read(&database).unwrap()), before);
}

#[test]
fn a_key_file_that_is_no_key_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    Serving::start(folder.path()).kill();
    std::fs::write(folder.path().join("office.key"), "rubbish").unwrap();
    let refused = not_served(folder.path());
    assert!(refused.starts_with("The office's key file cannot be read as a key."), "{refused}");
    assert_eq!(std::fs::read(folder.path().join("office.key")).unwrap(), b"rubbish");
}

#[test]
fn a_receipt_is_checked_from_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let serving = Serving::start(&folder.path().join("office"));
    let named = folder.path().join("office");
    let line: EnrolmentLine = said("enrol-code", &named).parse().unwrap();
    let mut tablet = Tablet::with_line(&line, 1);
    let record = tablet.next("{}", &[]);
    tablet.keep(&[tablet.letter(&record)]);
    let given = tablet.receipt(record.hash());
    drop(serving);

    let mut file = ReceiptFile {
        receipt: base64::encode(&given.receipt),
        signature: base64::encode(&given.signature),
        office_key: base64::encode(tablet.office.signing.as_bytes()),
        letters_key: base64::encode(tablet.office.letters.as_bytes()),
    };
    let path = folder.path().join("receipt.json");
    let check = |file: &ReceiptFile| {
        std::fs::write(&path, serde_json::to_vec(file).unwrap()).unwrap();
        run(&["verify-receipt", "--key", &line.pin.to_string(), path.to_str().unwrap()])
    };
    assert!(
        line_of(&check(&file))
            .starts_with(&format!("The receipt is genuine. The office received record {}", record.hash()))
    );
    file.receipt = base64::encode(&[given.receipt.as_slice(), b" "].concat());
    let spoilt = check(&file);
    assert!(!spoilt.status.success());
    assert!(String::from_utf8_lossy(&spoilt.stderr).starts_with("The receipt is not genuine"));
}

#[test]
fn tablets_are_listed_let_in_by_telephone_and_lost() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("office");
    let named = data.to_str().unwrap();
    let serving = Serving::start(&data);
    assert!(
        line_of(&run(&["tablets", "--data", named])).starts_with("No tablet has joined this office yet.")
    );
    let line: EnrolmentLine = line_of(&run(&["enrol-code", "--data", named])).parse().unwrap();
    let mut tablet = Tablet::with_line(&line, 1);
    let record = tablet.next("{}", &[]);
    tablet.keep(&[tablet.letter(&record)]);
    let listed = line_of(&run(&["tablets", "--data", named]));
    assert!(listed.starts_with(&format!("Tablet 3 ({}): 1 records, joined ", tablet.device)), "{listed}");
    assert!(listed.contains("Never heard of since. Not confirmed"), "{listed}");

    let purpose = Purpose::PhoneSlot([6; 16].into());
    let slot = tablet.unlock.keys[4].close(purpose, None, b"keys", [1; 32]).unwrap();
    let unlock = |tablet: &str, number: &str| {
        run(&["unlock", "--data", named, "--tablet", tablet, "--number", number])
    };
    let early = unlock("tablet 3", "1");
    assert!(!early.status.success() && early.stdout.is_empty());
    assert!(
        String::from_utf8_lossy(&early.stderr).contains("ring them back on the number you have"),
        "{early:?}"
    );
    let anyway = run(&["unlock", "--data", named, "--tablet", "tablet 3", "--number", "1", "--unreported"]);
    assert!(line_of(&anyway).starts_with("The tablet has not said whose code this is."));
    tablet.report(&[(5, 6)]);
    let unnamed = line_of(&unlock("tablet 3", "5"));
    assert!(unnamed.starts_with("This is the code of a worker whose name this office does not"), "{unnamed}");
    let named_record = tablet.next(r#"{"worker":{"name":"Ros Adeyemi"}}"#, &[]);
    tablet.keep(&[tablet.letter(&named_record)]);
    let given = unlock("tablet 3", "5");
    let said = line_of(&given);
    let (whose, said) = said.split_once('\n').unwrap();
    assert!(whose.starts_with("This is the code of Ros Adeyemi."), "{whose}");
    let key = said.parse::<UnlockCode>().unwrap().key();
    assert_eq!(key.open(purpose, None, &slot).unwrap().as_slice(), b"keys");
    assert!(!String::from_utf8_lossy(&given.stderr).contains(said), "no code in the log");
    for (tablet, number, says) in
        [("Tablet 4", "5", "No tablet has this"), ("Tablet 3", "65", "This tablet was never")]
    {
        let refused = unlock(tablet, number);
        assert!(!refused.status.success() && refused.stdout.is_empty());
        assert!(String::from_utf8_lossy(&refused.stderr).starts_with(says), "{refused:?}");
    }

    let id = tablet.device.to_string();
    line_of(&run(&["lost", "--data", named, "--tablet", &id]));
    assert_eq!(tablet.ask(&[]).orders, [record::wire::Order::Close]);
    let lost = unlock("tablet 3", "5");
    assert!(!lost.status.success() && lost.stdout.is_empty());
    assert!(
        String::from_utf8_lossy(&lost.stderr).starts_with("This tablet is marked as lost since 20"),
        "{lost:?}"
    );
    assert!(line_of(&run(&["tablets", "--data", named])).contains("Last heard of 2"));
    line_of(&run(&["lost", "--data", named, "--tablet", &id, "--found"]));
    let before = tablet.ask(&[]);
    assert_eq!(before.orders, []);

    let running = run(&["new-epoch", "--data", named]);
    assert!(
        String::from_utf8_lossy(&running.stderr).starts_with("Another office is running on this folder.")
    );
    serving.kill();
    line_of(&run(&["new-epoch", "--data", named]));
    let serving = Serving::start(&data);
    tablet.address.clone_from(&serving.address);
    assert_ne!(tablet.ask(&[]).epoch, before.epoch);
}

/// Sends records one by one until the office is gone, and tells of each receipt.
fn send_until_gone(tablet: &Tablet, records: &[SignedRecord], tell: &Sender<(Hash, SignedReceipt)>) {
    for record in records {
        let Ok(results) = tablet.try_send(&[tablet.letter(record)]) else { return };
        assert_eq!(results, [LetterResult::Kept]);
        let Ok(mut reply) = tablet.try_ask(&[record.hash()]) else { return };
        let RecordState::Safe { receipt } = reply.records.remove(0) else { panic!("kept and not safe") };
        tell.send((record.hash(), receipt)).unwrap();
    }
}

/// Kills the office as soon as `after` receipts were given, and gives all that arrived.
fn killed_after(
    after: usize,
    serving: Serving,
    tablet: &Tablet,
    records: &[SignedRecord],
) -> BTreeMap<Hash, SignedReceipt> {
    let (tell, told): (_, Receiver<(Hash, SignedReceipt)>) = channel();
    std::thread::scope(|scope| {
        scope.spawn(move || send_until_gone(tablet, records, &tell));
        let mut given: BTreeMap<_, _> = told.iter().take(after).collect();
        serving.kill();
        given.extend(told.iter());
        given
    })
}

#[test]
fn a_receipt_that_was_given_outlives_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let mut serving = Serving::start(folder.path());
    let line: EnrolmentLine = said("enrol-code", folder.path()).parse().unwrap();
    let mut tablet = Tablet::with_line(&line, 1);
    let records: Vec<SignedRecord> = (0..120).map(|_| tablet.next("{}", &[])).collect();
    let mut given: BTreeMap<Hash, SignedReceipt> = BTreeMap::new();
    for after in [1, 7, 20, 33] {
        let before = given.len();
        given.extend(killed_after(after, serving, &tablet, &records[before..]));
        serving = Serving::start(folder.path());
        tablet.address.clone_from(&serving.address);
        for (record, receipt) in &given {
            assert_eq!(&tablet.receipt(*record), receipt, "byte for byte");
        }
        assert!(given.len() >= before + after);
    }
    let letters: Vec<Vec<u8>> = records.iter().map(|record| tablet.letter(record)).collect();
    tablet.keep(&letters);
    for record in &records {
        let (now, before) = (tablet.receipt(record.hash()), given.get(&record.hash()));
        assert!(before.is_none_or(|before| *before == now), "the receipt given first");
    }
    assert_eq!(tablet.ask(&[]).receipts, 120);
}
