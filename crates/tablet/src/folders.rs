//! Where a tablet keeps its things, and what lies there in files that need no key: who its workers are, what the locked
//! door says.

use std::fs;
use std::path::PathBuf;

use plan::ids::UserId;
use uuid::Uuid;

use crate::disk;
use crate::disk::only_one::OnlyOne;
use crate::disk::twice::{self, Kept};
use crate::environment::{Environment, random};
use crate::error::{Result, TabletError};
use crate::keys::file::KEY_FILE;

const USERS: &str = "users";
const NOTICE: &str = "notice.txt";
const NAME: &str = "folder-id";

/// Where a tablet keeps its things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// The store: nothing in it can be read without a PIN but the names at the locked door.
    pub data: PathBuf,
    /// Where the family's copies go, because a person asked for them.
    pub copies: PathBuf,
}

impl Folders {
    /// Makes the folders of the store when they are not there.
    pub(crate) fn make(&self) -> Result<()> {
        disk::make_own_folder(&self.data)?;
        disk::make_own_folder(&self.data.join(USERS))
    }

    /// A worker's folder.
    pub(crate) fn user(&self, user: UserId) -> PathBuf {
        self.data.join(USERS).join(user.to_string())
    }

    /// The folders of all workers that exist: those with a key file.
    pub(crate) fn users(&self) -> Result<Vec<PathBuf>> {
        let reading = TabletError::file("reading the folder of workers");
        let entries = fs::read_dir(self.data.join(USERS)).map_err(&reading)?;
        let folders: std::io::Result<Vec<PathBuf>> = entries.map(|entry| Ok(entry?.path())).collect();
        let mut folders = folders.map_err(&reading)?;
        folders.retain(|folder| twice::is_there(&folder.join(KEY_FILE)));
        folders.sort();
        Ok(folders)
    }

    /// The words for a tablet that is only for practice, where there are any.
    pub(crate) fn notice(&self) -> Option<String> {
        fs::read_to_string(self.data.join(NOTICE)).ok()
    }

    pub(crate) fn set_notice(&self, text: &str) -> Result<()> {
        disk::write(&self.data.join(NOTICE), text.as_bytes())
    }

    /// The name of the store in the keystore: random, so that nobody guesses it and no path is in it. Two stores on one
    /// machine have their own, and apps that begin together on one store give it one.
    pub(crate) fn name(&self, environment: &dyn Environment) -> Result<String> {
        let path = self.data.join(NAME);
        let alone = OnlyOne::default();
        // Where a copy is lacking, another app may be writing it just now.
        if !twice::are_both_there(&path) {
            alone.claim(&self.data)?;
        }
        let name = match twice::read(&path) {
            Kept::Whole(name) => String::from_utf8(name).ok(),
            Kept::Damaged => None,
            Kept::Nothing => {
                let name = Uuid::from_bytes(random(environment)?).to_string();
                twice::keep(&path, name.as_bytes())?;
                return Ok(name);
            }
        };
        let id = name.and_then(|name| name.parse::<Uuid>().ok());
        id.map(|id| id.to_string()).ok_or(TabletError::Damaged { what: "folder id" })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::thread;

    use proptest::prelude::*;

    use super::*;
    use crate::disk::damage::{damage, damaged, rubbish};
    use crate::environment::System;

    fn folders() -> (tempfile::TempDir, Folders) {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders { data: folder.path().to_owned(), copies: folder.path().to_owned() };
        (folder, folders)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_damaged_name_is_the_one_that_was_drawn_or_none(first in damage(), second in damage()) {
            let (_folder, folders) = folders();
            let drawn = folders.name(&System::new()).unwrap();
            for (name, done) in [(NAME, &first), ("folder-id.2", &second)] {
                let copy = folders.data.join(name);
                fs::write(&copy, damaged(&fs::read(&copy).unwrap(), done)).unwrap();
            }
            match folders.name(&System::new()) {
                Ok(read) => prop_assert_eq!(read, drawn),
                Err(error) => {
                    let is_damaged = matches!(error, TabletError::Damaged { what: "folder id" });
                    prop_assert!(is_damaged, "{:?}", error);
                    prop_assert!(!first.is_empty() && !second.is_empty(), "one copy was whole");
                }
            }
        }

        #[test]
        fn what_somebody_laid_there_is_a_name_or_is_refused(
            laid in prop_oneof![rubbish(), "[0-9a-fA-F]{32}".prop_map(String::into_bytes)],
        ) {
            let (_folder, folders) = folders();
            twice::keep(&folders.data.join(NAME), &laid).unwrap();
            let id = String::from_utf8(laid).ok().and_then(|text| text.parse::<Uuid>().ok());
            match folders.name(&System::new()) {
                Ok(name) => prop_assert_eq!(Some(name), id.map(|id| id.to_string())),
                Err(error) => {
                    let is_damaged = matches!(error, TabletError::Damaged { what: "folder id" });
                    prop_assert!(is_damaged && id.is_none(), "{:?}", error);
                }
            }
        }
    }

    #[test]
    fn apps_that_begin_together_call_the_store_by_one_name() {
        let (_folder, folders) = folders();
        let names: BTreeSet<String> = thread::scope(|scope| {
            let apps: Vec<_> =
                (0..4).map(|_| scope.spawn(|| folders.name(&System::new()).unwrap())).collect();
            apps.into_iter().map(|app| app.join().unwrap()).collect()
        });
        assert_eq!(names.len(), 1);
    }
}
