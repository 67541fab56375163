//! What is kept ready of the copies of an agreement: how each was given, or that it is owed, as its worker's tablet said it last. What
//! another tablet or another worker says of them is kept, and says nothing here; nor does what an office gives itself.

use crate::listing;
use crate::store::columns::time;
use crate::store::engine::{Fault, Tx, bound};
use crate::store::stands::Stands;
use record::{Envelope, GivenCopies, GivenCopy, Hash, TenantId};

/// Writes all that follows from what was said of copies.
pub(super) fn put(
    tx: &dyn Tx,
    tenant: TenantId,
    stands: &Stands,
    envelope: &Envelope,
    body: &[u8],
) -> Result<(), Fault> {
    let Ok(GivenCopies { of, copies, .. }) = GivenCopies::read(body) else { return Ok(()) };
    if !is_of_the_same_chain(tx, tenant, envelope, of)? {
        return Ok(());
    }
    // Records may come in any order: the last in the chain holds.
    let sql = "
        INSERT INTO copy_given (tenant, agreement, person, name, how, at, said, seq)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (tenant, agreement, person) DO UPDATE SET
            name = excluded.name, how = excluded.how, at = excluded.at, said = excluded.said,
            seq = excluded.seq
        WHERE excluded.seq > copy_given.seq
            OR (excluded.seq = copy_given.seq AND excluded.said > copy_given.said)";
    let at = listing::written_at(envelope).min(stands.came_at);
    for GivenCopy { person, name, how, .. } in &copies {
        let values = bound![
            tenant.as_bytes(),
            of.as_bytes(),
            person.as_deref().unwrap_or_default(),
            name.as_str(),
            how.as_str(),
            time(at),
            stands.record.as_bytes(),
            stands.seq,
        ];
        tx.execute(sql, values)?;
    }
    Ok(())
}

/// Whether the agreement is here, of its case, and of the worker and tablet that say this of it.
fn is_of_the_same_chain(tx: &dyn Tx, tenant: TenantId, envelope: &Envelope, of: Hash) -> Result<bool, Fault> {
    let sql = "
        SELECT EXISTS (SELECT 1 FROM agreement WHERE tenant = ?1 AND record = ?2 AND case_id = ?3
            AND device = ?4 AND user_id = ?5) AS is_there";
    let values = bound![
        tenant.as_bytes(),
        of.as_bytes(),
        envelope.case.as_bytes(),
        envelope.dev.as_bytes(),
        envelope.author.user.as_bytes(),
    ];
    tx.one(sql, values)?.truth("is_there")
}
