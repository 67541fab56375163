//! A disk without room: people read while it can be written that they do, tablets are told to send again later, and the office goes
//! on by itself.

use crate::people::{BY, Browser};
use crate::stores::{TENANT, Takes, arrival, by, device, enrolled, now, receipt, store_key, take, whole};
use crate::tablet::Tablet;
use crate::world::{Answer, Server};
use faults::{Disk, Fault, Lasts, Trouble};
use ipc::office::{Agreements, Refused, RefusedCode};
use office::store::{At, Taken, Which};
use office::{DataFolder, KeptBack, OfficeError, Store, Watch};
use std::fs;
#[cfg(unix)]
use std::io::Write;
#[cfg(unix)]
use std::path::PathBuf;
#[cfg(unix)]
use std::process::Command;
use std::sync::Arc;

const FULL: Fault = Fault { at: 1, trouble: Trouble::Full, lasts: Lasts::UntilRepaired };

#[test]
fn it_opens_on_a_full_disk_reads_and_writes_once_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::watch(folder.path()).unwrap();
    let at = || At::File(folder.path().join("office.sqlite"), store_key());
    let (first, second) = (arrival(1, None, &[]), arrival(2, None, &[]));
    let store = Store::make(at()).unwrap();
    enrolled(&store);
    take(&store, &[whole(&first)]);
    drop(store);

    disk.arm(FULL);
    let store = Store::open_as_it_is(at()).unwrap();
    for _ in 0..2 {
        assert_eq!(store.last_receipt(TENANT.into()).unwrap(), Some(receipt(first.hash, 1)));
        let read = store.receipt(by(), first.hash);
        assert!(matches!(read, Err(OfficeError::Full)), "nobody reads what no log tells: {read:?}");
        let taken = store.take_in(TENANT.into(), &device(), &[whole(&second)], &Takes, now());
        assert!(matches!(taken, Err(OfficeError::Full)), "{taken:?}");
    }
    assert!(disk.repair() > 0, "it was full");
    assert!(matches!(take(&store, &[whole(&second)]).as_slice(), [Taken::Record { .. }]));
    assert_eq!(store.receipt(by(), second.hash).unwrap(), Some(receipt(second.hash, 2)));
    assert_eq!(store.receipt(by(), first.hash).unwrap(), Some(receipt(first.hash, 1)));
}

#[test]
fn what_a_crash_left_in_its_log_is_read_on_a_full_disk() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.sqlite");
    let store = Store::make(At::File(path.clone(), store_key())).unwrap();
    enrolled(&store);
    let first = arrival(1, None, &[]);
    take(&store, &[whole(&first)]);
    // As it lies there while it is open, with what is not in the one file yet.
    let crashed = tempfile::tempdir().unwrap();
    for name in ["office.sqlite", "office.sqlite-wal"] {
        fs::copy(folder.path().join(name), crashed.path().join(name)).unwrap();
    }
    let disk = Disk::watch(crashed.path()).unwrap();
    disk.arm(FULL);
    let store = Store::open_as_it_is(At::File(crashed.path().join("office.sqlite"), store_key())).unwrap();
    assert_eq!(store.last_receipt(TENANT.into()).unwrap(), Some(receipt(first.hash, 1)));
    drop(store);
    disk.repair();
    let store = Store::open_as_it_is(At::File(crashed.path().join("office.sqlite"), store_key())).unwrap();
    assert_eq!(store.last_receipt(TENANT.into()).unwrap(), Some(receipt(first.hash, 1)));
}

#[test]
fn nothing_is_made_or_brought_to_another_form_on_a_full_disk() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::watch(folder.path()).unwrap();
    disk.arm(FULL);
    let made = Store::make(At::File(folder.path().join("office.sqlite"), store_key()));
    assert!(matches!(made, Err(OfficeError::Full)), "{made:?}");
    assert_eq!(made.unwrap_err().to_string().split('.').next(), Some("The disk is full"));
}

#[test]
fn while_the_disk_is_full_tablets_are_told_so_and_what_they_send_is_taken_after_it() {
    let mut disk = None;
    let server = Server::start().restart_after(|data| disk = Some(Disk::watch(data).unwrap()));
    let disk = disk.unwrap();
    let mut tablet = Tablet::joined(&server, 1);
    let (first, second) = (tablet.next("{}", &[]), tablet.next("{}", &[]));
    tablet.keep(&[tablet.letter(&first)]);
    let browser = Browser::of_a_manager(&server);
    let folder = DataFolder::new(server.data());
    let mut watch = Watch::over(Arc::clone(&server.office), &folder, KeptBack::of_mib(0, 0), None);
    watch.look();

    disk.arm(FULL);
    let code = server.office.new_enrolment_line(&BY).err();
    assert!(matches!(code, Some(OfficeError::Full)), "{code:?}");
    let refused = || tablet.call("POST", "/v1/letters", &tablet.letter(&second)).refusal();
    assert_eq!(refused(), (503, "unavailable".into()), "signed as any answer");
    is_told_so(&browser.get("/api/agreements"));
    watch.look();
    disk.repair();
    assert_eq!(refused(), (503, "unavailable".into()), "what room there is is for whoever makes more");
    tablet.receipt(first.hash());
    let listed: Agreements = browser.get("/api/agreements").json();
    assert_eq!(listed.items.len(), 1, "there is room to write that they were read");
    let newest = server.office.accessed(&BY, Which::All, None).unwrap().remove(0);
    assert_eq!((newest.page.as_str(), newest.allowed), ("agreements", true));
    is_told_so(&browser.post("/api/enrolment-codes", b""));
    assert_eq!(browser.post("/api/sign-out", b"").status, 204);
    assert_eq!(browser.get("/api/me").status, 401);

    watch.look();
    tablet.keep(&[tablet.letter(&second)]);
    tablet.receipt(second.hash());
}

/// A page is told in words that the disk is full.
fn is_told_so(answer: &Answer) {
    let said: Refused = answer.json();
    assert_eq!((answer.status, said.code), (503, RefusedCode::Unavailable));
    assert!(said.sentence.starts_with("The disk of the office's machine is full."), "{}", said.sentence);
}

/// A small file system of our own, taken down at the end.
#[cfg(unix)]
struct SmallDisk(tempfile::TempDir);

#[cfg(unix)]
impl SmallDisk {
    /// Nothing where this machine does not let us.
    fn mount(mib: u64) -> Option<Self> {
        let at = tempfile::tempdir().unwrap();
        let size = format!("size={mib}m");
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(at.path()).output();
        mount.is_ok_and(|output| output.status.success()).then(|| Self(at))
    }

    /// Writes a file until nothing more fits.
    fn fill(&self) -> PathBuf {
        let path = self.0.path().join("films");
        let mut file = fs::File::create(&path).unwrap();
        while file.write_all(&[1; 4096]).is_ok() {}
        while file.write_all(&[1]).is_ok() {}
        path
    }
}

#[cfg(unix)]
impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[cfg(unix)]
#[test]
fn the_program_starts_on_a_full_disk_says_so_and_goes_on_by_itself() {
    use crate::cluster::until;
    use crate::people::TEAM;
    use crate::serving::{Serving, first_link, init, line_of, program, run, said};
    use crate::world::send;
    use office::{Environment, System};
    let Some(disk) = SmallDisk::mount(64) else {
        println!("this machine mounts nothing for us: a file system that is full was not tried");
        return;
    };
    let data = disk.0.path().join("office");
    let start = || {
        let mut serve = program();
        serve.args(["serve", "--listen", "127.0.0.1:0", "--listen-inside", "127.0.0.1:0"]);
        serve.env("DOORSTEP_OFFICE_BALLAST", "8").env("DOORSTEP_OFFICE_DISK_WARNING", "0");
        let mut serving = Serving::start_with(serve.arg("--data").arg(&data));
        let inside = serving.line().strip_prefix("watched on ").unwrap().to_owned();
        (serving, inside)
    };
    init(&data);
    let (serving, _) = start();
    let ballast = data.join("office.ballast");
    until("there is ballast", || ballast.exists().then_some(()));
    let mut tablet = Tablet::with_line(&said("enrol-code", &data).parse().unwrap(), 1);
    let (first, second) = (tablet.next("{}", &[]), tablet.next("{}", &[]));
    tablet.keep(&[tablet.letter(&first)]);
    let named = data.to_str().unwrap();
    line_of(&run(&["add-team", "--name", TEAM, "--data", named]));
    line_of(&run(&["confirm-tablet", "--tablet", "Tablet 3", "--team", TEAM, "--data", named]));
    let mut browser = Browser::at(&serving.address);
    assert_eq!(browser.first_time(&first_link(&data, "manager", Some(TEAM)), System.now()).status, 204);
    serving.kill();
    fs::remove_file(data.join("office.sqlite-shm")).unwrap();
    let films = disk.fill();

    let (serving, inside) = start();
    tablet.address.clone_from(&serving.address);
    until("it says so", || {
        let ready = send(&inside, "GET", "/ready", &[], b"");
        (ready.status == 503 && ready.body == b"full\n").then_some(())
    });
    until("the ballast is given back", || (!ballast.exists()).then_some(()));
    let push = || tablet.call("POST", "/v1/letters", &tablet.letter(&second));
    assert_eq!(push().refusal(), (503, "unavailable".into()));
    tablet.receipt(first.hash());
    browser.address.clone_from(&serving.address);
    let listed: Agreements = browser.get("/api/agreements").json();
    assert_eq!(listed.items.len(), 1, "what was given back has room to write that it was read");
    assert!(serving.journal().contains("the disk is full"), "{}", serving.journal());

    fs::remove_file(films).unwrap();
    until("it goes on", || (push().status == 200).then_some(()));
    tablet.receipt(second.hash());
    until("there is ballast again", || ballast.exists().then_some(()));
    serving.stop();
    assert!(!data.join("office.sqlite-wal").exists());
}
