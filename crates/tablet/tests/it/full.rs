//! No room left: a plain sentence, nothing saved before is lost, and work goes on once there is room.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use ipc::refusal::Code;
use ipc::visit::{Enrol, Lock, Look, Seal};
use tablet::{Keystore, KeystoreFailed, NoKeystore, Tablet};
use zeroize::Zeroizing;

use crate::crash;
use crate::family::{opened, retitled, signed, written};
use crate::offices::OFFICE;
use crate::sending::LONG;
use crate::world::{Clock, PASSPHRASE, PIN, World, code, first_worker, start, unlock};

pub(crate) const MIB: usize = 1024 * 1024;

/// A small file system of our own, taken down at the end.
pub(crate) struct SmallDisk {
    at: tempfile::TempDir,
}

impl SmallDisk {
    /// Nothing where this machine does not let us.
    pub(crate) fn mount(bytes: usize) -> Option<Self> {
        let at = tempfile::tempdir().unwrap();
        let size = format!("size={bytes}");
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(at.path()).output();
        mount.is_ok_and(|output| output.status.success()).then(|| Self { at })
    }

    /// Writes a file until nothing more fits.
    pub(crate) fn fill(&self) -> PathBuf {
        let path = self.films();
        let mut file = File::options().append(true).create(true).open(&path).unwrap();
        while file.write_all(&[1; 4096]).is_ok() {}
        while file.write_all(&[1]).is_ok() {}
        path
    }

    pub(crate) fn films(&self) -> PathBuf {
        self.at.path().join("holiday films")
    }

    pub(crate) fn tablet(&self) -> Tablet {
        self.tablet_with(Box::new(NoKeystore))
    }

    fn tablet_with(&self, keystore: Box<dyn Keystore>) -> Tablet {
        start(&self.at.path().join("data"), &self.at.path().join("copies"), &Clock::default(), keystore)
    }

    fn reserve(&self) -> PathBuf {
        self.at.path().join("data/reserve")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg("-l").arg(self.at.path()).status();
        assert!(
            std::thread::panicking() || unmounted.is_ok_and(|status| status.success()),
            "it is taken down"
        );
    }
}

#[test]
fn a_full_tablet_says_so_keeps_everything_and_goes_on() {
    let Some(disk) = SmallDisk::mount(24 * MIB) else {
        println!(
            "this machine mounts nothing for us: a file system that is full was not tried, a limit on files was"
        );
        return;
    };
    let tablet = disk.tablet();
    tablet.enrol(Enrol { line: OFFICE.line() }).unwrap();
    tablet.add_user(first_worker(PASSPHRASE)).unwrap();
    let before = written(&tablet, "The Marsh family");
    let plan = before.plan.id;
    assert_eq!(fs::metadata(disk.reserve()).unwrap().len(), 8 * MIB as u64);

    let films = disk.fill();
    let refused = refused_when_full(&tablet, &before);
    assert_eq!(refused.code, Code::Full);
    assert!(
        refused
            .sentence
            .starts_with("There is no room left on this tablet. Everything saved before is safe.")
    );
    assert!(!disk.reserve().exists(), "the reserve was given up");
    tablet.lock(Lock::plain()).unwrap();
    assert!(!disk.reserve().exists(), "and is not taken back from the last room");
    unlock(&tablet, PASSPHRASE).unwrap();
    let kept = opened(&tablet, plan);
    assert!(kept.plan.title.starts_with("Title ") || kept.plan == before.plan, "what was answered is there");

    let sitting = signed(&tablet, &kept);
    let card = tablet.seal(Seal { signing: sitting.signing.unwrap().id }).unwrap();
    tablet.check_files().unwrap();
    drop(tablet);

    disk.fill();
    let tablet = disk.tablet();
    for _ in 0..12 {
        // However often: what a full disk refuses is no wrong passphrase.
        match unlock(&tablet, PASSPHRASE) {
            Ok(_) => drop(tablet.lock(Lock::plain())),
            Err(refused) => assert_eq!(refused.code, Code::Full, "{}", refused.sentence),
        }
    }
    assert_eq!(
        code(unlock(&tablet, "another one altogether")),
        Code::WrongPin { wait_s: 0 },
        "it is counted all the same"
    );
    fs::remove_file(&films).unwrap();
    disk.fill_but(MIB);
    unlock(&tablet, PASSPHRASE).unwrap();
    tablet.check_files().unwrap();
    let sealed = tablet.sealed(ipc::visit::Sealed { plan }).unwrap();
    assert_eq!(sealed.pdf_sha256, card.pdf_sha256);

    let other = written(&tablet, "The Reed family");
    disk.fill();
    assert_eq!(refused_when_full(&tablet, &other).code, Code::Full);
    let now = opened(&tablet, other.plan.id);
    fs::remove_file(films).unwrap();
    tablet.change_plan(retitled(&now, "With room again")).unwrap();
    assert!(!disk.reserve().exists());
    tablet.lock(Lock::plain()).unwrap();
    assert_eq!(fs::metadata(disk.reserve()).unwrap().len(), 8 * MIB as u64, "it is given back at each lock");
    drop(tablet);
    let tablet = disk.tablet();
    unlock(&tablet, PASSPHRASE).unwrap();
    tablet.check_files().unwrap();
    assert_eq!(opened(&tablet, other.plan.id).plan.title, "With room again");
}

/// A key ring that lies in files, as most do, and writes each anew.
struct RingOnDisk(PathBuf);

impl RingOnDisk {
    fn beside(folder: &Path) -> Self {
        let ring = folder.join("key ring");
        fs::create_dir_all(&ring).unwrap();
        Self(ring)
    }
}

impl Keystore for RingOnDisk {
    fn is_here(&self) -> Result<bool, KeystoreFailed> {
        Ok(true)
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeystoreFailed> {
        Ok(fs::read(self.0.join(name)).ok().map(Zeroizing::new))
    }

    fn put(&self, name: &str, secret: &[u8]) -> Result<(), KeystoreFailed> {
        let new = self.0.join("new");
        let written = fs::write(&new, secret).and_then(|()| fs::rename(&new, self.0.join(name)));
        written.map_err(|_| KeystoreFailed)
    }

    fn forget(&self, name: &str) -> Result<(), KeystoreFailed> {
        let _ = fs::remove_file(self.0.join(name));
        Ok(())
    }
}

#[test]
fn a_right_pin_opens_a_full_tablet_whose_key_ring_needs_room_to_count_and_none_is_tried_uncounted() {
    let Some(disk) = SmallDisk::mount(24 * MIB) else {
        println!("this machine mounts nothing for us: a key ring on a full disk was not tried");
        return;
    };
    let tablet = disk.tablet_with(Box::new(RingOnDisk::beside(disk.at.path())));
    tablet.enrol(Enrol { line: OFFICE.line() }).unwrap();
    tablet.add_user(first_worker(PIN)).unwrap();
    tablet.lock(Lock::plain()).unwrap();
    let films = disk.fill();
    assert!(disk.reserve().exists());
    unlock(&tablet, PIN).unwrap();
    assert!(!disk.reserve().exists(), "the key ring has its room");
    tablet.lock(Lock::plain()).unwrap();

    disk.fill();
    for _ in 0..12 {
        // However often: what a full disk refuses is no wrong PIN, and it is said what is lacking.
        match unlock(&tablet, PIN) {
            Ok(()) => drop(tablet.lock(Lock::plain())),
            Err(refused) => assert_eq!(refused.code, Code::Full, "{}", refused.sentence),
        }
    }
    fs::remove_file(films).unwrap();
    assert_eq!(code(unlock(&tablet, "958316")), Code::WrongPin { wait_s: 0 }, "the first that counts");
    unlock(&tablet, PIN).unwrap();
    tablet.check_files().unwrap();
}

#[test]
fn a_tablet_that_is_nearly_full_says_so_before_anything_is_refused() {
    let Some(disk) = SmallDisk::mount(200 * MIB) else {
        println!("this machine mounts nothing for us: a file system that is nearly full was not tried");
        return;
    };
    let tablet = disk.tablet();
    tablet.enrol(Enrol { line: OFFICE.line() }).unwrap();
    let is_nearly_full = || tablet.look(Look {}).unwrap().is_nearly_full;
    tablet.add_user(first_worker(PASSPHRASE)).unwrap();
    let plan = written(&tablet, "The Marsh family");
    assert!(!is_nearly_full());
    disk.fill_but(100 * MIB);
    assert!(is_nearly_full());
    tablet.change_plan(retitled(&plan, "The Reed family")).unwrap();
    assert!(disk.reserve().exists(), "nothing of it is needed yet");
    tablet.lock(Lock::plain()).unwrap();
    assert!(is_nearly_full(), "it is told at the door too");
    fs::remove_file(disk.films()).unwrap();
    assert!(!is_nearly_full());
}

impl SmallDisk {
    /// Leaves this much room.
    fn fill_but(&self, bytes: usize) {
        let films = self.fill();
        let length = fs::metadata(&films).unwrap().len() - bytes as u64;
        File::options().write(true).open(films).unwrap().set_len(length).unwrap();
    }
}

/// Types until there is no room, and checks that what was answered before is still there.
pub(crate) fn refused_when_full(tablet: &Tablet, from: &ipc::visit::Opened) -> ipc::Refusal {
    let plan = from.plan.id;
    for number in 0..20_000 {
        let now = opened(tablet, plan);
        let title = format!("Title {number} {}", "x".repeat(2000));
        if let Err(refused) = tablet.change_plan(retitled(&now, &title)) {
            let after = opened(tablet, plan);
            assert_eq!((after.revision, after.plan), (now.revision, now.plan), "all or nothing");
            return refused;
        }
    }
    panic!("there was always room");
}

#[test]
fn an_app_that_may_not_write_any_further_loses_nothing_it_answered() {
    let world = World::new();
    let tablet = world.start_without_keystore();
    tablet.enrol(Enrol { line: OFFICE.line() }).unwrap();
    tablet.add_user(first_worker(PASSPHRASE)).unwrap();
    drop(tablet);
    for limit in ["--fsize=150000", "--fsize=400000", "--fsize=1300000"] {
        if Command::new("prlimit").arg("--version").output().is_err() {
            println!("prlimit is not here: a limit on files was not tried");
            return;
        }
        let run = crash::run_and_kill(&world.data(), &["prlimit", limit], LONG);
        assert!(run.ended_itself, "it came to the limit");
        let tablet = world.start_without_keystore();
        unlock(&tablet, PASSPHRASE).unwrap();
        tablet.check_files().unwrap();
        for (plan, answered) in run.answered {
            crash::check(&tablet, plan, &answered);
        }
    }
}
