//! `new-epoch`: after the office's folder was restored from a backup.

use super::say;
use ipc::told::office_command;
use office::{DataFolder, Office, System};
use std::path::PathBuf;

pub(super) fn begin(data: PathBuf) -> anyhow::Result<()> {
    let folder = DataFolder::new(data);
    // Nothing is made where no office is.
    drop(Office::open_beside(&folder, Box::new(System))?);
    let _lock = folder.lock()?;
    Office::open_beside(&folder, Box::new(System))?.begin_epoch()?;
    say(&office_command::epoch().to_string())
}
