//! Sealing: the agreement, what was signed and the family's copy become one record, in one transaction. From then on the
//! plan does not change. Asked again, sealing answers the same.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use ipc::Refusal;
use ipc::visit::{AnswerCard, Delivery, Helper, Seal as SealCommand, Sealed, SealedCard};
use plan::agreement::{AgreementHash, Reference};
use plan::ids::{PersonId, PlanId};
use plan::private;
use plan::questions::Question;
use plan::signing::Event;
use plan::texts::Language;
use record::wire::{MAX_FILE_BYTES, MAX_RECORD_BYTES};
use record::{BlobRef, BodyRef, DocId, Hash, Kind, NOTES_ROLE, SignedRecord};
use serde::Serialize;

use super::manifest::{Bytes, Child, Heads, MANIFEST_VERSION, Manifest, Review, Worker, answers, role_word};
use super::next_record::{self, Next};
use super::paper::{self, Letterheads};
use super::sitting::blockers;
use super::standing::why_stuck;
use super::{family, files, from_office, post_box};
use crate::environment::millis_between;
use crate::error::{Result, TabletError};
use crate::state::{Open, Shared, State};
use crate::store::records::Seal;
use crate::store::{CopyRow, SealedRow, Sitting};
use crate::tablet::Tablet;

const JSON: &str = "application/json";
const PDF: &str = "application/pdf";
const FAMILY_COPY: &str = "family-copy";

impl Tablet {
    /// Seals the agreement of a sitting.
    ///
    /// # Errors
    /// When the tablet is locked, the plan changed since the sitting began, or something still stops sealing.
    pub fn seal(&self, asked: SealCommand) -> std::result::Result<SealedCard, Refusal> {
        self.carry_out::<SealCommand, _>(|shared, state| {
            let asked_at = shared.environment.mono_ns();
            let open = state.open()?;
            let sitting = open.plans.sitting(asked.signing)?;
            let plan = sitting.signing.plan;
            match open.records.sealed(plan)? {
                Some(row) if row.signing == asked.signing => return card(shared, state, plan),
                Some(_) => return Err(TabletError::Sealed),
                None => {}
            }
            seal(shared, open, &sitting, asked_at)?;
            // It is sealed, whatever becomes of these.
            let _ = open.plans.forget_drafts(plan);
            if let Err(error) = post_box::put_newest(shared, open) {
                tracing::warn!(%error, "a seal is made ready later");
                shared.courier.wants_making_ready();
            }
            card(shared, state, plan)
        })
    }

    /// What became of a sealed plan.
    ///
    /// # Errors
    /// When the tablet is locked or the plan is not here or not sealed.
    pub fn sealed(&self, asked: Sealed) -> std::result::Result<SealedCard, Refusal> {
        self.carry_out::<Sealed, _>(|shared, state| {
            state.open()?.plans.plan(asked.plan)?;
            card(shared, state, asked.plan)
        })
    }
}

/// Whether the family had a sitting before them, or somebody gave an answer in it: then it is on record.
pub(super) fn was_read(sitting: &Sitting) -> bool {
    let was_turned = |event: &Event| matches!(event, Event::HandedOver { .. } | Event::SaidBack { .. });
    let signers = sitting.signing.signers(&sitting.agreement);
    sitting.signing.events.iter().any(|happened| was_turned(&happened.event))
        || signers.into_iter().any(|person| sitting.signing.answer(person).is_some())
}

fn seal(shared: &Shared, open: &mut Open, sitting: &Sitting, asked_at: u64) -> Result<()> {
    if sitting.superseded {
        return Err(TabletError::Superseded);
    }
    let plan = open.plans.plan(sitting.signing.plan)?.plan;
    if let Some(blocker) = blockers(&plan, sitting).into_iter().next() {
        return Err(TabletError::NotReady(blocker));
    }
    let letterheads = Letterheads::of(shared, open.profile.role.agency(), &plan);
    let before_pdf = shared.environment.mono_ns();
    let pdf = paper::signed(sitting, &letterheads, &shared.council.texts, None)?;
    let pdf_ms = millis_between(before_pdf, shared.environment.mono_ns());

    let signing = json(&sitting.signing, "sitting")?;
    let mut files = Files::default();
    files.add(sitting.bytes.clone(), JSON, "agreement");
    files.add(signing, JSON, "signing");
    let family_copy = files.add(pdf.bytes, PDF, FAMILY_COPY);
    let mut copies = vec![copy(None, "", family_copy)];
    // Somebody may say in the sitting what is kept private in the plan. Another's own copy does not hold what they said.
    let private = private::in_sitting(&plan, &sitting.signing);
    for adult in &plan.adults {
        let left_out = sitting.signing.left_out(adult.id);
        if !left_out.is_empty() {
            files.add(sitting.agreement.without(left_out).to_json(), JSON, "agreement-as-seen");
        }
        if !left_out.is_empty() || private.iter().any(|(whose, _)| *whose != adult.id) {
            let own = paper::signed(sitting, &letterheads, &shared.council.texts, Some(adult.id))?;
            let own = files.add(own.bytes, PDF, "copy-for-person");
            copies.push(copy(Some(adult.id), adult.name.trim(), own));
        }
    }
    for (language, on) in languages_shown(sitting) {
        let theirs = family::in_their_language(shared, &plan, sitting, &language, on)?;
        files.add(json(&theirs.translation, "translation")?, JSON, "translation");
    }
    // What was answered to earlier words is on record too, with those words.
    let is_earlier = |it: &Sitting| it.superseded && was_read(it);
    let sittings = open.plans.readable_sittings(plan.id)?;
    // One that cannot be read for long stops nobody from sealing what was signed since.
    if !sittings.is_all && !open.plans.is_unread_for_long(plan.id, shared.environment.mono_ns()) {
        return Err(TabletError::Damaged { what: "sitting" });
    }
    for earlier in sittings.read.into_iter().filter(is_earlier) {
        files.add(earlier.bytes, JSON, "agreement-before");
        files.add(json(&earlier.signing, "sitting")?, JSON, "signing-before");
    }
    // The last to be sent: the family's paper does not wait for what is not on it.
    files.add(plan.to_json(), JSON, NOTES_ROLE);
    let previous = open.plans.after_record(plan.id)?;
    let sealed_at = shared.environment.now();
    let blobs = &files.blobs;
    let agreement = files.first("agreement")?;
    let whose = |blob: &BlobRef| copies.iter().find(|it| it.sha256 == blob.sha256).and_then(|it| it.person);
    let manifest = Manifest {
        v: MANIFEST_VERSION,
        plan: plan.id,
        previous,
        plan_file: Bytes::of(files.first(NOTES_ROLE)?),
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
        children: Child::all(&plan),
        review: Review::of(&plan),
        holds_until: plan.answer(Question::Holds).and_then(|answer| answer.on),
        lacks_earlier: !sittings.is_all,
        copies: blobs.iter().filter(|it| it.mime == PDF).map(|it| Bytes::with_role(it, whose(it))).collect(),
        translations: blobs.iter().filter(|it| it.role == "translation").map(Bytes::of).collect(),
    };
    let body = json(&manifest, "manifest")?;
    let agreement = agreement.sha256;
    let next = Next {
        kind: Kind::PlanSealed,
        schema: MANIFEST_VERSION,
        case: plan.case,
        doc: DocId::from(plan.id.uuid()),
        parents: Vec::from_iter(previous),
        wall: sealed_at,
        body: BodyRef::of(&body),
        blobs: blobs.clone(),
    };
    let envelope = next_record::envelope(shared, open, next)?;
    let mut row = SealedRow {
        plan: plan.id,
        signing: sitting.signing.id,
        seq: envelope.seq,
        agreement,
        family_copy,
        sealed_at,
        pages: pdf.pages,
        pdf_ms,
        seal_ms: 0.0,
    };
    let record = SignedRecord::sign(&envelope, body, &open.key)?;
    is_taken(record.to_bytes().len(), &files.blobs)?;
    row.seal_ms = millis_between(asked_at, shared.environment.mono_ns());
    let bytes: Vec<&[u8]> = files.bytes.iter().map(Vec::as_slice).collect();
    open.records.seal(&Seal { record: &record, blobs: &bytes, row: &row, copies: &copies })?;
    // It is sealed now; how long writing it took is worth a row, but no refusal.
    let _ = open.records.set_seal_ms(plan.id, millis_between(asked_at, shared.environment.mono_ns()));
    Ok(())
}

/// Whether an office takes a record of this length with these files. What is sealed cannot be made smaller.
fn is_taken(record: usize, files: &[BlobRef]) -> Result<()> {
    let is_small = record as u64 <= MAX_RECORD_BYTES && files.iter().all(|file| file.len <= MAX_FILE_BYTES);
    if is_small { Ok(()) } else { Err(TabletError::TooLarge) }
}

/// The files of a seal, in the order they are named and kept.
#[derive(Default)]
struct Files {
    blobs: Vec<BlobRef>,
    bytes: Vec<Vec<u8>>,
}

impl Files {
    /// Adds a file and says its hash. The same bytes are in it once.
    fn add(&mut self, bytes: Vec<u8>, mime: &str, role: &str) -> Hash {
        let blob = BlobRef::of(&bytes, mime, role);
        let sha256 = blob.sha256;
        if !self.blobs.iter().any(|other| other.sha256 == sha256) {
            self.blobs.push(blob);
            self.bytes.push(bytes);
        }
        sha256
    }

    fn first(&self, role: &str) -> Result<&BlobRef> {
        self.blobs.iter().find(|blob| blob.role == role).ok_or(TabletError::Damaged { what: "seal" })
    }
}

/// A copy that nobody has saved or given yet.
fn copy(person: Option<PersonId>, name: &str, sha256: Hash) -> CopyRow {
    CopyRow { person, name: name.to_owned(), sha256, saved: None, given: None }
}

/// The languages in which something stood on the screen, beside the agreement's own, and the first day on which it did:
/// what has expired since was read all the same.
fn languages_shown(sitting: &Sitting) -> BTreeMap<Language, NaiveDate> {
    let mut shown = BTreeMap::new();
    for happened in &sitting.signing.events {
        if let Event::Shown { as_seen: Some(as_seen), .. } = &happened.event
            && as_seen.language != sitting.agreement.language
        {
            shown.entry(as_seen.language.clone()).or_insert_with(|| happened.at.date_naive());
        }
    }
    shown
}

fn json(value: &impl Serialize, what: &'static str) -> Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(|_| TabletError::Damaged { what })
}

/// What became of a sealed plan.
pub(super) fn card(shared: &Shared, state: &mut State, plan: PlanId) -> Result<SealedCard> {
    let open = state.open()?;
    let row = open.records.sealed(plan)?.ok_or(TabletError::NotSealed)?;
    let sitting = open.plans.sitting(row.signing)?;
    let kept = open.plans.plan(plan)?.plan;
    let languages = family::languages(shared, &kept, &sitting, sitting.agreement.made_on);
    let Sitting { signing, agreement, bytes, .. } = sitting;
    let answer = |person| {
        Some(AnswerCard {
            who: signing.label(&agreement, person, &shared.council.texts)?,
            outcome: signing.answer(person).and_then(|answer| answer.outcome),
            open: signing.still_open(person, kept.review.on),
        })
    };
    Ok(SealedCard {
        reference: Reference::from(plan).to_string(),
        code: AgreementHash::of(&bytes).short(),
        sealed_at: row.sealed_at,
        pages: row.pages,
        pdf_sha256: row.family_copy.to_string(),
        seal_ms: row.seal_ms,
        pdf_ms: row.pdf_ms,
        delivery: delivery(shared, open, &row)?,
        office: from_office::said_all(open, plan)?,
        copies: open.records.copies(plan)?.into_iter().map(CopyRow::card).collect(),
        files: files::of_plan(shared, plan).len(),
        languages,
        helpers: Helper::ALL.into_iter().filter(|helper| paper::has_part(&agreement, *helper)).collect(),
        answers: signing.signers(&agreement).into_iter().filter_map(answer).collect(),
        agreement,
    })
}

fn delivery(shared: &Shared, open: &Open, row: &SealedRow) -> Result<Delivery> {
    if let Some((received_at, office_seq)) = open.records.receipt(row.seq)? {
        return Ok(Delivery::Safe { received_at, office_seq });
    }
    let rows = shared.courier.with(|post| post.rows()).unwrap_or_default();
    let hash = open.records.chain()?.into_iter().find(|head| head.seq == row.seq).map(|head| head.hash);
    let stuck = rows.into_iter().find(|it| Some(it.hash) == hash).and_then(|it| it.stuck);
    Ok(match stuck {
        Some(why) => Delivery::Stuck { why: why_stuck(&why) },
        None => Delivery::Waiting { last: shared.courier.progress().last },
    })
}

#[cfg(test)]
mod tests {
    use ipc::refusal::Code;

    use super::*;

    #[test]
    fn what_no_office_takes_is_refused_in_words_before_it_is_sealed() {
        let file = |len| BlobRef { len, ..BlobRef::of(b"", PDF, FAMILY_COPY) };
        let (most_record, most_file) = (usize::try_from(MAX_RECORD_BYTES).unwrap(), MAX_FILE_BYTES);
        is_taken(most_record, &[file(most_file), file(most_file)]).unwrap();
        for (record, files) in [(most_record + 1, vec![]), (1, vec![file(1), file(most_file + 1)])] {
            let refused = crate::refusal::of(&is_taken(record, &files).unwrap_err());
            assert_eq!(refused.code, Code::NotReady);
            assert!(refused.sentence.contains("Nothing was sealed"), "{}", refused.sentence);
        }
    }
}
