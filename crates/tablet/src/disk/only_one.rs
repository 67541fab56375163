//! One app for one store: whoever lets a worker in first has it until it ends. Two could not be told apart by the count of wrong
//! PINs, which each would read before the other has written.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::error::{Result, TabletError};

const NAME: &str = "in-use";

/// Whether this app has the store.
#[derive(Debug, Default)]
pub(crate) struct OnlyOne(Mutex<Option<File>>);

impl OnlyOne {
    /// Takes the store, or has it already. The system lets it go when the app ends, however that is.
    ///
    /// # Errors
    /// When another app has it.
    pub(crate) fn claim(&self, data: &Path) -> Result<()> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.is_some() {
            return Ok(());
        }
        // A file system without room for it, or without locks, is no reason to keep a worker out.
        let open = OpenOptions::new().create(true).truncate(false).write(true).open(data.join(NAME));
        let Ok(file) = open else { return Ok(()) };
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Err(TabletError::OpenElsewhere),
            Ok(()) | Err(TryLockError::Error(_)) => {
                *held = Some(file);
                Ok(())
            }
        }
    }

    /// Lets it go.
    pub(crate) fn let_go(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
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
        assert!(matches!(second.claim(folder.path()), Err(TabletError::OpenElsewhere)));
        drop(first);
        second.claim(folder.path()).unwrap();
    }
}
