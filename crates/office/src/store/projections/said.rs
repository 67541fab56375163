//! What is kept ready of what this office said of an agreement: each time that somebody agreed to it, gave it back or took either back,
//! and by that how the agreement stands. Only its own word counts: what a tablet or another agency sends as such says nothing here.
//!
//! The last stands that whoever said it did not take back. What is last is told by the office's clock, since what it lost and took
//! back from tablets has new numbers.

use crate::store::columns::{kind, number, time};
use crate::store::engine::{Fault, Tx, bound};
use crate::store::stands::Stands;
use record::{Envelope, Hash, Kind, TenantId, What, Written};

/// How an agreement stands, as its row keeps it.
const NOBODY: i64 = 0;
const COUNTERSIGNED: i64 = 1;
const RETURNED: i64 = 2;

/// Writes all that follows from what was said.
pub(super) fn put(
    tx: &dyn Tx,
    tenant: TenantId,
    stands: &Stands,
    envelope: &Envelope,
    body: &[u8],
) -> Result<(), Fault> {
    let Ok(Written { by, at, of: Some(of), what, .. }) = Written::read(body) else { return Ok(()) };
    if what.kind() != envelope.kind || !is_own(tx, tenant, envelope)? || !is_there(tx, tenant, envelope, of)?
    {
        return Ok(());
    }
    let undoes = if let What::PlanUnsigned { said } = &what { Some(*said) } else { None };
    let sql = "
        INSERT INTO said_of (tenant, said, agreement, office_seq, kind, person, at, undoes)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (tenant, said) DO NOTHING";
    let (word, numbered) = (envelope.kind.as_str(), stands.received.map_or(0, |(office_seq, _)| office_seq));
    let values = bound![
        tenant.as_bytes(),
        stands.record.as_bytes(),
        of.as_bytes(),
        number(numbered),
        kind(word),
        by.id.as_bytes(),
        time(at),
        undoes.as_ref().map(Hash::as_bytes),
    ];
    tx.execute(sql, values)?;
    settle(tx, tenant, of)
}

/// Whether this office wrote it.
fn is_own(tx: &dyn Tx, tenant: TenantId, envelope: &Envelope) -> Result<bool, Fault> {
    let sql = "SELECT is_office = 1 AS own FROM device WHERE tenant = ?1 AND device = ?2";
    tx.one(sql, bound![tenant.as_bytes(), envelope.dev.as_bytes()])?.truth("own")
}

/// Whether the agreement is here, and of its case.
fn is_there(tx: &dyn Tx, tenant: TenantId, envelope: &Envelope, of: Hash) -> Result<bool, Fault> {
    let sql = "
        SELECT EXISTS (SELECT 1 FROM agreement WHERE tenant = ?1 AND record = ?2 AND case_id = ?3) AS is_there";
    let values = bound![tenant.as_bytes(), of.as_bytes(), envelope.case.as_bytes()];
    tx.one(sql, values)?.truth("is_there")
}

/// What is taken back, and how the agreement stands by the rest. Nobody takes back what another said.
fn settle(tx: &dyn Tx, tenant: TenantId, agreement: Hash) -> Result<(), Fault> {
    let sql = "
        UPDATE said_of SET undone_by = (SELECT u.said FROM said_of u
            WHERE u.tenant = said_of.tenant AND u.agreement = said_of.agreement AND u.undoes = said_of.said
                AND u.person = said_of.person
            ORDER BY u.at, u.office_seq, u.said LIMIT 1)
        WHERE tenant = ?1 AND agreement = ?2 AND undoes IS NULL";
    tx.execute(sql, bound![tenant.as_bytes(), agreement.as_bytes()])?;
    let sql = "
        SELECT kind, at FROM said_of
        WHERE tenant = ?1 AND agreement = ?2 AND undoes IS NULL AND undone_by IS NULL
        ORDER BY at DESC, office_seq DESC, said DESC LIMIT 1";
    let last = tx.row(sql, bound![tenant.as_bytes(), agreement.as_bytes()])?;
    let (stands, since) = match last {
        None => (NOBODY, None),
        Some(row) if Kind::from(row.text("kind")?) == Kind::PlanCountersigned => {
            (COUNTERSIGNED, Some(row.integer("at")?))
        }
        Some(_) => (RETURNED, None),
    };
    let sql = "UPDATE agreement SET stands = ?3, countersigned_at = ?4 WHERE tenant = ?1 AND record = ?2";
    tx.execute(sql, bound![tenant.as_bytes(), agreement.as_bytes(), stands, since])?;
    Ok(())
}
