//! One app for one store: whoever lets a worker in first has it until it ends. Two could not be told apart by the count of wrong
//! PINs, which each would read before the other has written.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::error::{Result, TabletError};

pub(super) const NAME: &str = "in-use";

/// An app that was killed may hold its file a moment longer than it lives: the system is still clearing up after it.
const LOOKS: u32 = 50;
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

/// Whether this app has the store.
#[derive(Debug, Default)]
pub(crate) struct OnlyOne(Mutex<Option<File>>);

impl OnlyOne {
    /// Takes the store, or has it already. The system lets it go when the app ends, however that is.
    ///
    /// # Errors
    /// When another app has it and keeps it, or the file cannot be made.
    pub(crate) fn claim(&self, data: &Path) -> Result<()> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.is_none() {
            *held = Some(claimed(data, LOOKS)?);
        }
        Ok(())
    }
}

fn claimed(data: &Path, looks: u32) -> Result<File> {
    // The system's own default: no program that is started from here gets the file.
    let open = OpenOptions::new().create(true).truncate(false).write(true).open(data.join(NAME));
    let file = open.map_err(TabletError::file("opening the store"))?;
    for _ in 1..looks {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => thread::sleep(BETWEEN_LOOKS),
            // A file system without locks is no reason to keep a worker out.
            Ok(()) | Err(TryLockError::Error(_)) => return Ok(file),
        }
    }
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(TabletError::OpenElsewhere),
        Ok(()) | Err(TryLockError::Error(_)) => Ok(file),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_gets_it_when_the_first_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (OnlyOne::default(), OnlyOne::default());
        first.claim(folder.path()).unwrap();
        first.claim(folder.path()).unwrap();
        assert!(matches!(claimed(folder.path(), 2), Err(TabletError::OpenElsewhere)));
        drop(first);
        second.claim(folder.path()).unwrap();
        assert!(matches!(claimed(folder.path(), 1), Err(TabletError::OpenElsewhere)));
    }

    /// Let go while the second waits for it: as long as that takes, it gets in.
    #[test]
    fn one_that_is_just_ending_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let first = OnlyOne::default();
        first.claim(folder.path()).unwrap();
        thread::scope(|scope| {
            let second = scope.spawn(|| claimed(folder.path(), u32::MAX));
            drop(first);
            second.join().unwrap().unwrap();
        });
    }
}
