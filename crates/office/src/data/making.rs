//! What it takes to make an office in a folder: nothing of another one may be there, and what is broken off can be gone on with.

use super::{DATABASE, DataFolder, FolderLock, HALF_MADE, KEY, PIN};
use crate::disk::{make_folder, write_whole};
use crate::environment::fresh;
use crate::store::Store;
use crate::{Environment, OfficeError, OfficeKey};
use record::{OfficePin, TenantId};
use std::fs;

impl DataFolder {
    /// Makes the folder if need be, readable by its owner only, and takes it, for an office to be made in it: the one that was begun
    /// there, or a new one.
    pub(crate) fn begin(&self, environment: &dyn Environment) -> Result<(FolderLock, TenantId), OfficeError> {
        self.is_free()?;
        self.create()?;
        let lock = self.lock()?;
        // Another may have come first.
        self.is_free()?;
        if let Some(tenant) = self.begun()? {
            return Ok((lock, tenant));
        }
        let (unix_ms, random) = fresh(environment)?;
        let tenant = TenantId::new(unix_ms, &random);
        let text = format!("{tenant}\n");
        let written = write_whole(&self.path.join(HALF_MADE), text.as_bytes());
        written.map_err(OfficeError::machine("begin its folder"))?;
        Ok((lock, tenant))
    }

    /// A new key and a new database, or those that were made before it was broken off.
    pub(crate) fn new_parts(
        &self,
        tenant: TenantId,
        environment: &dyn Environment,
    ) -> Result<(OfficeKey, Store), OfficeError> {
        // First, since a file is closed with it.
        let key = match self.key()? {
            Some(key) => key,
            None => OfficeKey::make(&self.key_file(), environment)?,
        };
        let store = match self.store_of_today(|store| is_ours(store, tenant)) {
            Err(OfficeError::NoDatabase) => match Store::make(self.at(key.store_key())) {
                Err(OfficeError::NoDatabase) => return Err(OfficeError::DatabaseUnknown),
                made => made?,
            },
            other => other?,
        };
        is_ours(&store, tenant)?;
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
        self.create()?;
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

    /// Writes the pin of the office that is here.
    pub(crate) fn put_pin(&self, pin: OfficePin) -> Result<(), OfficeError> {
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
        if !there.is_empty() {
            return Err(OfficeError::AlreadyThere { there: there.join(", ") });
        }
        if self.database.is_some() && self.database_is_used()? {
            return Err(OfficeError::DatabaseUsed);
        }
        Ok(())
    }

    /// The office that was begun here and not made to its end.
    fn begun(&self) -> Result<Option<TenantId>, OfficeError> {
        if !self.has(HALF_MADE)? {
            return Ok(None);
        }
        let text =
            fs::read(self.path.join(HALF_MADE)).map_err(OfficeError::machine("go on with its folder"))?;
        Ok(String::from_utf8_lossy(&text).trim().parse().ok())
    }

    fn database_is_used(&self) -> Result<bool, OfficeError> {
        match self.store() {
            Ok(store) => Ok(store.tenant()?.is_some()),
            Err(OfficeError::NoDatabase) => Ok(false),
            Err(OfficeError::Older { .. } | OfficeError::Newer { .. }) => Ok(true),
            Err(other) => Err(other),
        }
    }

    fn create(&self) -> Result<(), OfficeError> {
        if fs::exists(&self.path).map_err(OfficeError::machine("find its folder"))? {
            return self.is_its_owner_s();
        }
        make_folder(&self.path).map_err(OfficeError::machine("make its folder"))
    }

    /// Who may write into a folder may lay a key of theirs into it.
    fn is_its_owner_s(&self) -> Result<(), OfficeError> {
        #[cfg(unix)]
        {
            let folder = fs::metadata(&self.path).map_err(OfficeError::machine("look at its folder"))?;
            if std::os::unix::fs::MetadataExt::mode(&folder) & 0o022 != 0 {
                return Err(OfficeError::FolderOpen);
            }
        }
        Ok(())
    }
}

/// Another folder's office may have been made in the same database meanwhile.
pub(crate) fn is_ours(store: &Store, tenant: TenantId) -> Result<(), OfficeError> {
    match store.tenant()? {
        Some(other) if other != tenant => Err(OfficeError::DatabaseUsed),
        Some(_) | None => Ok(()),
    }
}
