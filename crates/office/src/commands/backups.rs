//! `backup`, `verify-backup`, `restore`, `move`, `tidy`.

use super::place::Place;
use super::say;
use anyhow::{Context, bail};
use ipc::told::office_command;
use office::{Backup, DataFolder, Flags, MoveTo, Office, OfficeKey, System, Tidied};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

pub(super) fn backup(place: Place, with_key: bool, into: &Path) -> anyhow::Result<()> {
    let folder = place.settings(Flags::default())?.folder();
    let office = Office::open_beside(&folder, Box::new(System))?;
    let key = if with_key { Some(text(&folder.key_file())?) } else { None };
    let backup = office.back_up(into, key.as_ref().map(|text| text.as_slice()))?;
    // A backup that nobody noted is one all the same.
    if let Err(error) = folder.note_backup() {
        tracing::warn!(%error, "whoever watches the office is not told of this backup");
    }
    let told = if with_key { office_command::backed_up_with_key() } else { office_command::backed_up() };
    say(&format!("{} {told}", holds(&backup)))
}

pub(super) fn verify(place: Place, key: Option<PathBuf>, folder: &Path) -> anyhow::Result<()> {
    // A backup with its own key is proved on any machine.
    let path = match key.or(Backup::key_in(folder)?) {
        Some(path) => path,
        None => place.settings(Flags::default())?.folder().key_file(),
    };
    let backup = Backup::verify(folder, &load(&path)?)?;
    say(&format!("{} {}", holds(&backup), office_command::backup_proved()))
}

pub(super) fn restore(place: Place, key: Option<PathBuf>, from: &Path) -> anyhow::Result<()> {
    let folder: DataFolder = place.settings(Flags::default())?.folder();
    let path = match key.or(Backup::key_in(from)?) {
        Some(path) => path,
        None => folder.key_file(),
    };
    let backup = Office::restore(from, load(&path)?, &text(&path)?, &folder, Box::new(System))?;
    say(&format!("{} {}", holds(&backup), office_command::restored()))
}

pub(super) fn move_to(place: Place, to: MoveTo) -> anyhow::Result<()> {
    let folder = place.settings(Flags::default())?.folder();
    let rows: u64 = Office::move_to(&folder, to, Box::new(System))?.iter().map(|table| table.rows).sum();
    let told = match to {
        MoveTo::Server => office_command::moved_to_server(rows),
        MoveTo::File => office_command::moved_to_file(rows),
    };
    say(&told.to_string())
}

pub(super) fn tidy(place: Place) -> anyhow::Result<()> {
    let Tidied { parts, files } = place.office()?.tidy()?;
    say(&office_command::tidied(parts, files).to_string())
}

fn holds(backup: &Backup) -> String {
    let proved = &backup.proved;
    let at = backup.taken_at.format("%Y-%m-%d %H:%M UTC");
    office_command::backup_holds(
        at,
        proved.receipts,
        proved.last_office_seq,
        proved.on_their_way,
        proved.disposed,
        proved.files,
    )
    .to_string()
}

fn load(path: &Path) -> anyhow::Result<OfficeKey> {
    match OfficeKey::load(path)? {
        Some(key) => Ok(key),
        None => bail!(office_command::backup_key_missing()),
    }
}

fn text(path: &Path) -> anyhow::Result<Zeroizing<Vec<u8>>> {
    Ok(Zeroizing::new(std::fs::read(path).context(office_command::file_unread())?))
}
