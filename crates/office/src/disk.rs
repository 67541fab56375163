//! Files that only their owner reads, written whole or not at all. What the disk can still hold.

use record::Hash;
use sha2::{Digest, Sha256};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Options that make a file if it is not there, readable by its owner only.
pub(crate) fn for_owner_only() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// The file is there whole or not at all, even if the power fails, and only its owner can read it. What somebody laid in its way
/// beforehand is not written to.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let half = path.with_extension("half");
    match fs::remove_file(&half) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let mut file = for_owner_only().write(true).create_new(true).open(&half)?;
    owner_only(&half);
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&half, path)?;
    sync_folder_of(path)
}

/// Another file takes this one's place once all of it is on the disk.
pub(crate) fn put_in_place(whole: &Path, path: &Path) -> io::Result<()> {
    OpenOptions::new().write(true).open(whole)?.sync_all()?;
    fs::rename(whole, path)?;
    sync_folder_of(path)
}

/// What a folder says of its files is on the disk.
pub(crate) fn sync_folder_of(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if cfg!(unix) => {
            // Of a name alone it is the one where the program stands.
            let here = folder.as_os_str().is_empty();
            File::open(if here { Path::new(".") } else { folder })?.sync_all()
        }
        Some(_) | None => Ok(()),
    }
}

/// A file beside this one with something behind its name.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Makes a folder that only its owner reads, and those above it.
pub(crate) fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    owner_only(path);
    Ok(())
}

/// The hash of a file and its length, however long it is.
pub(crate) fn hash_of_file(path: &Path) -> io::Result<(Hash, u64)> {
    let (mut file, mut hash) = (File::open(path)?, Sha256::new());
    let (mut buffer, mut length) = (vec![0u8; 64 * 1024], 0u64);
    loop {
        let read = file.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        hash.update(bytes);
        length += bytes.len() as u64;
    }
    Ok((Hash::from_bytes(hash.finalize().into()), length))
}

/// A file of so many bytes that have their room on the disk, whatever is in them.
pub(crate) fn take_room(path: &Path, bytes: u64) -> io::Result<()> {
    let file = for_owner_only().write(true).truncate(true).open(path)?;
    let taken = reserve(&file, bytes).and_then(|()| file.sync_all());
    drop(file);
    if taken.is_err() {
        let _ = fs::remove_file(path);
    }
    taken
}

/// Takes the room at once, where the file system can.
#[cfg(target_os = "linux")]
fn reserve(file: &File, bytes: u64) -> io::Result<()> {
    use rustix::fs::{FallocateFlags, fallocate};
    use rustix::io::Errno;
    match fallocate(file, FallocateFlags::empty(), 0, bytes) {
        Err(Errno::OPNOTSUPP | Errno::NOSYS) => fill(file, bytes),
        done => Ok(done?),
    }
}

#[cfg(not(target_os = "linux"))]
fn reserve(file: &File, bytes: u64) -> io::Result<()> {
    fill(file, bytes)
}

fn fill(mut file: &File, bytes: u64) -> io::Result<()> {
    io::copy(&mut io::repeat(b'.').take(bytes), &mut file).map(|_| ())
}

/// How many bytes more a folder can hold, where the system says so.
#[cfg(unix)]
pub(crate) fn room(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    disk.f_bavail.checked_mul(disk.f_frsize)
}

/// The same of the drive that the folder lies on.
#[cfg(not(unix))]
pub(crate) fn room(folder: &Path) -> Option<u64> {
    use sysinfo::{DiskRefreshKind, Disks};
    let disks = Disks::new_with_refreshed_list_specifics(DiskRefreshKind::nothing().with_storage()).ok()?;
    let folder = fs::canonicalize(folder).ok()?;
    let holds_it = disks
        .iter()
        .filter(|disk| fs::canonicalize(disk.mount_point()).is_ok_and(|drive| folder.starts_with(drive)));
    Some(holds_it.max_by_key(|disk| disk.mount_point().as_os_str().len())?.available_space())
}

/// Gives a folder or file an access list of its own, which what is made in it later takes over: whoever made it, and the system,
/// which backs up. Elsewhere that is said when it is made.
#[cfg(not(windows))]
pub(crate) const fn owner_only(_path: &Path) {}

/// Gives a folder or file an access list of its own, which what is made in it later takes over: whoever made it, and the system,
/// which backs up. A drive without such lists is no reason not to serve, and is told of.
#[cfg(windows)]
pub(crate) fn owner_only(path: &Path) {
    use std::process::{Command, Stdio};

    // By number, since their names are different in each language: owner rights, and the system.
    let (owner, system) = ("*S-1-3-4", "*S-1-5-18");
    let rights = if path.is_dir() { "(OI)(CI)F" } else { "F" };
    let windows = std::env::var_os("SystemRoot").unwrap_or_else(|| r"C:\Windows".into());
    let done = Command::new(Path::new(&windows).join(r"System32\icacls.exe"))
        .arg(path)
        .args(["/inheritance:r", "/grant:r", &format!("{owner}:{rights}"), &format!("{system}:{rights}")])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !done.is_ok_and(|status| status.success()) {
        tracing::warn!(
            "this drive keeps no access lists: other accounts of this computer may read the office's folder"
        );
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::{MetadataExt, symlink};

    #[test]
    fn what_lies_in_its_way_is_not_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let [key, half, others] = ["a.key", "a.half", "others"].map(|name| folder.path().join(name));
        fs::write(&others, "").unwrap();
        for _ in 0..2 {
            symlink(&others, &half).unwrap();
            write_whole(&key, b"secret").unwrap();
            assert_eq!(
                (fs::read(&key).unwrap().as_slice(), fs::read(&others).unwrap()),
                (&b"secret"[..], vec![])
            );
            assert_eq!(fs::symlink_metadata(&key).unwrap().mode(), 0o100_600);
        }
    }
}
