//! Copies of databases as they were before a newer program brought them up to date: two of each, the newest. They are as closed
//! as the databases are.

use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};

/// How many are kept of each database.
const MOST: usize = 2;

/// Keeps a copy of a database that is closed and stands at this step. Where there is no room, the work goes on without: each step is
/// done whole or not at all.
pub(super) fn keep(path: &Path, step: usize) {
    let copy = name(path, step);
    // Windows syncs no file that was opened to be read.
    let sync = |copy| OpenOptions::new().write(true).open(copy)?.sync_all();
    if let Err(error) = fs::copy(path, &copy).and_then(|_| sync(&copy)) {
        let _ = fs::remove_file(&copy);
        tracing::warn!(%error, "no copy of a database before it is brought up to date");
    }
    let older = (1..step).rev().map(|step| name(path, step)).filter(|copy| copy.exists());
    older.skip(MOST - 1).for_each(|copy| drop(fs::remove_file(copy)));
}

fn name(path: &Path, step: usize) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".before-step-{step}"));
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_two_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        for step in [1, 2, 5, 6] {
            fs::write(&path, step.to_string()).unwrap();
            keep(&path, step);
        }
        let there = |step| fs::read_to_string(name(&path, step)).ok();
        assert_eq!([1, 2, 5, 6].map(there), [None, None, Some("5".into()), Some("6".into())]);
    }
}
