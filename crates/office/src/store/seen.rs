//! Who sees what is kept ready of a case: column `seen_by` of `agreement`, `agreement_word`, `due`, `need` and `outcome_of`. It is the
//! case's team, and nobody where the case is sealed or has none. Lists of a team are read along it. Whether somebody sees a row is
//! asked of the case itself all the same.

use super::engine::{Fault, Tx, bound};
use record::{CaseId, DeviceId, TenantId};

/// Who sees the case in a column of the row.
macro_rules! seen_by {
    ($case:literal) => {
        concat!(
            "(SELECT CASE WHEN c.sealed_at IS NULL THEN c.team END FROM case_of c WHERE c.tenant = ?1 AND c.case_id = ",
            $case,
            ")"
        )
    };
}

pub(super) use seen_by;

/// Which cases it is written anew for.
macro_rules! renewed {
    ($which:literal) => {
        [
            concat!(
                "UPDATE agreement SET seen_by = ",
                seen_by!("agreement.case_id"),
                " WHERE tenant = ?1 AND case_id ",
                $which
            ),
            concat!("UPDATE need SET seen_by = ", seen_by!("need.case_id"), " WHERE tenant = ?1 AND case_id ", $which),
            concat!("UPDATE due SET seen_by = ", seen_by!("due.case_id"), " WHERE tenant = ?1 AND case_id ", $which),
            concat!(
                "UPDATE agreement_word SET seen_by = (SELECT a.seen_by FROM agreement a
                    WHERE a.tenant = ?1 AND a.record = agreement_word.record)
                WHERE tenant = ?1 AND record IN (SELECT a.record FROM agreement a WHERE a.tenant = ?1 AND a.case_id ",
                $which,
                ")"
            ),
            concat!(
                "UPDATE outcome_of SET seen_by = (SELECT a.seen_by FROM agreement a
                    WHERE a.tenant = ?1 AND a.record = outcome_of.record)
                WHERE tenant = ?1 AND record IN (SELECT a.record FROM agreement a WHERE a.tenant = ?1 AND a.case_id ",
                $which,
                ")"
            ),
        ]
    };
}

const OF_A_CASE: [&str; 5] = renewed!("= ?2");
const OF_A_DEVICE: [&str; 5] =
    renewed!("IN (SELECT o.case_id FROM case_of o WHERE o.tenant = ?1 AND o.device = ?2)");

/// The team of a case is another, or its seal.
pub(super) fn renew(tx: &dyn Tx, tenant: TenantId, case: CaseId) -> Result<(), Fault> {
    for sql in OF_A_CASE {
        tx.execute(sql, bound![tenant.as_bytes(), case.as_bytes()])?;
    }
    Ok(())
}

/// The teams of cases that a tablet brought are others.
pub(super) fn renew_of_device(tx: &dyn Tx, tenant: TenantId, device: DeviceId) -> Result<(), Fault> {
    for sql in OF_A_DEVICE {
        tx.execute(sql, bound![tenant.as_bytes(), device.as_bytes()])?;
    }
    Ok(())
}
