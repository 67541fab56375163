//! The real office, on a port of its own, that can go away and come back.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex};

use crate::sending::LONG;
use ipc::office::{AgreementRow, Mark};
use office::store::Wanted;
use office::{Actor, DataFolder, Office, OfficeError, Reach, System};
use record::{Hash, OfficePerson, What};
use serde_json::json;
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// Whoever looks at it here is at its machine.
const BY: Actor = Actor::machine("test");

/// One office for all tests that only need to join one.
pub(crate) static OFFICE: LazyLock<TestOffice> = LazyLock::new(TestOffice::start);

pub(crate) struct TestOffice {
    folder: TempDir,
    running: Mutex<Option<Running>>,
    address: SocketAddr,
}

struct Running {
    runtime: Runtime,
    office: Arc<Office>,
}

impl TestOffice {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (running, address) = run(folder.path().into(), "127.0.0.1:0".parse().unwrap());
        Self { folder, running: Mutex::new(Some(running)), address }
    }

    /// A line for enrolling one tablet.
    pub(crate) fn line(&self) -> String {
        self.with(|office| office.new_enrolment_line(&BY).unwrap().0.to_string())
    }

    /// The same, for a tablet that reaches the office through another address.
    pub(crate) fn line_through(&self, address: SocketAddr) -> String {
        self.line().replace(&self.address.to_string(), &address.to_string())
    }

    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The references of all agreements the office holds, and the hashes of their copies.
    pub(crate) fn holds(&self) -> Vec<(String, Option<String>)> {
        self.with(rows).into_iter().map(|row| (row.reference, row.pdf_sha256)).collect()
    }

    /// How many agreements it has all of.
    pub(crate) fn has_all_of(&self) -> usize {
        self.with(|office| {
            let listed = rows(office);
            let receipt = |record: &String| office.receipt_file(&BY, record.parse().unwrap()).unwrap();
            listed.iter().filter(|row| receipt(&row.record).is_some()).count()
        })
    }

    /// The family's copy as the office would hand it out.
    pub(crate) fn copy(&self, reference: &str) -> Vec<u8> {
        self.with(|office| {
            let listed = rows(office);
            let row = listed.iter().find(|row| row.reference == reference).unwrap();
            office.family_copy(&BY, row.record.parse().unwrap()).unwrap().unwrap().bytes
        })
    }

    /// Who said what in an agreement the office holds: name, part, word.
    pub(crate) fn outcomes(&self, reference: &str) -> Vec<(String, String, String)> {
        let row = self.with(rows).into_iter().find(|row| row.reference == reference).unwrap();
        row.outcomes.into_iter().map(|it| (it.name, it.role, it.outcome)).collect()
    }

    /// How each copy of an agreement was given, as the office knows it: whose, and the word for it.
    pub(crate) fn copies_given(&self, reference: &str) -> Vec<(Option<String>, String)> {
        self.with(|office| {
            let listed = rows(office);
            let row = listed.iter().find(|row| row.reference == reference).unwrap();
            let given = office.copies_given(&BY, row.record.parse().unwrap()).unwrap().unwrap();
            given.into_iter().map(|it| (it.person, it.how)).collect()
        })
    }

    /// The code that is told by telephone for a tablet.
    pub(crate) fn unlock_code(&self, tablet: &str, number: u32) -> String {
        self.with(|office| {
            office.unlock_code(&office.tablet(tablet).unwrap(), number, true).unwrap().code.spoken()
        })
    }

    /// What the office finds on a copy of a tablet's folder.
    pub(crate) fn recover(&self, tablet: &std::path::Path, into: &std::path::Path) -> Vec<office::Recovered> {
        self.with(|office| office.recover(tablet, into).unwrap())
    }

    /// A manager writes about the newest agreement. Its tablet is confirmed by then.
    pub(crate) fn write(&self, request: u8, what: What, words: &str) -> Hash {
        let by = OfficePerson { id: [9; 16].into(), name: "Miriam Hart".into(), role: "Team manager".into() };
        self.with(|office| {
            let of = Some(rows(office)[0].record.parse().unwrap());
            confirm_all(office);
            office.write(&BY, [request; 16].into(), by, of, what, words.into()).unwrap()
        })
    }

    /// A manager prepares a plan in the case of the newest agreement.
    pub(crate) fn prepare(&self, request: u8) {
        let by = OfficePerson { id: [9; 16].into(), name: "Miriam Hart".into(), role: "Team manager".into() };
        self.with(|office| {
            let case = office.case(&rows(office)[0].reference).unwrap().to_string();
            let plan = json!({ "id": "018f0000-0000-7000-8000-000000000005", "case": case });
            let what = What::PlanPrepared { plan, previous: None };
            confirm_all(office);
            office.write(&BY, [request; 16].into(), by, None, what, String::new()).unwrap();
        });
    }

    /// What is done after a copy was put in place.
    pub(crate) fn begin_another_life(&self) {
        let folder = DataFolder::new(self.folder.path().into());
        Office::open_alone(&folder, Box::new(System)).unwrap().begin_epoch().unwrap();
    }

    /// Takes in letters that were brought in a file.
    pub(crate) fn take_in_file(&self, file: &[u8]) -> Result<office::Brought, OfficeError> {
        self.with(|office| office.take_in_file(file))
    }

    /// How many of the agreements the office marks so. Nothing else is to be amiss.
    pub(crate) fn marked(&self, mark: Mark) -> usize {
        let troubles = self.with(|office| office.troubles(&BY, None, None).unwrap().items);
        assert!(troubles.is_empty(), "{troubles:?}");
        self.with(rows).iter().filter(|row| row.marks.contains(&mark)).count()
    }

    /// Goes away without a word: open connections are cut.
    pub(crate) fn go_away(&self) {
        let running = self.running.lock().unwrap().take().unwrap();
        // Waited for, or its database would still be open when somebody lays another in its place.
        running.runtime.shutdown_timeout(LONG);
    }

    /// Comes back at the same address with what it held.
    pub(crate) fn come_back(&self) {
        let (running, _) = run(self.folder.path().into(), self.address);
        *self.running.lock().unwrap() = Some(running);
    }

    /// A copy of everything the office holds. It has to be away.
    pub(crate) fn back_up(&self) -> TempDir {
        let backup = tempfile::tempdir().unwrap();
        copy_all(self.folder.path(), backup.path());
        backup
    }

    /// Puts a copy in place of what the office holds.
    pub(crate) fn restore(&self, backup: &TempDir) {
        for entry in std::fs::read_dir(self.folder.path()).unwrap() {
            std::fs::remove_file(entry.unwrap().path()).unwrap();
        }
        copy_all(backup.path(), self.folder.path());
    }

    /// What a person is told to look at in the newest agreement.
    pub(crate) fn marks(&self) -> Vec<Mark> {
        self.with(rows)[0].marks.clone()
    }

    fn with<T>(&self, work: impl FnOnce(&Office) -> T) -> T {
        work(&self.running.lock().unwrap().as_ref().unwrap().office)
    }
}

/// Gives each tablet to one team.
fn confirm_all(office: &Office) {
    let team = match office.team(&BY, "Family safety") {
        Ok(team) => team.id,
        Err(_) => office.add_team(&BY, "Family safety").unwrap(),
    };
    for tablet in office.tablets(&BY).unwrap().iter().filter(|tablet| tablet.confirmed_at.is_none()) {
        office.confirm_tablet(&BY, tablet.id, team).unwrap().unwrap();
    }
}

/// Every agreement an office lists, newest first.
fn rows(office: &Office) -> Vec<AgreementRow> {
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let page = office.agreements(&BY, &Wanted::All, after.as_ref(), None).unwrap();
        rows.extend(page.items);
        match page.next {
            Some(next) => after = Some(next.parse().unwrap()),
            None => return rows,
        }
    }
}

fn run(folder: PathBuf, on: SocketAddr) -> (Running, SocketAddr) {
    let runtime = Runtime::new().unwrap();
    let listening = loop {
        // Right after going away the port may still be held by a connection that is being closed.
        match runtime.block_on(office::listen(Reach::on(on))) {
            Ok(listening) => break listening,
            Err(error) if on.port() == 0 => panic!("{error}"),
            Err(_) => std::thread::yield_now(),
        }
    };
    let address = listening.local();
    let folder = DataFolder::new(folder);
    if matches!(folder.look(), Err(OfficeError::NoOffice)) {
        Office::make(&folder, "Brindlewood", &listening.address(), Box::new(System)).unwrap();
    }
    let office = Office::open(&folder, &listening.address(), Box::new(System)).unwrap();
    let office = Arc::new(office);
    let served = Arc::clone(&office);
    runtime.spawn(async move {
        let never = std::future::pending();
        office::serve(listening, served, PathBuf::new(), never).await;
    });
    (Running { runtime, office }, address)
}

fn copy_all(from: &std::path::Path, to: &std::path::Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}
