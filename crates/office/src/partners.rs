//! Other agencies with an office of their own: by which keys each is known, and where it is reached. The keys are copied from
//! the other office and their pin compared by two people who know each other; nothing is taken on the word of a network.

use crate::actor::Actor;
use crate::office::fit_name;
use crate::settings::PublicAddress;
use crate::store::Partner;
use crate::{Office, OfficeError};
use record::{AgencyLine, OfficePin, TenantId};

impl Office {
    /// The line by which another agency knows this one, to be copied there.
    #[must_use]
    pub fn agency_line(&self) -> AgencyLine {
        AgencyLine { tenant: self.agency.tenant, keys: self.keys() }
    }

    /// Adds another agency by its line, and gives it as it is kept. One that was ended is one again.
    ///
    /// # Errors
    /// [`OfficeError::BadName`], [`OfficeError::BadAgency`], [`OfficeError::BadAddress`]; [`OfficeError::OwnAgency`] for this
    /// office's own line; [`OfficeError::PartnerKnown`], [`OfficeError::PartnerTaken`]; [`OfficeError::NotAllowed`],
    /// [`OfficeError::Store`].
    pub fn add_partner(
        &self,
        actor: &Actor,
        name: &str,
        line: &str,
        address: Option<&str>,
    ) -> Result<Partner, OfficeError> {
        let AgencyLine { tenant: agency, keys } = line.parse().map_err(|_| OfficeError::BadAgency)?;
        if agency == self.agency.tenant || keys.signing == self.key.public() {
            return Err(OfficeError::OwnAgency);
        }
        let address = address.map(|address| PublicAddress::read(address).ok_or(OfficeError::BadAddress));
        let address = address.transpose()?.map(|address| address.to_string());
        let (name, added_at) = (fit_name(name)?.to_owned(), self.now());
        let partner = Partner { agency, name, keys, address, added_at, ended_at: None };
        self.store.add_partner(self.by(actor), &partner)?;
        tracing::info!(%agency, "another agency was added");
        Ok(partner)
    }

    /// All other agencies by their names, those that are ended with them.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn partners(&self, actor: &Actor) -> Result<Vec<Partner>, OfficeError> {
        self.store.partners(self.by(actor))
    }

    /// The agency with this id or name, if it is not ended. For the office's machine.
    ///
    /// # Errors
    /// [`OfficeError::NoPartner`], [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn partner(&self, actor: &Actor, named: &str) -> Result<Partner, OfficeError> {
        let (id, name) = (named.trim().parse::<TenantId>().ok(), named.trim().to_lowercase());
        let is_meant = |partner: &Partner| Some(partner.agency) == id || partner.name.to_lowercase() == name;
        let all = self.partners(actor)?.into_iter();
        let mut now = all.filter(|partner| partner.ended_at.is_none());
        now.find(is_meant).ok_or(OfficeError::NoPartner)
    }

    /// Ends an agency: nothing is given to it and nothing taken from it any more. What came stays. None if there is none of this
    /// id.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn end_partner(&self, actor: &Actor, agency: TenantId) -> Result<Option<()>, OfficeError> {
        let ended = self.store.end_partner(self.by(actor), agency)?;
        if ended.is_some() {
            tracing::warn!(%agency, "another agency was ended");
        }
        Ok(ended)
    }

    /// The agency whose office has these keys.
    pub(crate) fn partner_by_pin(&self, pin: OfficePin) -> Result<Partner, OfficeError> {
        let all = self.store.partners_now(self.agency.tenant)?;
        let found = all.into_iter().find(|partner| partner.keys.pin() == pin);
        found.ok_or(OfficeError::DisclosureOfUnknown)
    }
}
