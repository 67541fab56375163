//! Table `passkey`: by which people sign in without a password. Whether one was used rightly is not known here.

use super::access::{Acted, Doing, Of};
use super::columns::{number, time};
use super::engine::{Fault, Row, bound};
use super::{Begins, By, KnownPasskey, NewPasskey, OwnPasskey, Store, roles, sign_ins};
use crate::OfficeError;
use crate::ids::PersonId;
use crate::permissions::What;
use record::{Hash, TenantId};

/// Most passkeys of a person: one for each thing they sign in on, and some to spare.
const MOST: u64 = 20;

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// The passkeys of whoever asks, the newest last.
    pub fn passkeys(&self, by: By<'_>) -> Result<Vec<OwnPasskey>, OfficeError> {
        let Some(own) = by.actor.person() else { return Ok(Vec::new()) };
        let sql = "
            SELECT passkey, name, made_at, used_at FROM passkey WHERE tenant = ?1 AND person = ?2
            ORDER BY made_at, passkey";
        let read = |row: &Row| -> Result<OwnPasskey, Fault> {
            let (made_at, used_at) = (row.time("made_at")?, row.some_time("used_at")?);
            Ok(OwnPasskey { passkey: row.hash("passkey")?, name: row.text("name")?, made_at, used_at })
        };
        let doing = Doing::new(What::SeePasskeys, Of::person(own.id), "list passkeys");
        let found = self.act(by, &doing, |tx| {
            let rows = tx.rows(sql, bound![by.tenant.as_bytes(), own.id.as_bytes()])?;
            Ok(Acted::Done(rows.iter().map(read).collect::<Result<Vec<_>, Fault>>()?))
        })?;
        Ok(found.unwrap_or_default())
    }

    /// What is kept of somebody's passkeys.
    pub fn passkeys_kept(&self, tenant: TenantId, person: PersonId) -> Result<Vec<String>, OfficeError> {
        let sql = "SELECT kept FROM passkey WHERE tenant = ?1 AND person = ?2 ORDER BY passkey";
        self.for_people("find passkeys", |tx| {
            let rows = tx.rows(sql, bound![tenant.as_bytes(), person.as_bytes()])?;
            rows.iter().map(|row| row.text("kept")).collect()
        })
    }

    /// Adds a passkey of whoever asks. None if they are no person, or were ended just now.
    ///
    /// # Errors
    /// [`OfficeError::PasskeyTaken`] if it is known here, whosever it is; [`OfficeError::ManyPasskeys`];
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn add_passkey(&self, by: By<'_>, new: &NewPasskey<'_>) -> Result<Option<()>, OfficeError> {
        let Some(own) = by.actor.person() else { return Ok(None) };
        self.act(by, &Doing::new(What::AddPasskey, Of::person(own.id), "add a passkey"), |tx| {
            let (tenant, person, passkey) = (by.tenant.as_bytes(), own.id.as_bytes(), new.passkey.as_bytes());
            if !roles::is_there(tx, by.tenant, own.id)? {
                return Ok(Acted::NotThere);
            }
            let sql = "
                SELECT EXISTS (SELECT 1 FROM passkey WHERE tenant = ?1 AND passkey = ?2) AS taken,
                    (SELECT COUNT(*) FROM passkey WHERE tenant = ?1 AND person = ?3) >= ?4 AS many";
            let found = tx.one(sql, bound![tenant, passkey, person, number(MOST)])?;
            if found.truth("taken")? {
                return Err(OfficeError::PasskeyTaken.into());
            }
            if found.truth("many")? {
                return Err(OfficeError::ManyPasskeys.into());
            }
            let sql = "
                INSERT INTO passkey (tenant, passkey, person, name, kept, made_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            tx.execute(sql, bound![tenant, passkey, person, new.name, new.kept, time(by.now)])?;
            Ok(Acted::Done(()))
        })
    }

    /// Removes a passkey of whoever asks. None if they have none of this name.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn remove_passkey(&self, by: By<'_>, passkey: Hash) -> Result<Option<()>, OfficeError> {
        let Some(own) = by.actor.person() else { return Ok(None) };
        let sql = "DELETE FROM passkey WHERE tenant = ?1 AND passkey = ?2 AND person = ?3";
        self.act(by, &Doing::new(What::RemovePasskey, Of::person(own.id), "remove a passkey"), |tx| {
            let values = bound![by.tenant.as_bytes(), passkey.as_bytes(), own.id.as_bytes()];
            let removed = tx.execute(sql, values)?;
            Ok(if removed == 0 { Acted::NotThere } else { Acted::Done(()) })
        })
    }

    /// What is known of a passkey, unless whose it is has ended.
    pub fn known_passkey(
        &self,
        tenant: TenantId,
        passkey: Hash,
    ) -> Result<Option<KnownPasskey>, OfficeError> {
        let sql = "
            SELECT k.person, k.kept FROM passkey k JOIN person p ON p.tenant = k.tenant AND p.person = k.person
            WHERE k.tenant = ?1 AND k.passkey = ?2 AND p.ended_at IS NULL";
        let read = |row: Row| -> Result<KnownPasskey, Fault> {
            Ok(KnownPasskey { passkey, person: row.id("person")?, kept: row.text("kept")? })
        };
        self.for_people("find a passkey", |tx| {
            tx.row(sql, bound![tenant.as_bytes(), passkey.as_bytes()])?.map(read).transpose()
        })
    }

    /// Begins a session of somebody who showed a passkey, of which this is kept from now on. False if it was removed or used
    /// meanwhile.
    pub fn sign_in_by_passkey(
        &self,
        by: By<'_>,
        known: &KnownPasskey,
        kept: &str,
        new: Begins,
    ) -> Result<bool, OfficeError> {
        let sql = "
            UPDATE passkey SET kept = ?5, used_at = ?6
            WHERE tenant = ?1 AND passkey = ?2 AND person = ?3 AND kept = ?4";
        self.write_while_any_fits("sign a person in", |tx| {
            let (tenant, person, passkey) =
                (by.tenant.as_bytes(), known.person.as_bytes(), known.passkey.as_bytes());
            let values = bound![tenant, passkey, person, known.kept.as_str(), kept, time(by.now)];
            if !roles::is_there(tx, by.tenant, known.person)? || tx.execute(sql, values)? == 0 {
                return Ok(false);
            }
            sign_ins::begin(tx, by, known.person, new, What::SignIn)?;
            Ok(true)
        })
    }
}
