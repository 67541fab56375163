//! The office itself: one agency, its keys, its store. What it decides is in the modules beside this one.

use crate::environment::fresh;
use crate::key::UNLOCK_KEYS;
use crate::memory::{Nonces, Tries};
use crate::store::{Agency, Store};
use crate::{DataFolder, Environment, OfficeError, OfficeKey};
use chrono::{DateTime, SubsecRound, Utc};
use record::wire::{Hello, PROTOCOL, ProtocolRange};
use record::{EpochId, OfficeKeys, RecordError, TenantId};

/// From 1970 to 2026.
const MINUTES_UNTIL_2026: i64 = 1_767_225_600 / 60;
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
    /// [`OfficeError::Newer`], [`OfficeError::KeyFile`], [`OfficeError::KeyMissing`], [`OfficeError::KeyOther`],
    /// [`OfficeError::Store`], [`OfficeError::Machine`].
    pub fn open(
        folder: &DataFolder,
        name: Option<&str>,
        address: &str,
        environment: Box<dyn Environment>,
    ) -> Result<Self, OfficeError> {
        let store = folder.store()?;
        // With another key the tablets would not know it, and what they closed would stay closed.
        if folder.key()?.is_none() && store.agency()?.is_some() {
            return Err(OfficeError::KeyMissing);
        }
        let key = folder.key_or_new(environment.as_ref())?;
        Self::with_store(Box::new(store), key, name, address, environment)
    }

    /// The same on any store.
    ///
    /// # Errors
    /// [`OfficeError::KeyOther`], [`OfficeError::Store`], [`OfficeError::Random`].
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
            let epoch = new_epoch(environment.as_ref())?;
            store.found(&Agency { tenant, name: UNNAMED.to_owned(), address: String::new(), epoch })?;
        }
        let mut agency = store.agency()?.ok_or(OfficeError::NoOffice)?;
        belong(store.as_ref(), &key, agency.tenant)?;
        address.clone_into(&mut agency.address);
        if let Some(name) = name {
            name.clone_into(&mut agency.name);
        }
        store.rename(&agency)?;
        Ok(Self { store, key, environment, agency, nonces: Nonces::default(), tries: Tries::default() })
    }

    /// Opens the office in a folder beside one that may be serving there, for what is done at the command line.
    ///
    /// # Errors
    /// [`OfficeError::NoOffice`] if none has been served there yet; otherwise as [`Office::open`].
    pub fn open_beside(folder: &DataFolder, environment: Box<dyn Environment>) -> Result<Self, OfficeError> {
        let key = folder.key()?.ok_or(OfficeError::NoOffice)?;
        let store = folder.store()?;
        let agency = store.agency()?.ok_or(OfficeError::NoOffice)?;
        belong(&store, &key, agency.tenant)?;
        let (nonces, tries) = (Nonces::default(), Tries::default());
        Ok(Self { store: Box::new(store), key, environment, agency, nonces, tries })
    }

    /// Begins another life of the store, for one that was restored from a backup: what it lost may have had the numbers that
    /// it gives next. Only for who holds the [`DataFolder::lock`].
    ///
    /// # Errors
    /// [`OfficeError::Store`], [`OfficeError::Random`].
    pub fn begin_epoch(&mut self) -> Result<EpochId, OfficeError> {
        let epoch = new_epoch(self.environment.as_ref())?;
        self.store.begin_epoch(self.agency.tenant, epoch, first_unlock(self.now()))?;
        self.agency.epoch = epoch;
        tracing::info!(%epoch, "another life of the store");
        Ok(epoch)
    }

    /// Where the office listens, such as `http://127.0.0.1:8440`.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.agency.address
    }

    /// The keys by which tablets know it.
    #[must_use]
    pub fn keys(&self) -> OfficeKeys {
        self.key.keys()
    }

    /// Who this office is.
    #[must_use]
    pub fn hello(&self) -> Hello {
        Hello {
            office: self.agency.name.clone(),
            keys: self.keys(),
            protocol: ProtocolRange { min: PROTOCOL, max: PROTOCOL },
            epoch: self.agency.epoch,
            time: self.now(),
        }
    }

    /// The time, no finer than the store keeps it.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.environment.now().trunc_subsecs(6)
    }
}

/// Whether the key is the one that the receipts here were given with.
fn belong(store: &dyn Store, key: &OfficeKey, tenant: TenantId) -> Result<(), OfficeError> {
    let Some(receipt) = store.last_receipt(tenant)? else { return Ok(()) };
    match receipt.verify(&key.public().verifying_key()?) {
        Err(RecordError::Signature | RecordError::ReceiptKey) => Err(OfficeError::KeyOther),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// The number at which codes by telephone begin in a life that begins now. Codes go by their numbers alone, so that two lives out
/// of one backup must not give the same: by the minute, with as many numbers in it as a tablet gets when it joins.
fn first_unlock(now: DateTime<Utc>) -> u32 {
    let minutes = (now.timestamp() / 60).saturating_sub(MINUTES_UNTIL_2026);
    u32::try_from(minutes.saturating_mul(i64::from(UNLOCK_KEYS))).unwrap_or_default()
}

fn new_epoch(environment: &dyn Environment) -> Result<EpochId, OfficeError> {
    let (unix_ms, random) = fresh(environment)?;
    Ok(EpochId::new(unix_ms, &random))
}
