//! What it takes to make an office in a folder: nothing of another one may be there, and what is broken off can be gone on with.

use super::{DATABASE, DataFolder, FolderLock, HALF_MADE, KEY, PIN};
use crate::disk::{make_folder, write_whole};
use crate::store::Store;
use crate::{Environment, OfficeError, OfficeKey};
use ipc::told::office_command;
use record::OfficePin;
use std::fs;

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
            None => OfficeKey::make(&self.key_file(), environment)?,
        };
        let store = match self.store_of_today() {
            Err(OfficeError::NoDatabase) => match Store::make(self.at(key.store_key())) {
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
        self.put_pin(pin)?;
        fs::remove_file(self.path.join(HALF_MADE)).map_err(OfficeError::machine("end its making"))
    }

    /// Makes the folder if need be and takes it, for an office to be put back into it that has this pin. Its key may be here
    /// already.
    pub(crate) fn begin_again(&self, pin: OfficePin) -> Result<FolderLock, OfficeError> {
        self.is_free_for(pin)?;
        self.create().map_err(OfficeError::machine("make its folder"))?;
        let lock = self.lock()?;
        self.is_free_for(pin)?;
        Ok(lock)
    }

    /// Writes the key where the office looks for it, unless it is there, and the pin.
    pub(crate) fn put_key(&self, text: &[u8], pin: OfficePin) -> Result<(), OfficeError> {
        if self.key()?.is_none() {
            write_whole(&self.key_file(), text).map_err(OfficeError::machine("write its key file"))?;
        }
        self.put_pin(pin)
    }

    fn put_pin(&self, pin: OfficePin) -> Result<(), OfficeError> {
        let text = format!("{pin}\n");
        write_whole(&self.path.join(PIN), text.as_bytes()).map_err(OfficeError::machine("write its pin"))
    }

    fn is_free_for(&self, pin: OfficePin) -> Result<(), OfficeError> {
        let mut there = Vec::new();
        if self.key()?.is_some_and(|key| key.pin() != pin) {
            there.push(KEY.to_owned());
        }
        if self.has(PIN)? && !self.belongs_to(pin)? {
            there.push(PIN.to_owned());
        }
        for file in [HALF_MADE, DATABASE] {
            if self.has(file)? {
                there.push(file.to_owned());
            }
        }
        if there.is_empty() { Ok(()) } else { Err(OfficeError::AlreadyThere { there: there.join(", ") }) }
    }

    /// Whether nothing of another office is here.
    fn is_free(&self) -> Result<(), OfficeError> {
        if self.has(HALF_MADE)? {
            return Ok(());
        }
        let mut there = Vec::new();
        if self.has_key()? {
            there.push(KEY.to_owned());
        }
        for file in [PIN, DATABASE] {
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
        if fs::exists(&self.path)? { Ok(()) } else { make_folder(&self.path) }
    }
}
