//! `new-epoch`: begins another life of the store where the office's folder was put back from a copy, which may be of an older
//! version. `restore` does so by itself. To start the office first would give numbers again that are lost.

use super::place::Place;
use super::say;
use ipc::told::office_command;
use office::{Flags, Office, System};

pub(super) fn begin(place: Place) -> anyhow::Result<()> {
    let folder = place.settings(Flags::default())?.folder();
    folder.look()?;
    let _lock = folder.lock()?;
    Office::open_alone(&folder, Box::new(System))?.begin_epoch()?;
    say(&office_command::epoch().to_string())
}
