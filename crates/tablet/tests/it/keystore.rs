//! The operating system's real keystore, where one can be had: gnome-keyring on a message bus of its own. And keystores that keep
//! nothing, let nothing go, take long or come late.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ipc::refusal::Code;
use ipc::visit::{Enrol, Lock, Look, Stage};
use tablet::{Keystore, KeystoreFailed, SystemKeystore};
use zeroize::Zeroizing;

use crate::fake_office::FakeOffice;
use crate::offices::{OFFICE, TestOffice};
use crate::sending::of_a_fake_office;
use crate::ways_back::by_phone;
use crate::world::{Clock, MemoryKeystore, PASSPHRASE, PIN, World, code, first_worker, start, unlock};

const FOLDER: &str = "DOORSTEP_KEYSTORE_FOLDER";
const BUS: &str =
    "echo -n pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec \"$@\"";

#[test]
fn a_pin_opens_the_tablet_with_the_real_keystore() {
    let here = |program: &str| Command::new(program).arg("--version").output().is_ok();
    if !here("dbus-run-session") || !here("gnome-keyring-daemon") {
        println!("dbus-run-session or gnome-keyring-daemon is not here: the real keystore was not tried");
        return;
    }
    let world = World::new();
    let home = world.data().with_file_name("home");
    std::fs::create_dir_all(&home).unwrap();
    let this = std::env::current_exe().unwrap();
    let done = Command::new("dbus-run-session")
        .args(["--", "sh", "-c", BUS, "sh"])
        .arg(this)
        .args(["--exact", "keystore::the_app_with_the_real_keystore", "--ignored", "--nocapture"])
        .env(FOLDER, world.data())
        .env("HOME", &home)
        .env("XDG_DATA_HOME", &home)
        .env("XDG_RUNTIME_DIR", &home)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success() && said.contains("1 passed"), "{said}");
}

#[test]
#[ignore = "is run on a message bus of its own by another test"]
fn the_app_with_the_real_keystore() {
    let Some(data) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    a_pin_opens(&data);
}

/// Whose account runs this has entries of a tablet that is gone afterwards.
#[cfg(windows)]
#[test]
fn a_pin_opens_the_tablet_with_the_credential_manager() {
    a_pin_opens(&World::new().data());
}

fn a_pin_opens(data: &Path) {
    assert_eq!(SystemKeystore.is_here(), Ok(true));
    let copies = data.join("copies");
    let office = TestOffice::start();
    let app = || start(data, &copies, &Clock::default(), Box::new(SystemKeystore));
    app().enrol(Enrol { line: office.line() }).unwrap();
    let tablet = app();
    assert!(matches!(tablet.look(Look {}).unwrap().stage, Stage::NoUser { passphrase: false, .. }));
    tablet.add_user(first_worker(PIN)).unwrap();
    drop(tablet);
    let tablet = app();
    unlock(&tablet, "958316").unwrap_err();
    unlock(&tablet, PIN).unwrap();
    SystemKeystore.forget("nothing of this name").unwrap();
}

#[test]
fn an_office_is_joined_though_the_keystore_keeps_nothing_of_it() {
    let world = World::new();
    let tablet = world.start();
    world.keystore.fill(true);
    assert_eq!(code(tablet.enrol(Enrol { line: OFFICE.line() })), Code::Other, "it is said");
    world.keystore.fill(false);
    assert!(matches!(tablet.look(Look {}).unwrap().stage, Stage::NoUser { passphrase: false, .. }));
    tablet.add_user(first_worker(PIN)).unwrap();
}

#[test]
fn the_app_starts_while_the_keystore_asks_for_a_password() {
    let world = World::new();
    let asks = world.keystore.takes_long();
    let tablet = world.start();
    asks.open();
    assert_eq!(tablet.look(Look {}).unwrap().stage, Stage::Fresh);
}

#[test]
fn a_code_by_telephone_is_good_until_the_new_pin_has_all_its_tries() {
    let world = World::new();
    world.clock.freeze();
    let (tablet, ..) = of_a_fake_office(&world);
    tablet.lock(Lock::plain()).unwrap();
    for _ in 0..10 {
        unlock(&tablet, "975310").unwrap_err();
        world.clock.pass(1000);
    }
    let (told, new) = (FakeOffice::code(1), "860351");
    world.keystore.fill(true);
    assert_eq!(code(by_phone(&tablet, &told, new)), Code::Other, "the count cannot be put back");
    drop(tablet);
    world.keystore.fill(false);
    let tablet = world.start();
    assert_eq!(code(unlock(&tablet, new)), Code::OfficeOnly, "it is not the PIN yet");
    let in_the_way = world.user_folder().join("keys.json.new");
    std::fs::create_dir(&in_the_way).unwrap();
    assert_eq!(code(by_phone(&tablet, &told, new)), Code::Other, "the key file cannot be written");
    std::fs::remove_dir(in_the_way).unwrap();
    by_phone(&tablet, &told, new).unwrap();
    tablet.lock(Lock::plain()).unwrap();
    assert_eq!(code(unlock(&tablet, PIN)), Code::WrongPin { wait_s: 0 }, "none of its tries is used");
    unlock(&tablet, new).unwrap();
}

/// One that may let nothing go.
struct Holding {
    keystore: MemoryKeystore,
    holds: Arc<AtomicBool>,
}

impl Keystore for Holding {
    fn is_here(&self) -> Result<bool, KeystoreFailed> {
        self.keystore.is_here()
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeystoreFailed> {
        self.keystore.get(name)
    }

    fn put(&self, name: &str, secret: &[u8]) -> Result<(), KeystoreFailed> {
        self.keystore.put(name, secret)
    }

    fn forget(&self, name: &str) -> Result<(), KeystoreFailed> {
        if self.holds.load(Ordering::Relaxed) { Err(KeystoreFailed) } else { self.keystore.forget(name) }
    }
}

#[test]
fn what_a_keystore_would_not_let_go_when_the_first_worker_came_it_lets_go_when_one_unlocks() {
    let world = World::new();
    let holds = Arc::new(AtomicBool::new(true));
    let keystore = Holding { keystore: world.keystore.clone(), holds: Arc::clone(&holds) };
    let tablet = start(&world.data(), &world.copies(), &world.clock, Box::new(keystore));
    tablet.enrol(Enrol { line: OFFICE.line() }).unwrap();
    tablet.add_user(first_worker(PIN)).unwrap();
    let is_kept = || world.keystore.names().iter().any(|name| name.ends_with(" joined"));
    let unlock_again = || {
        tablet.lock(Lock::plain()).unwrap();
        unlock(&tablet, PIN).unwrap();
    };
    unlock_again();
    assert!(is_kept(), "and nobody is kept out by it");
    holds.store(false, Ordering::Relaxed);
    unlock_again();
    assert!(!is_kept());
    unlock_again();
}

#[test]
fn the_key_of_what_lies_ready_is_in_a_file_only_while_there_is_no_keystore() {
    let with = World::new();
    drop(with.ready(&OFFICE));
    assert!(!with.data().join("post.key").exists());

    let world = World::new();
    let file = world.data().join("post.key");
    let tablet = world.start_without_keystore();
    tablet.enrol(Enrol { line: OFFICE.line() }).unwrap();
    tablet.add_user(first_worker(PASSPHRASE)).unwrap();
    drop(tablet);
    let key = std::fs::read(&file).unwrap();
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&file).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
    }
    let tablet = world.start();
    world.keystore.fill(true);
    unlock(&tablet, PASSPHRASE).unwrap();
    assert!(file.exists(), "the keystore that has come does not have it yet");
    tablet.lock(Lock::plain()).unwrap();
    world.keystore.fill(false);
    unlock(&tablet, PASSPHRASE).unwrap();
    assert!(!file.exists());
    assert_eq!(world.keystore.secret(" post"), key);
}
