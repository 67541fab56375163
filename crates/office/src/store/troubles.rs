//! Tables `refused` and `stuck`: what does not go by itself, for people to know of.

use super::access::{Acted, Doing, Of};
use super::columns::{carried, number, time};
use super::engine::{Fault, Row, Tx, bound};
use super::pages::{Page, TroublePosition, rows};
use super::sight::{Sight, has_role_in, sees_what_is_of};
use super::{By, MAX_REFUSED, NotCome, Refusal, Store, Trouble};
use crate::OfficeError;
use crate::permissions::What;
use chrono::{DateTime, Utc};
use record::letter::Carried;
use record::wire::{MAX_ASKED, RefuseCode, Stuck, StuckWhy};
use record::{DeviceId, Hash, TenantId};

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// A page of what did not come from tablets of teams that they see, behind this place or from its beginning: what tablets say
    /// they cannot send, but for what is all there, and then what was not taken, newest first. `limit` is how many rows at most: 50
    /// if nobody says it, never more than 200.
    pub fn troubles(
        &self,
        by: By<'_>,
        after: Option<&TroublePosition>,
        limit: Option<u64>,
    ) -> Result<Page<Trouble, TroublePosition>, OfficeError> {
        let doing = Doing::new(What::ListTroubles, Of::default(), "list what did not come");
        let page = self.act(by, &doing, |tx| Ok(Acted::Done(page(tx, by, after, rows(limit))?)))?;
        Ok(page.unwrap_or_default())
    }
}

pub(super) fn note_refused(
    tx: &dyn Tx,
    tenant: TenantId,
    device: DeviceId,
    of: &Carried,
    code: &RefuseCode,
    at: DateTime<Utc>,
) -> Result<(), Fault> {
    let (kind, name) = carried(of);
    let sql = "
        INSERT INTO refused (tenant, device, kind, name, code, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (tenant, kind, name, device) DO UPDATE SET code = excluded.code, at = excluded.at";
    tx.execute(sql, bound![tenant.as_bytes(), device.as_bytes(), kind, name, code.as_str(), time(at)])?;
    let of_device = bound![tenant.as_bytes(), device.as_bytes()];
    let sql = "SELECT COUNT(*) AS noted FROM refused WHERE tenant = ?1 AND device = ?2";
    if tx.one(sql, of_device)?.number("noted")? > MAX_REFUSED {
        let sql = "
            DELETE FROM refused WHERE tenant = ?1 AND device = ?2 AND (kind, name) IN
                (SELECT kind, name FROM refused WHERE tenant = ?1 AND device = ?2
                ORDER BY at, kind, name LIMIT 1)";
        tx.execute(sql, of_device)?;
    }
    Ok(())
}

/// It came and is good.
pub(super) fn forget_refused(tx: &dyn Tx, tenant: TenantId, of: &Carried) -> Result<(), Fault> {
    let (kind, name) = carried(of);
    let sql = "DELETE FROM refused WHERE tenant = ?1 AND kind = ?2 AND name = ?3";
    tx.execute(sql, bound![tenant.as_bytes(), kind, name])?;
    Ok(())
}

pub(super) fn replace_stuck(
    tx: &dyn Tx,
    tenant: TenantId,
    device: DeviceId,
    stuck: &[Stuck],
) -> Result<(), Fault> {
    let sql = "DELETE FROM stuck WHERE tenant = ?1 AND device = ?2";
    tx.execute(sql, bound![tenant.as_bytes(), device.as_bytes()])?;
    let sql = "
        INSERT INTO stuck (tenant, device, place, record, user_id, seq, why)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    for (place, Stuck { record, user, seq, why }) in (0i64..).zip(stuck) {
        let values = bound![
            tenant.as_bytes(),
            device.as_bytes(),
            place,
            record.as_bytes(),
            user.as_bytes(),
            number(*seq),
            why.as_str(),
        ];
        tx.execute(sql, values)?;
    }
    Ok(())
}

/// Notes those records that are not noted yet.
pub(super) fn add_stuck(
    tx: &dyn Tx,
    tenant: TenantId,
    device: DeviceId,
    stuck: &[Stuck],
) -> Result<(), Fault> {
    let mut noted = stuck_of(tx, tenant, device)?;
    let is_new = |it: &&Stuck| noted.iter().all(|other| other.record != it.record);
    let new: Vec<Stuck> = stuck.iter().filter(is_new).cloned().collect();
    if new.is_empty() {
        return Ok(());
    }
    noted.extend(new);
    noted.truncate(MAX_ASKED);
    replace_stuck(tx, tenant, device, &noted)
}

pub(super) fn stuck_of(tx: &dyn Tx, tenant: TenantId, device: DeviceId) -> Result<Vec<Stuck>, Fault> {
    let sql = "
        SELECT record, user_id, seq, why FROM stuck WHERE tenant = ?1 AND device = ?2 ORDER BY place";
    tx.rows(sql, bound![tenant.as_bytes(), device.as_bytes()])?.iter().map(read_stuck).collect()
}

fn page(
    tx: &dyn Tx,
    by: By<'_>,
    after: Option<&TroublePosition>,
    rows: u64,
) -> Result<Page<Trouble, TroublePosition>, Fault> {
    let most = usize::try_from(rows).unwrap_or(usize::MAX);
    let left = |found: &[(TroublePosition, Trouble)]| number(rows + 1) - number(found.len() as u64);
    let first = (DeviceId::from([0; 16]), -1);
    let newest = (i64::MAX, i64::MAX, Hash::from_bytes([u8::MAX; 32]), DeviceId::from([u8::MAX; 16]));
    let (behind_stuck, behind_refused) = match after {
        None => (Some(first), newest),
        Some(TroublePosition::Stuck { device, place }) => (Some((*device, *place)), newest),
        Some(TroublePosition::Refused { at, kind, name, device }) => (None, (*at, *kind, *name, *device)),
    };
    let mut found = match behind_stuck {
        Some(behind) => stuck(tx, by, behind, left(&[]))?,
        None => Vec::new(),
    };
    if found.len() <= most {
        let refused = refused(tx, by, behind_refused, left(&found))?;
        found.extend(refused);
    }
    Ok(Page::of(found, most))
}

/// What is stuck. What is all there is not, whatever its tablet said before it knew.
fn stuck(
    tx: &dyn Tx,
    by: By<'_>,
    (device, place): (DeviceId, i64),
    most: i64,
) -> Result<Vec<(TroublePosition, Trouble)>, Fault> {
    const STUCK: &str = concat!(
        "
        SELECT s.device, s.place, s.record, s.user_id, s.seq, s.why,
            (SELECT d.name FROM device d WHERE d.tenant = s.tenant AND d.device = s.device) AS tablet,
            (SELECT f.code FROM refused f WHERE f.tenant = s.tenant AND f.kind = 1 AND f.name = s.record
                AND f.device = s.device) AS code,
            (SELECT a.worker FROM agreement a WHERE a.tenant = s.tenant AND a.device = s.device
                AND a.user_id = s.user_id AND a.worker IS NOT NULL AND ",
        sees_what_is_of!("a.case_id"),
        " ORDER BY a.came_at DESC, a.seq DESC, a.record DESC LIMIT 1) AS worker
        FROM stuck s WHERE s.tenant = ?1 AND (s.device, s.place) > (?6, ?7) AND NOT EXISTS
            (SELECT 1 FROM record r
            WHERE r.tenant = s.tenant AND r.hash = s.record AND r.office_seq IS NOT NULL)
        AND ",
        has_role_in!("(SELECT d.team FROM device d WHERE d.tenant = s.tenant AND d.device = s.device)"),
        " ORDER BY s.device, s.place LIMIT ?8"
    );
    let read = |row: Row| -> Result<(TroublePosition, Trouble), Fault> {
        let device = row.id("device")?;
        let code = row.some_text("code")?.map(RefuseCode::from);
        let what = NotCome::Stuck { stuck: read_stuck(&row)?, worker: row.some_text("worker")?, code };
        let trouble = Trouble { device, tablet: row.text("tablet")?, what };
        Ok((TroublePosition::Stuck { device, place: row.integer("place")? }, trouble))
    };
    let sight = Sight::of(by.actor, What::ListTroubles);
    let values = bound![
        by.tenant.as_bytes(),
        sight.person(),
        sight.roles.as_str(),
        sight.everywhere,
        time(by.now),
        device.as_bytes(),
        place,
        most,
    ];
    tx.rows(STUCK, values)?.into_iter().map(read).collect()
}

/// What was not taken, but for what its tablet says is stuck.
fn refused(
    tx: &dyn Tx,
    by: By<'_>,
    (at, kind, name, device): (i64, i64, Hash, DeviceId),
    most: i64,
) -> Result<Vec<(TroublePosition, Trouble)>, Fault> {
    const REFUSED: &str = concat!(
        "
        SELECT f.device, f.kind, f.name, f.code, f.at,
            (SELECT d.name FROM device d WHERE d.tenant = f.tenant AND d.device = f.device) AS tablet
        FROM refused f WHERE f.tenant = ?1 AND (f.at, f.kind, f.name, f.device) < (?5, ?6, ?7, ?8)
            AND NOT EXISTS (SELECT 1 FROM stuck s WHERE s.tenant = f.tenant AND s.device = f.device
                AND f.kind = 1 AND s.record = f.name)
            AND ",
        has_role_in!("(SELECT d.team FROM device d WHERE d.tenant = f.tenant AND d.device = f.device)"),
        " ORDER BY f.at DESC, f.kind DESC, f.name DESC, f.device DESC LIMIT ?9"
    );
    let read = |row: Row| -> Result<(TroublePosition, Trouble), Fault> {
        let device = row.id("device")?;
        let code = RefuseCode::from(row.text("code")?);
        let refusal = Refusal { of: row.carried()?, code, at: row.time("at")? };
        let (at, kind, name) = (row.integer("at")?, row.integer("kind")?, row.hash("name")?);
        let trouble = Trouble { device, tablet: row.text("tablet")?, what: NotCome::Refused(refusal) };
        Ok((TroublePosition::Refused { at, kind, name, device }, trouble))
    };
    let sight = Sight::of(by.actor, What::ListTroubles);
    let values = bound![
        by.tenant.as_bytes(),
        sight.person(),
        sight.roles.as_str(),
        sight.everywhere,
        at,
        kind,
        name.as_bytes(),
        device.as_bytes(),
        most,
    ];
    tx.rows(REFUSED, values)?.into_iter().map(read).collect()
}

fn read_stuck(row: &Row) -> Result<Stuck, Fault> {
    Ok(Stuck {
        record: row.hash("record")?,
        user: row.id("user_id")?,
        seq: row.number("seq")?,
        why: StuckWhy::from(row.text("why")?),
    })
}
