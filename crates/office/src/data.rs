//! The folder an office lives in: `office.key` and `office.sqlite`, unless key or database are elsewhere, `office.pin`, and a
//! file that is locked while an office serves. Key and database belong together: whoever finds one without the other makes
//! nothing in its place.

mod making;

pub(crate) use making::is_ours;

use crate::disk::{for_owner_only, write_whole};
use crate::room::backup_mark;
use crate::store::{At, PostgresUrl, Store, StoreKey};
use crate::{OfficeError, OfficeKey};
use record::OfficePin;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

const KEY: &str = "office.key";
/// For people to compare, and to notice a key that is another office's.
const PIN: &str = "office.pin";
const DATABASE: &str = "office.sqlite";
const LOCK: &str = "serving.lock";
/// There from the beginning of the making to its end, so that what was broken off can be gone on with and is never taken for lost.
const HALF_MADE: &str = "half-made";

/// An office's folder.
#[derive(Debug, Clone)]
pub struct DataFolder {
    path: PathBuf,
    database: Option<PostgresUrl>,
    key: Option<PathBuf>,
}

/// Held while an office serves from a folder, or is made in it.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

impl DataFolder {
    /// The folder at `path`, which need not be there yet.
    #[must_use]
    pub const fn new(path: PathBuf) -> Self {
        Self { path, database: None, key: None }
    }

    /// The same with the database there, if it is no file in the folder.
    #[must_use]
    pub fn with_database(self, database: Option<PostgresUrl>) -> Self {
        Self { database, ..self }
    }

    /// The same with the key in that file, if it is not in the folder.
    #[must_use]
    pub fn with_key(self, key: Option<PathBuf>) -> Self {
        Self { key, ..self }
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the database is a file in it.
    pub(crate) const fn has_its_database(&self) -> bool {
        self.database.is_none()
    }

    /// Notes that a backup is whole since now, for whoever watches the office.
    ///
    /// # Errors
    /// [`OfficeError::Machine`].
    pub fn note_backup(&self) -> Result<(), OfficeError> {
        write_whole(&backup_mark(&self.path), b"").map_err(OfficeError::machine("note the backup"))
    }

    /// Whether an office is here, as far as files tell. Nothing is opened and nothing made.
    ///
    /// # Errors
    /// [`OfficeError::NoOffice`], [`OfficeError::KeyMissing`], [`OfficeError::KeyFileMissing`], [`OfficeError::NoDatabase`],
    /// [`OfficeError::HalfMade`];
    /// [`OfficeError::Machine`].
    pub fn look(&self) -> Result<(), OfficeError> {
        if self.has(HALF_MADE)? {
            return Err(OfficeError::HalfMade);
        }
        let has_database = self.database.is_some() || self.has(DATABASE)?;
        // Of a database elsewhere nothing is known yet; the pin tells that an office was made here.
        let was_made = if self.database.is_some() { self.has(PIN)? } else { has_database };
        match (self.has_key()?, has_database) {
            (true, true) => Ok(()),
            (true, false) => Err(OfficeError::NoDatabase),
            (false, _) if was_made && self.key.is_some() => Err(OfficeError::KeyFileMissing),
            (false, _) if was_made => Err(OfficeError::KeyMissing),
            (false, _) => Err(OfficeError::NoOffice),
        }
    }

    /// Takes the folder for this program alone.
    ///
    /// # Errors
    /// [`OfficeError::InUse`] if another office serves from it, [`OfficeError::NoOffice`] if it is not there;
    /// [`OfficeError::Machine`].
    pub fn lock(&self) -> Result<FolderLock, OfficeError> {
        if !fs::exists(&self.path).map_err(OfficeError::machine("find its folder"))? {
            return Err(OfficeError::NoOffice);
        }
        // Windows locks no file that was only opened to be added to.
        let file = for_owner_only()
            .write(true)
            .open(self.path.join(LOCK))
            .map_err(OfficeError::machine("open its lock file"))?;
        match file.try_lock() {
            Ok(()) => Ok(FolderLock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(OfficeError::InUse),
            Err(TryLockError::Error(source)) => {
                Err(OfficeError::Machine { doing: "lock its folder", source })
            }
        }
    }

    /// The office's database as it is.
    ///
    /// # Errors
    /// Those of [`DataFolder::key`], [`OfficeError::KeyMissing`]; [`OfficeError::NoDatabase`], [`OfficeError::Older`],
    /// [`OfficeError::Newer`], [`OfficeError::KeyOther`], [`OfficeError::Store`].
    pub fn store(&self) -> Result<Store, OfficeError> {
        Store::open_as_it_is(self.own()?)
    }

    /// The office's key; none if it is not there.
    ///
    /// # Errors
    /// [`OfficeError::KeyFile`], [`OfficeError::Machine`].
    pub fn key(&self) -> Result<Option<OfficeKey>, OfficeError> {
        OfficeKey::load(&self.key_file())
    }

    /// The office's database, brought to today's form where it is of an older one and belongs here, and this program's to serve from.
    /// Only for who holds the [`DataFolder::lock`].
    pub(crate) fn store_of_today(
        &self,
        belongs: impl FnOnce(&Store) -> Result<(), OfficeError>,
    ) -> Result<Store, OfficeError> {
        let at = self.own()?;
        let store = match Store::open_as_it_is(at.clone()) {
            Err(OfficeError::Older { .. }) => {
                belongs(&Store::open_to_look(at.clone())?)?;
                Store::open(at)?
            }
            // A file that was put back is written to as every other.
            Ok(as_it_is) if self.database.is_none() => {
                belongs(&as_it_is)?;
                drop(as_it_is);
                Store::open(at)?
            }
            other => other?,
        };
        store.serve()?;
        Ok(store)
    }

    /// Whether this is the pin that the office was made with. Folders of early versions have none, nor a database elsewhere.
    pub(crate) fn belongs_to(&self, pin: OfficePin) -> Result<bool, OfficeError> {
        if !self.has(PIN)? {
            return Ok(self.database.is_none());
        }
        let text = fs::read(self.path.join(PIN)).map_err(OfficeError::machine("read its pin"))?;
        let text = String::from_utf8_lossy(&text);
        Ok(text.trim().parse::<OfficePin>().is_ok_and(|own| own == pin))
    }

    /// The file that holds its key.
    #[must_use]
    pub fn key_file(&self) -> PathBuf {
        self.key.clone().unwrap_or_else(|| self.path.join(KEY))
    }

    /// The file that holds its database, where that is a file.
    pub(crate) fn file(&self) -> PathBuf {
        self.path.join(DATABASE)
    }

    /// The server that holds its database, where that is no file.
    pub(crate) fn server(&self) -> Option<PostgresUrl> {
        self.database.clone()
    }

    /// Where its database is, with the key that is here.
    fn own(&self) -> Result<At, OfficeError> {
        match &self.database {
            Some(url) => Ok(At::Postgres(url.clone())),
            None => Ok(self.at(self.key()?.ok_or(OfficeError::KeyMissing)?.store_key())),
        }
    }

    fn at(&self, key: StoreKey) -> At {
        match &self.database {
            Some(url) => At::Postgres(url.clone()),
            None => At::File(self.file(), key),
        }
    }

    fn has_key(&self) -> Result<bool, OfficeError> {
        fs::exists(self.key_file()).map_err(OfficeError::machine("look for its key file"))
    }

    fn has(&self, file: &str) -> Result<bool, OfficeError> {
        fs::exists(self.path.join(file)).map_err(OfficeError::machine("look into its folder"))
    }
}
