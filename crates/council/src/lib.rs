//! What a council gives its tablets and its office beside the program: its approved wording of the rights (`rights.toml`) and
//! its translations (`languages/*.toml`), and the letterheads of its agencies (`letterheads/*`), in a folder of its own.
//! Recorded voices in the same folder are the tablet's.
//!
//! A file that cannot be read is left out and named at the door; the program's own words stand in its place. How a letterhead
//! is drawn is not here.

mod file;
mod letterheads;
mod problem;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

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
    /// The program's own texts, no language beside English and no letterhead.
    pub fn english() -> Self {
        Self {
            letterheads: Letterheads::none(&Texts::english()),
            texts: Texts::english(),
            languages: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Reads the folder, if there is one. `made_up` adds the two languages that are only for testing.
    pub fn read(folder: Option<&Path>, made_up: bool) -> Self {
        let mut council = Self { languages: languages::carried(), ..Self::english() };
        if let Some(folder) = folder {
            council.read_rights(folder);
            council.read_languages(&folder.join("languages"));
            council.read_letterheads(&folder.join("letterheads"));
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

    /// A folder that was named and is not there is a fault: the draft would stand in the place of approved words.
    fn read_rights(&mut self, folder: &Path) {
        if let Err(source) = fs::read_dir(folder) {
            self.problems.push(Problem::Disk { file: file::name(folder), source });
            return;
        }
        let path = folder.join("rights.toml");
        let Some(rights) = self.file::<ApprovedRights>(&path) else { return };
        match rights.check() {
            Ok(()) => self.texts = self.texts.with_rights(&rights),
            Err(source) => self.problems.push(Problem::Rights { file: file::name(&path), source }),
        }
    }

    /// What lies in a folder, in the order of its names. One that is not there is no fault.
    fn in_folder(&mut self, folder: &Path) -> Vec<PathBuf> {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(none) if none.kind() == ErrorKind::NotFound => return Vec::new(),
            Err(source) => {
                self.problems.push(Problem::Disk { file: file::name(folder), source });
                return Vec::new();
            }
        };
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        paths
    }

    fn read_letterheads(&mut self, folder: &Path) {
        let mut had = Vec::new();
        for path in self.in_folder(folder).into_iter().filter(|path| path.is_dir()) {
            match letterhead(&path) {
                Ok(letterhead) if had.contains(&letterhead.agency) => {
                    self.problems.push(Problem::SecondLetterhead { file: file::name(&path) });
                }
                Ok(letterhead) => {
                    had.push(letterhead.agency);
                    self.letterheads.take(letterhead);
                }
                Err(problem) => self.problems.push(problem),
            }
        }
    }

    fn read_languages(&mut self, folder: &Path) {
        let mut paths = self.in_folder(folder);
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
        for path in paths {
            if let Some(file) = self.file::<LanguageFile>(&path) {
                let facts = &file.language;
                self.texts = self.texts.with_language_named(&facts.tag, &facts.english_name);
                self.languages.retain(|other| other.language.tag != file.language.tag);
                self.languages.push(file);
            }
        }
    }

    /// A file of the folder. One that is not there is no fault.
    fn file<T: DeserializeOwned>(&mut self, path: &Path) -> Option<T> {
        match file::read(path) {
            Ok(read) => Some(read),
            Err(Problem::Disk { source, .. }) if source.kind() == ErrorKind::NotFound => None,
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use document::Letterhead;
    use plan::people::Agency;

    use super::*;

    /// The rights of a council that has few.
    const RIGHTS: &str =
        "01 = 'You can say no.'\n07 = 'A court may see it.'\n10 = 'We talk first.'\n11 = 'We may do more.'\n";

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
            let rights = format!("by = \"Brindlewood legal services\"\non = {day}\n[rights]\n{RIGHTS}");
            let folder = folder_with(&[("rights.toml", &rights)]);
            let council = Council::read(Some(folder.path()), false);
            assert_eq!(council.unread(), None, "{day}");
            let rights = council.texts.section("rights").collect::<Vec<_>>();
            assert_eq!(rights.first(), Some(&("01", "You can say no.")));
            assert_eq!(rights.len(), 4);
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
    fn rights_that_would_mislead_a_family_are_named_and_the_draft_stays() {
        let whole = format!("by = 'Legal services'\non = 2026-11-02\n[rights]\n{RIGHTS}");
        for (change, into) in [
            ("'Legal services'", "' - '"),
            ("01 =", "1 ="),
            ("01 =", "first ="),
            ("10 =", "100 ="),
            ("'You can say no.'", "' '"),
            ("07 = 'A court may see it.'\n", ""),
            ("10 = 'We talk first.'\n", ""),
            ("11 = 'We may do more.'\n", ""),
        ] {
            let folder = folder_with(&[("rights.toml", &whole.replace(change, into))]);
            let council = Council::read(Some(folder.path()), false);
            let problem = council.problems.first().unwrap();
            assert!(matches!(problem, Problem::Rights { .. }), "{change} into {into}: {problem}");
            assert_eq!(council.texts, Texts::english(), "{change} into {into}");
        }
    }

    #[test]
    fn the_letterheads_of_a_council_stand_in_the_place_of_none() {
        let made_up = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/council");
        let council = Council::read(Some(&made_up), false);
        assert_eq!(council.unread(), None);
        assert_eq!(council.letterheads.of(Agency::ChildrensServices), &Letterhead::brindlewood());
        assert_eq!(council.letterheads.of(Agency::Police), &Letterhead::northmere());
        let folder = folder_with(&[]);
        fs::create_dir_all(folder.path().join("letterheads/half")).unwrap();
        let council = Council::read(Some(folder.path()), false);
        assert_eq!(council.unread().unwrap(), "letterhead.toml");
        assert_eq!(council.letterheads, Letterheads::none(&Texts::english()));
    }

    #[test]
    fn a_second_letterhead_of_an_agency_is_said_and_not_used() {
        let made_up =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/council/letterheads/brindlewood");
        let folder = folder_with(&[]);
        for name in ["new", "old"] {
            let place = folder.path().join("letterheads").join(name);
            fs::create_dir_all(&place).unwrap();
            for file in ["letterhead.toml", "logo.png"] {
                fs::copy(made_up.join(file), place.join(file)).unwrap();
            }
        }
        let council = Council::read(Some(folder.path()), false);
        assert_eq!(council.unread().unwrap(), "old");
        assert_eq!(council.letterheads.of(Agency::ChildrensServices), &Letterhead::brindlewood());
    }

    #[test]
    fn a_folder_that_was_named_and_is_not_there_is_said() {
        let council = Council::read(Some(Path::new("there is no such folder")), false);
        assert_eq!(council.unread().unwrap(), "there is no such folder");
        assert_eq!(council.texts, Texts::english());
        let empty = tempfile::tempdir().unwrap();
        assert_eq!(Council::read(Some(empty.path()), false).unread(), None, "nothing has to be in it");
        assert_eq!(Council::read(None, false).unread(), None);
    }

    #[test]
    fn a_folder_in_the_place_of_a_file_is_said() {
        let folder = folder_with(&[]);
        fs::create_dir(folder.path().join("rights.toml")).unwrap();
        assert_eq!(Council::read(Some(folder.path()), false).unread().unwrap(), "rights.toml");
    }
}
