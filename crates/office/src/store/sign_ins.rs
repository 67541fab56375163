//! How a person signs in: tables `person` and `person_link`. Whether a password or a code is right is not known here.

use super::access::{self, Doing, Of};
use super::columns::time;
use super::engine::{Fault, Row, Tx, bound, unfit};
use super::{Begins, By, Known, LinkUse, NewLink, NewSession, Store, sessions, ways};
use crate::OfficeError;
use crate::actor::{Actor, Who};
use crate::ids::PersonId;
use crate::permissions::What;
use chrono::{DateTime, Utc};
use record::{Hash, TenantId};

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// What is known of whoever signs in with this, if they can: they are not ended and have set password and codes.
    pub fn known(&self, tenant: TenantId, login: &str) -> Result<Option<Known>, OfficeError> {
        let sql = "
            SELECT person, password, codes FROM person
            WHERE tenant = ?1 AND login = ?2 AND ended_at IS NULL AND password IS NOT NULL AND codes IS NOT NULL";
        let read = |row: Row| -> Result<Known, Fault> {
            Ok(Known { person: row.id("person")?, password: row.text("password")?, codes: codes(&row)? })
        };
        self.for_people("find a person", |tx| {
            tx.row(sql, bound![tenant.as_bytes(), login])?.map(read).transpose()
        })
    }

    /// Begins a session of somebody whose password and code are right. False if the code, or a newer one, was used before, or if they
    /// have another password by now.
    pub fn sign_in(&self, by: By<'_>, known: &Known, new: &NewSession) -> Result<bool, OfficeError> {
        let sql = "
            UPDATE person SET last_step = ?3
            WHERE tenant = ?1 AND person = ?2 AND last_step < ?3 AND ended_at IS NULL AND password = ?4";
        self.write_while_any_fits("sign a person in", |tx| {
            let (tenant, person) = (by.tenant.as_bytes(), known.person.as_bytes());
            if tx.execute(sql, bound![tenant, person, new.step, known.password.as_str()])? == 0 {
                return Ok(false);
            }
            begin(tx, by, known.person, begins(new), What::SignIn)?;
            Ok(true)
        })
    }

    /// What a link would do.
    pub fn link(&self, tenant: TenantId, link: Hash, now: DateTime<Utc>) -> Result<LinkUse, OfficeError> {
        self.for_people("find a link", |tx| find(tx, tenant, link, now))
    }

    /// Uses a link: its person has this password and the codes of the link from now on, their other sessions and ways in end, and a
    /// session begins.
    pub fn use_link(
        &self,
        by: By<'_>,
        link: Hash,
        password: &str,
        new: &NewSession,
    ) -> Result<LinkUse, OfficeError> {
        self.write("set a password", |tx| {
            let found = find(tx, by.tenant, link, by.now)?;
            let LinkUse::Good { person, codes, .. } = &found else { return Ok(found) };
            let sql = "UPDATE person_link SET used_at = ?3 WHERE tenant = ?1 AND link = ?2";
            tx.execute(sql, bound![by.tenant.as_bytes(), link.as_bytes(), time(by.now)])?;
            let sql = "
                UPDATE person SET password = ?3, codes = ?4, last_step = ?5 WHERE tenant = ?1 AND person = ?2";
            let values = bound![by.tenant.as_bytes(), person.as_bytes(), password, codes, new.step];
            tx.execute(sql, values)?;
            sessions::delete_of(tx, by.tenant, *person)?;
            ways::delete_of(tx, by.tenant, *person)?;
            begin(tx, by, *person, begins(new), What::FirstTime)?;
            Ok(found)
        })
    }
}

const fn begins(new: &NewSession) -> Begins {
    Begins { session: new.session, ends_at: new.ends_at }
}

/// A session begins, and from here on it is the person who asks.
pub(super) fn begin(tx: &dyn Tx, by: By<'_>, person: PersonId, new: Begins, what: What) -> Result<(), Fault> {
    sessions::insert(tx, by, person, new)?;
    let signed_in = sessions::signed_in(tx, by.tenant, new.session)?.ok_or_else(|| unfit("session"))?;
    let actor = Actor { who: Who::Person(Box::new(signed_in)), page: by.actor.page };
    let by = By { actor: &actor, ..by };
    access::write(tx, by, &Doing::new(what, Of::person(person), "sign a person in"), true, 1)
}

pub(super) fn insert_link(
    tx: &dyn Tx,
    tenant: TenantId,
    person: PersonId,
    new: &NewLink,
) -> Result<(), Fault> {
    let sql = "
        INSERT INTO person_link (tenant, link, person, codes, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)";
    let (link, expires_at) = (new.link.as_bytes(), time(new.expires_at));
    tx.execute(sql, bound![tenant.as_bytes(), link, person.as_bytes(), &new.codes, expires_at])?;
    Ok(())
}

fn find(tx: &dyn Tx, tenant: TenantId, link: Hash, now: DateTime<Utc>) -> Result<LinkUse, Fault> {
    let sql = "
        SELECT l.person, l.codes, l.expires_at, l.used_at IS NOT NULL AS used, p.login, p.name FROM person_link l
        JOIN person p ON p.tenant = l.tenant AND p.person = l.person
        WHERE l.tenant = ?1 AND l.link = ?2 AND p.ended_at IS NULL";
    let Some(row) = tx.row(sql, bound![tenant.as_bytes(), link.as_bytes()])? else {
        return Ok(LinkUse::Wrong);
    };
    if row.truth("used")? {
        return Ok(LinkUse::Used);
    }
    if row.time("expires_at")? <= now {
        return Ok(LinkUse::Expired);
    }
    let (login, name) = (row.text("login")?, row.text("name")?);
    Ok(LinkUse::Good { person: row.id("person")?, login, name, codes: codes(&row)? })
}

fn codes(row: &Row) -> Result<[u8; 16], Fault> {
    row.bytes("codes")?.try_into().map_err(|_| unfit("codes"))
}
