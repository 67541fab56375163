//! A tablet's surroundings in a test: its folders, a keystore in memory, a clock that can be moved.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, FixedOffset, TimeDelta};
use ipc::Refusal;
use ipc::refusal::Code;
use ipc::visit::{AddUser, Enrol, Look, Stage, Unlock, UserCard};
use plan::people::WorkerRole;
use tablet::{
    Drive, Drives, Environment, Folders, Keystore, KeystoreFailed, NoKeystore, Outfit, PinCost, System,
    Tablet,
};
use tempfile::TempDir;

use crate::gate::{Gate, Keeper};
use crate::offices::TestOffice;

pub(crate) const PIN: &str = "274914";
pub(crate) const PASSPHRASE: &str = "three brown cows";

/// Folders, keystore and clock that outlive the app.
pub(crate) struct World {
    folder: TempDir,
    pub(crate) keystore: MemoryKeystore,
    pub(crate) clock: Clock,
}

impl World {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            keystore: MemoryKeystore::default(),
            clock: Clock::default(),
        }
    }

    /// Another place with the same keystore, such as a copy of a whole machine.
    pub(crate) fn with_keystore_of(other: &Self) -> Self {
        Self { keystore: other.keystore.clone(), ..Self::new() }
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(crate) fn copies(&self) -> PathBuf {
        self.folder.path().join("copies")
    }

    /// What the only worker's key file says, without its checksum.
    pub(crate) fn key_file(&self) -> String {
        let file = std::fs::read_to_string(self.user_folder().join("keys.json")).unwrap();
        file.split_once('\n').unwrap().1.to_owned()
    }

    /// Puts another key file in its place: both copies, with a checksum that fits.
    pub(crate) fn put_key_file(&self, says: &str) {
        let file = format!("{}\n{says}", base::Hash::of(says.as_bytes()));
        for name in ["keys.json", "keys.json.2"] {
            std::fs::write(self.user_folder().join(name), &file).unwrap();
        }
    }

    /// Starts the app.
    pub(crate) fn start(&self) -> Tablet {
        start(&self.data(), &self.copies(), &self.clock, Box::new(self.keystore.clone()))
    }

    /// Starts the app with what its council gave it.
    pub(crate) fn start_with(&self, outfit: Outfit) -> Tablet {
        let folders = Folders { data: self.data(), copies: self.copies() };
        Tablet::open(folders, Box::new(self.clock.clone()), Box::new(self.keystore.clone()), outfit).unwrap()
    }

    /// Starts the app on a machine without a keystore.
    pub(crate) fn start_without_keystore(&self) -> Tablet {
        start(&self.data(), &self.copies(), &self.clock, Box::new(NoKeystore))
    }

    /// Starts the app, joins an office and lets the first worker in.
    pub(crate) fn ready(&self, office: &TestOffice) -> Tablet {
        self.ready_with(office, Outfit { drives: sticks(&self.copies()), ..outfit() })
    }

    /// The same with what its council gave it.
    pub(crate) fn ready_with(&self, office: &TestOffice, outfit: Outfit) -> Tablet {
        let tablet = self.start_with(outfit);
        tablet.enrol(Enrol { line: office.line() }).unwrap();
        tablet.add_user(first_worker(PIN)).unwrap();
        tablet
    }

    /// Starts the app again and unlocks it.
    pub(crate) fn again(&self) -> Tablet {
        let tablet = self.start();
        unlock(&tablet, PIN).unwrap();
        tablet
    }

    /// The folder of the only worker.
    pub(crate) fn user_folder(&self) -> PathBuf {
        let mut folders = std::fs::read_dir(self.data().join("users")).unwrap();
        let folder = folders.next().unwrap().unwrap().path();
        assert!(folders.next().is_none(), "there is one worker");
        folder
    }
}

/// What a tablet has in a test: nothing, and a PIN that is checked in no time.
pub(crate) fn outfit() -> Outfit {
    let council = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/council");
    Outfit { pin_cost: PinCost::for_tests(), council: Some(council), ..Outfit::default() }
}

pub(crate) fn start(data: &Path, copies: &Path, clock: &Clock, keystore: Box<dyn Keystore>) -> Tablet {
    let folders = Folders { data: data.to_owned(), copies: copies.to_owned() };
    let outfit = Outfit { drives: sticks(copies), ..outfit() };
    Tablet::open(folders, Box::new(clock.clone()), keystore, outfit).unwrap()
}

/// A folder beside the copies for each stick that is in the tablet.
fn sticks(copies: &Path) -> Drives {
    let sticks = copies.with_file_name("sticks");
    Box::new(move || {
        let entries = std::fs::read_dir(&sticks).into_iter().flatten().map(|entry| entry.unwrap());
        entries.map(|it| Drive { name: it.file_name().into_string().unwrap(), folder: it.path() }).collect()
    })
}

pub(crate) fn first_worker(pin: &str) -> AddUser {
    AddUser {
        name: "Ada Okafor".into(),
        role: WorkerRole::SocialWorker,
        phone: "01632 960123".into(),
        rank: String::new(),
        collar: String::new(),
        pin: pin.into(),
    }
}

/// The workers at the locked door.
pub(crate) fn users(tablet: &Tablet) -> Vec<UserCard> {
    match tablet.look(Look {}).unwrap().stage {
        Stage::Locked { users, .. } => users,
        other @ (Stage::Fresh | Stage::NoUser { .. } | Stage::Open { .. } | Stage::Closed) => {
            panic!("not locked: {other:?}")
        }
    }
}

/// Tries a PIN for the only worker.
pub(crate) fn unlock(tablet: &Tablet, pin: &str) -> Result<(), Refusal> {
    let user = users(tablet)[0].id;
    tablet.unlock(Unlock { user, pin: pin.into() }).map(|_| ())
}

/// The code of a refusal.
pub(crate) fn code<T: std::fmt::Debug>(refused: Result<T, Refusal>) -> Code {
    let refusal = refused.unwrap_err();
    assert!(refusal.sentence.len() > 20, "a refusal says what happened, what is safe, what to do");
    refusal.code
}

/// The machine's own clock, moved.
#[derive(Clone)]
pub(crate) struct Clock {
    system: System,
    moved: Arc<Mutex<Moved>>,
}

#[derive(Default)]
struct Moved {
    faster: Option<(u64, u64)>,
    frozen_at: Option<u64>,
    wall: TimeDelta,
    mono_ns: u64,
    slept_ns: u64,
    restarted_at: Option<u64>,
}

impl Default for Clock {
    fn default() -> Self {
        Self { system: System::new(), moved: Arc::default() }
    }
}

impl Clock {
    /// Time passes so many times faster from now on, for whoever asks how long something took.
    pub(crate) fn run_faster(&self, times: u64) {
        self.moved.lock().unwrap().faster = Some((self.system.mono_ns(), times));
    }

    /// From now on the machine's own time passes only where a test says so.
    pub(crate) fn freeze(&self) {
        self.moved.lock().unwrap().frozen_at = Some(self.system.mono_ns());
    }

    /// Someone sets the clock.
    pub(crate) fn set_wall(&self, by: TimeDelta) {
        self.moved.lock().unwrap().wall += by;
    }

    /// Time passes.
    pub(crate) fn pass(&self, seconds: u64) {
        let mut moved = self.moved.lock().unwrap();
        moved.mono_ns += seconds * 1_000_000_000;
        moved.wall += TimeDelta::seconds(i64::try_from(seconds).unwrap());
    }

    /// The machine sleeps, and time passes.
    pub(crate) fn sleep(&self, seconds: u64) {
        self.pass(seconds);
        self.moved.lock().unwrap().slept_ns += seconds * 1_000_000_000;
    }

    /// The machine is started anew.
    pub(crate) fn restart(&self) {
        let mut moved = self.moved.lock().unwrap();
        moved.restarted_at = Some(moved.frozen_at.unwrap_or_else(|| self.system.mono_ns()) + moved.mono_ns);
    }
}

impl Environment for Clock {
    fn now(&self) -> DateTime<FixedOffset> {
        self.system.now() + self.moved.lock().unwrap().wall
    }

    fn mono_ns(&self) -> u64 {
        let moved = self.moved.lock().unwrap();
        let running = moved.frozen_at.unwrap_or_else(|| self.system.mono_ns());
        let running = moved.faster.map_or(running, |(since, times)| since + (running - since) * times);
        running + moved.mono_ns - moved.restarted_at.unwrap_or(0)
    }

    fn slept_ns(&self) -> u64 {
        self.moved.lock().unwrap().slept_ns
    }

    fn boot(&self) -> String {
        format!("{:?}", self.moved.lock().unwrap().restarted_at)
    }

    fn random(&self, bytes: &mut [u8]) -> std::io::Result<()> {
        self.system.random(bytes)
    }
}

/// A keystore that lives as long as its world.
#[derive(Clone, Default)]
pub(crate) struct MemoryKeystore {
    kept: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
    is_full: Arc<AtomicBool>,
    is_locked: Arc<AtomicBool>,
    gate: Arc<Gate>,
}

impl MemoryKeystore {
    /// Someone clears it.
    pub(crate) fn clear(&self) {
        self.kept.lock().unwrap().clear();
    }

    /// Whether it refuses whatever is to be kept, as one whose own disk is full.
    pub(crate) fn fill(&self, is_full: bool) {
        self.is_full.store(is_full, Ordering::Relaxed);
    }

    /// Whether it gives nothing out, as that of a device that is locked.
    pub(crate) fn lock(&self, is_locked: bool) {
        self.is_locked.store(is_locked, Ordering::Relaxed);
    }

    /// From now on it takes long, once: the command that asks it stands there until the keeper lets it go on.
    pub(crate) fn takes_long(&self) -> Keeper {
        self.gate.close()
    }

    /// Another one that keeps the same.
    pub(crate) fn copy(&self) -> Self {
        Self { kept: Arc::new(Mutex::new(self.kept.lock().unwrap().clone())), ..Self::default() }
    }

    /// The secret whose name ends so.
    pub(crate) fn secret(&self, ending: &str) -> Vec<u8> {
        let kept = self.kept.lock().unwrap();
        kept.iter().find(|(name, _)| name.ends_with(ending)).unwrap().1.clone()
    }

    pub(crate) fn keep(&self, name: &str, secret: &[u8]) {
        self.kept.lock().unwrap().insert(name.to_owned(), secret.to_owned());
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.kept.lock().unwrap().keys().cloned().collect()
    }
}

impl Keystore for MemoryKeystore {
    fn is_here(&self) -> Result<bool, KeystoreFailed> {
        Ok(true)
    }

    fn get(&self, name: &str) -> Result<Option<zeroize::Zeroizing<Vec<u8>>>, KeystoreFailed> {
        self.gate.pass();
        if self.is_locked.load(Ordering::Relaxed) {
            return Err(KeystoreFailed);
        }
        Ok(self.kept.lock().unwrap().get(name).cloned().map(Into::into))
    }

    fn put(&self, name: &str, secret: &[u8]) -> Result<(), KeystoreFailed> {
        if self.is_full.load(Ordering::Relaxed) || self.is_locked.load(Ordering::Relaxed) {
            return Err(KeystoreFailed);
        }
        self.kept.lock().unwrap().insert(name.to_owned(), secret.to_owned());
        Ok(())
    }

    fn forget(&self, name: &str) -> Result<(), KeystoreFailed> {
        self.kept.lock().unwrap().remove(name);
        Ok(())
    }
}
