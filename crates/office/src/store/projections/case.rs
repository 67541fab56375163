//! What is kept ready of a case, from all of its records together: what its agreements need, and the day on which it is due. It is the
//! same in whatever order they came.

use crate::listing::{self, Agreed, InNeed, Told, Writer};
use crate::store::columns::{day, time};
use crate::store::engine::{Fault, Tx, bound};
use crate::store::seen::seen_by;
use chrono::NaiveDate;
use record::{CaseId, DeviceId, Hash, Kind, TenantId, UserId};
use std::collections::HashMap;

/// Cases that are renewed before the next are asked for.
const AT_ONCE: i64 = 500;

/// An agreement of the case.
struct OfCase {
    agreed: Agreed,
    /// Whose chain it is in.
    chain: (DeviceId, UserId),
    /// The day on which all meet again, as it says itself.
    due_on: Option<NaiveDate>,
    /// What it is noted to need.
    needs: i64,
}

/// Writes what a case's agreements need, and when it is due.
pub(super) fn renew(tx: &dyn Tx, tenant: TenantId, case: CaseId) -> Result<(), Fault> {
    let agreements = agreements(tx, tenant, case)?;
    let Some(newest) = agreements.first() else { return Ok(()) };
    let told = told(tx, tenant, case, &agreements)?;
    renew_due(tx, tenant, case, newest, &told)?;
    let sql = "DELETE FROM need WHERE tenant = ?1 AND case_id = ?2";
    tx.execute(sql, bound![tenant.as_bytes(), case.as_bytes()])?;
    for it in &agreements {
        let needs = listing::needs(&it.agreed, &told);
        for need in &needs {
            insert(tx, tenant, case, it.agreed.record, need)?;
        }
        let set = listing::set_of(&needs);
        if set != it.needs {
            let sql = "UPDATE agreement SET needs = ?3 WHERE tenant = ?1 AND record = ?2";
            tx.execute(sql, bound![tenant.as_bytes(), it.agreed.record.as_bytes(), set])?;
        }
    }
    Ok(())
}

/// The same for all cases.
pub(super) fn renew_all(tx: &dyn Tx, tenant: TenantId) -> Result<(), Fault> {
    let sql = "
        SELECT DISTINCT case_id FROM agreement WHERE tenant = ?1 AND case_id > ?2 ORDER BY case_id LIMIT ?3";
    // Before the first of all ids.
    let mut last = Vec::new();
    loop {
        let cases = tx.rows(sql, bound![tenant.as_bytes(), last.as_slice(), AT_ONCE])?;
        let Some(furthest) = cases.last() else { return Ok(()) };
        last = furthest.bytes("case_id")?.to_vec();
        for row in &cases {
            renew(tx, tenant, row.id("case_id")?)?;
        }
    }
}

/// The newest first.
fn agreements(tx: &dyn Tx, tenant: TenantId, case: CaseId) -> Result<Vec<OfCase>, Fault> {
    let sql = "
        SELECT a.record, a.device, a.user_id, a.came_at, a.marks, a.needs, a.outcomes,
            a.received_at IS NOT NULL AS is_whole, COALESCE(a.review_on, a.holds_until) AS due_on,
            EXISTS (SELECT 1 FROM device d WHERE d.tenant = a.tenant AND d.device = a.device
                AND d.agency IS NULL) AS is_own
        FROM agreement a WHERE a.tenant = ?1 AND a.case_id = ?2
        ORDER BY a.sealed_at DESC, a.came_at DESC, a.seq DESC, a.record DESC";
    let mut agreements = Vec::new();
    for row in tx.rows(sql, bound![tenant.as_bytes(), case.as_bytes()])? {
        let outcomes = serde_json::from_str(&row.text("outcomes")?).map_err(Fault::database)?;
        agreements.push(OfCase {
            agreed: Agreed {
                record: row.hash("record")?,
                came_at: row.time("came_at")?,
                is_newest: agreements.is_empty(),
                is_whole: row.truth("is_whole")?,
                is_own: row.truth("is_own")?,
                marks: row.integer("marks")?,
                outcomes,
            },
            chain: (row.id("device")?, row.id("user_id")?),
            due_on: row.some_day("due_on")?,
            needs: row.integer("needs")?,
        });
    }
    Ok(agreements)
}

/// What was said of them, in order. A tablet speaks of agreements of its own chain alone.
fn told(tx: &dyn Tx, tenant: TenantId, case: CaseId, agreements: &[OfCase]) -> Result<Vec<Told>, Fault> {
    let sql = "
        SELECT r.hash, r.kind, r.device, r.user_id, r.seq, r.came_at, r.body, d.is_office = 1 AS of_office
        FROM record r JOIN device d ON d.tenant = r.tenant AND d.device = r.device
        WHERE r.tenant = ?1 AND r.case_id = ?2 AND r.kind <> 'plan.sealed' AND r.disposed_at IS NULL";
    let chains: HashMap<Hash, (DeviceId, UserId)> =
        agreements.iter().map(|it| (it.agreed.record, it.chain)).collect();
    let mut all = Vec::new();
    for row in tx.rows(sql, bound![tenant.as_bytes(), case.as_bytes()])? {
        let writer = if row.truth("of_office")? { Writer::Office } else { Writer::Tablet };
        let (record, kind) = (row.hash("hash")?, Kind::from(row.text("kind")?));
        let when = (row.time("came_at")?, row.integer("seq")?);
        let Some(told) = listing::told((record, &kind), writer, when, row.bytes("body")?) else { continue };
        let chain = (row.id("device")?, row.id("user_id")?);
        if writer == Writer::Office || chains.get(&told.of) == Some(&chain) {
            all.push(told);
        }
    }
    all.sort_by_key(|it| (it.at, it.seq, it.record));
    Ok(all)
}

/// A case is due on the day its newest agreement says, unless something else was said since: that of the next meeting, or else the last
/// on which the agreement holds.
fn renew_due(
    tx: &dyn Tx,
    tenant: TenantId,
    case: CaseId,
    newest: &OfCase,
    told: &[Told],
) -> Result<(), Fault> {
    const SQL: &str = concat!(
        "INSERT INTO due (tenant, case_id, due_on, record, seen_by) VALUES (?1, ?2, ?3, ?4, ",
        seen_by!("?2"),
        ") ON CONFLICT (tenant, case_id) DO UPDATE SET due_on = excluded.due_on, record = excluded.record,
            seen_by = excluded.seen_by"
    );
    let record = newest.agreed.record;
    let Some(due_on) = listing::due_on(newest.due_on, record, told) else {
        let sql = "DELETE FROM due WHERE tenant = ?1 AND case_id = ?2";
        tx.execute(sql, bound![tenant.as_bytes(), case.as_bytes()])?;
        return Ok(());
    };
    tx.execute(SQL, bound![tenant.as_bytes(), case.as_bytes(), day(due_on), record.as_bytes()])?;
    Ok(())
}

fn insert(tx: &dyn Tx, tenant: TenantId, case: CaseId, record: Hash, need: &InNeed) -> Result<(), Fault> {
    const SQL: &str = concat!(
        "INSERT INTO need (tenant, record, what, case_id, since, by_day, name, seen_by)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ",
        seen_by!("?4"),
        ")"
    );
    let values = bound![
        tenant.as_bytes(),
        record.as_bytes(),
        listing::number(need.need),
        case.as_bytes(),
        time(need.since),
        need.by_day.map(day),
        need.name.as_deref(),
    ];
    tx.execute(SQL, values)?;
    Ok(())
}
