//! The folder an office lives in: `office.key`, `office.sqlite`, and a file that is locked while an office serves.

use crate::disk::{for_owner_only, owner_only};
use crate::store::SqliteStore;
use crate::{Environment, OfficeError, OfficeKey};
use std::fs::{self, DirBuilder, File, TryLockError};
use std::path::PathBuf;

const KEY: &str = "office.key";
const DATABASE: &str = "office.sqlite";
const LOCK: &str = "serving.lock";

/// An office's folder.
#[derive(Debug, Clone)]
pub struct DataFolder {
    path: PathBuf,
}

/// Held while an office serves from a folder.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

impl DataFolder {
    /// The folder at `path`, which need not be there yet.
    #[must_use]
    pub const fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Makes the folder if need be, readable by its owner only, and takes it for this program alone.
    ///
    /// # Errors
    /// [`OfficeError::InUse`] if another office serves from it; [`OfficeError::Machine`].
    pub fn lock(&self) -> Result<FolderLock, OfficeError> {
        self.create().map_err(OfficeError::machine("make its folder"))?;
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

    /// The office's database, made if it is not there and brought to today's form.
    ///
    /// # Errors
    /// [`OfficeError::Newer`], [`OfficeError::Store`], [`OfficeError::Machine`].
    pub fn store(&self) -> Result<SqliteStore, OfficeError> {
        let path = self.path.join(DATABASE);
        // SQLite gives its other files the rights of this one.
        for_owner_only().append(true).open(&path).map_err(OfficeError::machine("make its database"))?;
        SqliteStore::open(&path)
    }

    /// The office's key; none if no office was ever served here.
    ///
    /// # Errors
    /// [`OfficeError::KeyFile`], [`OfficeError::Machine`].
    pub fn key(&self) -> Result<Option<OfficeKey>, OfficeError> {
        OfficeKey::load(&self.path.join(KEY))
    }

    /// The office's key, made if there is none. Only for who holds the [`DataFolder::lock`].
    ///
    /// # Errors
    /// [`OfficeError::KeyFile`], [`OfficeError::Machine`], [`OfficeError::Random`].
    pub fn key_or_new(&self, environment: &dyn Environment) -> Result<OfficeKey, OfficeError> {
        match self.key()? {
            Some(key) => Ok(key),
            None => OfficeKey::make(&self.path.join(KEY), environment),
        }
    }

    fn create(&self) -> std::io::Result<()> {
        if fs::exists(&self.path)? {
            return Ok(());
        }
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.path)?;
        owner_only(&self.path);
        Ok(())
    }
}
