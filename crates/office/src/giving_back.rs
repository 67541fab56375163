//! What an office gave and lost is repaired from the other: it says what it holds, and gets the rest back as it gave it. And
//! when one of the two disposed of a case, the other is told by the certificate, and goes on keeping its own until its own time
//! is over.

use crate::actor::Actor;
use crate::environment::random;
use crate::retention::Certificate;
use crate::statement::Statement;
use crate::store::{Partner, Received};
use crate::{Office, OfficeError};
use chrono::{DateTime, Utc};
use record::{Gives, Hash, OfficeKeys, TenantId};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

const DOMAIN: &[u8] = b"doorstep ask back v1\n";
const VERSION: u32 = 1;

/// What an office says that asks for its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct AskBack {
    /// Version of its form, 1 today.
    v: u32,
    /// The agency that asks.
    tenant: TenantId,
    /// The agency that is asked.
    to: TenantId,
    /// When, by the office's clock.
    at: DateTime<Utc>,
    /// The agreements that it gave and holds, and those that it disposed of. Whatever else it gave is wanted.
    have: Vec<Hash>,
}

impl Office {
    /// What is handed to another agency to get back what this office gave it and does not hold any more.
    ///
    /// # Errors
    /// [`OfficeError::Store`], [`OfficeError::Record`].
    pub fn ask_back(&self, of: &Partner) -> Result<Statement, OfficeError> {
        let (tenant, to) = (self.agency.tenant, of.agency);
        let have = self.store.given_and_held(tenant, to)?;
        Statement::sign(DOMAIN, &AskBack { v: VERSION, tenant, to, at: self.now(), have }, &self.key)
    }

    /// What another agency asks back and this office still holds: who asks, how many agreements, and the file for it.
    ///
    /// # Errors
    /// [`OfficeError::NotAnAsking`] if it is none, or is not for this office; [`OfficeError::DisclosureOfUnknown`];
    /// [`OfficeError::NothingToGiveBack`]; [`OfficeError::NotAllowed`], [`OfficeError::Store`], [`OfficeError::Random`].
    pub fn give_back(&self, actor: &Actor, asked: &[u8]) -> Result<(Partner, usize, Vec<u8>), OfficeError> {
        let asked = Statement::of_file(asked).map_err(|_| OfficeError::NotAnAsking)?;
        let of = self.partner_that_says(&asked)?;
        let said = asked.read::<AskBack>(DOMAIN, of.keys.pin()).map_err(|_| OfficeError::NotAnAsking)?;
        if said.v != VERSION || said.tenant != of.agency || said.to != self.agency.tenant {
            return Err(OfficeError::NotAnAsking);
        }
        let have: HashSet<Hash> = said.have.into_iter().collect();
        let mut agreements = Vec::new();
        for record in self.store.may_be_given_back(self.agency.tenant, of.agency)? {
            if !have.contains(&record) {
                agreements.extend(self.store.to_give_back(self.by(actor), record)?);
            }
        }
        if agreements.is_empty() {
            return Err(OfficeError::NothingToGiveBack);
        }
        let seed = random(self.environment.as_ref())?;
        let file = self.key.give(Gives::Back, &agreements, &of.keys, seed)?;
        tracing::info!(agency = %of.agency, agreements = agreements.len(), "given back to another agency");
        Ok((of, agreements.len(), file))
    }

    /// What came from other agencies, newest first.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn received(&self, actor: &Actor) -> Result<Vec<Received>, OfficeError> {
        self.store.received(self.by(actor))
    }

    /// Notes by another agency's certificate what it keeps no more, and gives how many of those came from it. Nothing is deleted here.
    ///
    /// # Errors
    /// [`OfficeError::DisclosureOfUnknown`]; [`OfficeError::Record`] if the certificate is not genuine;
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn note_disposal(&self, actor: &Actor, certificate: &[u8]) -> Result<(Partner, u64), OfficeError> {
        let of = self.partner_that_says(&Statement::of_file(certificate)?)?;
        let said = Certificate::verify(certificate, &of.keys.pin().to_string())?;
        if said.tenant != of.agency {
            return Err(OfficeError::DisclosureOfUnknown);
        }
        let records: Vec<Hash> = said.records.iter().map(|record| record.record).collect();
        let asking = self.by(actor);
        let noted = self.store.note_disposed_there(asking, of.agency, &records, said.disposed_at)?;
        Ok((of, noted))
    }

    /// The agency whose office's keys stand in a statement. Nothing of it is proved by that.
    fn partner_that_says(&self, statement: &Statement) -> Result<Partner, OfficeError> {
        let keys = OfficeKeys { signing: statement.office_key, letters: statement.letters_key };
        self.partner_by_pin(keys.pin())
    }
}
