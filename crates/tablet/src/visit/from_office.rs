//! What the office says of a sealed plan, for whoever is in. It was proved when it came; here it is only read.

use ipc::visit::OfficeSaid;
use plan::ids::PlanId;
use record::{What, Written};

use crate::error::Result;
use crate::state::Open;

/// Whether the office agrees to a plan, as it said last; nothing where it said nothing of it, or nothing that this program knows.
pub(super) fn said_last(open: &mut Open, plan: PlanId) -> Result<Option<OfficeSaid>> {
    let Some(sealed) = open.records.sealed(plan)? else { return Ok(None) };
    let bodies = open.records.readable_from_office(sealed.seq)?;
    let said = |body: &Vec<u8>| {
        let Written { by, at, what, words, .. } = Written::read(body).ok()?;
        let is_agreed = match what {
            What::PlanCountersigned { .. } => true,
            What::PlanReturned => false,
            What::ReviewRecorded { .. }
            | What::ReviewPlanned { .. }
            | What::CaseEnded { .. }
            | What::Correction
            | What::NoteSeen
            | What::Disclosure { .. }
            | What::Unknown(_) => return None,
        };
        // The day as it was here.
        let on = at.with_timezone(sealed.sealed_at.offset()).date_naive();
        Some(OfficeSaid { is_agreed, name: by.name, role: by.role, on, words })
    };
    Ok(bodies.iter().rev().find_map(said))
}
