//! Wrong PINs: each makes the next try wait longer, and after ten only the office can unlock. Nothing is ever erased.
//!
//! A try is counted before it is made, so that stopping the program in the middle gives nobody a free one. The count lies
//! in the keystore, where there is one, and in a file that is there from the worker's first day and written over where it lies,
//! so that a full disk keeps nobody from unlocking; the higher count holds. A key ring that needs room to keep it is given the
//! reserve. Waiting is measured on the machine's own running time: no change of the clock, forwards or backwards, shortens it,
//! and a restart begins it anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use super::keystore::Keystore;
use crate::disk;
use crate::disk::twice::{self, Kept};
use crate::environment::Environment;
use crate::error::{Result, TabletError};

/// After so many wrong PINs only the office can unlock.
const MOST: u32 = 10;
/// Seconds to wait after the first, second, third … wrong PIN; the last goes on.
const WAITS: [u32; 8] = [0, 0, 0, 5, 15, 60, 300, 900];
const FILE: &str = "tries.json";
/// As long as the longest count, so that each lies where the one before it lay.
const BYTES: usize = 160;
/// As much room as a key ring in a file may need to be written anew.
const ROOM: usize = 256 * 1024;

/// How often a wrong PIN came since the last right one, and when the last one came.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tries {
    wrong: u32,
    boot: String,
    mono_ns: u64,
}

/// Whether a PIN may be tried now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum May {
    Try,
    Wait { seconds: u32 },
    AskTheOffice,
}

impl Tries {
    pub(crate) fn may(&self, environment: &dyn Environment) -> May {
        if self.wrong >= MOST {
            return May::AskTheOffice;
        }
        let Some(last) = self.wrong.checked_sub(1) else { return May::Try };
        let last = usize::try_from(last).unwrap_or(usize::MAX);
        let wait = u64::from(*WAITS.get(last).or(WAITS.last()).unwrap_or(&0));
        let now = environment.mono_ns();
        let waited = if self.boot == environment.boot() { now.saturating_sub(self.mono_ns) } else { now };
        let left =
            std::time::Duration::from_secs(wait).saturating_sub(std::time::Duration::from_nanos(waited));
        match left.as_millis().div_ceil(1000) {
            0 => May::Try,
            seconds => May::Wait { seconds: u32::try_from(seconds).unwrap_or(u32::MAX) },
        }
    }

    fn one_more(&self, environment: &dyn Environment) -> Self {
        Self { wrong: self.wrong + 1, boot: environment.boot(), mono_ns: environment.mono_ns() }
    }
}

/// Counts that the keystore was asked to keep and did not answer for, by their name in it. Their PINs were not tried, and yet a
/// count may come to lie there late. Known for as long as the app runs.
#[derive(Debug, Default)]
pub(crate) struct Untried(Mutex<BTreeMap<String, NotMade>>);

/// A try that was not made.
#[derive(Debug)]
struct NotMade {
    counted: u32,
    before: Tries,
}

impl Untried {
    fn all(&self) -> MutexGuard<'_, BTreeMap<String, NotMade>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where a worker's tries are kept.
pub(crate) struct TriesPlace<'a> {
    /// The folder with the reserve.
    pub(crate) data: &'a Path,
    /// The worker's folder.
    pub(crate) folder: &'a Path,
    /// The keystore and the name in it, where the worker's slot uses one.
    pub(crate) keystore: Option<(&'a dyn Keystore, String)>,
    /// What the keystore may hold beside what was tried.
    pub(crate) untried: &'a Untried,
}

impl TriesPlace<'_> {
    /// The tries so far. A file that cannot be read counts like one that is not there.
    pub(crate) fn read(&self) -> Result<Tries> {
        let in_file = match twice::read(&self.folder.join(FILE)) {
            Kept::Whole(bytes) => Some(bytes),
            Kept::Nothing | Kept::Damaged => None,
        };
        let in_keystore = match &self.keystore {
            Some((keystore, name)) => keystore.get(name).map_err(TabletError::Keystore)?,
            None => None,
        };
        let in_file = in_file.and_then(|bytes| serde_json::from_slice::<Tries>(&bytes).ok());
        let in_keystore = in_keystore.and_then(|bytes| serde_json::from_slice::<Tries>(&bytes).ok());
        let in_keystore = in_keystore.map(|kept| self.made(kept));
        // Where there is a keystore, whoever can change the file can only raise the count.
        Ok(match (in_keystore, in_file) {
            (Some(kept), Some(file)) => Tries { wrong: kept.wrong.max(file.wrong), ..kept },
            (Some(tries), None) | (None, Some(tries)) => tries,
            // Both are there from the worker's first day: somebody took them away.
            (None, None) => Tries { wrong: MOST, ..Tries::default() },
        })
    }

    /// Counts one more wrong PIN before it is tried.
    pub(crate) fn count(&self, environment: &dyn Environment) -> Result<Tries> {
        let before = self.read()?;
        let tries = before.one_more(environment);
        let written = self.write(&tries);
        if let Some((_, name)) = &self.keystore {
            let mut untried = self.untried.all();
            match &written {
                Ok(()) => drop(untried.remove(name)),
                Err(_) => drop(untried.insert(name.clone(), NotMade { counted: tries.wrong, before })),
            }
        }
        written.map(|()| tries)
    }

    /// Without the try that was counted and not made.
    fn made(&self, kept: Tries) -> Tries {
        let Some((_, name)) = &self.keystore else { return kept };
        match self.untried.all().get(name) {
            Some(not_made) if not_made.counted == kept.wrong => not_made.before.clone(),
            Some(_) | None => kept,
        }
    }

    /// The right PIN came, or the worker is new. Of two counts the higher holds, so both are put back or it is said.
    pub(crate) fn reset(&self) -> Result<()> {
        let bytes = as_bytes(&Tries::default())?;
        if let Some((keystore, name)) = &self.keystore {
            self.keep(*keystore, name, &bytes)?;
        }
        self.overwrite(&bytes)
    }

    fn write(&self, tries: &Tries) -> Result<()> {
        let bytes = as_bytes(tries)?;
        let Some((keystore, name)) = &self.keystore else { return self.overwrite(&bytes) };
        // A count that the keystore refuses stands nowhere: else a keystore that does not answer would make ten wrong PINs of
        // ten right ones. The file only stands in for it.
        self.keep(*keystore, name, &bytes)?;
        let _ = self.overwrite(&bytes);
        Ok(())
    }

    /// Where there is no room for it, the reserve is given up and the keystore is asked once more. To count in the file alone then
    /// would be no way out: whoever fills a disk and lays an older file in its place would guess as often as they like.
    fn keep(&self, keystore: &dyn Keystore, name: &str, bytes: &[u8]) -> Result<()> {
        let put = || keystore.put(name, bytes).map_err(TabletError::Keystore);
        put().or_else(|refused| {
            if self.has_room() {
                return Err(refused);
            }
            disk::give_up_reserve(self.data);
            put().map_err(|refused| if self.has_room() { refused } else { TabletError::Full })
        })
    }

    fn has_room(&self) -> bool {
        let tried = self.folder.join("room");
        let written = disk::write(&tried, &vec![b'.'; ROOM]);
        let _ = fs::remove_file(tried);
        !matches!(written, Err(TabletError::Full))
    }

    fn overwrite(&self, bytes: &[u8]) -> Result<()> {
        twice::overwrite(&self.folder.join(FILE), bytes)
    }
}

fn as_bytes(tries: &Tries) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(tries).map_err(|_| TabletError::Damaged { what: "key file" })?;
    bytes.resize(BYTES.max(bytes.len()), b' ');
    Ok(bytes)
}

#[cfg(test)]
mod tests;
