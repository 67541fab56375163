//! A stop in the middle: the next time somebody comes in, every page of what they wrote is looked at, and they are told.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use ipc::visit::{Files, Lock, Look};
use tablet::Tablet;

use crate::family::{opened, retitled, sealed, written};
use crate::offices::OFFICE;
use crate::sending::LONG;
use crate::world::{PIN, World, unlock};

const PAGE: usize = 4096;

/// Worked on, and stopped in the middle. The worker's folder as it lay there then.
fn stopped(world: &World) -> tempfile::TempDir {
    let tablet = world.ready(&OFFICE);
    sealed(&tablet, "The Marsh family");
    let plan = written(&tablet, "The Reed family");
    let left = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(world.user_folder()).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), left.path().join(entry.file_name())).unwrap();
    }
    // What comes after it is not there any more.
    tablet.change_plan(retitled(&opened(&tablet, plan.plan.id), "Later")).unwrap();
    drop(tablet);
    left
}

/// Within the last page that the log has not anew: none by which others are found.
fn last_of_old(file: &[u8], log: &[u8]) -> usize {
    let frames = log[32..].chunks(24 + PAGE);
    let anew: Vec<usize> =
        frames.map(|it| u32::from_be_bytes(it[..4].try_into().unwrap()) as usize).collect();
    let page = (1..=file.len() / PAGE).rev().find(|page| !anew.contains(page)).unwrap();
    page * PAGE - PAGE / 2
}

/// Lays the folder as it was when it was stopped.
fn lay(left: &Path, world: &World) {
    let folder = world.user_folder();
    fs::remove_dir_all(&folder).unwrap();
    fs::create_dir(&folder).unwrap();
    for entry in fs::read_dir(left).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
    }
}

fn found(tablet: &Tablet) -> Files {
    let begun = Instant::now();
    loop {
        let found = tablet.look(Look {}).unwrap().files;
        if found != Files::Looking {
            return found;
        }
        assert!(begun.elapsed() < LONG, "it does not come to an end");
        std::thread::yield_now();
    }
}

/// The folders that looking leaves for a while, and the one for good.
fn copies(world: &World) -> Vec<PathBuf> {
    let entries = fs::read_dir(world.user_folder()).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.is_dir()).collect()
}

fn nothing_is_looked_at(world: &World) {
    let begun = Instant::now();
    while copies(world).iter().any(|path| !path.ends_with("as-found")) {
        assert!(begun.elapsed() < LONG, "it goes on");
        std::thread::yield_now();
    }
}

#[test]
fn what_was_closed_is_not_looked_at() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    written(&tablet, "The Marsh family");
    assert_eq!(tablet.look(Look {}).unwrap().files, Files::Closed);
    drop(tablet);
    let tablet = world.again();
    assert_eq!(tablet.look(Look {}).unwrap().files, Files::Closed);
    tablet.lock(Lock::plain()).unwrap();
    unlock(&tablet, PIN).unwrap();
    assert_eq!(tablet.look(Look {}).unwrap().files, Files::Closed);
    assert_eq!(copies(&world), Vec::<PathBuf>::new());
}

#[test]
fn what_was_left_open_is_looked_at_once_and_found_whole() {
    let world = World::new();
    let left = stopped(&world);
    lay(left.path(), &world);
    let tablet = world.again();
    assert_eq!(found(&tablet), Files::Whole);
    nothing_is_looked_at(&world);
    assert_eq!(copies(&world), Vec::<PathBuf>::new(), "no copy stays");
    tablet.lock(Lock::plain()).unwrap();
    unlock(&tablet, PIN).unwrap();
    assert_eq!(tablet.look(Look {}).unwrap().files, Files::Closed, "it is not asked again");
}

#[test]
fn damage_is_found_told_each_time_and_what_was_there_is_kept_as_it_was() {
    let world = World::new();
    let left = stopped(&world);
    for name in ["plans.db", "records.db"] {
        lay(left.path(), &world);
        let path = world.user_folder().join(name);
        let mut bytes = fs::read(&path).unwrap();
        let at = last_of_old(&bytes, &fs::read(path.with_extension("db-wal")).unwrap());
        bytes[at] ^= 1;
        fs::write(&path, &bytes).unwrap();
        let log = fs::read(world.user_folder().join("plans.db-wal")).unwrap();
        assert!(!log.is_empty());

        let tablet = world.again();
        assert_eq!(found(&tablet), Files::Damaged, "{name}");
        nothing_is_looked_at(&world);
        let kept = world.user_folder().join("as-found");
        assert_eq!(copies(&world), std::slice::from_ref(&kept), "{name}");
        assert_eq!(fs::read(kept.join("plans.db-wal-as-found")).unwrap(), log, "{name}: its log");
        let read = fs::read(kept.join(name)).unwrap();
        assert_eq!(read[at], bytes[at], "{name}: the damage itself");
        written(&tablet, "Work goes on");
        drop(tablet);

        let tablet = world.again();
        assert_eq!(found(&tablet), Files::Damaged, "{name}: for as long as it is there");
        drop(tablet);
        nothing_is_looked_at(&world);
        assert_eq!(fs::read(kept.join(name)).unwrap(), read, "{name}: the first copy stays");
    }
}

/// Whoever locks at once is looked at again the next time: a look that was cut off has found nothing.
#[test]
fn it_ends_when_the_tablet_locks_and_is_taken_up_again() {
    let world = World::new();
    let left = stopped(&world);
    lay(left.path(), &world);
    let tablet = world.start();
    for _ in 0..20 {
        unlock(&tablet, PIN).unwrap();
        let was_found = tablet.look(Look {}).unwrap().files;
        tablet.lock(Lock::plain()).unwrap();
        nothing_is_looked_at(&world);
        if was_found != Files::Looking {
            break;
        }
    }
    let was_open = world.user_folder().join("not-closed").exists();
    unlock(&tablet, PIN).unwrap();
    let wanted = if was_open { Files::Whole } else { Files::Closed };
    assert_eq!(found(&tablet), wanted);
}

#[test]
fn where_there_is_no_room_to_look_it_is_said_and_nobody_is_kept_out() {
    let world = World::new();
    let left = stopped(&world);
    lay(left.path(), &world);
    // A folder that cannot be made stands for it.
    for number in 0..1_000 {
        let _ = fs::write(world.user_folder().join(format!("looked-at-{number}")), "");
    }
    let tablet = world.again();
    assert_eq!(found(&tablet), Files::NotLooked);
    drop(tablet);
    for number in 0..1_000 {
        let _ = fs::remove_file(world.user_folder().join(format!("looked-at-{number}")));
    }
    assert_eq!(found(&world.again()), Files::Whole, "the next time there is");
}
