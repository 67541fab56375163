//! How an office is made, once, and opened ever after: whatever is missing or another's is said, and nothing is made in its place.

use crate::asked::Questions;
use crate::data::is_ours;
use crate::environment::fresh;
use crate::memory::{Knocks, Nonces, SignIns, Tries};
use crate::office::{fit_name, new_epoch};
use crate::opened::waiting;
use crate::store::{Agency, Store};
use crate::{DataFolder, Environment, Office, OfficeError, OfficeKey};
use record::{RecordError, TenantId};

/// The name of an office nobody has named.
const UNNAMED: &str = "The office";

impl Office {
    /// Makes an office in a folder, with a key and a database of its own. One whose making was broken off is made to its end.
    ///
    /// # Errors
    /// [`OfficeError::AlreadyThere`], [`OfficeError::DatabaseUsed`], [`OfficeError::DatabaseUnknown`],
    /// [`OfficeError::FolderOpen`] and [`OfficeError::BadName`], and then no office was made; [`OfficeError::InUse`],
    /// [`OfficeError::Store`], [`OfficeError::Machine`], [`OfficeError::Random`].
    pub fn make(
        folder: &DataFolder,
        name: &str,
        address: &str,
        environment: Box<dyn Environment>,
    ) -> Result<Self, OfficeError> {
        let name = fit_name(name)?;
        let (_lock, tenant) = folder.begin(environment.as_ref())?;
        let (key, store) = folder.new_parts(tenant, environment.as_ref())?;
        let epoch = new_epoch(environment.as_ref())?;
        let (signing_key, moved_at) = (Some(key.public()), None);
        let (named, known_as) = (name.to_owned(), address.to_owned());
        store.found(&Agency { tenant, name: named, address: known_as, epoch, signing_key, moved_at })?;
        is_ours(&store, tenant)?;
        let office = Self::with_store(store, key, Some(name), address, environment)?;
        folder.complete(office.key.pin())?;
        Ok(office)
    }

    /// Opens the office in a folder for serving at `address` (`http://…`, no slash at the end). Nothing is made, and nothing
    /// written but what is another than before: the database's form, that of its lists, the address. Only for who holds the
    /// [`DataFolder::lock`].
    ///
    /// # Errors
    /// [`OfficeError::Newer`], [`OfficeError::KeyOther`], [`OfficeError::Served`], those of [`DataFolder::look`] and [`DataFolder::key`];
    /// [`OfficeError::Store`].
    pub fn open(
        folder: &DataFolder,
        address: &str,
        environment: Box<dyn Environment>,
    ) -> Result<Self, OfficeError> {
        let mut office = Self::open_alone(folder, environment)?;
        match office.note_whose_it_is(address) {
            // It is told all the same, and written once there is room and the office starts again.
            Err(OfficeError::Full) => tracing::warn!("the disk is full: the office can only be read"),
            noted => noted?,
        }
        address.clone_into(&mut office.agency.address);
        office.store.rebuild_if_of_another_form(office.agency.tenant)?;
        Ok(office)
    }

    /// Writes its key and its address where they are not written yet.
    fn note_whose_it_is(&mut self, address: &str) -> Result<(), OfficeError> {
        self.agency = noted(&self.store, &self.key, self.agency.clone())?;
        if self.agency.address != address {
            self.store.set_address(self.agency.tenant, address)?;
        }
        Ok(())
    }

    /// The same for what is done at the command line while nobody serves. The address stays what it is.
    ///
    /// # Errors
    /// As [`Office::open`].
    pub fn open_alone(folder: &DataFolder, environment: Box<dyn Environment>) -> Result<Self, OfficeError> {
        let today = |folder: &DataFolder, key: &OfficeKey| {
            folder.store_of_today(|store| gave_its_receipts(store, key))
        };
        Self::of(folder, today, environment)
    }

    /// Opens the office in a folder beside one that may be serving there, for what is done at the command line. The database's
    /// form stays what it is.
    ///
    /// # Errors
    /// [`OfficeError::Older`] if no program like this one served it yet; otherwise as [`Office::open`].
    pub fn open_beside(folder: &DataFolder, environment: Box<dyn Environment>) -> Result<Self, OfficeError> {
        let office = Self::of(folder, |folder, _| folder.store(), environment)?;
        office.store.lists_are_of_today(office.agency.tenant)?;
        Ok(office)
    }

    /// An office on a store and a key that are given. Makes its agency if there is none.
    ///
    /// # Errors
    /// [`OfficeError::KeyOther`], [`OfficeError::Store`], [`OfficeError::Random`].
    pub fn with_store(
        store: Store,
        key: OfficeKey,
        name: Option<&str>,
        address: &str,
        environment: Box<dyn Environment>,
    ) -> Result<Self, OfficeError> {
        if store.agency()?.is_none() {
            let (unix_ms, random) = fresh(environment.as_ref())?;
            let tenant = TenantId::new(unix_ms, &random);
            let epoch = new_epoch(environment.as_ref())?;
            let (name, address) = (name.unwrap_or(UNNAMED).to_owned(), address.to_owned());
            let signing_key = Some(key.public());
            store.found(&Agency { tenant, name, address, epoch, signing_key, moved_at: None })?;
        }
        let agency = store.agency()?.ok_or(OfficeError::NoDatabase)?;
        belong(&store, &key, &agency)?;
        let mut agency = noted(&store, &key, agency)?;
        if let Some(name) = name.filter(|name| *name != agency.name) {
            store.set_name(agency.tenant, name)?;
            name.clone_into(&mut agency.name);
        }
        if agency.address != address {
            store.set_address(agency.tenant, address)?;
            address.clone_into(&mut agency.address);
        }
        Ok(Self::whole(store, key, agency, environment))
    }

    pub(crate) fn of(
        folder: &DataFolder,
        open: impl FnOnce(&DataFolder, &OfficeKey) -> Result<Store, OfficeError>,
        environment: Box<dyn Environment>,
    ) -> Result<Self, OfficeError> {
        folder.look()?;
        let key = folder.key()?.ok_or(OfficeError::KeyMissing)?;
        // Before the database is opened, which may bring it to another form.
        if !folder.belongs_to(key.pin())? {
            return Err(OfficeError::KeyOther);
        }
        let store = open(folder, &key)?;
        Self::on(store, key, environment)
    }

    /// An office on a store that holds one.
    pub(crate) fn on(
        store: Store,
        key: OfficeKey,
        environment: Box<dyn Environment>,
    ) -> Result<Self, OfficeError> {
        let agency = store.agency()?.ok_or(OfficeError::NoDatabase)?;
        belong(&store, &key, &agency)?;
        if agency.moved_at.is_some() {
            return Err(OfficeError::Moved);
        }
        Ok(Self::whole(store, key, agency, environment))
    }

    fn whole(store: Store, key: OfficeKey, agency: Agency, environment: Box<dyn Environment>) -> Self {
        Self {
            store,
            key,
            environment,
            agency,
            nonces: Nonces::default(),
            tries: Tries::default(),
            sign_ins: SignIns::default(),
            asked: Questions::default(),
            knocks: Knocks::default(),
            waiting: waiting(),
            has_passwords: true,
            provider: None,
        }
    }
}

/// Whether the key is the one that is noted here, or, where none is yet, the one that the receipts were given with.
fn belong(store: &Store, key: &OfficeKey, agency: &Agency) -> Result<(), OfficeError> {
    match agency.signing_key {
        Some(noted) if noted == key.public() => Ok(()),
        Some(_) => Err(OfficeError::KeyOther),
        None => gave_its_receipts(store, key),
    }
}

/// Whether the key is the one that the receipts here were given with, whatever form the store has.
fn gave_its_receipts(store: &Store, key: &OfficeKey) -> Result<(), OfficeError> {
    let tenant = store.tenant()?.ok_or(OfficeError::NoDatabase)?;
    let Some(receipt) = store.last_receipt(tenant)? else { return Ok(()) };
    match receipt.verify(&key.public().verifying_key()?) {
        Err(RecordError::Signature | RecordError::ReceiptKey) => Err(OfficeError::KeyOther),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// The agency with the key noted, which it is from the first time on that a program serves that knows of it.
fn noted(store: &Store, key: &OfficeKey, agency: Agency) -> Result<Agency, OfficeError> {
    if agency.signing_key.is_some() {
        return Ok(agency);
    }
    store.set_signing_key(agency.tenant, key.public())?;
    Ok(Agency { signing_key: Some(key.public()), ..agency })
}
