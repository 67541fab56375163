//! Where things are: the repository, cargo's target folder, the programs and pages that come out of a build.
//!
//! All paths are worked out here, none is written down elsewhere.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

/// How a build is made. The interface has profiles of its own, since it is a program for another machine.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    Dev,
    Release,
}

impl Profile {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "release",
        }
    }

    pub(crate) fn for_the_interface(self) -> &'static str {
        match self {
            Self::Dev => "ui-dev",
            Self::Release => "ui-release",
        }
    }

    fn folder(self) -> &'static str {
        match self {
            Self::Dev => "debug",
            Self::Release => "release",
        }
    }
}

pub(crate) struct Places {
    pub(crate) root: PathBuf,
    target: PathBuf,
}

impl Places {
    pub(crate) fn find() -> Result<Self> {
        let package = std::env::var_os("CARGO_MANIFEST_DIR").context("Start this as `cargo xtask`.")?;
        let root = Path::new(&package).parent().context("Start this as `cargo xtask`.")?.to_path_buf();
        let target =
            std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |set| root.join(set));
        Ok(Self { root, target })
    }

    /// Where the bill of what the programs are made of is written.
    pub(crate) fn bill_of_parts(&self) -> PathBuf {
        self.target.join("parts.cdx.json")
    }

    /// Cargo, in this repository, with the target folder the other paths here count on.
    pub(crate) fn cargo(&self) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target);
        // `cargo xtask` leaves these behind for us. Build scripts that look at them would run again, and what follows
        // would be built again, each time somebody goes back and forth between plain cargo and these commands.
        for (name, _) in std::env::vars_os() {
            let of_this_package = name.to_str().is_some_and(|name| {
                name.starts_with("CARGO_MANIFEST_")
                    || name.starts_with("CARGO_PKG_")
                    || name == "CARGO_BIN_NAME"
            });
            if of_this_package {
                cargo.env_remove(name);
            }
        }
        cargo
    }

    pub(crate) fn program(&self, profile: Profile, name: &str) -> PathBuf {
        self.target.join(profile.folder()).join(name)
    }

    pub(crate) fn wasm(&self, profile: Profile, name: &str) -> PathBuf {
        let folder = self.target.join("wasm32-unknown-unknown").join(profile.for_the_interface());
        folder.join(name).with_extension("wasm")
    }

    /// What wasm-bindgen made, kept for each profile so that going back and forth costs nothing.
    pub(crate) fn bindgen(&self, profile: Profile, name: &str) -> PathBuf {
        self.target.join("ui-bindgen").join(profile.name()).join(name)
    }

    /// The pages app and office carry. They name this folder from their own, so no setting moves it.
    pub(crate) fn pages(&self, name: &str) -> PathBuf {
        self.root.join("target/ui").join(name)
    }

    /// The table of how long each test took.
    pub(crate) fn test_times(&self) -> PathBuf {
        self.root.join("target/test-times.tsv")
    }

    /// What tests noted on their way, a file for each program of tests.
    pub(crate) fn test_notes(&self) -> PathBuf {
        self.root.join("target/test-notes")
    }

    pub(crate) fn debian_compiler(&self) -> PathBuf {
        self.root.join("target/debian-compiler")
    }

    /// Cargo's target folder for the timings, which are a workspace of their own.
    pub(crate) fn bench(&self) -> PathBuf {
        self.target.join("bench")
    }

    /// Cargo's target folder for Windows, so that neither build touches the other's.
    pub(crate) fn windows(&self) -> PathBuf {
        self.target.join("windows")
    }
}
