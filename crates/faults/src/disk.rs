//! A folder that is watched: the steps taken in it, the fault that waits in it, and what its disk could hold.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::dice::Dice;
use crate::fault::{Armed, Fault};
use crate::watched::{self, Watched};
use crate::{after, vfs};

/// What is longer than this and no database is laid out as room of its length.
const LONG: u64 = 1024 * 1024;

/// A watched folder. What SQLite would make durable in it is noted and not done, so that a test does not wait for a real disk.
pub struct Disk {
    watched: Arc<Watched>,
}

impl Disk {
    /// Watches a folder in which no database is open yet.
    ///
    /// # Errors
    /// When it is not there.
    pub fn watch(folder: &Path) -> io::Result<Self> {
        vfs::stand_in_between();
        // As SQLite names a file: on Windows it follows no links, and knows no verbatim paths.
        let folder = if cfg!(windows) { std::path::absolute(folder)? } else { folder.canonicalize()? };
        Ok(Self { watched: watched::begin(folder) })
    }

    /// How many steps reached the files so far.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.watched.lock().steps.taken.len()
    }

    /// Lets an operation fail, in the place of what was to fail before.
    pub fn arm(&self, fault: Fault) {
        self.watched.lock().armed = Some(Armed::new(fault));
    }

    /// Lets all go well again, and tells how many operations failed.
    pub fn repair(&self) -> u64 {
        self.watched.lock().armed.take().map_or(0, |armed| armed.met)
    }

    /// How many operations the armed fault has counted.
    #[must_use]
    pub fn counted(&self) -> u64 {
        self.watched.lock().armed.as_ref().map_or(0, Armed::seen)
    }

    /// Puts into a new folder what the disk could hold when its power was cut after so many steps. Files that SQLite did not open
    /// are as they are now.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub fn lay_out(&self, steps: usize, dice: &mut Dice, into: &Path) -> io::Result<()> {
        let inside = self.watched.lock();
        let found = after::cut(&inside.steps, steps, dice);
        let is_known = |file: &str| Watched::knows(&inside.steps, file);
        copy_others(&self.watched.folder, &self.watched.folder, into, &is_known)?;
        for (file, bytes) in found {
            let to = into.join(&*file);
            to.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(to, bytes)?;
        }
        Ok(())
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        watched::end(&self.watched);
    }
}

fn copy_others(root: &Path, from: &Path, into: &Path, is_known: &dyn Fn(&str) -> bool) -> io::Result<()> {
    for entry in fs::read_dir(from).into_iter().flatten() {
        let entry = entry?;
        let path = entry.path();
        let Some(name) = watched::below(root, &path) else { continue };
        let to = into.join(&*name);
        // What is looked at for a while may go while this looks.
        let Ok(kind) = entry.metadata() else { continue };
        if kind.is_dir() {
            fs::create_dir_all(&to)?;
            copy_others(root, &path, into, is_known)?;
        } else if name.ends_with("-shm") || is_known(&name) {
        } else if kind.len() > LONG {
            File::create(to)?.set_len(kind.len())?;
        } else {
            match fs::copy(&path, to) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                copied => drop(copied?),
            }
        }
    }
    Ok(())
}
