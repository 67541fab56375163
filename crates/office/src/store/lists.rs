//! Tables `record`, `record_blob` and `device`, as people see them. However long a list is, it takes three statements: each may be
//! a way to another program and back.

use super::engine::{Fault, Row, Tx, bound};
use super::{Listed, Store, columns, records};
use crate::OfficeError;
use record::{DeviceId, Hash, Place, TenantId, UserId};
use std::collections::HashMap;

macro_rules! listed {
    () => {
        "
        SELECT r.hash, r.device, r.user_id, r.seq, r.prev, r.came_at, r.office_seq, r.received_at,
            r.envelope, r.body, d.name
        FROM record r JOIN device d ON d.tenant = r.tenant AND d.device = r.device "
    };
}

const OF_KIND: &str = concat!(
    listed!(),
    "WHERE r.tenant = ?1 AND r.kind = ?2
        ORDER BY r.came_at DESC, COALESCE(r.office_seq, 0) DESC, r.seq DESC, r.hash"
);
const BY_HASH: &str = concat!(listed!(), "WHERE r.tenant = ?1 AND r.hash = ?2");

/// The records of a worker on a tablet by their numbers.
type Numbered = HashMap<(DeviceId, UserId, u64), Vec<Hash>>;

/// Which record of whom.
struct Chained {
    device: DeviceId,
    user: UserId,
    seq: u64,
    hash: Hash,
    prev: Option<Hash>,
}

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// All records of a kind, newest first.
    pub fn list(&self, tenant: TenantId, kind: &str) -> Result<Vec<Listed>, OfficeError> {
        let kind = columns::kind(kind);
        self.for_people("list records", |tx| {
            let (numbered, lacking) = (numbered(tx, tenant)?, lacking(tx, tenant)?);
            let held = |of: &Chained, seq: u64| {
                numbered.get(&(of.device, of.user, seq)).map(Vec::as_slice).unwrap_or_default()
            };
            let rows = tx.rows(OF_KIND, bound![tenant.as_bytes(), kind])?.into_iter().map(|row| {
                let of = chained(&row)?;
                let (beside, before) = (held(&of, of.seq), held(&of, of.seq.saturating_sub(1)));
                let place = record::place(of.hash, of.prev, beside, before);
                read(&row, of.hash, lacking.get(&of.hash).copied().unwrap_or(0), place)
            });
            rows.collect()
        })
    }

    /// One record's envelope and body.
    pub fn listed(&self, tenant: TenantId, record: Hash) -> Result<Option<Listed>, OfficeError> {
        self.for_people("find a record", |tx| {
            let row = tx.row(BY_HASH, bound![tenant.as_bytes(), record.as_bytes()])?;
            let Some(row) = row else { return Ok(None) };
            let Chained { device, user, seq, hash, prev } = chained(&row)?;
            let place = records::place(tx, tenant, (device, user), seq, hash, prev)?;
            let lacking = records::lacking(tx, tenant, hash)?.len() as u64;
            read(&row, hash, lacking, place).map(Some)
        })
    }
}

fn chained(row: &Row) -> Result<Chained, Fault> {
    Ok(Chained {
        device: row.id("device")?,
        user: row.id("user_id")?,
        seq: row.number("seq")?,
        hash: row.hash("hash")?,
        prev: row.some_hash("prev")?,
    })
}

fn read(row: &Row, hash: Hash, lacking: u64, place: Place) -> Result<Listed, Fault> {
    let received = match row.some_time("received_at")? {
        Some(at) => Some((row.number("office_seq")?, at)),
        None => None,
    };
    Ok(Listed {
        hash,
        came_at: row.time("came_at")?,
        received,
        lacking,
        place,
        envelope: row.bytes("envelope")?.to_vec(),
        body: row.bytes("body")?.to_vec(),
        device_name: row.text("name")?,
    })
}

fn numbered(tx: &dyn Tx, tenant: TenantId) -> Result<Numbered, Fault> {
    let sql = "SELECT device, user_id, seq, hash FROM record WHERE tenant = ?1";
    let mut numbered = Numbered::new();
    for row in tx.rows(sql, bound![tenant.as_bytes()])? {
        let number = (row.id("device")?, row.id("user_id")?, row.number("seq")?);
        numbered.entry(number).or_default().push(row.hash("hash")?);
    }
    Ok(numbered)
}

/// How many of its files are not there, for each record that lacks one.
fn lacking(tx: &dyn Tx, tenant: TenantId) -> Result<HashMap<Hash, u64>, Fault> {
    let sql = "
        SELECT f.record, COUNT(DISTINCT f.sha256) AS lacking FROM record r
        JOIN record_blob f ON f.tenant = r.tenant AND f.record = r.hash
        WHERE r.tenant = ?1 AND r.office_seq IS NULL AND NOT EXISTS
            (SELECT 1 FROM blob b WHERE b.tenant = f.tenant AND b.sha256 = f.sha256)
        GROUP BY f.record";
    let rows = tx.rows(sql, bound![tenant.as_bytes()])?;
    rows.iter().map(|row| Ok((row.hash("record")?, row.number("lacking")?))).collect()
}
