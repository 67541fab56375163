//! The standard library the interface is built against.
//!
//! Rustup has it ready made and that is what is used wherever it can be fetched. Where only Debian's mirrors can be
//! reached, Debian's compiler is unpacked beside the project, together with the source of its standard library, and
//! that one cargo call builds the library itself. Nothing of it is installed, and no other build uses it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::places::Places;
use crate::process;
use crate::progress::say;
use crate::system_packages::Rights;

const TARGET: &str = "wasm32-unknown-unknown";
const STANDARD_LIBRARY: &str = "libstd-rust-web-dev";

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum WasmStd {
    /// The compiler on this machine has it.
    Toolchain,
    /// A compiler unpacked from Debian's packages into this folder builds it.
    Debian(PathBuf),
}

impl WasmStd {
    /// `DOORSTEP_WASM_STD=debian` asks for Debian's even where the toolchain has one, so that it can be tried anywhere.
    pub(crate) fn provide(places: &Places) -> Result<Self> {
        let folder = places.debian_wasm_std();
        let forced = std::env::var("DOORSTEP_WASM_STD").is_ok_and(|wish| wish == "debian");
        if !forced && toolchain_has_it() {
            return Ok(Self::Toolchain);
        }
        if is_unpacked(&folder) {
            return Ok(Self::Debian(folder));
        }
        if !forced {
            say(&format!("adding the {TARGET} target to the compiler with rustup"));
            if process::works("rustup", &["target", "add", TARGET]) && toolchain_has_it() {
                return Ok(Self::Toolchain);
            }
        }
        say("taking a compiler for the interface from Debian's packages, used for nothing else");
        unpack_from_debian(&folder).with_context(|| {
            format!(
                "The interface cannot be built: no standard library for {TARGET} could be had, and nothing was \
                 changed. Run `rustup target add {TARGET}` where the network allows it, then the same command again"
            )
        })?;
        Ok(Self::Debian(folder))
    }

    /// Makes a cargo call for the wasm target use this standard library.
    pub(crate) fn apply_to(&self, cargo: &mut Command) -> Result<()> {
        let Self::Debian(folder) = self else {
            return Ok(());
        };
        let usr = folder.join("usr");
        cargo
            .env("RUSTC", usr.join("bin/rustc"))
            .env("LD_LIBRARY_PATH", libraries_of(&usr)?)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker_of_the_toolchain()?);
        Ok(())
    }
}

fn toolchain_has_it() -> bool {
    process::answer(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]))
        .is_ok_and(|folder| fs::read_dir(folder.trim()).is_ok_and(|mut files| files.next().is_some()))
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

fn linker_of_the_toolchain() -> Result<PathBuf> {
    let libraries = process::answer(Command::new("rustc").args(["--print", "target-libdir"]))?;
    let linker = Path::new(libraries.trim()).with_file_name("bin").join("rust-lld");
    if !linker.exists() {
        bail!("The compiler has no rust-lld. Install Rust through rustup, then run the same command again.");
    }
    Ok(linker)
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
