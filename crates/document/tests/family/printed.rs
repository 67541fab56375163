//! A paper read back with poppler's tools.
#![allow(clippy::panic, reason = "a test that cannot go on fails")]

use std::path::{Path, PathBuf};
use std::process::Command;

use document::{Pdf, render};

use super::Family;

/// A PDF in a folder of its own.
pub(crate) struct Printed {
    _folder: tempfile::TempDir,
    pub(crate) path: PathBuf,
    pub(crate) pages: usize,
}

impl Printed {
    pub(crate) fn new(pdf: &Pdf) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("paper.pdf");
        std::fs::write(&path, &pdf.bytes).unwrap();
        Self { path, _folder: folder, pages: pdf.pages }
    }

    pub(crate) fn of(family: &Family) -> Self {
        Self::new(&render(&family.paper()).unwrap())
    }

    pub(crate) fn text(&self, option: &str) -> String {
        run("pdftotext", &[option, "-enc", "UTF-8"], &self.path, &["-"])
    }

    /// Its words in the order in which they are read, one blank between them.
    pub(crate) fn words(&self) -> String {
        self.text("-raw").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Its words in the order in which a screen reader meets them, one blank between them.
    pub(crate) fn told(&self) -> String {
        let tree = run("pdfinfo", &["-struct-text"], &self.path, &[]);
        let said = tree.lines().map(str::trim).filter(|line| line.starts_with('"'));
        let words = said.flat_map(|line| line.trim_matches('"').split_whitespace());
        words.collect::<Vec<_>>().join(" ")
    }

    /// How far right and how far down text goes.
    pub(crate) fn edges(&self) -> (f32, f32) {
        let boxes = run("pdftotext", &["-bbox"], &self.path, &["-"]);
        let most = |name: &str| {
            let found = boxes.split(name).skip(1).filter_map(|rest| rest.split('"').nth(1)?.parse().ok());
            found.fold(0.0, f32::max)
        };
        (most("xMax="), most("yMax="))
    }

    /// Leaves it in the folder `PAPERS`, if that is set, to be looked at.
    pub(crate) fn kept(self, name: &str) -> Self {
        if let Some(papers) = std::env::var_os("PAPERS") {
            std::fs::copy(&self.path, Path::new(&papers).join(name)).unwrap();
        }
        self
    }

    pub(crate) fn checked(self) -> Self {
        let found = run("pdfinfo", &[], &self.path, &[]);
        assert!(found.contains(&format!("Pages:           {}\n", self.pages)), "{found}");
        self
    }
}

/// What a program of poppler's says about a file.
pub(crate) fn run(program: &str, before: &[&str], path: &Path, after: &[&str]) -> String {
    let done = Command::new(program).args(before).arg(path).args(after).output();
    let done = done.unwrap_or_else(|error| panic!("{program} of poppler-utils is needed: {error}"));
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success() && said.is_empty(), "{program}: {said}");
    String::from_utf8_lossy(&done.stdout).into_owned()
}
