//! Wine: what runs programs for Windows here, with a made-up Windows of its own that is made anew each time.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result};

use super::toolchain::{TARGET, Toolchain};
use crate::places::Places;
use crate::process;

pub(super) const WINE: &str = "wine";

/// A made-up Windows. What runs in it ends with it.
pub(super) struct Wine {
    windows: PathBuf,
    libraries: PathBuf,
    built: PathBuf,
}

impl Wine {
    pub(super) fn start(places: &Places) -> Result<Self> {
        let folder = places.windows().join("wine");
        let built = places.windows().join(TARGET).join("debug");
        let wine = Self { windows: folder.join("windows"), libraries: folder.join("libraries"), built };
        if wine.windows.exists() {
            fs::remove_dir_all(&wine.windows).context("the made-up Windows of an earlier run stays")?;
        }
        fs::create_dir_all(&wine.windows)?;
        fs::create_dir_all(&wine.libraries)?;
        let source = places.root.join("xtask/src/windows/bcryptprimitives.c");
        Toolchain::library(&source, &wine.libraries.join("bcryptprimitives.dll"))?;
        // Not waited for by its pipes: what it starts in the background keeps them open.
        let mut boot = wine.command(WINE);
        boot.args(["wineboot", "--init"]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        process::run(&mut boot, "Wine made no Windows of its own, and nothing was tried.")?;
        Ok(wine)
    }

    /// What a program finds set.
    pub(super) fn variables(&self) -> Vec<(String, OsString)> {
        let variables: [(&str, OsString); 5] = [
            ("WINEPREFIX", self.windows.clone().into()),
            // Beside the programs lies what opens the web view, and their tests look for it.
            ("WINEPATH", format!("{};{}", self.libraries.display(), self.built.display()).into()),
            ("WINEDEBUG", "-all".into()),
            // Neither .NET nor a browser: it would ask whether to fetch them.
            ("WINEDLLOVERRIDES", "mscoree,mshtml=".into()),
            ("RUST_BACKTRACE", "0".into()),
        ];
        variables.map(|(name, value)| (name.to_owned(), value)).to_vec()
    }

    /// A program for Windows, without a screen.
    pub(super) fn program(&self, path: &Path) -> Command {
        let mut command = self.command(WINE);
        command.arg(path).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        command
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.envs(self.variables());
        command
    }
}

impl Drop for Wine {
    fn drop(&mut self) {
        // Its server would stay for some seconds; nothing depends on it.
        let _ = self.command("wineserver").arg("-k").status();
    }
}
