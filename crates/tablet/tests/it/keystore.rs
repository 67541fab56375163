//! The operating system's real keystore, where one can be had: gnome-keyring on a message bus of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use ipc::refusal::Code;
use ipc::visit::{Enrol, Look, Stage};
use tablet::{Keystore, SystemKeystore};

use crate::offices::{OFFICE, TestOffice};
use crate::world::{Clock, PIN, World, code, first_worker, start, unlock};

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
