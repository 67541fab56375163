//! A program that is measured: what it calls itself, and how it is asked for a PDF.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

/// A program that makes a PDF.
pub(crate) struct Program {
    pub(crate) name: &'static str,
    /// What it says it is; nothing where it is not on this machine.
    pub(crate) version: Option<String>,
    /// The folder of what it makes.
    pub(crate) folder: &'static str,
    /// Its command, given the folder with the words and where to write.
    pub(crate) asked: Box<dyn Fn(&Path, &Path) -> Vec<OsString>>,
}

impl Program {
    /// Where it writes.
    pub(crate) fn output(&self, folder: &Path) -> PathBuf {
        folder.join(self.folder).join("paper.pdf")
    }

    /// Its command, ready to be run.
    pub(crate) fn command(&self, folder: &Path) -> Result<Vec<OsString>> {
        fs::create_dir_all(folder.join(self.folder))?;
        Ok((self.asked)(folder, &self.output(folder)))
    }
}

/// The first line that a program says; nothing where it is not there.
pub(crate) fn said(program: &Path, args: &[&str]) -> Option<String> {
    let done = Command::new(program).args(args).output().ok().filter(|done| done.status.success())?;
    Some(String::from_utf8_lossy(&done.stdout).lines().next()?.trim().to_owned())
}
