//! What was done to the files of a disk, in order.

use std::collections::BTreeMap;
use std::sync::Arc;

/// One thing that reached a disk's files. Paths are below the watched folder.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Made(Arc<str>),
    Written {
        file: Arc<str>,
        at: usize,
        bytes: Vec<u8>,
    },
    Cut {
        file: Arc<str>,
        length: usize,
    },
    /// `folder`: that a file of this name is there, or is not, is on the disk as well, for all files beside it.
    Synced {
        file: Arc<str>,
        folder: bool,
    },
    /// A sync that failed: what was written before it is on the disk in part, and no later sync will write the rest.
    NotSynced(Arc<str>),
    Deleted {
        file: Arc<str>,
        folder: bool,
    },
}

/// Every step since the files were as in `before`.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    pub(crate) before: BTreeMap<Arc<str>, Vec<u8>>,
    pub(crate) taken: Vec<Step>,
}

/// The folder that a file lies in.
pub(crate) fn folder_of(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}
