//! Files that only their owner reads, written whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

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
    match path.parent() {
        Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
        Some(_) | None => Ok(()),
    }
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
