//! Table `access`: who did what through which page, and what was refused. A verb that people ask for goes by [`Store::act`], which
//! asks whether they may, and writes the row in the same transaction. Nothing of what was read stands in it.

use super::columns::{number, time};
use super::engine::{Fault, Row, Tx, bound};
use super::{Accessed, By, Store, Which};
use crate::OfficeError;
use crate::actor::Who;
use crate::ids::PersonId;
use crate::permissions::What;
use record::{CaseId, DeviceId, Hash};

/// What is told of a row, which is called `e`, with what it was done to by the name that has now.
macro_rules! told {
    () => {
        "
        SELECT e.number, e.at, e.who, e.person, e.tablet, e.name, e.role, e.page, e.done, e.of_record, e.of_case,
            e.of_tablet, e.of_person, e.reason, e.allowed, e.times, COALESCE(
                (SELECT p.name FROM person p WHERE p.tenant = e.tenant AND p.person = e.of_person),
                (SELECT d.name FROM device d WHERE d.tenant = e.tenant AND d.device = e.of_tablet),
                (SELECT a.reference FROM agreement a WHERE a.tenant = e.tenant AND a.record = e.of_record),
                (SELECT a.reference FROM agreement a WHERE a.tenant = e.tenant AND a.case_id = e.of_case
                    ORDER BY a.sealed_at DESC, a.came_at DESC, a.seq DESC, a.record DESC LIMIT 1)) AS of_name
        FROM access e WHERE e.tenant = ?1 AND e.number < ?2"
    };
}

const ALL: &str = concat!(told!(), " ORDER BY e.number DESC LIMIT ?3");
const REFUSED: &str = concat!(told!(), " AND e.allowed = 0 ORDER BY e.number DESC LIMIT ?3");
const BY: &str = concat!(told!(), " AND e.person = ?4 ORDER BY e.number DESC LIMIT ?3");

/// What it was done to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Of {
    pub(super) record: Option<Hash>,
    pub(super) case: Option<CaseId>,
    pub(super) tablet: Option<DeviceId>,
    pub(super) person: Option<PersonId>,
}

/// What is done, to what, and why where that was asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Doing<'a> {
    pub(super) what: What,
    pub(super) of: Of,
    pub(super) reason: &'a str,
    /// What the database does, for the log.
    pub(super) doing: &'static str,
}

/// What became of it.
pub(super) enum Acted<T> {
    Done(T),
    /// It was not done, and this is the answer.
    No(T),
    /// There is nothing of this name, or nothing that they see.
    NotThere,
    /// They may not.
    NotAllowed,
}

impl Of {
    pub(super) fn record(record: Hash) -> Self {
        Self { record: Some(record), ..Self::default() }
    }

    pub(super) fn case(case: CaseId) -> Self {
        Self { case: Some(case), ..Self::default() }
    }

    pub(super) fn tablet(tablet: DeviceId) -> Self {
        Self { tablet: Some(tablet), ..Self::default() }
    }

    pub(super) fn person(person: PersonId) -> Self {
        Self { person: Some(person), ..Self::default() }
    }
}

impl<'a> Doing<'a> {
    pub(super) fn new(what: What, of: Of, doing: &'static str) -> Self {
        Self { what, of, reason: "", doing }
    }

    pub(super) const fn because(self, reason: &'a str) -> Self {
        Self { reason, ..self }
    }
}

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// Writes that something was refused before the store was asked, `times` times since it was last written.
    pub fn note_refusal(&self, by: By<'_>, what: What, times: u64) -> Result<(), OfficeError> {
        let of = Of { tablet: tablet(by), ..Of::default() };
        let doing = Doing::new(what, of, "note a refusal");
        self.write_while_any_fits(doing.doing, |tx| write(tx, by, &doing, false, times))
    }

    /// What was done, newest first, of the numbers below this one; at most so many rows.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`] for whoever may not see it; [`OfficeError::Store`].
    pub fn accessed(
        &self,
        by: By<'_>,
        which: Which,
        below: Option<u64>,
        most: u32,
    ) -> Result<Vec<Accessed>, OfficeError> {
        let doing = Doing::new(What::ReadAccess, Of::default(), "read what was done");
        let rows = self.act(by, &doing, |tx| {
            let (tenant, below) = (by.tenant.as_bytes(), below.map_or(i64::MAX, number));
            let rows = match which {
                Which::All => tx.rows(ALL, bound![tenant, below, most])?,
                Which::Refused => tx.rows(REFUSED, bound![tenant, below, most])?,
                Which::By(person) => tx.rows(BY, bound![tenant, below, most, person.as_bytes()])?,
            };
            Ok(Acted::Done(rows.iter().map(read).collect::<Result<Vec<_>, Fault>>()?))
        })?;
        Ok(rows.unwrap_or_default())
    }

    /// Does what people ask for, if they may, and writes in the same transaction that it was done or refused. None if there is
    /// nothing of this name, or nothing that they see.
    pub(super) fn act<T>(
        &self,
        by: By<'_>,
        doing: &Doing<'_>,
        mut work: impl FnMut(&dyn Tx) -> Result<Acted<T>, Fault>,
    ) -> Result<Option<T>, OfficeError> {
        if !doing.what.is_to_read() {
            self.takes_writing()?;
        }
        let acted = self.write_while_any_fits(doing.doing, |tx| {
            let acted = if by.actor.may(doing.what) { work(tx)? } else { Acted::NotAllowed };
            write(tx, by, doing, matches!(acted, Acted::Done(_)), 1)?;
            Ok(acted)
        })?;
        match acted {
            Acted::Done(done) | Acted::No(done) => Ok(Some(done)),
            Acted::NotThere => Ok(None),
            Acted::NotAllowed => Err(OfficeError::NotAllowed),
        }
    }
}

/// Writes a row. Where there is no such agency nothing is written, for nothing is there that was read.
pub(super) fn write(
    tx: &dyn Tx,
    by: By<'_>,
    doing: &Doing<'_>,
    allowed: bool,
    times: u64,
) -> Result<(), Fault> {
    let sql = "UPDATE office SET access_seq = access_seq + 1 WHERE tenant = ?1 RETURNING access_seq";
    let Some(drawn) = tx.row(sql, bound![by.tenant.as_bytes()])? else { return Ok(()) };
    let (person, tablet, role) = (by.actor.person(), tablet(by), by.actor.role(doing.what));
    let name = match &by.actor.who {
        Who::Person(person) => person.name.clone(),
        Who::Agency(agency) => agency.to_string(),
        Who::Nobody | Who::Machine | Who::Tablet(_) => String::new(),
    };
    let of = &doing.of;
    let sql = "
        INSERT INTO access (tenant, number, at, who, person, tablet, name, role, page, done, of_record, of_case,
            of_tablet, of_person, reason, allowed, times)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";
    let values = bound![
        by.tenant.as_bytes(),
        drawn.integer("access_seq")?,
        time(by.now),
        who(&by.actor.who),
        person.map(|person| person.id.as_bytes()),
        tablet.as_ref().map(DeviceId::as_bytes),
        name.as_str(),
        role.as_str(),
        by.actor.page,
        doing.what.word(),
        of.record.as_ref().map(Hash::as_bytes),
        of.case.as_ref().map(CaseId::as_bytes),
        of.tablet.as_ref().map(DeviceId::as_bytes),
        of.person.as_ref().map(PersonId::as_bytes),
        doing.reason,
        i64::from(allowed),
        number(times),
    ];
    tx.execute(sql, values)?;
    Ok(())
}

const fn tablet(by: By<'_>) -> Option<DeviceId> {
    match by.actor.who {
        Who::Tablet(device) => Some(device),
        Who::Nobody | Who::Machine | Who::Agency(_) | Who::Person(_) => None,
    }
}

const fn who(who: &Who) -> &'static str {
    match who {
        Who::Nobody => "nobody",
        Who::Machine => "machine",
        Who::Tablet(_) => "tablet",
        Who::Agency(_) => "agency",
        Who::Person(_) => "person",
    }
}

fn read(row: &Row) -> Result<Accessed, Fault> {
    Ok(Accessed {
        number: row.number("number")?,
        at: row.time("at")?,
        who: row.text("who")?,
        person: row.some_id("person")?,
        tablet: row.some_id("tablet")?,
        name: row.text("name")?,
        role: row.text("role")?,
        page: row.text("page")?,
        done: row.text("done")?,
        of_record: row.some_hash("of_record")?,
        of_case: row.some_id("of_case")?,
        of_tablet: row.some_id("of_tablet")?,
        of_person: row.some_id("of_person")?,
        of_name: row.some_text("of_name")?,
        reason: row.text("reason")?,
        allowed: row.integer("allowed")? != 0,
        times: row.number("times")?,
    })
}
