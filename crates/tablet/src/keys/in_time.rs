//! A keystore that is waited for no longer than a person would wait. A locked key ring asks somebody who may not be there, and
//! whoever waits for it holds the tablet's one lock.
//!
//! One thread asks it, one thing after the other, so that an older count of wrong PINs never comes to lie over a newer one.
//! What nobody waits for any more is not begun. What was begun cannot be called back: it may be done later.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use zeroize::Zeroizing;

use super::keystore::{Keystore, KeystoreFailed};
use crate::error::{Result, TabletError};

/// As long as somebody needs to type the key ring's own password.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// Something to be asked of the keystore.
type Job = Box<dyn FnOnce(&dyn Keystore) + Send>;

/// Another keystore, asked on a thread of its own, which ends with this.
pub(crate) struct InTime {
    jobs: Mutex<Sender<Job>>,
    patience: Duration,
}

impl InTime {
    pub(crate) fn new(keystore: Box<dyn Keystore>, patience: Duration) -> Result<Self> {
        let (jobs, asked) = mpsc::channel();
        let thread = thread::Builder::new().name("keystore".into());
        thread.spawn(move || answer(&*keystore, &asked)).map_err(TabletError::file("asking the keystore"))?;
        Ok(Self { jobs: Mutex::new(jobs), patience })
    }

    /// What it answers in time. What comes later is dropped.
    fn ask<T: Send + 'static>(
        &self,
        what: impl FnOnce(&dyn Keystore) -> std::result::Result<T, KeystoreFailed> + Send + 'static,
    ) -> std::result::Result<T, KeystoreFailed> {
        let (tell, told) = mpsc::channel();
        // Whichever comes first takes it: the thread that begins, or the one that waits no longer.
        let is_taken = Arc::new(AtomicBool::new(false));
        let begins = Arc::clone(&is_taken);
        let job: Job = Box::new(move |keystore| {
            if !begins.swap(true, Ordering::Relaxed) {
                // Nobody listens any more when the time is over.
                let _ = tell.send(what(keystore));
            }
        });
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner).send(job);
        jobs.map_err(|_| KeystoreFailed)?;
        told.recv_timeout(self.patience).unwrap_or_else(|_| {
            is_taken.store(true, Ordering::Relaxed);
            Err(KeystoreFailed)
        })
    }
}

fn answer(keystore: &dyn Keystore, asked: &Receiver<Job>) {
    for job in asked {
        // A mistake in the system's library is told to whoever asked, and to nobody after them.
        let _ = catch_unwind(AssertUnwindSafe(|| job(keystore)));
    }
}

impl Keystore for InTime {
    fn is_here(&self) -> std::result::Result<bool, KeystoreFailed> {
        self.ask(|keystore| keystore.is_here())
    }

    fn get(&self, name: &str) -> std::result::Result<Option<Zeroizing<Vec<u8>>>, KeystoreFailed> {
        let name = name.to_owned();
        self.ask(move |keystore| keystore.get(&name))
    }

    fn put(&self, name: &str, secret: &[u8]) -> std::result::Result<(), KeystoreFailed> {
        let (name, secret) = (name.to_owned(), Zeroizing::new(secret.to_vec()));
        self.ask(move |keystore| keystore.put(&name, &secret))
    }

    fn forget(&self, name: &str) -> std::result::Result<(), KeystoreFailed> {
        let name = name.to_owned();
        self.ask(move |keystore| keystore.forget(&name))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::BTreeMap;

    use super::*;

    const NO_TIME: Duration = Duration::from_millis(20);
    const LONG: Duration = Duration::from_secs(60);

    /// A key ring that asks somebody for its password before it keeps or tells anything.
    #[derive(Default)]
    pub(crate) struct KeyRing {
        kept: Mutex<BTreeMap<String, Vec<u8>>>,
        locked: Mutex<Option<Locked>>,
    }

    struct Locked {
        to: Asks,
        ask: Sender<()>,
        typed: Receiver<()>,
    }

    /// What it asks for.
    #[derive(Debug, Clone, Copy, PartialEq)]
    enum Asks {
        Anything,
        Keeping,
    }

    /// Knows when it asks. Dropped, it types the password.
    pub(crate) struct Somebody {
        asked: Receiver<()>,
        _typed: Sender<()>,
    }

    impl Somebody {
        fn is_asked(&self) -> bool {
            self.asked.try_recv().is_ok()
        }
    }

    impl KeyRing {
        /// From now on it asks, once.
        fn lock(&self) -> Somebody {
            self.lock_for(Asks::Anything)
        }

        /// The same, and tells what it keeps without.
        pub(crate) fn lock_for_keeping(&self) -> Somebody {
            self.lock_for(Asks::Keeping)
        }

        fn lock_for(&self, to: Asks) -> Somebody {
            let ((ask, asked), (type_it, typed)) = (mpsc::channel(), mpsc::channel());
            *self.locked.lock().unwrap() = Some(Locked { to, ask, typed });
            Somebody { asked, _typed: type_it }
        }

        fn open(&self, to: Asks) {
            let is_for = |it: &mut Locked| it.to == Asks::Anything || it.to == to;
            let locked = self.locked.lock().unwrap().take_if(is_for);
            if let Some(Locked { ask, typed, .. }) = locked {
                let _ = ask.send(());
                let _ = typed.recv();
            }
        }
    }

    impl Keystore for Arc<KeyRing> {
        fn is_here(&self) -> std::result::Result<bool, KeystoreFailed> {
            self.get("").map(|_| true)
        }

        fn get(&self, name: &str) -> std::result::Result<Option<Zeroizing<Vec<u8>>>, KeystoreFailed> {
            assert_ne!(name, "a mistake");
            self.open(Asks::Anything);
            Ok(self.kept.lock().unwrap().get(name).cloned().map(Zeroizing::new))
        }

        fn put(&self, name: &str, secret: &[u8]) -> std::result::Result<(), KeystoreFailed> {
            self.open(Asks::Keeping);
            self.kept.lock().unwrap().insert(name.to_owned(), secret.to_vec());
            Ok(())
        }

        fn forget(&self, name: &str) -> std::result::Result<(), KeystoreFailed> {
            self.open(Asks::Keeping);
            self.kept.lock().unwrap().remove(name);
            Ok(())
        }
    }

    impl InTime {
        pub(crate) fn over(ring: &Arc<KeyRing>) -> Self {
            Self::new(Box::new(Arc::clone(ring)), LONG).unwrap()
        }

        /// Asks with hardly any time until the key ring has begun with it, so that it is given up half-way.
        pub(crate) fn given_up(&mut self, somebody: &Somebody, ask: impl Fn(&Self)) {
            self.patience = NO_TIME;
            while !somebody.is_asked() {
                ask(self);
            }
            self.patience = LONG;
        }
    }

    fn kept(keystore: &InTime) -> Option<Vec<u8>> {
        keystore.get("it").unwrap().map(|it| it.to_vec())
    }

    #[test]
    fn one_that_waits_for_somebody_is_given_up_and_answers_once_it_is_unlocked() {
        let ring = Arc::new(KeyRing::default());
        let mut keystore = InTime::over(&ring);
        keystore.put("it", b"1").unwrap();
        let somebody = ring.lock();
        keystore.given_up(&somebody, |it| assert_eq!(it.is_here(), Err(KeystoreFailed)));
        keystore.patience = NO_TIME;
        assert_eq!(keystore.get("it").err(), Some(KeystoreFailed), "not nothing: it is not known");
        assert_eq!(keystore.is_here(), Err(KeystoreFailed), "not false: it is not known");
        keystore.patience = LONG;
        drop(somebody);
        assert_eq!(keystore.is_here(), Ok(true));
        assert_eq!(kept(&keystore), Some(b"1".to_vec()));
    }

    #[test]
    fn what_was_begun_is_done_late_what_nobody_waits_for_is_not_and_the_newest_stands() {
        let ring = Arc::new(KeyRing::default());
        let mut keystore = InTime::over(&ring);
        let somebody = ring.lock();
        keystore.given_up(&somebody, |it| assert_eq!(it.put("it", b"begun"), Err(KeystoreFailed)));
        keystore.patience = NO_TIME;
        assert_eq!(keystore.put("it", b"given up"), Err(KeystoreFailed));
        keystore.patience = LONG;
        drop(somebody);
        assert_eq!(kept(&keystore), Some(b"begun".to_vec()));
        keystore.put("it", b"newest").unwrap();
        assert_eq!(kept(&keystore), Some(b"newest".to_vec()));
    }

    #[test]
    fn a_mistake_in_it_is_told_and_the_next_is_answered() {
        let keystore = InTime::over(&Arc::default());
        assert_eq!(keystore.get("a mistake").err(), Some(KeystoreFailed));
        assert_eq!(keystore.is_here(), Ok(true));
    }
}
