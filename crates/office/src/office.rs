//! The office itself: one agency, its key, its store. What it decides is in the modules beside this one.

use crate::environment::fresh;
use crate::memory::{Nonces, Tries};
use crate::store::{Agency, Store};
use crate::{DataFolder, Environment, OfficeError, OfficeKey};
use chrono::{DateTime, SubsecRound, Utc};
use record::TenantId;
use record::wire::{
    Hello, Limits, MAX_BLOB_BYTES, MAX_PUSH_RECORDS, MAX_REQUEST_BYTES, PROTOCOL, ProtocolRange,
};

/// The name of an office nobody has named.
const UNNAMED: &str = "The office";

/// One agency's office. May be used by many threads at once; calls wait for the disk.
pub struct Office {
    pub(crate) store: Box<dyn Store>,
    pub(crate) key: OfficeKey,
    pub(crate) environment: Box<dyn Environment>,
    pub(crate) agency: Agency,
    pub(crate) nonces: Nonces,
    pub(crate) tries: Tries,
}

impl Office {
    /// Opens the office in a folder for serving at `address` (`http://…`, no slash at the end), and makes it if there is
    /// none. `name` renames it.
    ///
    /// # Errors
    /// [`OfficeError::Newer`], [`OfficeError::KeyFile`], [`OfficeError::Store`], [`OfficeError::Machine`].
    pub fn open(
        folder: &DataFolder,
        name: Option<&str>,
        address: &str,
        environment: Box<dyn Environment>,
    ) -> Result<Self, OfficeError> {
        let store = folder.store()?;
        let key = folder.key_or_new(environment.as_ref())?;
        Self::with_store(Box::new(store), key, name, address, environment)
    }

    /// The same on any store.
    ///
    /// # Errors
    /// [`OfficeError::Store`], [`OfficeError::Random`].
    pub fn with_store(
        store: Box<dyn Store>,
        key: OfficeKey,
        name: Option<&str>,
        address: &str,
        environment: Box<dyn Environment>,
    ) -> Result<Self, OfficeError> {
        if store.agency()?.is_none() {
            let (unix_ms, random) = fresh(environment.as_ref())?;
            let tenant = TenantId::new(unix_ms, &random);
            store.found(&Agency { tenant, name: UNNAMED.to_owned(), address: String::new() })?;
        }
        let mut agency = store.agency()?.ok_or(OfficeError::NoOffice)?;
        address.clone_into(&mut agency.address);
        if let Some(name) = name {
            name.clone_into(&mut agency.name);
        }
        store.rename(&agency)?;
        Ok(Self { store, key, environment, agency, nonces: Nonces::default(), tries: Tries::default() })
    }

    /// Opens the office in a folder beside one that may be serving there, to make codes and links.
    ///
    /// # Errors
    /// [`OfficeError::NoOffice`] if none has been served there yet; otherwise as [`Office::open`].
    pub fn open_beside(folder: &DataFolder, environment: Box<dyn Environment>) -> Result<Self, OfficeError> {
        let key = folder.key()?.ok_or(OfficeError::NoOffice)?;
        let store = folder.store()?;
        let agency = store.agency()?.ok_or(OfficeError::NoOffice)?;
        let (nonces, tries) = (Nonces::default(), Tries::default());
        Ok(Self { store: Box::new(store), key, environment, agency, nonces, tries })
    }

    /// Where the office listens, such as `http://127.0.0.1:8440`.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.agency.address
    }

    /// Who this office is.
    #[must_use]
    pub fn hello(&self) -> Hello {
        Hello {
            office: self.agency.name.clone(),
            office_key: self.key.public(),
            protocol: ProtocolRange { min: PROTOCOL, max: PROTOCOL },
            time: self.now(),
            limits: Limits {
                push_records: MAX_PUSH_RECORDS as u64,
                request_bytes: MAX_REQUEST_BYTES as u64,
                blob_bytes: MAX_BLOB_BYTES,
            },
        }
    }

    /// The time, no finer than the store keeps it.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.environment.now().trunc_subsecs(6)
    }
}
