//! `new-epoch`: after the office's folder was restored from a backup.

use super::place::Place;
use super::say;
use ipc::told::office_command;
use office::{Flags, Office, System};

pub(super) fn begin(place: Place) -> anyhow::Result<()> {
    let folder = place.settings(Flags::default())?.folder();
    folder.look()?;
    let _lock = folder.lock()?;
    Office::open_beside(&folder, Box::new(System))?.begin_epoch()?;
    say(&office_command::epoch().to_string())
}
