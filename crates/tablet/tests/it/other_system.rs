//! An office that was built for another system takes a visit from this tablet. `cargo xtask windows` builds it and runs this.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

use council::Council;
use document::Letterhead;
use ipc::office::Agreements;
use ipc::office::people::{FirstTime, Link, SetPassword};
use ipc::visit::{Delivery, Enrol, SaveCopy, Sealed};
use office::{Asked, Kind, Parts};
use plan::Plan;
use tablet::Environment as _;

use crate::copies::whole;
use crate::family::sealed;
use crate::sending::all_safe;
use crate::world::{Clock, PIN, World, first_worker};

/// The office's program, and what runs it on this system where it does not run by itself.
const PROGRAM: &str = "DOORSTEP_OFFICE_PROGRAM";
const RUNNER: &str = "DOORSTEP_OFFICE_RUNNER";

fn program() -> Option<Command> {
    let program = env::var_os(PROGRAM)?;
    Some(match env::var_os(RUNNER) {
        Some(runner) => {
            let mut command = Command::new(runner);
            command.arg(program);
            command
        }
        None => Command::new(program),
    })
}

fn said(command: &str, data: &Path) -> String {
    told(&[command], data)
}

fn told(arguments: &[&str], data: &Path) -> String {
    let done = program().unwrap().args(arguments).arg("--data").arg(data).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap().trim_end().to_owned()
}

fn init(data: &Path) {
    let mut command = program().unwrap();
    let done = command.args(["init", "--name", "Brindlewood", "--data"]).arg(data).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// The office, serving. Its keyboard is held, or one without a terminal would be told that its terminal is gone.
struct Serving {
    child: Child,
    _keyboard: ChildStdin,
    address: String,
    link: String,
}

impl Serving {
    fn start(data: &Path) -> Self {
        init(data);
        let mut command = program().unwrap();
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let address = lines.next().unwrap().strip_prefix("listening on ").unwrap().to_owned();
        told(&["add-team", "--name", "Family"], data);
        let added =
            ["add-person", "--login", "ruth", "--name", "Ruth", "--role", "manager", "--team", "Family"];
        let link = told(&added, data).split_once('#').unwrap().1.to_owned();
        Self { _keyboard: child.stdin.take().unwrap(), child, address, link }
    }

    /// Signs in for the first time as the office's own page does, and tells the cookie.
    fn sign_in(&self) -> String {
        let post = |target: &str, body: &[u8]| {
            let request = ureq::post(format!("{}{target}", self.address)).header("origin", &self.address);
            request.send(body).unwrap()
        };
        let link = self.link.clone();
        let shown = serde_json::to_vec(&Link { link: link.clone() }).unwrap();
        let shown = post("/api/first-time", &shown).body_mut().read_to_vec().unwrap();
        let FirstTime { secret, .. } = serde_json::from_slice(&shown).unwrap();
        let code = office::code_at(&secret, office::Environment::now(&office::System)).unwrap();
        let set = SetPassword { link, password: "four herons on a weir".into(), code };
        let answer = post("/api/first-time/set", &serde_json::to_vec(&set).unwrap());
        let cookie = answer.headers().get("set-cookie").unwrap().to_str().unwrap();
        cookie.split_once(';').unwrap().0.to_owned()
    }

    fn get(&self, target: &str, cookie: &str) -> Vec<u8> {
        let request = ureq::get(format!("{}{target}", self.address)).header("cookie", cookie);
        request.call().unwrap().body_mut().with_config().limit(1 << 26).read_to_vec().unwrap()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
#[ignore = "needs an office built for another system; `cargo xtask windows` builds one and runs it"]
fn an_office_of_another_system_takes_a_visit_and_gives_the_same_bytes() {
    if program().is_none() {
        println!("{PROGRAM} names no office: nothing was tried");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("office");
    let office = Serving::start(&data);

    let world = World::new();
    let tablet = world.start();
    tablet.enrol(Enrol { line: said("enrol-code", &data) }).unwrap();
    tablet.add_user(first_worker(PIN)).unwrap();
    let (plan, card) = sealed(&tablet, "The Marsh family");
    all_safe(&tablet, 1);
    let receipt = tablet.sealed(Sealed { plan }).unwrap().delivery;
    assert!(matches!(receipt, Delivery::Safe { office_seq: 1, .. }), "{receipt:?}");

    let tablets = said("tablets", &data);
    let id = tablets.split_once('(').unwrap().1.split_once(')').unwrap().0;
    told(&["confirm-tablet", "--tablet", id, "--team", "Family"], &data);
    let cookie = office.sign_in();
    let listed: Agreements = serde_json::from_slice(&office.get("/api/agreements", &cookie)).unwrap();
    let [row] = &listed.items[..] else { panic!("{listed:?}") };
    assert_eq!((&row.reference, row.pdf_sha256.as_ref()), (&card.reference, Some(&card.pdf_sha256)));
    let at_the_office = office.get(&format!("/api/agreements/{}/pdf", row.record), &cookie);
    let copies = tablet.save_copy(SaveCopy { copy: whole(plan), drive: None }).unwrap().copies;
    let saved = copies.into_iter().find_map(|copy| copy.saved).unwrap();
    let at_the_tablet = fs::read(PathBuf::from(saved.folder).join(saved.file)).unwrap();
    assert!(at_the_office == at_the_tablet, "the family's copy, byte for byte");
    assert_eq!(record::Hash::of(&at_the_office).to_string(), card.pdf_sha256);
    println!(
        "soak\tbytes of a family's copy, the same at the office and on the tablet\t{}",
        at_the_office.len()
    );
}

#[test]
#[ignore = "needs an office built for another system; `cargo xtask windows` builds one and runs it"]
fn an_office_of_another_system_makes_the_same_papers() {
    if program().is_none() {
        println!("{PROGRAM} names no office: nothing was tried");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/examples");
    let kinds = [("full", Kind::Full), ("summary", Kind::Summary), ("large-print", Kind::LargePrint)];
    let mut same = 0;
    for example in fs::read_dir(examples).unwrap() {
        let example = example.unwrap().path();
        for (name, kind) in kinds {
            let made = folder.path().join(format!("{same}.pdf"));
            let arguments: [OsString; 6] = [
                "render".into(),
                example.clone().into(),
                "--kind".into(),
                name.into(),
                "-o".into(),
                made.clone().into(),
            ];
            let done = program().unwrap().args(arguments).output().unwrap();
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
            let parts = Parts {
                plan: Plan::from_json(&fs::read(&example).unwrap()).unwrap(),
                sitting: None,
                letterhead: Letterhead::brindlewood(),
                with: None,
                council: Council::english(),
                today: Clock::default().now().date_naive(),
            };
            let asked = Asked { kind, large: false, reader: None, language: None, domains: Vec::new() };
            let here = office::render(&parts, &asked).unwrap().bytes;
            assert!(fs::read(&made).unwrap() == here, "{} {name}", example.display());
            same += 1;
        }
    }
    println!("soak\tpapers, the same bytes from both systems\t{same}");
}
