//! Files outside the databases: written all or not at all, and a reserve for the day when there is no room left.

#[cfg(test)]
#[path = "../../record/tests/it/damage.rs"]
pub(crate) mod damage;
pub(crate) mod only_one;
pub(crate) mod twice;

use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::error::{Result, TabletError};

/// Room kept back in the data folder, given up when the storage is full so that a worker can finish what was begun.
pub(crate) const RESERVE_BYTES: usize = 8 * 1024 * 1024;
const RESERVE: &str = "reserve";

/// With less room than this, a worker is told so: enough for some visits more, each with all of its papers.
const LITTLE_BYTES: u64 = 128 * 1024 * 1024;

/// What Windows says of a file that another program has open: access denied, sharing violation. Elsewhere that hinders nobody.
const OPEN_ELSEWHERE: [i32; 2] = [5, 32];

/// A virus scanner or an indexer looks at a new file for a moment.
const LOOKS: u32 = 20;
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// Writes a file so that after a power cut either the old or the new one is there.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let beside = beside(path);
    let written = write_through(&beside, bytes).and_then(|()| rename_over(&beside, path, LOOKS));
    if written.is_err() {
        // Half a file would only take the room that is lacking.
        let _ = fs::remove_file(&beside);
    }
    written.and_then(|()| sync_folder_of(path)).map_err(TabletError::file("writing a file"))
}

/// Writes a new file onto a drive that may be anybody's: nothing that is there is followed, read or written over. `beside` is a
/// name nobody can have laid out before.
pub(crate) fn write_onto_drive(path: &Path, beside: &str, bytes: &[u8]) -> Result<()> {
    let beside = path.with_file_name(beside);
    let written = OpenOptions::new().write(true).create_new(true).open(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        rename_over(&beside, path, LOOKS)
    });
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written.map_err(TabletError::Drive)
}

/// Makes a folder and those above it.
pub(crate) fn make_folder(path: &Path) -> Result<()> {
    fs::create_dir_all(path).map_err(TabletError::file("making a folder"))
}

/// Makes a folder that only this account may look into, where the system has such.
pub(crate) fn make_own_folder(path: &Path) -> Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).and_then(|()| sync_folder_of(path)).map_err(TabletError::file("making a folder"))
}

/// Makes the reserve unless it is there, or would take the last room that work goes on in. Having none is no reason to keep a worker
/// from their plans.
pub(crate) fn keep_reserve(folder: &Path) {
    let path = folder.join(RESERVE);
    let there = fs::metadata(&path).is_ok_and(|file| file.len() >= RESERVE_BYTES as u64);
    let is_room = room(folder).is_none_or(|room| room >= 2 * RESERVE_BYTES as u64);
    if !there && is_room && write_through(&path, &vec![b'.'; RESERVE_BYTES]).is_err() {
        let _ = fs::remove_file(&path);
    }
}

/// Gives the reserve up.
pub(crate) fn give_up_reserve(folder: &Path) {
    let _ = fs::remove_file(folder.join(RESERVE));
}

/// Whether a file of the store says nothing to whoever has a copy of it.
pub(crate) fn holds_nothing(name: &OsStr) -> bool {
    name == RESERVE || name == only_one::NAME
}

/// Whether there is so little room that it is time to make some.
pub(crate) fn is_nearly_full(folder: &Path) -> bool {
    room(folder).is_some_and(|room| room < LITTLE_BYTES)
}

/// How many bytes more a folder can hold, where the system says so.
#[cfg(unix)]
fn room(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    disk.f_bavail.checked_mul(disk.f_frsize)
}

/// The same of the drive that the folder lies on.
#[cfg(not(unix))]
fn room(folder: &Path) -> Option<u64> {
    use sysinfo::{DiskRefreshKind, Disks};
    let disks = Disks::new_with_refreshed_list_specifics(DiskRefreshKind::nothing().with_storage()).ok()?;
    let folder = fs::canonicalize(folder).ok()?;
    let holds_it = disks
        .iter()
        .filter(|disk| fs::canonicalize(disk.mount_point()).is_ok_and(|drive| folder.starts_with(drive)));
    Some(holds_it.max_by_key(|disk| disk.mount_point().as_os_str().len())?.available_space())
}

/// Whether a folder can hold so many bytes more and is not nearly full then. Where the system does not say, it can.
pub(crate) fn has_room_for(folder: &Path, bytes: u64) -> bool {
    room(folder).is_none_or(|room| room >= bytes.saturating_add(LITTLE_BYTES))
}

/// Gives a file or folder another name, also one that somebody looks into for a moment.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    rename_over(from, to, LOOKS)
}

/// Puts a file in another's place, also one that somebody has open and is about to let go.
fn rename_over(from: &Path, to: &Path, looks: u32) -> io::Result<()> {
    let is_open_elsewhere = |error: &io::Error| {
        cfg!(windows) && error.raw_os_error().is_some_and(|code| OPEN_ELSEWHERE.contains(&code))
    };
    for _ in 1..looks {
        match fs::rename(from, to) {
            Err(error) if is_open_elsewhere(&error) => thread::sleep(BETWEEN_LOOKS),
            done => return done,
        }
    }
    fs::rename(from, to)
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".new");
    path.with_file_name(name)
}

fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(unix)]
fn sync_folder_of(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

/// Only Unix opens folders as files; elsewhere the file system journals the renaming itself.
#[cfg(not(unix))]
fn sync_folder_of(_path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, windows))]
mod tests {
    use std::os::windows::fs::OpenOptionsExt;

    use super::*;

    #[test]
    fn a_file_that_somebody_has_open_is_written_over_once_it_is_let_go() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("new"), folder.path().join("old"));
        fs::write(&from, "new").unwrap();
        fs::write(&to, "old").unwrap();
        let alone = || OpenOptions::new().read(true).share_mode(0).open(&to).unwrap();
        let scanner = alone();
        let refused = rename_over(&from, &to, 2).unwrap_err();
        assert!(OPEN_ELSEWHERE.contains(&refused.raw_os_error().unwrap()), "{refused}");
        thread::scope(|scope| {
            let writer = scope.spawn(|| rename_over(&from, &to, u32::MAX));
            drop(scanner);
            writer.join().unwrap().unwrap();
        });
        assert_eq!(fs::read_to_string(&to).unwrap(), "new");
    }
}
