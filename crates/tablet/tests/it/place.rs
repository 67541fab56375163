//! A tablet's folder that is made once and copied for each try, so that a try costs little. Its office is gone: what waits to be sent
//! stays, and nothing is written beside the commands.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use faults::{Dice, Disk};
use ipc::Refusal;
use ipc::visit::{Enrol, Lock};
use plan::ids::{PlanId, UserId};
use tablet::{Folders, Outfit, PinCost, Tablet, TabletError};
use tempfile::TempDir;

use crate::family::{sealed, written};
use crate::offices::TestOffice;
use crate::world::{Clock, MemoryKeystore, PIN, first_worker, unlock, users};

/// One sealed plan, and one that is still written.
pub(crate) static PREPARED: LazyLock<Prepared> = LazyLock::new(Prepared::new);

/// It has joined the office and has no worker yet.
pub(crate) static JOINED: LazyLock<Place> = LazyLock::new(joined);

/// Where a tablet keeps its things for one try.
pub(crate) struct Place {
    folder: TempDir,
    pub(crate) keystore: MemoryKeystore,
    clock: Clock,
}

pub(crate) struct Prepared {
    place: Place,
    pub(crate) sealed: PlanId,
    pub(crate) draft: PlanId,
    pub(crate) user: UserId,
}

impl Prepared {
    fn new() -> Self {
        let place = JOINED.copy();
        let tablet = place.start().unwrap();
        tablet.add_user(first_worker(PIN)).unwrap();
        let (sealed, _) = sealed(&tablet, "The Reed family");
        let draft = written(&tablet, "0").plan.id;
        tablet.lock(Lock::plain()).unwrap();
        let user = users(&tablet)[0].id;
        drop(tablet);
        Self { place, sealed, draft, user }
    }

    pub(crate) fn copy(&self) -> Place {
        self.place.copy()
    }
}

impl Place {
    /// In memory where the machine has such a folder: nobody then waits for a real disk.
    pub(crate) fn new() -> Self {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let place =
            Self { folder: folder.unwrap(), keystore: MemoryKeystore::default(), clock: Clock::default() };
        fs::create_dir(place.data()).unwrap();
        place
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A place of its own with the same files. Nothing in this one may be open.
    pub(crate) fn copy(&self) -> Self {
        self.after_a_cut(&self.watch(), 0, &mut Dice::new(0))
    }

    /// What is left of it when the power goes after so many steps.
    pub(crate) fn after_a_cut(&self, disk: &Disk, steps: usize, dice: &mut Dice) -> Self {
        let after = Self { keystore: self.keystore.copy(), clock: self.clock.clone(), ..Self::new() };
        disk.lay_out(steps, dice, &after.data()).unwrap();
        after
    }

    pub(crate) fn watch(&self) -> Disk {
        Disk::watch(&self.data()).unwrap()
    }

    pub(crate) fn start(&self) -> Result<Tablet, TabletError> {
        let folders = Folders { data: self.data(), copies: self.folder.path().join("copies") };
        let outfit = Outfit { pin_cost: PinCost::for_tests(), ..Outfit::default() };
        Tablet::open(folders, Box::new(self.clock.clone()), Box::new(self.keystore.clone()), outfit)
    }

    /// Starts the app and unlocks it.
    pub(crate) fn open(&self) -> Result<Tablet, Refusal> {
        let tablet = self.start().unwrap();
        unlock(&tablet, PIN).map(|()| tablet)
    }
}

/// A place that has joined an office, which then went away for ever.
fn joined() -> Place {
    let place = Place::new();
    let office = TestOffice::start();
    let tablet = place.start().unwrap();
    tablet.enrol(Enrol { line: office.line() }).unwrap();
    office.go_away();
    place
}
