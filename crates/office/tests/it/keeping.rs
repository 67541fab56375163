//! How long an office keeps what it has: what is held and disposed of, on a file and on a server, and what is shown of it after
//! that.

use crate::people::BY;
use crate::stores::{
    DEVICE, Law, Place, TENANT, arrival, by, by_of, enrolled, file, hold_on_files, hold_on_servers, now,
    on_a_file, on_a_server, receipt, take, whole,
};
use crate::tablet::{Tablet, named, signing_key};
use crate::world::{Server, database_in};
use chrono::TimeDelta;
use ipc::office::AgreementRow;
use office::store::{Arrival, CaseKept, Certified, Disposed, Hold, Incoming, Taken, Wanted};
use office::{Certificate, Due, Office, OfficeError, Retention, Statement, Store};
use record::letter::{Carried, Part};
use record::wire::{LetterResult, RecordState};
use record::{CaseId, Hash, OfficePerson, SignedRecord, TenantId, What};

const CASE: [u8; 16] = [4; 16];
const OTHER: [u8; 16] = [44; 16];

const LAWS: &[Law] = &[
    a_hold_is_on_until_it_ends,
    what_is_disposed_of_is_gone_and_never_taken_anew,
    what_is_on_its_way_or_fails_disposes_of_nothing,
    parts_that_never_became_whole_are_deleted,
    everything_is_copied,
];

#[test]
fn on_files() {
    hold_on_files(LAWS);
}

#[test]
fn on_servers() {
    hold_on_servers(LAWS);
}

/// A record of a case.
fn of_case(case: [u8; 16], seq: u64, files: &[&[u8]]) -> Arrival {
    let mut envelope = arrival(seq, None, files).envelope;
    envelope.case = case.into();
    let record = SignedRecord::sign(&envelope, b"{}".into(), &signing_key(1)).unwrap();
    Arrival { hash: record.hash(), record, envelope }
}

fn certify(disposed: &Disposed) -> Result<Certified, OfficeError> {
    Ok(Certified { words: format!("{disposed:?}").into_bytes(), signature: [3; 64] })
}

fn dispose(store: &Store, case: [u8; 16]) -> Result<Certified, OfficeError> {
    store.dispose(by(), case.into(), "asked for", &certify)
}

fn a_hold_is_on_until_it_ends(store: &Store) {
    enrolled(store);
    let tenant = TenantId::from(TENANT);
    let hold = |reason: &str| Hold { case: CASE.into(), reason: reason.into(), by: "Ros".into(), at: now() };
    take(store, &[whole(&of_case(CASE, 1, &[]))]);
    store.hold(by_of(tenant), &hold("an inquiry")).unwrap();
    store.hold(by_of(tenant), &hold("a court")).unwrap();
    assert_eq!(store.holds(tenant).unwrap(), [hold("an inquiry"), hold("a court")]);
    assert_eq!(store.holds([9; 16].into()).unwrap(), []);
    assert!(matches!(dispose(store, CASE), Err(OfficeError::CaseHeld)));
    assert!(!store.unhold(by_of(tenant), OTHER.into(), "Ros").unwrap());
    assert!(store.unhold(by_of(tenant), CASE.into(), "Ros").unwrap());
    assert!(!store.unhold(by_of(tenant), CASE.into(), "Ros").unwrap(), "once");
    assert_eq!(store.holds(tenant).unwrap(), []);
    dispose(store, CASE).unwrap();
}

fn what_is_disposed_of_is_gone_and_never_taken_anew(store: &Store) {
    enrolled(store);
    let tenant = TenantId::from(TENANT);
    let (first, second) = (of_case(CASE, 1, &[b"ink", b"shared"]), of_case(CASE, 2, &[]));
    let other = of_case(OTHER, 3, &[b"shared"]);
    take(store, &[whole(&first), whole(&second), whole(&other), file(b"ink"), file(b"shared")]);
    let case = |case: [u8; 16], records| CaseKept { case: case.into(), records, last: now() };
    let cases = || store.cases(tenant, CaseId::from([0; 16])).unwrap();
    assert_eq!(cases(), [case(CASE, 2), case(OTHER, 1)]);
    assert_eq!(store.cases(tenant, CASE.into()).unwrap(), [case(OTHER, 1)]);
    let standing = || store.standing(tenant, DEVICE.into(), &[first.hash, second.hash, other.hash]).unwrap();
    let before = standing();

    let certified = dispose(store, CASE).unwrap();
    // The second had all of its files at once, so it has the first number.
    let records = vec![(second.hash, now()), (first.hash, now())];
    assert_eq!(certified, certify(&Disposed { records, files: 1, file_bytes: 3, given_to: vec![] }).unwrap());
    assert_eq!(store.last_disposal(tenant, CASE.into()).unwrap(), Some(certified));
    assert_eq!(store.last_disposal(tenant, OTHER.into()).unwrap(), None);
    assert_eq!(cases(), [case(OTHER, 1)]);
    assert_eq!(standing(), before, "to a tablet all of it is safe, with the same receipts");
    let kept = store.of_case(tenant, CASE.into(), Hash::from_bytes([0; 32])).unwrap();
    assert!(kept.iter().all(|kept| kept.is_disposed && kept.record.body.is_empty()));
    let left = store.signed(by_of(tenant), first.hash).unwrap().unwrap();
    assert_eq!((left.envelope, left.body), (first.record.envelope.clone(), vec![]));
    assert_eq!(store.blob(by_of(tenant), Hash::of(b"ink")).unwrap(), None);
    assert!(store.blob(by_of(tenant), Hash::of(b"shared")).unwrap().is_some(), "another case has it too");

    let of = Carried::File(Hash::of(b"ink"));
    let part = Incoming::Part(Part { of, total: 3, start: 0, bytes: b"in".to_vec() });
    let again = take(store, &[whole(&first), file(b"ink"), part]);
    assert!(matches!(again.as_slice(), [Taken::Held, Taken::Held, Taken::Held]), "{again:?}");
    assert_eq!(store.blob(by_of(tenant), Hash::of(b"ink")).unwrap(), None);
    assert!(matches!(dispose(store, CASE), Err(OfficeError::CaseDisposed)));

    // What comes for the case later is kept, and what it names is taken.
    let later = of_case(CASE, 4, &[b"ink"]);
    let taken = take(store, &[whole(&later), file(b"ink")]);
    assert!(matches!(taken.as_slice(), [Taken::Record { .. }, Taken::File]), "{taken:?}");
    assert_eq!(cases(), [case(CASE, 1), case(OTHER, 1)]);
    let certified = dispose(store, CASE).unwrap();
    assert_eq!(store.last_disposal(tenant, CASE.into()).unwrap(), Some(certified));
    assert_eq!(dispose(store, OTHER).unwrap().signature, [3; 64]);
    assert_eq!(store.files(tenant, Hash::from_bytes([0; 32])).unwrap(), [], "with the last of them");
}

fn what_is_on_its_way_or_fails_disposes_of_nothing(store: &Store) {
    enrolled(store);
    take(store, &[whole(&of_case(CASE, 1, &[b"ink"])), file(b"ink"), whole(&of_case(CASE, 2, &[b"late"]))]);
    let counted = store.counted().unwrap();
    assert!(matches!(dispose(store, CASE), Err(OfficeError::CaseOnItsWay)));
    assert!(matches!(dispose(store, OTHER), Err(OfficeError::CaseDisposed)));
    assert_eq!(store.counted().unwrap(), counted);
    take(store, &[file(b"late")]);
    let counted = store.counted().unwrap();
    let fails = store.dispose(by(), CASE.into(), "asked for", &|_| Err(OfficeError::Random));
    assert!(matches!(fails, Err(OfficeError::Random)));
    assert_eq!(store.counted().unwrap(), counted);
}

fn parts_that_never_became_whole_are_deleted(store: &Store) {
    enrolled(store);
    let (tenant, second) = (TenantId::from(TENANT), TimeDelta::seconds(1));
    let part = |name: u32, start| {
        let of = Carried::Record(Hash::of(&name.to_be_bytes()));
        Incoming::Part(Part { of, total: 1_000, start, bytes: vec![1; 5] })
    };
    take(store, &(0..60).map(|name| part(name, 0)).collect::<Vec<_>>());
    take(store, &[part(0, 100)]);
    assert_eq!(store.tidy_parts(tenant, now()).unwrap(), 0, "none is older");
    assert_eq!(store.tidy_parts([9; 16].into(), now() + second).unwrap(), 0, "another tenant's stay");
    assert_eq!(store.tidy_parts(tenant, now() + second).unwrap(), 50, "some at once");
    assert_eq!(store.tidy_parts(tenant, now() + second).unwrap(), 10);
    assert_eq!(store.tidy_parts(tenant, now() + second).unwrap(), 0);
    assert_eq!(store.tidy_files(tenant).unwrap(), 0);
    let rows = store.counted().unwrap().into_iter().find(|table| table.table == "part").unwrap().rows;
    assert_eq!(rows, 0);
}

fn everything_is_copied(store: &Store) {
    enrolled(store);
    let first = of_case(CASE, 1, &[b"ink"]);
    take(store, &[whole(&first), file(b"ink")]);
    take(store, &(2..40).map(|seq| whole(&of_case(OTHER, seq, &[]))).collect::<Vec<_>>());
    dispose(store, CASE).unwrap();
    let others: [(Place, Store); 2] = [on_a_file(), on_a_server()];
    for (_place, other) in others {
        let copied = store.copy_to(&other).unwrap();
        assert_eq!(copied, store.counted().unwrap());
        assert_eq!(copied.iter().find(|table| table.table == "record").unwrap().rows, 39);
        assert_eq!(other.receipt(by(), first.hash).unwrap(), Some(receipt(first.hash, 1)));
        assert!(store.copy_to(&other).is_err(), "nothing is copied over something");
    }
}

#[test]
fn files_that_no_record_names_are_deleted_at_the_start() {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let record = tablet.next("{}", &[named(b"ink")]);
    tablet.keep(&[tablet.letter(&record)]);
    tablet.keep(&tablet.file(b"ink"));
    let add = "
        INSERT INTO blob (tenant, sha256, length) SELECT tenant, zeroblob(32), 3 FROM office;
        INSERT INTO blob_part (tenant, sha256, start, bytes) SELECT tenant, zeroblob(32), 0, x'010203' FROM office";
    server.database().execute_batch(add).unwrap();
    let tidied = server.office.tidy().unwrap();
    assert_eq!((tidied.parts, tidied.files), (0, 1));
    assert_eq!(server.office.tidy().unwrap(), office::Tidied::default());
    assert!(server.office.family_copy(&BY, record.hash()).unwrap().is_some());
    drop(server);

    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("office");
    crate::serving::init(&data);
    database_in(&data).execute_batch(add).unwrap();
    crate::serving::Serving::start(&data).kill();
    let left: i64 = database_in(&data).query_row("SELECT COUNT(*) FROM blob", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
}

/// An office with a child born in 2014 in one case, and one of unknown age in another.
fn with_cases() -> (Server, Tablet, Vec<SignedRecord>) {
    let server = Server::start();
    let mut tablet = Tablet::joined(&server, 1);
    let mut sealed = |case: [u8; 16], body: &str| {
        let mut envelope = tablet.next_envelope(body, &[named(b"ink")]);
        envelope.case = case.into();
        let record = tablet.sign(&envelope, body);
        (tablet.seq, tablet.prev) = (tablet.seq + 1, Some(record.hash()));
        record
    };
    let born = r#"[{"name":"Mia","birth":{"known":"born","on":"2014-02-01"}}]"#;
    let records = vec![
        sealed(CASE, &format!(r#"{{"reference":"FSP-7K2M","title":"Quokka","children":{born}}}"#)),
        sealed(OTHER, r#"{"reference":"FSP-9999"}"#),
    ];
    tablet.keep(&records.iter().map(|record| tablet.letter(record)).collect::<Vec<_>>());
    tablet.keep(&tablet.file(b"ink"));
    (server, tablet, records)
}

fn listed(office: &Office) -> Vec<AgreementRow> {
    office.agreements(&BY, &Wanted::All, None, None).unwrap().items
}

fn due(office: &Office, years: Option<u32>, until_age: Option<u32>) -> Vec<(CaseId, String, bool)> {
    let due = office.due(Retention { years, until_age }).unwrap();
    due.into_iter().map(|Due { case, until, held, .. }| (case, until.to_string(), !held.is_empty())).collect()
}

#[test]
fn a_case_is_due_once_all_that_keeps_it_has_passed() {
    let (server, _, _) = with_cases();
    let office = &server.office;
    assert!(matches!(office.due(Retention::default()), Err(OfficeError::NoRetention)));
    assert_eq!(due(office, Some(6), Some(25)), []);
    // Six years after 9 June 2026.
    server.world.turn(TimeDelta::days(365 * 6 + 3));
    let (one, other) = (CaseId::from(CASE), CaseId::from(OTHER));
    let by_years = [(one, "2032-06-09".to_owned(), false), (other, "2032-06-09".to_owned(), false)];
    assert_eq!(due(office, Some(6), None), by_years);
    assert_eq!(due(office, Some(6), Some(25)), []);
    assert_eq!(due(office, None, Some(18)), [(one, "2032-02-01".to_owned(), false)]);
    office.hold(&BY, one, "an inquiry", "Ros Adeyemi").unwrap();
    assert_eq!(due(office, None, Some(18)), [(one, "2032-02-01".to_owned(), true)], "listed, and held");
    office.unhold(&BY, one, "Ros Adeyemi").unwrap();
    // Whose age nobody knows counts as born when the last record came.
    server.world.turn(TimeDelta::days(365 * 20));
    assert_eq!(due(office, Some(6), Some(25)).len(), 2);
    assert_eq!(due(office, Some(6), Some(25))[1], (other, "2051-06-09".to_owned(), false));
}

#[test]
fn what_the_office_writes_of_a_case_makes_no_child_younger() {
    let (server, _, records) = with_cases();
    let office = &server.office;
    server.world.turn(TimeDelta::days(365 * 6 + 3));
    let by = OfficePerson { id: [40; 16].into(), name: "Ruth Okafor".into(), role: "Team manager".into() };
    let of = Some(records[0].hash());
    office.write(&BY, [1; 16].into(), by, of, What::NoteSeen, String::new()).unwrap();
    server.world.turn(TimeDelta::days(2));
    // It is the last that came, and she is 18.
    assert_eq!(due(office, None, Some(18)), [(CaseId::from(CASE), "2032-06-10".to_owned(), false)]);
}

#[test]
fn a_disposal_leaves_a_certificate_and_a_chain_that_can_be_proved() {
    let (server, tablet, records) = with_cases();
    let office = &server.office;
    assert!(matches!(office.case("FSP-0000"), Err(OfficeError::NoCase)));
    assert!(matches!(office.case(&CaseId::from([7; 16]).to_string()), Err(OfficeError::NoCase)));
    let case = office.case(" fsp-7k2m ").unwrap();
    assert_eq!(case, CaseId::from(CASE));
    for (reason, by) in [("", "Ros"), ("a\nb", "Ros"), ("why", " ")] {
        assert!(matches!(office.dispose(&BY, case, reason, by), Err(OfficeError::NoReason)));
    }
    office.hold(&BY, case, "an inquiry", "Ros").unwrap();
    assert!(matches!(office.dispose(&BY, case, "kept long enough", "Ros"), Err(OfficeError::CaseHeld)));
    assert!(listed(office).iter().any(|row| row.title == "Quokka"));
    office.unhold(&BY, case, "Ros").unwrap();
    assert!(matches!(office.unhold(&BY, case, "Ros"), Err(OfficeError::CaseNotHeld)));

    let receipt = tablet.receipt(records[0].hash());
    let statement = office.dispose(&BY, case, "kept long enough", "Ros Adeyemi").unwrap();
    let file = serde_json::to_vec(&statement).unwrap();
    let pin = office.keys().pin().to_string();
    let said = Certificate::verify(&file, &pin).unwrap();
    assert_eq!(
        (said.case, said.by.as_str(), said.reason.as_str()),
        (case, "Ros Adeyemi", "kept long enough")
    );
    assert_eq!(said.records.iter().map(|it| it.record).collect::<Vec<_>>(), [records[0].hash()]);
    assert_eq!((said.files, said.file_bytes), (0, 0), "the other case has the file too");
    assert_eq!(office.certificate(case).unwrap(), statement);
    let turned = Statement { says: statement.says.replace("Ros", "Bob"), ..statement };
    assert!(Certificate::verify(&serde_json::to_vec(&turned).unwrap(), &pin).is_err());
    let other_pin = Server::start_other().office.keys().pin().to_string();
    assert!(Certificate::verify(&file, &other_pin).is_err());

    assert!(!listed(office).iter().any(|row| row.title == "Quokka"));
    assert_eq!(tablet.receipt(records[0].hash()), receipt);
    let again = tablet.send(&[tablet.letter(&records[0])]);
    assert_eq!(again, [LetterResult::Kept]);
    assert_eq!(tablet.state(records[0].hash()), RecordState::Safe { receipt });
    let backup = tempfile::tempdir().unwrap();
    let proved = office.back_up(&backup.path().join("monday"), None).unwrap().proved;
    assert_eq!((proved.receipts, proved.disposed), (2, 1), "all that stayed is as it was signed");
    let database = server.restart_after(|data| {
        database_in(data).execute_batch("VACUUM").unwrap();
    });
    let rows = listed(&database.office);
    assert_eq!(rows.len(), 1, "what was disposed of is in no list");
    assert_eq!(rows[0].record, records[1].hash().to_string());
}

#[test]
fn the_commands_say_what_they_did() {
    use crate::serving::{Serving, line_of, refusal, run, said};
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("office");
    let named = data.to_str().unwrap();
    let serving = Serving::start(&data);
    let mut tablet = Tablet::with_line(&said("enrol-code", &data).parse().unwrap(), 1);
    let record = tablet.next(r#"{"reference":"FSP-7K2M"}"#, &[]);
    tablet.keep(&[tablet.letter(&record)]);
    let unset = refusal(&["due-for-disposal", "--data", named]);
    assert!(unset.starts_with("Nobody set how long cases are kept."), "{unset}");
    let settings = folder.path().join("settings.toml");
    std::fs::write(&settings, format!("data = '{named}'\nkeep_years = '6'\n")).unwrap();
    let none = line_of(&run(&["due-for-disposal", "--settings", settings.to_str().unwrap()]));
    assert!(none.starts_with("No case here is past the time"), "{none}");
    let output = folder.path().join("certificate.json");
    let file = output.to_str().unwrap();
    let hold = ["hold", "FSP-7K2M", "--reason", "an inquiry", "--by", "Ros", "--data", named];
    line_of(&run(&hold));
    let dispose =
        ["dispose", "FSP-7K2M", "--reason", "asked for", "--by", "Ros", "-o", file, "--data", named];
    assert!(refusal(&dispose).starts_with("This case is held."));
    assert!(!output.exists());
    line_of(&run(&["unhold", "FSP-7K2M", "--by", "Ros", "--data", named]));
    let told = line_of(&run(&dispose));
    assert!(told.starts_with("What case 04040404-"), "{told}");
    let pin = std::fs::read_to_string(data.join("office.pin")).unwrap();
    let checked = line_of(&run(&["verify-certificate", "--key", pin.trim_end(), file]));
    assert!(checked.starts_with("The certificate is genuine.") && checked.contains("by Ros: asked for."));
    assert!(checked.ends_with(&record.hash().to_string()), "{checked}");
    tablet.receipt(record.hash());
    assert!(line_of(&run(&["tidy", "--data", named])).starts_with("Deleted: 0 that never"));
    drop(serving);
}
