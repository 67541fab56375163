//! The program itself: started, stopped, killed, started again.

use crate::tablet::{Tablet, enrol};
use crate::world::send;
use base::base64;
use ipc::office::{ReceiptFile, SignIn};
use record::wire::{Hello, RecordResult};
use record::{EnrolmentLine, Hash, SignedReceipt, SignedRecord};
use rusqlite::{Connection, OpenFlags};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_doorstep-office"))
}

fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

fn line_of(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap().trim_end().to_owned()
}

/// The program, serving. Killed when it is let go.
struct Serving {
    child: Child,
    address: String,
    link: String,
}

impl Serving {
    fn start(data: &Path) -> Self {
        let mut child = program()
            .args(["serve", "--listen", "127.0.0.1:0", "--name", "Brindlewood", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let address = lines.next().unwrap().strip_prefix("listening on ").unwrap().to_owned();
        let link = lines.next().unwrap();
        let link = link.strip_prefix("sign in within 15 minutes, once: ").unwrap().to_owned();
        Self { child, address, link }
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn codes_and_links_are_made_while_it_runs() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("office");
    let named = data.to_str().unwrap();
    let none = run(&["enrol-code", "--data", named]);
    assert!(!none.status.success());
    assert!(String::from_utf8_lossy(&none.stderr).starts_with("There is no office in this folder yet."));
    assert!(!data.exists(), "asking made nothing");

    let serving = Serving::start(&data);
    let line: EnrolmentLine = line_of(&run(&["enrol-code", "--data", named])).parse().unwrap();
    assert_eq!(line.address, serving.address);
    assert_eq!(enrol(&line, 1).status, 200);
    let second = line_of(&run(&["sign-in-link", "--data", named]));
    for link in [&serving.link, &second] {
        let (_, secret) = link.split_once('#').unwrap();
        let body = serde_json::to_vec(&SignIn { link: secret.to_owned() }).unwrap();
        let headers = [("origin", serving.address.clone())];
        assert_eq!(send(&serving.address, "POST", "/api/sign-in", &headers, &body).status, 204, "{link}");
    }
    let hello: Hello = send(&serving.address, "GET", "/v1/hello", &[], b"").json();
    assert_eq!(hello.office, "Brindlewood");

    let second = run(&["serve", "--listen", "127.0.0.1:0", "--data", named]);
    assert!(String::from_utf8_lossy(&second.stderr).starts_with("Another office is running on this folder."));
}

#[cfg(unix)]
#[test]
fn secrets_are_for_the_owner_only() {
    use std::os::unix::fs::PermissionsExt;
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
    let mut serving = Serving::start(folder.path());
    let told = Command::new("kill").args(["-TERM", &serving.child.id().to_string()]).status().unwrap();
    assert!(told.success());
    assert!(serving.child.wait().unwrap().success());
    assert!(!folder.path().join("office.sqlite-wal").exists(), "everything is in the one file, to be copied");
}

#[test]
fn it_listens_on_this_machine_only() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("office");
    let refused = run(&["serve", "--listen", "0.0.0.0:0", "--data", data.to_str().unwrap()]);
    assert!(!refused.status.success());
    assert!(
        String::from_utf8_lossy(&refused.stderr).starts_with("This version listens on this machine only")
    );
    assert!(!data.exists());
}

#[test]
fn a_newer_database_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    Serving::start(folder.path()).kill();
    let database = folder.path().join("office.sqlite");
    let connection = Connection::open_with_flags(&database, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    connection.close().unwrap();
    let before = Hash::of(&std::fs::read(&database).unwrap());
    let refused = run(&["serve", "--listen", "127.0.0.1:0", "--data", folder.path().to_str().unwrap()]);
    assert!(!refused.status.success());
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(said.starts_with("This office's records were written by a newer version"), "{said}");
    assert_eq!(Hash::of(&std::fs::read(&database).unwrap()), before);
}

#[test]
fn a_key_file_that_is_no_key_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("office.key"), "rubbish").unwrap();
    let refused = run(&["serve", "--listen", "127.0.0.1:0", "--data", folder.path().to_str().unwrap()]);
    assert!(
        String::from_utf8_lossy(&refused.stderr)
            .starts_with("The office's key file cannot be read as a key.")
    );
    assert_eq!(std::fs::read(folder.path().join("office.key")).unwrap(), b"rubbish");
}

#[test]
fn a_receipt_is_checked_from_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let serving = Serving::start(&folder.path().join("office"));
    let named = folder.path().join("office");
    let line: EnrolmentLine =
        line_of(&run(&["enrol-code", "--data", named.to_str().unwrap()])).parse().unwrap();
    let mut tablet = Tablet::from_reply(&line, 1, &enrol(&line, 1).json());
    let record = tablet.next("{}", &[]);
    let given = tablet.stored(&record);
    drop(serving);

    let mut file = ReceiptFile {
        receipt: base64::encode(&given.receipt),
        signature: base64::encode(&given.signature),
        office_key: base64::encode(tablet.office_key.as_bytes()),
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

/// Pushes records one by one until the office is gone, and tells of each receipt.
fn push_until_gone(tablet: &Tablet, records: &[SignedRecord], tell: &Sender<(Hash, SignedReceipt)>) {
    for record in records {
        let Ok(results) = tablet.try_push(std::slice::from_ref(record)) else { return };
        let [RecordResult::Stored { receipt } | RecordResult::Duplicate { receipt }] = results.as_slice()
        else {
            panic!("{results:?}")
        };
        tell.send((record.hash(), receipt.clone())).unwrap();
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
        scope.spawn(move || push_until_gone(tablet, records, &tell));
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
    let line: EnrolmentLine =
        line_of(&run(&["enrol-code", "--data", folder.path().to_str().unwrap()])).parse().unwrap();
    let mut tablet = Tablet::from_reply(&line, 1, &enrol(&line, 1).json());
    let records: Vec<SignedRecord> = (0..120).map(|_| tablet.next("{}", &[])).collect();
    let mut given: BTreeMap<Hash, SignedReceipt> = BTreeMap::new();
    for after in [1, 7, 20, 33] {
        let before = usize::try_from(tablet.heads().device.map_or(0, |head| head.seq)).unwrap();
        given.extend(killed_after(after, serving, &tablet, &records[before..]));
        serving = Serving::start(folder.path());
        tablet.address.clone_from(&serving.address);
        for (record, receipt) in &given {
            assert_eq!(&tablet.receipt(*record).json::<SignedReceipt>(), receipt, "byte for byte");
        }
        let kept = usize::try_from(tablet.heads().device.unwrap().seq).unwrap();
        assert!(given.contains_key(&records[before].hash()) && kept >= given.len());
    }
    let results = tablet.push(&records);
    for (record, result) in records.iter().zip(&results) {
        let (RecordResult::Stored { receipt } | RecordResult::Duplicate { receipt }) = result else {
            panic!("{result:?}")
        };
        let before = given.get(&record.hash());
        assert!(before.is_none_or(|before| before == receipt), "the receipt given first");
    }
    assert_eq!(tablet.heads().device.unwrap().hash, records.last().unwrap().hash());
}
