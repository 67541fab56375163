//! Table `partner`: other agencies with an office of their own, each by the keys that two people compared.

use super::access::{Acted, Doing, Of};
use super::columns::time;
use super::engine::{Fault, Row, Tx, bound};
use super::{By, Partner, Store};
use crate::OfficeError;
use crate::permissions::What;
use record::{ClosingKey, OfficeKeys, TenantId};

macro_rules! partner {
    ($rest:literal) => {
        concat!(
            "SELECT agency, name, signing_key, letters_key, address, added_at, ended_at FROM partner WHERE tenant = ?1 ",
            $rest
        )
    };
}

const ALL: &str = partner!("ORDER BY called");
const ONE: &str = partner!("AND agency = ?2");

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// Adds an agency. One that was ended is one again, with the keys that it has now.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`]; [`OfficeError::PartnerKnown`] if it is one already; [`OfficeError::PartnerTaken`] if another
    /// has the name; [`OfficeError::Store`].
    pub fn add_partner(&self, by: By<'_>, partner: &Partner) -> Result<(), OfficeError> {
        self.act(by, &Doing::new(What::AddPartner, Of::default(), "add an agency"), |tx| {
            insert(tx, by.tenant, partner)?;
            Ok(Acted::Done(()))
        })?;
        Ok(())
    }

    /// Ends an agency: nothing is given to it and nothing taken from it any more. None if there is none of this id, or it is ended.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn end_partner(&self, by: By<'_>, agency: TenantId) -> Result<Option<()>, OfficeError> {
        let sql = "UPDATE partner SET ended_at = ?3 WHERE tenant = ?1 AND agency = ?2 AND ended_at IS NULL";
        self.act(by, &Doing::new(What::EndPartner, Of::default(), "end an agency"), |tx| {
            let ended = tx.execute(sql, bound![by.tenant.as_bytes(), agency.as_bytes(), time(by.now)])?;
            Ok(if ended > 0 { Acted::Done(()) } else { Acted::NotThere })
        })
    }

    /// All agencies by their names, those that are ended with them.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn partners(&self, by: By<'_>) -> Result<Vec<Partner>, OfficeError> {
        let found = self.act(by, &Doing::new(What::SeePartners, Of::default(), "list agencies"), |tx| {
            Ok(Acted::Done(all(tx, by.tenant)?))
        })?;
        Ok(found.unwrap_or_default())
    }

    /// The agency with this id, if it is not ended.
    pub fn partner(&self, tenant: TenantId, agency: TenantId) -> Result<Option<Partner>, OfficeError> {
        self.for_tablets("find an agency", |tx| get(tx, tenant, agency))
    }

    /// Those that are not ended, for whatever comes in a file.
    pub(crate) fn partners_now(&self, tenant: TenantId) -> Result<Vec<Partner>, OfficeError> {
        let found = self.for_tablets("find an agency", |tx| all(tx, tenant))?;
        Ok(found.into_iter().filter(|partner| partner.ended_at.is_none()).collect())
    }
}

/// The agency with this id, if it is not ended.
pub(super) fn get(tx: &dyn Tx, tenant: TenantId, agency: TenantId) -> Result<Option<Partner>, Fault> {
    let found = any(tx, tenant, agency)?;
    Ok(found.filter(|partner| partner.ended_at.is_none()))
}

fn any(tx: &dyn Tx, tenant: TenantId, agency: TenantId) -> Result<Option<Partner>, Fault> {
    let row = tx.row(ONE, bound![tenant.as_bytes(), agency.as_bytes()])?;
    row.map(|row| read(&row)).transpose()
}

fn all(tx: &dyn Tx, tenant: TenantId) -> Result<Vec<Partner>, Fault> {
    tx.rows(ALL, bound![tenant.as_bytes()])?.iter().map(read).collect()
}

fn insert(tx: &dyn Tx, tenant: TenantId, partner: &Partner) -> Result<(), Fault> {
    let called = partner.name.to_lowercase();
    let sql = "
        SELECT EXISTS (SELECT 1 FROM partner WHERE tenant = ?1 AND called = ?2 AND agency <> ?3) AS taken";
    let of = bound![tenant.as_bytes(), called.as_str(), partner.agency.as_bytes()];
    if tx.one(sql, of)?.truth("taken")? {
        return Err(OfficeError::PartnerTaken.into());
    }
    if any(tx, tenant, partner.agency)?.is_some_and(|known| known.ended_at.is_none()) {
        return Err(OfficeError::PartnerKnown.into());
    }
    let sql = "
        INSERT INTO partner (tenant, agency, name, called, signing_key, letters_key, address, added_at, ended_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL)
        ON CONFLICT (tenant, agency) DO UPDATE SET name = excluded.name, called = excluded.called,
            signing_key = excluded.signing_key, letters_key = excluded.letters_key,
            address = excluded.address, added_at = excluded.added_at, ended_at = NULL";
    let values = bound![
        tenant.as_bytes(),
        partner.agency.as_bytes(),
        partner.name.as_str(),
        called.as_str(),
        partner.keys.signing.as_bytes(),
        partner.keys.letters.as_bytes(),
        partner.address.as_deref(),
        time(partner.added_at),
    ];
    tx.execute(sql, values)?;
    Ok(())
}

fn read(row: &Row) -> Result<Partner, Fault> {
    let letters = ClosingKey::from_bytes(row.array("letters_key")?);
    Ok(Partner {
        agency: row.id("agency")?,
        name: row.text("name")?,
        keys: OfficeKeys { signing: row.key("signing_key")?, letters },
        address: row.some_text("address")?,
        added_at: row.time("added_at")?,
        ended_at: row.some_time("ended_at")?,
    })
}
