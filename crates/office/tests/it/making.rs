//! Two offices that are begun in one database, each in a folder of its own: it becomes one's, and the other is told so.

use crate::cluster::shared;
use crate::serving::files;
use office::{DataFolder, Office, OfficeError, System};
use std::path::Path;
use std::sync::Barrier;

fn folder(path: &Path, url: &str) -> DataFolder {
    DataFolder::new(path.to_owned()).with_database(Some(url.parse().unwrap()))
}

/// Makes an office that is called as its folder is.
fn make(path: &Path, url: &str) -> Result<Office, OfficeError> {
    let name = path.file_name().unwrap().to_str().unwrap();
    Office::make(&folder(path, url), name, "http://127.0.0.1:1", Box::new(System))
}

fn name_of(path: &Path, url: &str) -> String {
    Office::open_beside(&folder(path, url), Box::new(System)).unwrap().hello().office
}

#[test]
fn a_making_that_was_broken_off_takes_over_no_office_that_was_made_meanwhile() {
    let (database, place) = (shared().database(), tempfile::tempdir().unwrap());
    let (first, late) = (place.path().join("first"), place.path().join("late"));
    let nowhere = shared().url("never_made_for_two");
    assert!(matches!(make(&late, &nowhere), Err(OfficeError::DatabaseUnknown)));
    make(&first, &database.url()).unwrap();
    let before = files(&late);
    for _ in 0..2 {
        assert!(matches!(make(&late, &database.url()), Err(OfficeError::DatabaseUsed)));
    }
    assert!(files(&late) == before);
    assert_eq!(name_of(&first, &database.url()), "first");
    let own = shared().database();
    make(&late, &own.url()).unwrap();
    assert_eq!(name_of(&late, &own.url()), "late");
}

#[test]
fn of_two_that_are_made_at_once_one_is() {
    for _ in 0..5 {
        let (database, place) = (shared().database(), tempfile::tempdir().unwrap());
        let (folders, both) = (["one", "other"].map(|name| place.path().join(name)), Barrier::new(2));
        let made = std::thread::scope(|scope| {
            let makers = folders.each_ref().map(|path| {
                let (url, both) = (database.url(), &both);
                scope.spawn(move || {
                    both.wait();
                    make(path, &url).map(drop)
                })
            });
            makers.map(|maker| maker.join().unwrap())
        });
        let [(path, _)] = folders.iter().zip(&made).filter(|(_, made)| made.is_ok()).collect::<Vec<_>>()[..]
        else {
            panic!("{made:?}")
        };
        assert!(made.iter().any(|made| matches!(made, Err(OfficeError::DatabaseUsed))), "{made:?}");
        assert_eq!(Some(name_of(path, &database.url()).as_str()), path.file_name().unwrap().to_str());
    }
}
