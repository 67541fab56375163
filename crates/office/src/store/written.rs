//! What the office writes itself: tables `written`, `record` and `device`. In each life of its store the office is a device of its own,
//! and each person there has a chain on it, so that nothing goes on from what a backup may have lacked.

use super::access::{Acted, Doing, Of};
use super::columns::time;
use super::engine::{Fault, Tx, bound};
use super::sight::{Sight, sees_case};
use super::{
    About, Arrival, By, Own, Store, ToWrite, Writes, Wrote, agencies, cases, changes, disclosures,
    projections, records,
};
use crate::OfficeError;
use crate::permissions::What;
use chrono::{DateTime, Utc};
use record::{CaseId, DeviceId, Hash, Head, Kind, RequestId, TenantId, UserId};

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// Keeps what somebody asked the office to write, if they may do this and see the case: signed, with its number and receipt,
    /// and on its way to all who have the case. Asked again, it is what was written then. Nobody writes as another.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], those of `writes`, [`OfficeError::Store`]; where it is given to an agency,
    /// [`OfficeError::NoPartner`] if there is none of this id, [`OfficeError::NotWhole`] if not all of it is here.
    pub fn keep_written(
        &self,
        by: By<'_>,
        what: What,
        asked: &ToWrite<'_>,
        writes: &dyn Writes,
    ) -> Result<Wrote, OfficeError> {
        let is_another = by.actor.person().is_some_and(|own| own.id.as_bytes() != asked.user.as_bytes());
        let of = Of { record: asked.of, case: asked.case, ..Of::default() };
        let doing = Doing::new(what, of, "keep what the office writes");
        let wrote = self.act(by, &doing, |tx| {
            if is_another {
                return Ok(Acted::NotAllowed);
            }
            Ok(match keep_asked(tx, by, what, asked, writes)? {
                wrote @ (Wrote::Now { .. } | Wrote::Before { .. }) => Acted::Done(wrote),
                wrote @ (Wrote::OtherRequest | Wrote::NothingOf) => Acted::No(wrote),
            })
        })?;
        Ok(wrote.unwrap_or(Wrote::NothingOf))
    }

    /// Takes a record back that this office wrote in a life that it lost. Whether it was lost.
    pub fn take_back(
        &self,
        tenant: TenantId,
        own: &Own<'_>,
        arrival: &Arrival,
        writes: &dyn Writes,
        now: DateTime<Utc>,
    ) -> Result<bool, OfficeError> {
        self.write("take a record back", |tx| {
            if records::is_held(tx, tenant, own.device, arrival.hash)? {
                return Ok(false);
            }
            be_device(tx, tenant, own, now)?;
            keep(tx, tenant, arrival, writes, now).map(|_| true)
        })
    }
}

fn keep_asked(
    tx: &dyn Tx,
    by: By<'_>,
    what: What,
    asked: &ToWrite<'_>,
    writes: &dyn Writes,
) -> Result<Wrote, Fault> {
    let tenant = by.tenant;
    if let Some((said, record)) = before(tx, tenant, asked.request)? {
        return Ok(if said == asked.said { Wrote::Before { record } } else { Wrote::OtherRequest });
    }
    let about = asked.of.map_or(Ok(None), |of| about(tx, by, what, of))?;
    let is_theirs = match (asked.of, asked.case) {
        (Some(_), _) => about.is_some(),
        (None, Some(case)) => may_be_of(tx, by, what, case)?,
        (None, None) => false,
    };
    if !is_theirs {
        return Ok(Wrote::NothingOf);
    }
    if let (Some(agency), Some(of)) = (asked.to, asked.of) {
        disclosures::may_be_given(tx, tenant, agency, of)?;
    }
    be_device(tx, tenant, &asked.own, by.now)?;
    let arrival = writes.make(about.as_ref(), head(tx, tenant, asked.own.device, asked.user)?)?;
    let office_seq = keep(tx, tenant, &arrival, writes, by.now)?;
    let sql = "INSERT INTO written (tenant, request, said, record) VALUES (?1, ?2, ?3, ?4)";
    if let (Some(agency), Some(of)) = (asked.to, asked.of) {
        disclosures::insert(tx, tenant, (arrival.hash, of), agency, by.now)?;
    }
    let (request, said, record) = (asked.request, asked.said, arrival.hash);
    tx.execute(sql, bound![tenant.as_bytes(), request.as_bytes(), said.as_bytes(), record.as_bytes()])?;
    Ok(Wrote::Now { record, office_seq })
}

/// What was asked with a request, and what was written then.
fn before(tx: &dyn Tx, tenant: TenantId, request: RequestId) -> Result<Option<(Hash, Hash)>, Fault> {
    let sql = "SELECT said, record FROM written WHERE tenant = ?1 AND request = ?2";
    let row = tx.row(sql, bound![tenant.as_bytes(), request.as_bytes()])?;
    row.map(|row| Ok((row.hash("said")?, row.hash("record")?))).transpose()
}

/// The record that something is said of, if they see its case.
fn about(tx: &dyn Tx, by: By<'_>, what: What, record: Hash) -> Result<Option<About>, Fault> {
    const ABOUT: &str = concat!(
        "SELECT r.kind, r.case_id, r.doc, d.is_office = 1 AS own FROM record r
        JOIN device d ON d.tenant = r.tenant AND d.device = r.device
        LEFT JOIN case_of c ON c.tenant = r.tenant AND c.case_id = r.case_id
        WHERE r.tenant = ?1 AND r.hash = ?6 AND ",
        sees_case!()
    );
    let sight = Sight::of(by.actor, what);
    let (tenant, now) = (by.tenant.as_bytes(), time(by.now));
    let (person, roles) = (sight.person(), sight.roles.as_str());
    let row = tx.row(ABOUT, bound![tenant, person, roles, sight.everywhere, now, record.as_bytes()])?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(About {
        kind: Kind::from(row.text("kind")?),
        case: row.id("case_id")?,
        doc: row.id("doc")?,
        is_own: row.truth("own")?,
    }))
}

/// Whether something new may be of this case: they see it, or nothing of it is here yet.
fn may_be_of(tx: &dyn Tx, by: By<'_>, what: What, case: CaseId) -> Result<bool, Fault> {
    if cases::sees(tx, by, case, what)? {
        return Ok(true);
    }
    let sql = "SELECT EXISTS (SELECT 1 FROM record WHERE tenant = ?1 AND case_id = ?2) AS is_here";
    Ok(!tx.one(sql, bound![by.tenant.as_bytes(), case.as_bytes()])?.truth("is_here")?)
}

/// The office is a device in this life, or was in another.
pub(super) fn be_device(
    tx: &dyn Tx,
    tenant: TenantId,
    own: &Own<'_>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let sql = "
        INSERT INTO device (tenant, device, record_key, request_key, name, joined_at, next_unlock, is_office)
        VALUES (?1, ?2, ?3, ?3, ?4, ?5, 1, 1) ON CONFLICT (tenant, device) DO NOTHING";
    let Own { device, key, name } = own;
    tx.execute(sql, bound![tenant.as_bytes(), device.as_bytes(), key.as_bytes(), *name, time(now)])?;
    Ok(())
}

/// The last record of a person in this life.
fn head(tx: &dyn Tx, tenant: TenantId, device: DeviceId, user: UserId) -> Result<Option<Head>, Fault> {
    let sql = "
        SELECT seq, hash FROM record WHERE tenant = ?1 AND device = ?2 AND user_id = ?3
        ORDER BY seq DESC, hash LIMIT 1";
    let row = tx.row(sql, bound![tenant.as_bytes(), device.as_bytes(), user.as_bytes()])?;
    row.map(|row| Ok(Head { seq: row.number("seq")?, hash: row.hash("hash")? })).transpose()
}

/// Keeps a record of the office, and gives the number it gets.
fn keep(
    tx: &dyn Tx,
    tenant: TenantId,
    arrival: &Arrival,
    writes: &dyn Writes,
    now: DateTime<Utc>,
) -> Result<u64, Fault> {
    records::insert(tx, tenant, arrival, now)?;
    let office_seq = agencies::next_seq(tx, tenant)?;
    let receipt = writes.sign(arrival.hash, office_seq)?;
    records::set_receipt(tx, tenant, arrival.hash, (office_seq, now), &receipt)?;
    changes::add_for_all(tx, tenant, arrival.envelope.case, arrival.hash)?;
    projections::kept(tx, tenant, arrival)?;
    Ok(office_seq)
}
