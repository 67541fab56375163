//! What it takes to make an office in a folder: nothing of another one may be there, and what is broken off can be gone on with.

use super::{DATABASE, DataFolder, FolderLock, HALF_MADE, KEY, PIN};
use crate::disk::{owner_only, write_whole};
use crate::store::Store;
use crate::{Environment, OfficeError, OfficeKey};
use ipc::told::office_command;
use record::OfficePin;
use std::fs::{self, DirBuilder};

impl DataFolder {
    /// Makes the folder if need be, readable by its owner only, and takes it, for an office to be made in it.
    pub(crate) fn begin(&self) -> Result<FolderLock, OfficeError> {
        self.is_free()?;
        self.create().map_err(OfficeError::machine("make its folder"))?;
        let lock = self.lock()?;
        // Another may have come first.
        self.is_free()?;
        write_whole(&self.path.join(HALF_MADE), b"").map_err(OfficeError::machine("begin its folder"))?;
        Ok(lock)
    }

    /// A new key and a new database, or those that were made before it was broken off.
    pub(crate) fn new_parts(&self, environment: &dyn Environment) -> Result<(OfficeKey, Store), OfficeError> {
        let key = match self.key()? {
            Some(key) => key,
            None => OfficeKey::make(&self.path.join(KEY), environment)?,
        };
        let store = match self.store_of_today() {
            Err(OfficeError::NoDatabase) => match Store::make(self.at()) {
                Err(OfficeError::NoDatabase) => return Err(OfficeError::DatabaseUnknown),
                made => made?,
            },
            other => other?,
        };
        // No tablet joined what was broken off.
        if let Some(agency) = store.agency()?
            && !store.tablets(agency.tenant)?.is_empty()
        {
            return Err(OfficeError::AlreadyThere { there: office_command::its_database().to_string() });
        }
        Ok((key, store))
    }

    /// The office that was begun here is made.
    pub(crate) fn complete(&self, pin: OfficePin) -> Result<(), OfficeError> {
        let text = format!("{pin}\n");
        write_whole(&self.path.join(PIN), text.as_bytes()).map_err(OfficeError::machine("write its pin"))?;
        fs::remove_file(self.path.join(HALF_MADE)).map_err(OfficeError::machine("end its making"))
    }

    /// Whether nothing of another office is here.
    fn is_free(&self) -> Result<(), OfficeError> {
        if self.has(HALF_MADE)? {
            return Ok(());
        }
        let mut there = Vec::new();
        for file in [KEY, PIN, DATABASE] {
            if self.has(file)? {
                there.push(file.to_owned());
            }
        }
        if there.is_empty() && self.database.is_some() && self.database_is_used()? {
            there.push(office_command::its_database().to_string());
        }
        if there.is_empty() { Ok(()) } else { Err(OfficeError::AlreadyThere { there: there.join(", ") }) }
    }

    fn database_is_used(&self) -> Result<bool, OfficeError> {
        match self.store() {
            Ok(store) => Ok(store.agency()?.is_some()),
            Err(OfficeError::NoDatabase) => Ok(false),
            Err(OfficeError::Older { .. } | OfficeError::Newer { .. }) => Ok(true),
            Err(other) => Err(other),
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
