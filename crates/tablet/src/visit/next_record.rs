//! The next record of whoever is in: its place in their chain, and what each record says of itself.

use chrono::{DateTime, FixedOffset};
use record::{
    Algorithm, Author, BlobRef, BodyRef, CaseId, ClockClaim, DocId, ENVELOPE_VERSION, Envelope, Hash, Kind,
    RecordId,
};

use super::manifest::{agency_word, role_word};
use crate::environment::fresh;
use crate::error::Result;
use crate::state::{Open, Shared};

/// What a record is to say.
pub(super) struct Next {
    pub(super) kind: Kind,
    /// The version of its body's form.
    pub(super) schema: u32,
    pub(super) case: CaseId,
    pub(super) doc: DocId,
    pub(super) parents: Vec<Hash>,
    pub(super) wall: DateTime<FixedOffset>,
    pub(super) body: BodyRef,
    pub(super) blobs: Vec<BlobRef>,
}

/// Its envelope.
pub(super) fn envelope(shared: &Shared, open: &Open, next: Next) -> Result<Envelope> {
    let Next { kind, schema, case, doc, parents, wall, body, blobs } = next;
    let head = open.records.head()?;
    let role = open.profile.role;
    let id: plan::ids::FreshId = fresh(&*shared.environment)?;
    Ok(Envelope {
        v: ENVELOPE_VERSION,
        id: id.take::<RecordId>(),
        dev: open.enrolment.place.device,
        seq: head.map_or(1, |head| head.seq + 1),
        prev: head.map(|head| head.hash),
        kind,
        schema,
        tenant: open.enrolment.place.tenant,
        case,
        doc,
        parents,
        author: Author {
            user: open.user,
            role: role_word(role).to_owned(),
            agency: agency_word(role.agency()).to_owned(),
        },
        wall,
        mono_ns: shared.environment.mono_ns(),
        boot: shared.environment.boot(),
        clk: clock(shared),
        body,
        blobs,
        alg: Algorithm::Ed25519,
    })
}

/// How far the tablet's clock was from the office's when the office last answered.
fn clock(shared: &Shared) -> Option<ClockClaim> {
    shared.courier.progress().clock?.claim(&*shared.environment)
}
