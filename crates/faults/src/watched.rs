//! A watched folder, as its open files know it: each operation goes well or meets the fault, and what it did is noted.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use crate::fault::{Armed, Op};
use crate::steps::{Step, Steps};

static ALL: RwLock<Vec<Arc<Watched>>> = RwLock::new(Vec::new());

/// What the files of a folder share.
pub(crate) struct Watched {
    pub(crate) folder: PathBuf,
    inside: Mutex<Inside>,
}

#[derive(Default)]
pub(crate) struct Inside {
    pub(crate) steps: Steps,
    pub(crate) armed: Option<Armed>,
}

/// Watches a folder from now on.
pub(crate) fn begin(folder: PathBuf) -> Arc<Watched> {
    let watched = Arc::new(Watched { folder, inside: Mutex::default() });
    ALL.write().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(&watched));
    watched
}

/// Watches it no longer. Files that are open go on being led through it.
pub(crate) fn end(watched: &Arc<Watched>) {
    ALL.write().unwrap_or_else(PoisonError::into_inner).retain(|other| !Arc::ptr_eq(other, watched));
}

/// A file's name in a folder that it lies in.
pub(crate) fn below(root: &Path, path: &Path) -> Option<Arc<str>> {
    path.strip_prefix(root).ok()?.to_str().map(|name| name.replace('\\', "/").into())
}

/// The watched folder that a file lies in, and the file's name in it.
pub(crate) fn watching(path: &Path) -> Option<(Arc<Watched>, Arc<str>)> {
    let all = ALL.read().unwrap_or_else(PoisonError::into_inner);
    all.iter().find_map(|watched| Some((Arc::clone(watched), below(&watched.folder, path)?)))
}

impl Watched {
    pub(crate) fn lock(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does an operation and notes the steps it names, unless a fault meets it. `instead` may still do a part of it.
    pub(crate) fn goes(
        &self,
        op: Op,
        really: impl FnOnce() -> (i32, Option<Step>),
        instead: impl FnOnce() -> Option<Step>,
    ) -> i32 {
        // Held over both, so that steps are noted in the order in which they were taken.
        let mut inside = self.lock();
        let (code, step) = match inside.armed.as_mut().and_then(|armed| armed.meets(op)) {
            Some(code) => (code, instead()),
            None => really(),
        };
        inside.steps.taken.extend(step);
        code
    }

    /// Whether a file was opened through SQLite, or made.
    pub(crate) fn knows(steps: &Steps, file: &str) -> bool {
        let made = |step: &Step| matches!(step, Step::Made(it) if &**it == file);
        steps.before.contains_key(file) || steps.taken.iter().any(made)
    }

    /// Notes what a file held before it was opened for the first time. Nobody has it open then: reading it lets go of no lock.
    pub(crate) fn note_before(&self, file: &Arc<str>) {
        let mut inside = self.lock();
        if !Self::knows(&inside.steps, file)
            && let Ok(bytes) = fs::read(self.folder.join(&**file))
        {
            inside.steps.before.insert(Arc::clone(file), bytes);
        }
    }

    pub(crate) fn is_there(&self, file: &str) -> bool {
        self.folder.join(file).exists()
    }
}
