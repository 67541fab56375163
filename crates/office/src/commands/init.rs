//! `init`: a new office. `rename`: what it is called.

use super::place::Place;
use super::say;
use ipc::told::office_command;
use office::{Flags, Office, System};

pub(super) fn init(place: Place, name: &str) -> anyhow::Result<()> {
    let settings = place.settings(Flags::default())?;
    let address = settings.reach.address(settings.reach.listen);
    let office = Office::make(&settings.folder(), name, &address, Box::new(System))?;
    say(&office_command::made(office.keys().pin()).to_string())
}

pub(super) fn rename(place: Place, name: &str) -> anyhow::Result<()> {
    place.office()?.rename(name)?;
    say(&office_command::renamed(name.trim()).to_string())
}
