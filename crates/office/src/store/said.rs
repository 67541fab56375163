//! Table `said_of`, as it is read: what this office said of an agreement. What stands in it is written by `projections`, and something
//! is said by `written`.

use super::access::{Acted, Doing, Of};
use super::columns::time;
use super::engine::{Fault, Row, Tx, bound};
use super::sight::{Sight, sees_what_is_of};
use super::{By, Said, SaidOf, Store};
use crate::OfficeError;
use crate::permissions::What;
use record::Hash;

/// An agreement that they see.
const AGREEMENT: &str = concat!(
    "SELECT r.body, a.received_at IS NOT NULL AS is_whole, (SELECT o.team FROM case_of o
        WHERE o.tenant = a.tenant AND o.case_id = a.case_id) AS team FROM agreement a
    JOIN record r ON r.tenant = a.tenant AND r.hash = a.record WHERE a.tenant = ?1 AND ",
    sees_what_is_of!("a.case_id"),
    " AND a.record = ?6"
);

impl Store {
    /// An agreement and what was said of it; none if it is not there, or they do not see it.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn said_of(&self, by: By<'_>, record: Hash) -> Result<Option<SaidOf>, OfficeError> {
        let doing = Doing::new(What::ReadAgreement, Of::record(record), "read what was said of an agreement");
        self.act(by, &doing, |tx| {
            Ok(said_of(tx, by, doing.what, record)?.map_or(Acted::NotThere, Acted::Done))
        })
    }

    /// The same for somebody who is about to say something of it, if they may: that it was read is written with what they say.
    ///
    /// # Errors
    /// [`OfficeError::Store`].
    pub fn to_sign(&self, by: By<'_>, record: Hash) -> Result<Option<SaidOf>, OfficeError> {
        self.for_people("find what is to be signed", |tx| said_of(tx, by, What::Countersign, record))
    }

    /// The body of an agreement's record, for whoever checks a paper of it; none if it is not there, or they do not see it.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn on_paper(&self, by: By<'_>, record: Hash) -> Result<Option<Vec<u8>>, OfficeError> {
        let doing = Doing::new(What::CheckPaper, Of::record(record), "find what a paper is of");
        self.act(by, &doing, |tx| {
            let Some(row) = agreement(tx, by, doing.what, record)? else { return Ok(Acted::NotThere) };
            Ok(Acted::Done(row.bytes("body")?.to_vec()))
        })
    }
}

fn said_of(tx: &dyn Tx, by: By<'_>, what: What, record: Hash) -> Result<Option<SaidOf>, Fault> {
    let Some(row) = agreement(tx, by, what, record)? else { return Ok(None) };
    let may_sign = by.actor.may(What::Countersign)
        && (what == What::Countersign || agreement(tx, by, What::Countersign, record)?.is_some());
    let sql = "
        SELECT s.said, s.person, s.undoes, s.undone_by, r.body FROM said_of s
        JOIN record r ON r.tenant = s.tenant AND r.hash = s.said
        WHERE s.tenant = ?1 AND s.agreement = ?2 ORDER BY s.at, s.office_seq, s.said";
    let said = tx.rows(sql, bound![by.tenant.as_bytes(), record.as_bytes()])?;
    Ok(Some(SaidOf {
        body: row.bytes("body")?.to_vec(),
        team: row.some_id("team")?,
        is_whole: row.truth("is_whole")?,
        may_sign,
        said: said.iter().map(read).collect::<Result<Vec<_>, Fault>>()?,
    }))
}

/// An agreement of a case that they see by what they want to do.
fn agreement(tx: &dyn Tx, by: By<'_>, what: What, record: Hash) -> Result<Option<Row>, Fault> {
    let sight = Sight::of(by.actor, what);
    let values = bound![
        by.tenant.as_bytes(),
        sight.person(),
        sight.roles.as_str(),
        sight.everywhere,
        time(by.now),
        record.as_bytes(),
    ];
    tx.row(AGREEMENT, values)
}

fn read(row: &Row) -> Result<Said, Fault> {
    Ok(Said {
        record: row.hash("said")?,
        person: row.id("person")?,
        undoes: row.some_hash("undoes")?,
        undone_by: row.some_hash("undone_by")?,
        body: row.bytes("body")?.to_vec(),
    })
}
