//! Sealing: the agreement, what was signed and the family's copy become one record, in one transaction. From then on the
//! plan does not change. Asked again, sealing answers the same.

use document::{DocumentError, Letterhead, Paper, Pdf};
use ipc::Refusal;
use ipc::visit::{Command, Delivery, Seal as SealCommand, Sealed, SealedCard};
use plan::agreement::AgreementHash;
use plan::gaps::Blocker;
use plan::ids::PlanId;
use plan::people::Agency;
use plan::{Agreement, Plan, Texts, compose};
use record::{
    Algorithm, Author, BlobRef, BodyRef, CaseId, DocId, ENVELOPE_VERSION, Envelope, Kind, RecordId,
    SignedRecord,
};

use super::manifest::{Bytes, Heads, MANIFEST_VERSION, Manifest, Worker, agency_word, answers, role_word};
use super::reading::blockers;
use crate::environment::{fresh, millis_between};
use crate::error::{Result, TabletError};
use crate::store::device::Seal;
use crate::store::{SealedRow, Sitting};
use crate::tablet::{Open, Shared, State, Tablet};

impl Tablet {
    /// Seals the agreement of a sitting.
    ///
    /// # Errors
    /// When the tablet is locked, the plan changed since the sitting began, or something still stops sealing.
    pub fn seal(&self, asked: SealCommand) -> std::result::Result<SealedCard, Refusal> {
        self.carry_out(SealCommand::NAME, |shared, state| {
            let asked_at = shared.environment.mono_ns();
            let open = state.open()?;
            let sitting = open.plans.sitting(asked.signing)?;
            let plan = sitting.signing.plan;
            match open.device.sealed(plan)? {
                Some(row) if row.signing == asked.signing => return card(state, plan),
                Some(_) => return Err(TabletError::Sealed),
                None => {}
            }
            seal(shared, open, &sitting, asked_at)?;
            shared.bell.ring();
            card(state, plan)
        })
    }

    /// What became of a sealed plan.
    ///
    /// # Errors
    /// When the tablet is locked or the plan is not here or not sealed.
    pub fn sealed(&self, asked: Sealed) -> std::result::Result<SealedCard, Refusal> {
        self.carry_out(Sealed::NAME, |_, state| {
            state.open()?.plans.plan(asked.plan)?;
            card(state, asked.plan)
        })
    }
}

fn seal(shared: &Shared, open: &mut Open, sitting: &Sitting, asked_at: u64) -> Result<()> {
    if sitting.superseded {
        return Err(TabletError::Superseded);
    }
    let plan = open.plans.plan(sitting.signing.plan)?.plan;
    if let Some(blocker) = blockers(&plan, sitting).into_iter().next() {
        return Err(TabletError::NotReady(blocker));
    }
    let letterheads = letterheads(open.profile.role.agency(), &plan);
    let before_pdf = shared.environment.mono_ns();
    let pdf = render(sitting, &letterheads, &shared.texts)?;
    let pdf_ms = millis_between(before_pdf, shared.environment.mono_ns());

    let signing =
        serde_json::to_vec(&sitting.signing).map_err(|_| TabletError::Damaged { what: "sitting" })?;
    let files: [&[u8]; 3] = [&sitting.bytes, &signing, &pdf.bytes];
    let [agreement_file, signing_file, copy_file] = files;
    let blobs = [
        BlobRef::of(agreement_file, "application/json", "agreement"),
        BlobRef::of(signing_file, "application/json", "signing"),
        BlobRef::of(copy_file, "application/pdf", "family-copy"),
    ];
    let [agreement, _, family_copy] = &blobs;
    let sealed_at = shared.environment.now();
    let manifest = Manifest {
        v: MANIFEST_VERSION,
        plan: plan.id,
        signing: sitting.signing.id,
        reference: &sitting.agreement.reference,
        title: &sitting.agreement.title,
        agreement: Bytes::of(agreement),
        sealed_at,
        letterhead: Heads {
            lead: &letterheads.lead.id,
            with: letterheads.with.as_ref().map(|head| &*head.id),
        },
        texts: &sitting.agreement.texts,
        renderer: document::RENDERER,
        worker: Worker { name: &open.profile.name, role: role_word(open.profile.role) },
        outcomes: answers(&plan, &sitting.agreement, &sitting.signing),
        copies: vec![Bytes::with_role(family_copy)],
    };
    let body = serde_json::to_vec(&manifest).map_err(|_| TabletError::Damaged { what: "manifest" })?;
    let envelope = envelope(shared, open, &plan, sealed_at, BodyRef::of(&body), blobs.to_vec())?;
    let mut row = SealedRow {
        plan: plan.id,
        signing: sitting.signing.id,
        seq: envelope.seq,
        agreement: agreement.sha256,
        family_copy: family_copy.sha256,
        sealed_at,
        pages: pdf.pages,
        pdf_ms,
        seal_ms: 0.0,
    };
    let record = SignedRecord::sign(&envelope, body, &open.key)?;
    row.seal_ms = millis_between(asked_at, shared.environment.mono_ns());
    open.device.seal(&Seal { record: &record, blobs: &files, row: &row })?;
    // It is sealed now; how long writing it took is worth a row, but no refusal.
    let _ = open.device.set_seal_ms(plan.id, millis_between(asked_at, shared.environment.mono_ns()));
    Ok(())
}

/// The next record of this tablet's chain.
fn envelope(
    shared: &Shared,
    open: &Open,
    plan: &Plan,
    wall: chrono::DateTime<chrono::FixedOffset>,
    body: BodyRef,
    blobs: Vec<BlobRef>,
) -> Result<Envelope> {
    let head = open.device.head()?;
    let role = open.profile.role;
    let id: plan::ids::FreshId = fresh(&*shared.environment)?;
    Ok(Envelope {
        v: ENVELOPE_VERSION,
        id: id.take::<RecordId>(),
        dev: open.enrolment.device,
        seq: head.map_or(1, |head| head.seq + 1),
        prev: head.map(|head| head.hash),
        kind: Kind::PlanSealed,
        schema: MANIFEST_VERSION,
        tenant: open.enrolment.tenant,
        case: CaseId::from(plan.case.uuid()),
        doc: DocId::from(plan.id.uuid()),
        parents: Vec::new(),
        author: Author {
            user: record::UserId::from(open.user.uuid()),
            role: role_word(role).to_owned(),
            agency: agency_word(role.agency()).to_owned(),
        },
        wall,
        mono_ns: shared.environment.mono_ns(),
        boot: shared.environment.boot(),
        clk: None,
        body,
        blobs,
        alg: Algorithm::Ed25519,
    })
}

/// Whose paper it is: the agency of the worker who seals leads, the other stands beside it when the plan names one of
/// its workers.
struct Letterheads {
    lead: Letterhead,
    with: Option<Letterhead>,
}

fn letterheads(lead: Agency, plan: &Plan) -> Letterheads {
    let with = plan.workers.iter().map(|worker| worker.role.agency()).find(|agency| *agency != lead);
    Letterheads { lead: letterhead(lead), with: with.map(letterhead) }
}

fn letterhead(agency: Agency) -> Letterhead {
    match agency {
        Agency::ChildrensServices => Letterhead::brindlewood(),
        Agency::Police => Letterhead::northmere(),
    }
}

fn render(sitting: &Sitting, heads: &Letterheads, texts: &Texts) -> Result<Pdf> {
    let paper = Paper {
        agreement: &sitting.agreement,
        hash: sitting.signing.agreement,
        signing: Some(&sitting.signing),
        lead: &heads.lead,
        with: heads.with.as_ref(),
        texts,
    };
    document::render(&paper).map_err(|error| match error {
        DocumentError::CannotSet(c) => TabletError::NotReady(Blocker::CannotSet(c)),
        DocumentError::Letterhead(_)
        | DocumentError::LetterheadColour(_)
        | DocumentError::LetterheadLogo
        | DocumentError::PdfFont
        | DocumentError::Pdf(_) => TabletError::Paper,
    })
}

fn card(state: &mut State, plan: PlanId) -> Result<SealedCard> {
    let last = state.progress.last.clone();
    let open = state.open()?;
    let row = open.device.sealed(plan)?.ok_or(TabletError::NotSealed)?;
    let bytes = open.device.blob(row.agreement)?;
    let agreement = Agreement::from_json(&bytes).map_err(|_| TabletError::Damaged { what: "agreement" })?;
    Ok(SealedCard {
        reference: compose::reference(plan),
        code: AgreementHash::of(&bytes).short(),
        sealed_at: row.sealed_at,
        pages: row.pages,
        pdf_sha256: row.family_copy.to_string(),
        seal_ms: row.seal_ms,
        pdf_ms: row.pdf_ms,
        delivery: delivery(open, &row, last)?,
        copy: open.device.saved_copy(plan)?,
        agreement,
    })
}

fn delivery(open: &Open, row: &SealedRow, last: Option<String>) -> Result<Delivery> {
    if let Some((received_at, office_seq)) = open.device.receipt(row.seq)? {
        return Ok(Delivery::Safe { received_at, office_seq });
    }
    let stuck = open.device.outbox()?.into_iter().find(|waiting| waiting.seq == row.seq);
    Ok(match stuck.and_then(|waiting| waiting.stuck) {
        Some(why) => Delivery::Stuck { why },
        None => Delivery::Waiting { last },
    })
}
