//! The drives a file can leave the tablet by. Who looks for them is told from outside.

use std::path::PathBuf;

/// A stick that is in the tablet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drive {
    /// What it is called.
    pub name: String,
    /// The folder it is reached by.
    pub folder: PathBuf,
}

/// Looks which drives are there now.
pub type Drives = Box<dyn Fn() -> Vec<Drive> + Send + Sync>;
