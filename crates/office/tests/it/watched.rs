//! What whoever watches an office is told, and what its log says: how it is and how much it does, and nothing of anybody.

use crate::people::{Browser, PASSWORD, TEAM, secret_of};
use crate::serving::{Serving, first_link, init, line_of, program, run, said};
use crate::tablet::Tablet;
use crate::world::{Answer, database_in, send};
use office::{Environment, System};
use record::EnrolmentLine;
use std::path::Path;

/// Stand in what is sent, asked and answered, and may stand in no log and no count.
const CANARIES: [&str; 6] = ["Quokkatown", "Ros Adeyemi", "FSP-7K2M", "Tablet 3", "Ruth Okafor", "a-manager"];
const BODY: &str =
    r#"{"v":1,"reference":"FSP-7K2M","title":"The Quokkatown family","worker":{"name":"Ros Adeyemi"}}"#;

/// The program, and where it is watched.
fn watched(data: &Path, more: &[&str]) -> (Serving, String) {
    init(data);
    let mut serve = program();
    serve.args(["serve", "--listen", "127.0.0.1:0", "--listen-inside", "127.0.0.1:0"]).args(more);
    let mut serving = Serving::start_with(serve.arg("--data").arg(data));
    let line = serving.line();
    let inside = line.strip_prefix("watched on ").unwrap_or_else(|| panic!("{line}"));
    (serving, inside.to_owned())
}

fn get(address: &str, target: &str) -> Answer {
    send(address, "GET", target, &[], b"")
}

fn text(answer: &Answer) -> String {
    String::from_utf8(answer.body.clone()).unwrap()
}

/// A number that is told.
fn count(told: &str, name: &str) -> f64 {
    let line = told.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("{name}: {told}")).parse().unwrap()
}

/// A whole visit: a tablet joins, sends and asks, a stranger is refused, a person signs in and reads. Gives what was secret in it.
fn visit(serving: &Serving, data: &Path) -> Vec<String> {
    let line = said("enrol-code", data);
    let mut tablet = Tablet::with_line(&line.parse::<EnrolmentLine>().unwrap(), 1);
    let record = tablet.next(BODY, &[]);
    tablet.keep(&[tablet.letter(&record)]);
    tablet.receipt(record.hash());
    let named = data.to_str().unwrap();
    line_of(&run(&["add-team", "--name", TEAM, "--data", named]));
    line_of(&run(&["confirm-tablet", "--tablet", "Tablet 3", "--team", TEAM, "--data", named]));
    let link = first_link(data, "manager", Some(TEAM));
    let mut browser = Browser::at(&serving.address);
    assert_eq!(browser.first_time(&link, System.now()).status, 204);
    let receipt = format!("/api/agreements/{}/receipt", record.hash());
    for target in ["/api/agreements", &receipt] {
        assert_eq!(browser.get(target).status, 200, "{target}");
    }
    assert_eq!(get(&serving.address, "/api/agreements/Quokkatown/receipt?of=Quokkatown").status, 401);
    assert_eq!(get(&serving.address, "/Quokkatown.js").status, 404);
    let of_cookie = browser.cookie.split_once('=').unwrap().1.to_owned();
    let code = line.rsplit_once(' ').unwrap().1.to_owned();
    vec![secret_of(&link), of_cookie, PASSWORD.to_owned(), code, record.hash().to_string()]
}

#[test]
fn it_is_told_inside_how_the_office_is_and_nobody_else_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (serving, inside) = watched(folder.path(), &[]);
    let secrets = visit(&serving, folder.path());
    assert_eq!((get(&inside, "/health").status, text(&get(&inside, "/health"))), (200, "alive\n".into()));
    assert_eq!((get(&inside, "/ready").status, text(&get(&inside, "/ready"))), (200, "ready\n".into()));
    let metrics = get(&inside, "/metrics");
    assert!(metrics.header("content-type").starts_with("text/plain; version=0.0.4"));
    let told = text(&metrics);
    for (name, number) in [
        ("doorstep_office_records_total", 1.0),
        ("doorstep_office_receipts_given", 1.0),
        ("doorstep_office_push_seconds_count", 1.0),
        ("doorstep_office_requests_total{route=\"/v1/letters\",class=\"2xx\"}", 1.0),
        ("doorstep_office_requests_total{route=\"/api/agreements/{record}/receipt\",class=\"4xx\"}", 1.0),
        ("doorstep_office_refused_total{code=\"not_signed_in\"}", 1.0),
        ("doorstep_office_disk_full", 0.0),
        ("doorstep_office_backup_seconds", 0.0),
        ("doorstep_office_certificate_ends_seconds", 0.0),
    ] {
        assert!((count(&told, name) - number).abs() < f64::EPSILON, "{name}: {told}");
    }
    assert!(count(&told, "doorstep_office_database_form") >= 1.0);
    assert!(count(&told, "doorstep_office_letter_bytes_total") > 100.0);
    for secret in CANARIES.into_iter().chain(secrets.iter().map(String::as_str)) {
        assert!(!told.contains(secret), "{secret}: {told}");
    }
    for target in ["/metrics", "/ready", "/health"] {
        let outside = get(&serving.address, target);
        let said = text(&outside);
        assert!(
            !said.contains("doorstep_office_") && !["alive\n", "ready\n"].contains(&said.as_str()),
            "{said}"
        );
    }
}

#[test]
fn a_database_that_takes_no_writing_is_not_ready_and_the_office_alive() {
    let folder = tempfile::tempdir().unwrap();
    let (_serving, inside) = watched(folder.path(), &[]);
    let other = database_in(folder.path());
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let answer = get(&inside, "/ready");
    assert_eq!((answer.status, text(&answer)), (503, "database\n".into()));
    assert_eq!(get(&inside, "/health").status, 200);
    other.execute_batch("ROLLBACK").unwrap();
    // The try that was begun may be waiting for its turn still.
    let ready = || (get(&inside, "/ready").status == 200).then_some(());
    assert!((0..10).any(|_| ready().is_some()));
}

#[test]
fn a_command_asks_it() {
    let folder = tempfile::tempdir().unwrap();
    let (serving, inside) = watched(folder.path(), &[]);
    let asked = |more: &[&str]| {
        let address = inside.strip_prefix("http://").unwrap();
        let mut command = program();
        command.arg("health").args(more).arg("--data").arg(folder.path());
        command.env("DOORSTEP_OFFICE_LISTEN_INSIDE", address).output().unwrap()
    };
    assert_eq!((line_of(&asked(&[])), line_of(&asked(&["--ready"]))), ("alive".into(), "ready".into()));
    let nowhere = run(&["health", "--data", folder.path().to_str().unwrap()]);
    assert!(
        String::from_utf8_lossy(&nowhere.stderr).starts_with("The office listens nowhere"),
        "{nowhere:?}"
    );
    serving.kill();
    let gone = asked(&[]);
    assert!(!gone.status.success());
    assert!(String::from_utf8_lossy(&gone.stderr).starts_with("The office does not answer"), "{gone:?}");
}

#[cfg(unix)]
#[test]
fn a_whole_visit_leaves_lines_in_the_log_and_nothing_of_anybody() {
    for form in ["text", "json"] {
        let folder = tempfile::tempdir().unwrap();
        let (serving, _) = watched(folder.path(), &["--log", form]);
        let secrets = visit(&serving, folder.path());
        let last = get(&serving.address, "/v1/hello");
        let number = last.header("x-request-id").to_owned();
        assert!(number.len() == 16 && base::hex::decode::<8>(&number).is_some(), "{number}");
        let journal = serving.stop();
        for wanted in ["/v1/letters", "/api/agreements/{record}/receipt", "not_signed_in", &number] {
            assert!(journal.contains(wanted), "{wanted}: {journal}");
        }
        for secret in CANARIES.into_iter().chain(secrets.iter().map(String::as_str)) {
            assert!(!journal.contains(secret), "{secret}: {journal}");
        }
        if form == "json" {
            for line in journal.lines().filter(|line| !line.is_empty()) {
                let read: serde_json::Value = serde_json::from_str(line).unwrap();
                assert!(read["level"].is_string() && read["message"].is_string(), "{line}");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn systemd_is_told_that_it_is_ready_that_it_goes_on_and_that_it_stops() {
    use std::os::unix::net::UnixDatagram;
    let folder = tempfile::tempdir().unwrap();
    let (data, path) = (folder.path().join("office"), folder.path().join("notify"));
    let socket = UnixDatagram::bind(&path).unwrap();
    socket.set_read_timeout(Some(std::time::Duration::from_secs(60))).unwrap();
    init(&data);
    let mut serve = program();
    serve.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(&data);
    let serving = Serving::start_with(serve.env("NOTIFY_SOCKET", &path).env("WATCHDOG_USEC", "300000"));
    let heard = || {
        let mut bytes = [0; 64];
        let length = socket.recv(&mut bytes).unwrap();
        String::from_utf8(bytes[..length].to_vec()).unwrap()
    };
    assert_eq!([heard(), heard(), heard()], ["READY=1", "WATCHDOG=1", "WATCHDOG=1"]);
    serving.stop();
    let mut rest = heard();
    while rest == "WATCHDOG=1" {
        rest = heard();
    }
    assert_eq!(rest, "STOPPING=1");
}
