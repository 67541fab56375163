//! An office goes on in another database: from the file in its folder to a server, or back. All of it is copied and read once more
//! before anything is said; what it came from stays as it was, marked so that nobody serves from it by mistake.

use crate::disk::{beside, put_in_place};
use crate::store::{At, Counted, Store};
use crate::{DataFolder, Environment, Office, OfficeError};
use std::fs;
use std::path::{Path, PathBuf};

/// Where an office moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveTo {
    /// Into the database that the settings name.
    Server,
    /// Into the file in its folder, out of that database.
    File,
}

impl Office {
    /// Moves the office of a folder. Gives what each table holds.
    ///
    /// # Errors
    /// [`OfficeError::InUse`], [`OfficeError::Served`]; [`OfficeError::NoServer`] if no database is set;
    /// [`OfficeError::AlreadyThere`] and [`OfficeError::DatabaseUsed`] if something is where it is to go; [`OfficeError::Moved`] if
    /// it went before; [`OfficeError::CopyOther`]; those of [`Office::open_beside`]. Then it goes on where it was.
    pub fn move_to(
        folder: &DataFolder,
        to: MoveTo,
        environment: Box<dyn Environment>,
    ) -> Result<Vec<Counted>, OfficeError> {
        let server = folder.server().ok_or(OfficeError::NoServer)?;
        let _lock = folder.lock()?;
        let key = folder.key()?.ok_or(OfficeError::KeyMissing)?;
        // Beside a file the pin may be missing; beside a server it is from now on needed.
        let from = if to == MoveTo::Server { folder.clone().with_database(None) } else { folder.clone() };
        let pin = key.pin();
        if !from.belongs_to(pin)? {
            return Err(OfficeError::KeyOther);
        }
        let (place, server) = (folder.file(), At::Postgres(server));
        let at = |path: &Path| At::File(path.to_owned(), key.store_key());
        let half = beside(&place, ".half");
        let (source, target) = match to {
            MoveTo::Server => (at(&place), server),
            MoveTo::File => (server, at(&half)),
        };
        let store = Store::open_as_it_is(source)?;
        if to == MoveTo::File {
            set_aside(&at(&place), &place)?;
            for ending in ["", "-wal", "-shm"] {
                let _ = fs::remove_file(beside(&half, ending));
            }
        }
        let office = Self::on(store, key, environment)?;
        office.store.serve()?;
        let target = Store::make_or_empty(target)?;
        let copied = office.store.copy_to(&target)?;
        drop(target);
        folder.put_pin(pin)?;
        if to == MoveTo::File {
            put_in_place(&half, &place).map_err(OfficeError::machine("put its database in its place"))?;
        }
        office.store.set_moved(office.agency.tenant, office.now())?;
        Ok(copied)
    }
}

/// A file that the office left before makes room, under another name. Any other stays, and nothing is done.
fn set_aside(at: &At, place: &Path) -> Result<(), OfficeError> {
    if !fs::exists(place).map_err(OfficeError::machine("look into its folder"))? {
        return Ok(());
    }
    let left = Store::open_as_it_is(at.clone()).and_then(|store| store.agency());
    if !left.is_ok_and(|agency| agency.is_some_and(|agency| agency.moved_at.is_some())) {
        let there = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
        return Err(OfficeError::AlreadyThere { there });
    }
    let free = |path: &PathBuf| !path.exists();
    let aside = (1u32..).map(|at| beside(place, &format!(".moved-{at}"))).find(free).unwrap_or_default();
    fs::rename(place, aside).map_err(OfficeError::machine("set the file aside that it left"))
}
