//! Which key a printer is known by, and which other one was met in its place. Nothing is replaced by itself.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::error::{PrinterError, Result};
use crate::pin::Pin;

/// What is known of one printer's key.
#[derive(Debug, Default)]
pub(super) struct Keys(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    own: Option<Pin>,
    other: Option<Pin>,
}

impl Keys {
    pub(super) fn knowing(own: Option<Pin>) -> Self {
        Self(Mutex::new(Known { own, other: None }))
    }

    /// The key it is known by.
    pub(super) fn own(&self) -> Option<Pin> {
        self.lock().own
    }

    /// Is told the key, where none is known yet.
    pub(super) fn learn(&self, own: Pin) {
        self.lock().own.get_or_insert(own);
    }

    /// Whether whoever proved this key may be asked something: it is the printer's own, or none is known yet.
    pub(super) fn admit(&self, proven: Pin) -> Result<()> {
        let mut known = self.lock();
        if known.own.is_none_or(|own| own == proven) {
            return Ok(());
        }
        known.other = Some(proven);
        Err(PrinterError::OtherKey)
    }

    /// Whoever proved this key answered as a printer does. The first such key is the printer's.
    pub(super) fn answered(&self, proven: Pin) -> Result<()> {
        self.admit(proven)?;
        self.lock().own = Some(proven);
        Ok(())
    }

    /// Takes the other key that was met last for the printer's own, because a person says so.
    pub(super) fn trust_other(&self) -> Option<Pin> {
        let mut known = self.lock();
        known.own = known.other.take().or(known.own);
        known.own
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_key_that_answers_stays_until_a_person_takes_another() {
        let [one, two] = [b"one", b"two"].map(|key| Pin::of_public_key(key));
        let keys = Keys::default();
        assert_eq!((keys.admit(one), keys.admit(two)), (Ok(()), Ok(())), "nothing is known yet");
        assert_eq!(keys.own(), None, "neither has answered");
        assert_eq!(keys.trust_other(), None, "nobody stood in its place");
        assert_eq!(keys.answered(one), Ok(()));
        assert_eq!(keys.answered(two), Err(PrinterError::OtherKey), "it was admitted at the same time");
        assert_eq!(keys.admit(two), Err(PrinterError::OtherKey));
        assert_eq!((keys.admit(one), keys.own()), (Ok(()), Some(one)));
        assert_eq!(keys.trust_other(), Some(two));
        assert_eq!((keys.admit(two), keys.admit(one)), (Ok(()), Err(PrinterError::OtherKey)));
    }
}
