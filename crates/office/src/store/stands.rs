//! How a record stands now: when it and its files came, and what it is to those of the same worker on the same tablet.

use super::engine::{Fault, Tx, bound};
use super::records;
use chrono::{DateTime, Utc};
use record::{DeviceId, Hash, Place, TenantId, UserId};

pub(super) struct Stands {
    pub(super) record: Hash,
    pub(super) seq: i64,
    pub(super) came_at: DateTime<Utc>,
    /// Its number and since when all of it is there.
    pub(super) received: Option<(u64, DateTime<Utc>)>,
    /// How many of its files are not there.
    pub(super) lacking: u64,
    pub(super) place: Place,
    /// Those with its number and with the next: how they stand may be another question since it came.
    pub(super) neighbours: Vec<Hash>,
}

impl Stands {
    /// Since when what is there of it is there.
    pub(super) fn all_came_at(&self) -> DateTime<Utc> {
        self.received.map_or(self.came_at, |(_, at)| at)
    }
}

pub(super) fn stands(tx: &dyn Tx, tenant: TenantId, record: Hash) -> Result<Stands, Fault> {
    let sql = "
        SELECT r.device, r.user_id, r.seq, r.prev, r.came_at, r.office_seq, r.received_at,
            d.agency IS NOT NULL AS is_another_s
        FROM record r JOIN device d ON d.tenant = r.tenant AND d.device = r.device
        WHERE r.tenant = ?1 AND r.hash = ?2";
    let row = tx.one(sql, bound![tenant.as_bytes(), record.as_bytes()])?;
    let (device, user): (DeviceId, UserId) = (row.id("device")?, row.id("user_id")?);
    let received = match row.some_time("received_at")? {
        Some(at) => Some((row.number("office_seq")?, at)),
        None => None,
    };
    let lacking = match received {
        Some(_) => 0,
        None => records::lacking(tx, tenant, record)?.len() as u64,
    };
    let seq = row.integer("seq")?;
    let (from, to) = (seq.saturating_sub(1), seq.saturating_add(1));
    let sql = "
        SELECT seq, hash FROM record
        WHERE tenant = ?1 AND device = ?2 AND user_id = ?3 AND seq >= ?4 AND seq <= ?5";
    let (mut before, mut beside, mut neighbours) = (Vec::new(), Vec::new(), Vec::new());
    for row in tx.rows(sql, bound![tenant.as_bytes(), device.as_bytes(), user.as_bytes(), from, to])? {
        let (number, hash) = (row.integer("seq")?, row.hash("hash")?);
        if number < seq {
            before.push(hash);
            continue;
        }
        if number == seq {
            beside.push(hash);
        }
        if hash != record {
            neighbours.push(hash);
        }
    }
    let place = match record::place(record, row.some_hash("prev")?, &beside, &before) {
        // Another agency gives what it gives, and not what was before it.
        Place::AfterHole if row.truth("is_another_s")? => Place::Follows,
        place @ (Place::Follows | Place::AfterHole | Place::Branch) => place,
    };
    Ok(Stands { record, seq, came_at: row.time("came_at")?, received, lacking, place, neighbours })
}
