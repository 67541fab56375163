//! A compiler from Debian's packages with the source of its standard library, for machines other than this one.
//!
//! It is unpacked beside the project and nothing of it is installed. A cargo call that uses it builds the standard library
//! itself; no other call uses it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::places::Places;
use crate::process;
use crate::system_packages::Rights;

const STANDARD_LIBRARY: &str = "libstd-rust-web-dev";

/// The folder it was unpacked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DebianCompiler(PathBuf);

impl DebianCompiler {
    /// The one that lies there already.
    pub(crate) fn there(places: &Places) -> Option<Self> {
        let folder = places.debian_compiler();
        is_unpacked(&folder).then_some(Self(folder))
    }

    /// That one, or it is unpacked.
    pub(crate) fn provide(places: &Places) -> Result<Self> {
        if let Some(there) = Self::there(places) {
            return Ok(there);
        }
        let folder = places.debian_compiler();
        unpack_from_debian(&folder)?;
        Ok(Self(folder))
    }

    /// Makes a cargo call use it, and build these parts of the standard library: `std,panic_abort`.
    pub(crate) fn apply_to(&self, cargo: &mut Command, parts: &str) -> Result<()> {
        let usr = self.0.join("usr");
        cargo
            .env("RUSTC", usr.join("bin/rustc"))
            .env("LD_LIBRARY_PATH", libraries_of(&usr)?)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_UNSTABLE_BUILD_STD", parts);
        Ok(())
    }
}

fn is_unpacked(folder: &Path) -> bool {
    folder.join("usr/lib/rustlib/src/rust/library/Cargo.lock").exists()
}

/// Debian keeps the compiler's libraries in the folder of the machine's architecture.
fn libraries_of(usr: &Path) -> Result<String> {
    let lib = usr.join("lib");
    let entries = fs::read_dir(&lib).with_context(|| format!("{} cannot be read", lib.display()))?;
    let folders = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let with_libraries = folders.filter(|folder| folder.to_string_lossy().ends_with("-linux-gnu"));
    let all: Vec<String> = std::iter::once(lib.clone())
        .chain(with_libraries)
        .map(|folder| folder.display().to_string())
        .collect();
    Ok(all.join(":"))
}

/// Unpacks beside the final place and moves it there whole, so that an interrupted attempt is never mistaken for one.
fn unpack_from_debian(folder: &Path) -> Result<()> {
    let library = match depends_of(STANDARD_LIBRARY, "libstd-rust-web-") {
        Ok(found) => found,
        Err(_) => {
            if let Some(rights) = Rights::held() {
                rights.refresh_package_lists();
            }
            depends_of(STANDARD_LIBRARY, "libstd-rust-web-")?
        }
    };
    let llvm = depends_of(&library, "libllvm")?;

    let unfinished = folder.with_extension("unfinished");
    let packages = unfinished.join("packages");
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished)?;
    }
    fs::create_dir_all(&packages)?;
    let names = ["rustc-web", "rust-web-src", STANDARD_LIBRARY, &library, &llvm];
    process::answer(Command::new("apt-get").current_dir(&packages).args(["-qq", "download"]).args(names))?;
    for package in fs::read_dir(&packages)? {
        process::answer(Command::new("dpkg").arg("-x").arg(package?.path()).arg(&unfinished))?;
    }
    fs::remove_dir_all(&packages)?;
    if !is_unpacked(&unfinished) {
        bail!("Debian's packages did not hold the source of the standard library.");
    }
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::rename(&unfinished, folder)?;
    Ok(())
}

fn depends_of(package: &str, beginning: &str) -> Result<String> {
    let listing = process::answer(Command::new("apt-cache").args(["depends", package]))?;
    first_dependency(&listing, beginning)
        .map(str::to_owned)
        .with_context(|| format!("Debian's {package} names no package that begins with {beginning}."))
}

fn first_dependency<'a>(listing: &'a str, beginning: &str) -> Option<&'a str> {
    listing
        .lines()
        .filter_map(|line| line.trim().strip_prefix("Depends: "))
        .find(|name| name.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTING: &str = "libstd-rust-web-1.96\n  Depends: libc6\n  Depends: <virtual>\n  Depends: libllvm19\n \
                           |Recommends: libllvm-tools\n  Suggests: libllvm20\n";

    #[test]
    fn a_dependency_is_found_by_how_its_name_begins() {
        assert_eq!(first_dependency(LISTING, "libllvm"), Some("libllvm19"));
    }

    #[test]
    fn what_is_only_recommended_or_not_named_is_no_dependency() {
        assert_eq!(first_dependency("x\n  Recommends: libllvm19\n", "libllvm"), None);
        assert_eq!(first_dependency("", "libllvm"), None);
    }
}
