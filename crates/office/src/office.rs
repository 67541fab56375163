//! The office itself: one agency, its keys, its store. What it decides is in the modules beside this one.

use crate::asked::Questions;
use crate::counts::Counts;
use crate::environment::fresh;
use crate::key::UNLOCK_KEYS;
use crate::memory::{Knocks, Nonces, SignIns, Tries};
use crate::opened::Waiting;
use crate::provider::Provider;
use crate::settings::{WaysIn, is_encrypted};
use crate::store::{Agency, Store};
use crate::{Environment, OfficeError, OfficeKey};
use chrono::{DateTime, SubsecRound, Utc};
use record::wire::{Hello, PROTOCOL, ProtocolRange};
use record::{EpochId, OfficeKeys};
use std::sync::Arc;

/// From 1970 to 2026.
const MINUTES_UNTIL_2026: i64 = 1_767_225_600 / 60;
/// Letters in an office's name.
const MAX_NAME: usize = 200;

/// One agency's office. May be used by many threads at once; calls wait for the disk.
pub struct Office {
    pub(crate) store: Store,
    pub(crate) key: OfficeKey,
    pub(crate) environment: Box<dyn Environment>,
    pub(crate) agency: Agency,
    pub(crate) nonces: Nonces,
    pub(crate) tries: Tries,
    pub(crate) sign_ins: SignIns,
    pub(crate) asked: Questions,
    pub(crate) knocks: Knocks,
    pub(crate) waiting: Waiting,
    /// Whether people sign in with passwords.
    pub(crate) has_passwords: bool,
    /// Where people have accounts, if they sign in with those.
    pub(crate) provider: Option<Provider>,
}

impl Office {
    /// Lets people in as it was set from now on. Without this they sign in with passwords and passkeys.
    ///
    /// # Errors
    /// [`OfficeError::ProviderSecret`].
    pub fn let_in(mut self, ways: WaysIn) -> Result<Self, OfficeError> {
        self.has_passwords = ways.passwords;
        self.provider = ways.accounts.map(Provider::new).transpose()?;
        Ok(self)
    }

    /// Calls the office something else. One that is running says it from then on.
    ///
    /// # Errors
    /// [`OfficeError::BadName`], [`OfficeError::Store`].
    pub fn rename(&mut self, name: &str) -> Result<(), OfficeError> {
        let name = fit_name(name)?;
        if name != self.agency.name {
            self.store.set_name(self.agency.tenant, name)?;
            name.clone_into(&mut self.agency.name);
        }
        Ok(())
    }

    /// Begins another life of the store, for one that was restored from a backup: what it lost may have had the numbers that
    /// it gives next. Only for who holds the [`crate::DataFolder::lock`].
    ///
    /// # Errors
    /// [`OfficeError::Served`], [`OfficeError::Store`], [`OfficeError::Random`].
    pub fn begin_epoch(&mut self) -> Result<EpochId, OfficeError> {
        self.store.serve()?;
        let epoch = new_epoch(self.environment.as_ref())?;
        self.store.begin_epoch(self.agency.tenant, epoch, first_unlock(self.now()))?;
        self.agency.epoch = epoch;
        tracing::info!(%epoch, "another life of the store");
        Ok(epoch)
    }

    /// The office's address for tablets and browsers, such as `https://office.example`.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.agency.address
    }

    /// What is counted of it.
    pub(crate) const fn counts(&self) -> &Arc<Counts> {
        self.store.counts()
    }

    /// Whether what is said on the way to that address is encrypted.
    pub(crate) fn is_encrypted(&self) -> bool {
        is_encrypted(&self.agency.address)
    }

    /// The keys by which tablets know it.
    #[must_use]
    pub fn keys(&self) -> OfficeKeys {
        self.key.keys()
    }

    /// Who this office is. Waits for the disk.
    #[must_use]
    pub fn hello(&self) -> Hello {
        Hello {
            office: self.name(),
            keys: self.keys(),
            protocol: ProtocolRange { min: PROTOCOL, max: PROTOCOL },
            epoch: self.agency.epoch,
            time: self.now(),
        }
    }

    /// What it is called, which a command beside it may have changed. A database that does not answer keeps nobody from being told.
    pub(crate) fn name(&self) -> String {
        match self.store.agency() {
            Ok(Some(agency)) => agency.name,
            Ok(None) | Err(_) => self.agency.name.clone(),
        }
    }

    /// The time, no finer than the store keeps it.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.environment.now().trunc_subsecs(6)
    }
}

/// A name that fits on one line, wherever it is shown.
pub(crate) fn fit_name(name: &str) -> Result<&str, OfficeError> {
    let name = name.trim();
    let fits = !name.is_empty() && name.chars().count() <= MAX_NAME && !name.chars().any(char::is_control);
    if fits { Ok(name) } else { Err(OfficeError::BadName) }
}

/// The number at which codes by telephone begin in a life that begins now. Codes go by their numbers alone, so that two lives out
/// of one backup must not give the same: by the minute, with as many numbers in it as a tablet gets when it joins.
fn first_unlock(now: DateTime<Utc>) -> u32 {
    let minutes = (now.timestamp() / 60).saturating_sub(MINUTES_UNTIL_2026);
    u32::try_from(minutes.saturating_mul(i64::from(UNLOCK_KEYS))).unwrap_or_default()
}

pub(crate) fn new_epoch(environment: &dyn Environment) -> Result<EpochId, OfficeError> {
    let (unix_ms, random) = fresh(environment)?;
    Ok(EpochId::new(unix_ms, &random))
}
