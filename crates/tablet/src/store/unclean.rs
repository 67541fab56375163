//! Whether a worker's databases were closed properly when they were open last, and a look at every page of them where they were
//! not. It is taken of copies that were made before anything was opened and written anew, on a thread and connections of its own:
//! a damaged page makes a connection useless, and the worker goes on meanwhile. Where damage is found the copies stay.
//!
//! That a look is due is a file beside the databases. It goes when they were closed and no look is open.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ipc::visit::Files;
use rusqlite::InterruptHandle;

use super::{database, plans, records};
use crate::disk;
use crate::error::{Result, TabletError};
use crate::keys::secret::Secret;
use crate::keys::slot::Keys;

/// There while the databases are open.
const MARKER: &str = "not-closed";
/// Folders of copies that are looked at begin so.
const LOOKING: &str = "looked-at-";
/// The folder of copies in which damage was found, the first time.
const AS_FOUND: &str = "as-found";

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// That a worker's databases are open, and what is known of how they were left.
pub(crate) struct OpenFiles {
    marker: PathBuf,
    look: Arc<Look>,
}

#[derive(Default)]
struct Look(Mutex<State>);

#[derive(Default)]
struct State {
    found: Files,
    /// Nobody is in any more.
    is_over: bool,
    /// Ends what a connection is doing.
    handle: Option<InterruptHandle>,
}

impl OpenFiles {
    /// Before a worker's databases are opened. Trouble with it keeps nobody out.
    pub(crate) fn begin(folder: &Path, keys: &Keys) -> Self {
        let files = Self { marker: folder.join(MARKER), look: Arc::default() };
        if folder.join(AS_FOUND).exists() {
            // Nothing was mended since, and copying it all again would make unlocking slow each time.
            files.look.state().found = Files::Damaged;
        } else if files.marker.exists() {
            let begun = copied(folder).and_then(|copies| files.look_at(copies, folder, keys));
            files.look.state().found = begun.map_or_else(
                |error| {
                    tracing::warn!(%error, "left open, and not looked at");
                    Files::NotLooked
                },
                |()| Files::Looking,
            );
        } else if let Err(error) = disk::write(&files.marker, b"") {
            tracing::warn!(%error, "an unclean stop would not be noticed");
        }
        files
    }

    /// What is known of them.
    pub(crate) fn found(&self) -> Files {
        self.look.state().found
    }

    /// Something in them could not be read. They count as left open, so that the next time all of them is looked at.
    pub(crate) fn met_damage(&self) {
        self.look.state().found = Files::Damaged;
    }

    /// They were closed.
    pub(crate) fn closed(self) {
        match self.found() {
            Files::Closed | Files::Whole => drop(fs::remove_file(&self.marker)),
            Files::Looking | Files::Damaged | Files::NotLooked => {}
        }
    }

    fn look_at(&self, copies: PathBuf, folder: &Path, keys: &Keys) -> Result<()> {
        let look = Arc::clone(&self.look);
        let (plans, records, as_found) = (keys.plans.clone(), keys.records.clone(), folder.join(AS_FOUND));
        let thread = std::thread::Builder::new().name("looking".into());
        let started = thread.spawn(move || {
            let databases = [(plans::PLANS_FILE, plans), (records::FILE, records)];
            let found = databases.iter().try_for_each(|(name, key)| look.at(&copies.join(name), key));
            if matches!(found, Err(TabletError::Damaged { .. })) {
                tracing::error!("a database was left damaged");
                if let Err(error) = disk::rename(&copies, &as_found) {
                    tracing::error!(%error, "the copies in which damage was found could not be kept");
                }
            }
            let _ = fs::remove_dir_all(&copies);
            look.tell(&found);
        });
        started.map(drop).map_err(TabletError::file("starting to look"))
    }
}

impl Drop for OpenFiles {
    /// It ends with whoever is in.
    fn drop(&mut self) {
        let mut state = self.look.state();
        state.is_over = true;
        if let Some(handle) = state.handle.take() {
            handle.interrupt();
        }
    }
}

impl Look {
    fn at(&self, path: &Path, key: &Secret) -> Result<()> {
        let connection = database::open_copy(path, key)?;
        {
            let mut state = self.state();
            if state.is_over {
                return Err(TabletError::Locked);
            }
            state.handle = Some(connection.get_interrupt_handle());
        }
        // An interruption between two questions is lost.
        let go_on = || if self.state().is_over { Err(TabletError::Locked) } else { Ok(()) };
        let found = database::check_while(&connection, go_on);
        self.state().handle = None;
        found
    }

    fn tell(&self, found: &Result<()>) {
        let mut state = self.state();
        state.found = match found {
            _ if state.is_over => return,
            Ok(()) => Files::Whole,
            Err(TabletError::Damaged { .. }) => Files::Damaged,
            Err(error) => {
                tracing::warn!(%error, "left open, and not looked at");
                Files::NotLooked
            }
        };
    }

    /// What it holds is whole at any moment.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Copies of a worker's databases, with what their logs hold. The logs lie there twice, because looking writes one into its database.
fn copied(folder: &Path) -> Result<PathBuf> {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(LOOKING) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    let copies = folder.join(format!("{LOOKING}{}", NUMBER.fetch_add(1, Ordering::Relaxed)));
    let copy = |from: &str, to: &str| match fs::copy(folder.join(from), copies.join(to)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        Ok(_) | Err(_) => Ok(()),
    };
    // The copies are there for a while only, but so is whoever works meanwhile.
    let size = |name: &str| fs::metadata(folder.join(name)).map_or(0, |file| file.len());
    let needed: u64 = [plans::PLANS_FILE, records::FILE].map(size).iter().sum();
    if !disk::has_room_for(folder, needed) {
        return Err(TabletError::Full);
    }
    let done = fs::create_dir(&copies).and_then(|()| {
        [plans::PLANS_FILE, records::FILE].iter().try_for_each(|name| {
            let log = format!("{name}-wal");
            copy(name, name)
                .and_then(|()| copy(&log, &log))
                .and_then(|()| copy(&log, &format!("{log}-as-found")))
        })
    });
    if done.is_err() {
        let _ = fs::remove_dir_all(&copies);
    }
    done.map(|()| copies).map_err(TabletError::file("copying a database"))
}

#[cfg(test)]
mod tests {
    use rusqlite_migration::M;

    use super::*;

    const STEPS: database::Steps = &[M::up("CREATE TABLE kept (word TEXT NOT NULL) STRICT;")];

    #[test]
    fn once_nobody_is_in_no_database_is_read_any_more() {
        let folder = tempfile::tempdir().unwrap();
        let (path, key) = (folder.path().join("a.db"), Secret::new([1; 32]));
        database::close(database::create(&path, &key, STEPS).unwrap()).unwrap();
        let files = OpenFiles { marker: folder.path().join(MARKER), look: Arc::default() };
        let look = Arc::clone(&files.look);
        look.at(&path, &key).unwrap();
        look.state().found = Files::Looking;
        drop(files);
        assert!(matches!(look.at(&path, &key), Err(TabletError::Locked)));
        look.tell(&Ok(()));
        assert_eq!(look.state().found, Files::Looking, "what was cut off has found nothing");
    }
}
