//! A folder that holds exactly the files it should, written only where something differs.
//!
//! App and office are compiled with these folders inside them, so a file that is written without need costs a rebuild.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

#[derive(Default)]
pub(crate) struct OutputFolder {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

/// What writing changed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Changes {
    pub(crate) written: usize,
    pub(crate) removed: usize,
}

impl OutputFolder {
    pub(crate) fn add(&mut self, path: PathBuf, bytes: Vec<u8>) -> Result<()> {
        let shown = path.display().to_string();
        if self.files.insert(path, bytes).is_some() {
            bail!("Two files of the interface would both become {shown}. Rename one of them.");
        }
        Ok(())
    }

    /// Everything in a folder and below it. A folder that is not there adds nothing.
    pub(crate) fn add_folder(&mut self, folder: &Path, inside: &str) -> Result<()> {
        for path in files_below(folder)? {
            let bytes = fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
            self.add(Path::new(inside).join(path.strip_prefix(folder)?), bytes)?;
        }
        Ok(())
    }

    pub(crate) fn bytes(&self) -> usize {
        self.files.values().map(Vec::len).sum()
    }

    pub(crate) fn write_to(&self, folder: &Path) -> Result<Changes> {
        let mut changes = Changes { written: 0, removed: 0 };
        for (path, bytes) in &self.files {
            let path = folder.join(path);
            if fs::read(&path).is_ok_and(|earlier| earlier == *bytes) {
                continue;
            }
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(&path, bytes).with_context(|| format!("{} cannot be written", path.display()))?;
            changes.written += 1;
        }
        for path in files_below(folder)? {
            if !self.files.contains_key(path.strip_prefix(folder)?) {
                fs::remove_file(&path).with_context(|| format!("{} cannot be removed", path.display()))?;
                changes.removed += 1;
            }
        }
        Ok(changes)
    }
}

/// All files below a folder, in the order of their names. Hidden ones, which editors leave behind, are passed over.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if !folder.exists() {
        return Ok(files);
    }
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            files.extend(files_below(&entry.path())?);
        } else {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A fresh folder for one test. The test crates are not used here, since they would have all of xtask's libraries
    /// built a second time.
    pub(crate) fn fresh_folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("doorstep-xtask-{name}-{}", std::process::id()));
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn folder_with(files: &[(&str, &str)]) -> OutputFolder {
        let mut folder = OutputFolder::default();
        for (path, text) in files {
            folder.add(PathBuf::from(path), text.as_bytes().to_vec()).unwrap();
        }
        folder
    }

    #[test]
    fn only_what_differs_is_written_and_what_is_gone_is_removed() {
        let place = fresh_folder("output");
        let first = folder_with(&[("app.css", "a"), ("fonts/plain.woff2", "f"), ("old.js", "o")]);
        assert_eq!(first.write_to(&place).unwrap(), Changes { written: 3, removed: 0 });
        assert_eq!(first.write_to(&place).unwrap(), Changes { written: 0, removed: 0 }, "nothing changed");

        let second = folder_with(&[("app.css", "b"), ("fonts/plain.woff2", "f")]);
        assert_eq!(second.write_to(&place).unwrap(), Changes { written: 1, removed: 1 });
        assert_eq!(fs::read_to_string(place.join("app.css")).unwrap(), "b");
        assert!(!place.join("old.js").exists());
        fs::remove_dir_all(place).unwrap();
    }

    #[test]
    fn two_files_for_one_place_are_refused() {
        let mut folder = folder_with(&[("app.css", "a")]);
        let refusal = folder.add(PathBuf::from("app.css"), Vec::new()).unwrap_err();
        assert!(refusal.to_string().contains("app.css"));
    }

    #[test]
    fn a_folder_that_is_not_there_adds_nothing() {
        let mut folder = OutputFolder::default();
        folder.add_folder(Path::new("no such folder"), "").unwrap();
        assert_eq!(folder.bytes(), 0);
    }
}
