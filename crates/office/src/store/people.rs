//! Table `person`: who works at the office. How they sign in is in `sign_ins`, what they are in `roles`.

use super::access::{Acted, Doing, Of};
use super::columns::time;
use super::engine::{Fault, Row, Tx, bound};
use super::{By, NewLink, NewPerson, Person, Store, roles, sessions, sign_ins, ways};
use crate::OfficeError;
use crate::ids::PersonId;
use crate::permissions::What;
use record::TenantId;

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// Everybody, by what they sign in with.
    pub fn people(&self, by: By<'_>) -> Result<Vec<Person>, OfficeError> {
        let people = self.act(by, &Doing::new(What::SeePeople, Of::default(), "list its people"), |tx| {
            Ok(Acted::Done(all(tx, by.tenant)?))
        })?;
        Ok(people.unwrap_or_default())
    }

    /// Adds a person, with the link for their first time.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`]; [`OfficeError::LoginTaken`] if somebody signs in with the same;
    /// [`OfficeError::NoTeam`]; [`OfficeError::Store`].
    pub fn add_person(&self, by: By<'_>, new: &NewPerson<'_>, link: &NewLink) -> Result<(), OfficeError> {
        let doing = Doing::new(What::AddPerson, Of::person(new.id), "add a person");
        self.act(by, &doing, |tx| {
            let sql = "SELECT EXISTS (SELECT 1 FROM person WHERE tenant = ?1 AND login = ?2) AS taken";
            if tx.one(sql, bound![by.tenant.as_bytes(), new.login])?.truth("taken")? {
                return Err(OfficeError::LoginTaken.into());
            }
            let sql = "
                INSERT INTO person (tenant, person, login, name, last_step, made_at)
                VALUES (?1, ?2, ?3, ?4, 0, ?5)";
            let (tenant, person) = (by.tenant.as_bytes(), new.id.as_bytes());
            tx.execute(sql, bound![tenant, person, new.login, new.name, time(by.now)])?;
            for held in new.roles {
                roles::insert(tx, by.tenant, new.id, *held)?;
            }
            sign_ins::insert_link(tx, by.tenant, new.id, link)?;
            Ok(Acted::Done(()))
        })?;
        Ok(())
    }

    /// Makes another link for somebody who lost password or telephone. Until it is used nothing changes. None if there is no
    /// such person.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn add_link(&self, by: By<'_>, person: PersonId, link: &NewLink) -> Result<Option<()>, OfficeError> {
        self.act(by, &Doing::new(What::MakeLink, Of::person(person), "keep a link"), |tx| {
            if !roles::is_there(tx, by.tenant, person)? {
                return Ok(Acted::NotThere);
            }
            sign_ins::insert_link(tx, by.tenant, person, link)?;
            Ok(Acted::Done(()))
        })
    }

    /// Ends a person: their sessions end, and they sign in no more. Their name stays with what they did. None if there is no such
    /// person.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn end_person(&self, by: By<'_>, person: PersonId) -> Result<Option<()>, OfficeError> {
        self.act(by, &Doing::new(What::EndPerson, Of::person(person), "end a person"), |tx| {
            if !roles::is_there(tx, by.tenant, person)? {
                return Ok(Acted::NotThere);
            }
            let sql = "
                UPDATE person SET ended_at = ?3, password = NULL, codes = NULL WHERE tenant = ?1 AND person = ?2";
            tx.execute(sql, bound![by.tenant.as_bytes(), person.as_bytes(), time(by.now)])?;
            sessions::delete_of(tx, by.tenant, person)?;
            ways::delete_of(tx, by.tenant, person)?;
            Ok(Acted::Done(()))
        })
    }
}

fn all(tx: &dyn Tx, tenant: TenantId) -> Result<Vec<Person>, Fault> {
    let mut roles = roles::all(tx, tenant)?;
    let sql = "
        SELECT p.person, p.login, p.name, p.ended_at, (p.password IS NOT NULL
            OR EXISTS (SELECT 1 FROM passkey k WHERE k.tenant = p.tenant AND k.person = p.person)
            OR EXISTS (SELECT 1 FROM account a WHERE a.tenant = p.tenant AND a.person = p.person)) AS is_ready
        FROM person p WHERE p.tenant = ?1 ORDER BY p.login";
    let read = |row: Row| -> Result<Person, Fault> {
        let id = row.id("person")?;
        Ok(Person {
            id,
            login: row.text("login")?,
            name: row.text("name")?,
            roles: roles.remove(&id).unwrap_or_default(),
            is_ready: row.truth("is_ready")?,
            ended_at: row.some_time("ended_at")?,
        })
    };
    tx.rows(sql, bound![tenant.as_bytes()])?.into_iter().map(read).collect()
}
