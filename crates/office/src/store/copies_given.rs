//! Table `copy_given`, as it is read: how each copy of an agreement was given, or that it is owed. What stands in it is written by
//! `projections`.

use super::access::{Acted, Doing, Of};
use super::columns::time;
use super::engine::{Fault, Row, bound};
use super::sight::{Sight, sees_what_is_of};
use super::{By, CopyGiven, Store};
use crate::OfficeError;
use crate::permissions::What;
use record::Hash;

/// An agreement that they see.
const AGREEMENT: &str = concat!(
    "SELECT a.record FROM agreement a WHERE a.tenant = ?1 AND ",
    sees_what_is_of!("a.case_id"),
    " AND a.record = ?6"
);

impl Store {
    /// How each copy of an agreement was given since it was sealed, the family's first; none if the agreement is not there, or they
    /// do not see it. Of a copy that is not among them nothing was said yet.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn copies_given(&self, by: By<'_>, record: Hash) -> Result<Option<Vec<CopyGiven>>, OfficeError> {
        let doing = Doing::new(What::ReadAgreement, Of::record(record), "read how copies were given");
        self.act(by, &doing, |tx| {
            let sight = Sight::of(by.actor, doing.what);
            let (tenant, now) = (by.tenant.as_bytes(), time(by.now));
            let (person, roles) = (sight.person(), sight.roles.as_str());
            let values = bound![tenant, person, roles, sight.everywhere, now, record.as_bytes()];
            if tx.row(AGREEMENT, values)?.is_none() {
                return Ok(Acted::NotThere);
            }
            let sql = "
                SELECT person, name, how, at, said FROM copy_given
                WHERE tenant = ?1 AND agreement = ?2 ORDER BY person";
            let rows = tx.rows(sql, bound![tenant, record.as_bytes()])?;
            Ok(Acted::Done(rows.iter().map(read).collect::<Result<Vec<_>, Fault>>()?))
        })
    }
}

fn read(row: &Row) -> Result<CopyGiven, Fault> {
    let person: String = row.text("person")?;
    Ok(CopyGiven {
        person: (!person.is_empty()).then_some(person),
        name: row.text("name")?,
        how: row.text("how")?,
        at: row.time("at")?,
        said: row.hash("said")?,
    })
}
