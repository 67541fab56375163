//! What a council gives its tablets and its office beside the program: its approved wording of the rights (`rights.toml`) and
//! its translations (`languages/*.toml`), in a folder of its own; and the letterheads of its agencies. Recorded voices in the
//! same folder are the tablet's.
//!
//! A file that cannot be read is left out and named at the door; the program's own words stand in its place. How a letterhead
//! is drawn is not here.

mod file;
mod letterheads;
mod problem;

use std::fs;
use std::path::Path;

use plan::languages::{self, LanguageFile};
use plan::rights::ApprovedRights;
use plan::texts::Texts;
use serde::de::DeserializeOwned;

pub use letterheads::{Letterheads, letterhead};
pub use problem::Problem;

/// What a council gave: what was found in its folder, and the letterheads.
#[derive(Debug)]
pub struct Council {
    /// The program's texts, with the approved rights where there are some.
    pub texts: Texts,
    /// The languages beside English.
    pub languages: Vec<LanguageFile>,
    /// Whose paper it is.
    pub letterheads: Letterheads,
    /// What is wrong with the files that could not be read.
    pub problems: Vec<Problem>,
}

impl Council {
    /// The program's own texts and no language beside English.
    pub fn english() -> Self {
        Self {
            texts: Texts::english(),
            languages: Vec::new(),
            letterheads: Letterheads::made_up(),
            problems: Vec::new(),
        }
    }

    /// Reads the folder, if there is one. `made_up` adds the two languages that are only for testing.
    pub fn read(folder: Option<&Path>, made_up: bool) -> Self {
        let mut council = Self { languages: languages::carried(), ..Self::english() };
        if let Some(folder) = folder {
            if let Some(rights) = council.file::<ApprovedRights>(&folder.join("rights.toml")) {
                council.texts = council.texts.with_rights(&rights);
            }
            council.read_languages(&folder.join("languages"));
        }
        if made_up {
            let english = &council.texts;
            council.languages.extend([languages::pseudo(english), languages::mirrored(english)]);
        }
        council
    }

    /// The files that could not be read, with commas between; nothing when all could.
    pub fn unread(&self) -> Option<String> {
        let files: Vec<&str> = self.problems.iter().map(Problem::file).collect();
        (!files.is_empty()).then(|| files.join(", "))
    }

    fn read_languages(&mut self, folder: &Path) {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
        paths.sort();
        for path in paths {
            if let Some(file) = self.file::<LanguageFile>(&path) {
                self.languages.retain(|other| other.language.tag != file.language.tag);
                self.languages.push(file);
            }
        }
    }

    /// A file of the folder. One that is not there is no fault.
    fn file<T: DeserializeOwned>(&mut self, path: &Path) -> Option<T> {
        fs::metadata(path).ok()?;
        file::read(path).map_err(|problem| self.problems.push(problem)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("languages")).unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    #[test]
    fn approved_rights_take_the_place_of_the_draft_and_say_who_approved_them() {
        for day in ["2026-11-02", "\"2026-11-02\""] {
            let rights = format!(
                "by = \"Brindlewood legal services\"\non = {day}\n[rights]\n01 = \"You can say no.\"\n"
            );
            let folder = folder_with(&[("rights.toml", &rights)]);
            let council = Council::read(Some(folder.path()), false);
            assert_eq!(council.unread(), None, "{day}");
            assert_eq!(council.texts.section("rights").collect::<Vec<_>>(), [("01", "You can say no.")]);
            let approved = Some(("Brindlewood legal services", "2 November 2026"));
            assert_eq!(council.texts.approved_rights(), approved);
            assert_ne!(council.texts.version, Texts::english().version);
        }
    }

    #[test]
    fn what_cannot_be_read_is_named_and_the_draft_stays() {
        for rubbish in ["", "by = 7", "rights = \"no\"", "\u{0}\u{1}"] {
            let folder = folder_with(&[("rights.toml", rubbish), ("languages/xx.toml", rubbish)]);
            let council = Council::read(Some(folder.path()), false);
            assert_eq!(council.unread().unwrap(), "rights.toml, xx.toml", "{rubbish:?}");
            assert!(council.problems.iter().all(|it| matches!(it, Problem::Form { .. })), "{rubbish:?}");
            assert_eq!(council.texts, Texts::english());
            assert_eq!(council.languages, languages::carried());
        }
    }

    #[test]
    fn no_folder_is_no_fault() {
        let council = Council::read(Some(Path::new("there is no such folder")), false);
        assert!(council.problems.is_empty());
        assert_eq!(council.texts, Texts::english());
    }
}
