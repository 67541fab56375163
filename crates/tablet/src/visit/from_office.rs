//! What the office says of a sealed plan, for whoever is in. It was proved when it came; here it is only read.

use chrono::{DateTime, Utc};
use ipc::visit::{OfficeSaid, OfficeSignature, OfficeWord};
use plan::ids::PlanId;
use record::{Hash, Signature, UserId, What, Written};

use crate::error::Result;
use crate::state::Open;

/// Something that was said, as far as this program knows it.
struct Said {
    record: Hash,
    by: UserId,
    at: DateTime<Utc>,
    /// The record that it takes back.
    undoes: Option<Hash>,
    told: OfficeSaid,
}

/// All that the office said of whether it agrees to a plan, the oldest first.
pub(super) fn said_all(open: &mut Open, plan: PlanId) -> Result<Vec<OfficeSaid>> {
    Ok(said(open, plan)?.into_iter().map(|it| it.told).collect())
}

/// Whether the office agrees to a plan: the last of what it said that was not taken back, or that all was; nothing where it said
/// nothing of it, or nothing that this program knows. A signature is not among it.
pub(super) fn said_last(open: &mut Open, plan: PlanId) -> Result<Option<OfficeSaid>> {
    let mut all = said(open, plan)?;
    let is_undone = |it: &Said| all.iter().any(|by| by.undoes == Some(it.record) && by.by == it.by);
    let stands = all.iter().rposition(|it| it.undoes.is_none() && !is_undone(it));
    let last = stands.or_else(|| all.len().checked_sub(1));
    Ok(last.map(|at| OfficeSaid { signature: None, ..all.swap_remove(at).told }))
}

/// By the office's clock, and of the same moment as it came.
fn said(open: &mut Open, plan: PlanId) -> Result<Vec<Said>> {
    let Some(sealed) = open.records.sealed(plan)? else { return Ok(Vec::new()) };
    let bodies = open.records.readable_from_office(sealed.seq)?;
    let read = |(record, body): &(Hash, Vec<u8>)| {
        let Written { by, at, what, words, .. } = Written::read(body).ok()?;
        let (kind, undoes, signature) = match what {
            What::PlanCountersigned { signature, .. } => (OfficeWord::Agreed, None, signature),
            What::PlanReturned => (OfficeWord::Returned, None, None),
            What::PlanUnsigned { said } => (OfficeWord::TakenBack, Some(said), None),
            What::PlanPrepared { .. }
            | What::CaseGiven { .. }
            | What::VersionChosen { .. }
            | What::CopyGiven { .. }
            | What::ReviewRecorded { .. }
            | What::ReviewPlanned { .. }
            | What::CaseEnded { .. }
            | What::Correction
            | What::NoteSeen
            | What::Disclosure { .. }
            | What::Unknown(_) => return None,
        };
        // The day as it was here.
        let on = at.with_timezone(sealed.sealed_at.offset()).date_naive();
        let signature = signature.and_then(shown);
        let told = OfficeSaid { kind, name: by.name, role: by.role, on, words, signature };
        Some(Said { record: *record, by: by.id, at, undoes, told })
    };
    let mut all: Vec<Said> = bodies.iter().filter_map(read).collect();
    all.sort_by_key(|it| it.at);
    Ok(all)
}

fn shown(signature: Signature) -> Option<OfficeSignature> {
    match signature {
        Signature::Typed { name } => Some(OfficeSignature::Typed { name }),
        Signature::Drawn { ink } => {
            let strokes = serde_json::from_value(ink).ok()?;
            Some(OfficeSignature::Drawn { strokes })
        }
        Signature::Unknown(_) => None,
    }
}
