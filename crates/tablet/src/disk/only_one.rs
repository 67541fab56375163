//! One app for one store: whoever lets a worker in first has it until it ends. Two could not be told apart by the count of wrong
//! PINs, which each would read before the other has written.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::error::{Result, TabletError};

pub(super) const NAME: &str = "in-use";

/// How often it is looked whether another app has let the store go.
#[derive(Clone, Copy)]
struct Looks {
    /// At one that runs.
    at_running: u32,
    /// At one that has ended or was killed, and holds its file until the system has cleared up after it. That is done by its last
    /// thread, which may be of those that the system runs last: on a machine that was busy it took eleven seconds.
    at_ending: u32,
}

const BETWEEN_LOOKS: Duration = Duration::from_millis(100);
const PATIENT: Looks = Looks { at_running: 50, at_ending: 300 };
const ONCE: Looks = Looks { at_running: 1, at_ending: 1 };

/// Whether this app has the store.
#[derive(Debug, Default)]
pub(crate) struct OnlyOne(Mutex<Option<File>>);

impl OnlyOne {
    /// Takes the store, or has it already. The system lets it go when the app ends, however that is.
    ///
    /// # Errors
    /// When another app has it and keeps it, or is still ending, or the file cannot be made.
    pub(crate) fn claim(&self, data: &Path) -> Result<()> {
        self.claim_with(data, PATIENT)
    }

    /// The same for whoever tries again by itself: nothing is waited for.
    ///
    /// # Errors
    /// The same.
    pub(crate) fn claim_at_once(&self, data: &Path) -> Result<()> {
        self.claim_with(data, ONCE)
    }

    /// Lets the store go, once nothing of it is open any more: another app need not wait until all of this one has ended.
    pub(crate) fn let_go(&self) {
        *self.held() = None;
    }

    fn claim_with(&self, data: &Path, looks: Looks) -> Result<()> {
        if self.held().is_some() {
            return Ok(());
        }
        // The system's own default: no program that is started from here gets the file.
        let open = OpenOptions::new().create(true).truncate(false).write(true).open(data.join(NAME));
        let file = open.map_err(TabletError::file("opening the store"))?;
        let Looks { mut at_running, mut at_ending } = looks;
        loop {
            let mut held = self.held();
            if held.is_some() {
                return Ok(());
            }
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => drop(held),
                // A file system without locks is no reason to keep a worker out.
                Ok(()) | Err(TryLockError::Error(_)) => {
                    *held = Some(file);
                    return Ok(());
                }
            }
            let (left, why) = if is_ending(&file) {
                (&mut at_ending, TabletError::StillEnding)
            } else {
                (&mut at_running, TabletError::OpenElsewhere)
            };
            *left = left.saturating_sub(1);
            if *left == 0 {
                return Err(why);
            }
            thread::sleep(BETWEEN_LOOKS);
        }
    }

    fn held(&self) -> MutexGuard<'_, Option<File>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether an app that has this file does nothing any more: its first thread is dead, and others may not be yet. Where the system
/// does not say who has it, it counts as one that runs.
#[cfg(target_os = "linux")]
fn is_ending(file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    let Ok(number) = file.metadata().map(|file| file.ino().to_string()) else { return false };
    // Each line begins so: `1: FLOCK ADVISORY WRITE 4711 fe:00:1234`, with the process, the drive and the file's number on it.
    let locks = std::fs::read_to_string("/proc/locks").unwrap_or_default();
    locks.lines().any(|line| {
        let parts: Vec<&str> = line.split_whitespace().collect();
        let [_, "FLOCK", _, _, process, place, ..] = parts.as_slice() else { return false };
        place.rsplit(':').next() == Some(number.as_str()) && is_dead(process)
    })
}

/// Whether a process is dead, as far as it is known here.
#[cfg(target_os = "linux")]
fn is_dead(process: &str) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    stat.rsplit_once(") ").is_some_and(|(_, state)| state.starts_with(['Z', 'X']))
}

/// No way is known here.
#[cfg(not(target_os = "linux"))]
const fn is_ending(_: &File) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_gets_it_when_the_first_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let (first, second, third) = (OnlyOne::default(), OnlyOne::default(), OnlyOne::default());
        first.claim(folder.path()).unwrap();
        first.claim(folder.path()).unwrap();
        let looks = Looks { at_running: 2, at_ending: 1 };
        assert!(matches!(second.claim_with(folder.path(), looks), Err(TabletError::OpenElsewhere)));
        drop(first);
        second.claim(folder.path()).unwrap();
        assert!(matches!(third.claim_at_once(folder.path()), Err(TabletError::OpenElsewhere)));
        second.let_go();
        third.claim_at_once(folder.path()).unwrap();
        assert!(matches!(second.claim_at_once(folder.path()), Err(TabletError::OpenElsewhere)));
    }

    /// Let go while the second waits for it: as long as that takes, it gets in.
    #[test]
    fn one_that_lets_it_go_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (OnlyOne::default(), OnlyOne::default());
        first.claim(folder.path()).unwrap();
        let looks = Looks { at_running: u32::MAX, at_ending: 1 };
        thread::scope(|scope| {
            let waits = scope.spawn(|| second.claim_with(folder.path(), looks));
            drop(first);
            waits.join().unwrap().unwrap();
        });
    }

    /// A program that was killed, and whose file is not let go for as long as another one that it started has it.
    #[cfg(target_os = "linux")]
    #[test]
    fn one_that_was_killed_is_waited_for_until_it_has_let_go() {
        use std::io::{Read, Write};
        use std::process::{Command, Stdio};
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new("flock");
        command.arg(folder.path().join(NAME)).arg("cat");
        let mut killed = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut keeps_it = killed.stdin.take().unwrap();
        // What comes back shows that the file is held.
        keeps_it.write_all(b"1").unwrap();
        killed.stdout.take().unwrap().read_exact(&mut [0]).unwrap();
        let second = OnlyOne::default();
        let claim = |at_running, at_ending| second.claim_with(folder.path(), Looks { at_running, at_ending });
        assert!(matches!(claim(1, u32::MAX), Err(TabletError::OpenElsewhere)), "it runs");
        killed.kill().unwrap();
        assert!(matches!(claim(u32::MAX, 1), Err(TabletError::StillEnding)), "it is dead and has not let go");
        thread::scope(|scope| {
            // It may let go between a look at the file and one at who has it.
            let waits = scope.spawn(|| claim(2, u32::MAX));
            drop(keeps_it);
            waits.join().unwrap().unwrap();
        });
        killed.wait().unwrap();
    }
}
