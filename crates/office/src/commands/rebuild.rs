//! `rebuild`: what is kept ready for lists is made anew from the records.

use super::place::Place;
use super::say;
use ipc::told::office_command;
use office::{Flags, Office, System};

pub(super) fn rebuild(place: Place) -> anyhow::Result<()> {
    let folder = place.settings(Flags::default())?.folder();
    folder.look()?;
    let _lock = folder.lock()?;
    let agreements = Office::rebuild(&folder, Box::new(System))?;
    say(&office_command::rebuilt(agreements).to_string())
}
