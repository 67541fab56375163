//! Files that only their owner reads, written whole or not at all.

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

/// The file is there whole or not at all, even if the power fails, and only its owner can read it.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let half = path.with_extension("half");
    let mut file = for_owner_only().write(true).truncate(true).open(&half)?;
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
