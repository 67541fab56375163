//! The office writes: a record in the chain of the person who says it, signed with the office's key, kept and numbered like any other,
//! and on its way to the tablets that have the case. Who may say what is in `permissions`, and is asked where it is kept.

use crate::actor::Actor;
use crate::environment::fresh;
use crate::permissions;
use crate::store::{About, Arrival, Own, ToWrite, Writes, Wrote};
use crate::{Office, OfficeError};
use chrono::{DateTime, Utc};
use record::change::MOST_IN_A_CHANGE;
use record::{
    Algorithm, Author, BodyRef, CaseId, DeviceId, DocId, ENVELOPE_VERSION, Envelope, Hash, Head, Kind,
    OfficePerson, RECEIPT_VERSION, Receipt, RecordError, RecordId, RequestId, SignedReceipt, SignedRecord,
    WRITTEN_VERSION, What, Written,
};

impl Office {
    /// Writes what a person says of a record, or what they begin, if whoever asks may say it, and gives the hash of what is written.
    /// Asked again with the same request, nothing is written and the hash is the same.
    ///
    /// # Errors
    /// [`OfficeError::NotWritten`] if it cannot be said so, [`OfficeError::NotAllowed`] if they may not or say it as another,
    /// [`OfficeError::NothingOf`] if the record is not here, they do not see it, or nothing of the kind is said of such a one, or if
    /// what is to begin says no case, or one that they do not see,
    /// [`OfficeError::NoPartner`] and [`OfficeError::NotWhole`] if it is to be given to an agency and cannot be,
    /// [`OfficeError::OtherRequest`] if something else was asked with it before; [`OfficeError::Store`], [`OfficeError::Random`].
    pub fn write(
        &self,
        actor: &Actor,
        request: RequestId,
        by: OfficePerson,
        of: Option<Hash>,
        what: What,
        words: String,
    ) -> Result<Hash, OfficeError> {
        let said = (&by, of, &what, &words);
        let said = Hash::of(&serde_json::to_vec(&said).map_err(RecordError::Write)?);
        let (user, asking) = (by.id, self.by(actor));
        let body = Written { v: WRITTEN_VERSION, by, at: asking.now, of, what, words };
        let (unix_ms, random) = fresh(self.environment.as_ref())?;
        let writing = Writing {
            office: self,
            id: RecordId::new(unix_ms, &random),
            bytes: body.to_bytes().map_err(OfficeError::NotWritten)?,
            body,
        };
        let (own, case) = (self.own(self.own_device()), begun(&writing.body.what).map(|(case, _)| case));
        let to = if let What::Disclosure { tenant, .. } = &writing.body.what { *tenant } else { None };
        let asked = ToWrite { request, said, of, case, own, user, to };
        match self.store.keep_written(asking, done_by(&writing.body.what), &asked, &writing)? {
            Wrote::Now { record, office_seq } => {
                tracing::info!(kind = %writing.body.what.kind(), office_seq, "written");
                Ok(record)
            }
            Wrote::Before { record } => Ok(record),
            Wrote::OtherRequest => Err(OfficeError::OtherRequest),
            Wrote::NothingOf => Err(OfficeError::NothingOf),
        }
    }

    /// Takes a record back that this office wrote and lost since. Whether it was lost.
    ///
    /// # Errors
    /// [`OfficeError::Record`] if it is not this office's; [`OfficeError::Store`].
    pub(crate) fn take_back(&self, record: SignedRecord) -> Result<bool, OfficeError> {
        let envelope = record.open(&self.key.public().verifying_key()?)?;
        if envelope.tenant != self.agency.tenant {
            return Err(RecordError::Signature.into());
        }
        let (own, now) = (self.own(envelope.dev), self.now());
        let arrival = Arrival { hash: record.hash(), record, envelope };
        self.store.take_back(self.agency.tenant, &own, &arrival, &Signs { office: self, now }, now)
    }

    /// In each life of its store the office is another device, so that no chain goes on from what a backup lacked.
    fn own_device(&self) -> DeviceId {
        DeviceId::from(*self.agency.epoch.as_bytes())
    }

    fn own(&self, device: DeviceId) -> Own<'_> {
        Own { device, key: self.key.public(), name: &self.agency.name }
    }

    /// The receipt for a record that got this number.
    pub(crate) fn receipt(
        &self,
        record: Hash,
        office_seq: u64,
        received_at: DateTime<Utc>,
    ) -> Result<SignedReceipt, OfficeError> {
        let (v, epoch, office_key) = (RECEIPT_VERSION, self.agency.epoch, self.key.public().id());
        Ok(self.key.sign(&Receipt { v, record, epoch, office_seq, received_at, office_key })?)
    }
}

/// What one person says.
struct Writing<'a> {
    office: &'a Office,
    id: RecordId,
    body: Written,
    bytes: Vec<u8>,
}

impl Writes for Writing<'_> {
    fn make(&self, about: Option<&About>, head: Option<Head>) -> Result<Arrival, OfficeError> {
        let Self { office, id, body, bytes } = self;
        let of = match about {
            Some(about) => may_be_said(&body.what, about).then_some((about.case, about.doc)),
            None => begun(&body.what),
        };
        let (case, doc) = of.ok_or(OfficeError::NothingOf)?;
        let (role, agency) = (body.by.role.clone(), office.agency.name.clone());
        let envelope = Envelope {
            v: ENVELOPE_VERSION,
            id: *id,
            dev: office.own_device(),
            seq: head.map_or(1, |head| head.seq.saturating_add(1)),
            prev: head.map(|head| head.hash),
            kind: body.what.kind(),
            schema: WRITTEN_VERSION,
            tenant: office.agency.tenant,
            case,
            doc,
            parents: body.of.into_iter().collect(),
            author: Author { user: body.by.id, role, agency },
            wall: body.at.fixed_offset(),
            mono_ns: 0,
            boot: String::new(),
            clk: None,
            body: BodyRef::of(bytes),
            blobs: Vec::new(),
            alg: Algorithm::Ed25519,
        };
        let record = office.key.sign_record(&envelope, bytes.clone())?;
        if record.to_bytes().len() > MOST_IN_A_CHANGE {
            return Err(RecordError::Letter.into());
        }
        Ok(Arrival { hash: record.hash(), record, envelope })
    }

    fn sign(&self, record: Hash, office_seq: u64) -> Result<SignedReceipt, OfficeError> {
        self.office.receipt(record, office_seq, self.body.at)
    }
}

/// Gives receipts for what was made before.
struct Signs<'a> {
    office: &'a Office,
    now: DateTime<Utc>,
}

impl Writes for Signs<'_> {
    fn make(&self, _: Option<&About>, _: Option<Head>) -> Result<Arrival, OfficeError> {
        Err(OfficeError::NothingOf)
    }

    fn sign(&self, record: Hash, office_seq: u64) -> Result<SignedReceipt, OfficeError> {
        self.office.receipt(record, office_seq, self.now)
    }
}

/// What whoever says it has to be allowed.
const fn done_by(what: &What) -> permissions::What {
    match what {
        What::PlanCountersigned { .. } | What::PlanReturned | What::PlanUnsigned { .. } => {
            permissions::What::Countersign
        }
        What::PlanPrepared { .. } => permissions::What::Prepare,
        What::CaseGiven { .. } => permissions::What::Assign,
        What::VersionChosen { .. } => permissions::What::Decide,
        What::CopyGiven { .. } => permissions::What::GiveCopy,
        What::ReviewRecorded { .. } | What::ReviewPlanned { .. } => permissions::What::Review,
        What::CaseEnded { .. } => permissions::What::EndCase,
        What::Correction => permissions::What::Correct,
        What::NoteSeen => permissions::What::NoteSeen,
        What::Disclosure { .. } => permissions::What::Disclose,
        What::Unknown(_) => permissions::What::Nothing,
    }
}

/// Of what a tablet sealed one thing is said, of what the office wrote another.
fn may_be_said(what: &What, about: &About) -> bool {
    let is_sealed = about.kind == Kind::PlanSealed && !about.is_own;
    match what {
        What::Correction => about.is_own,
        What::NoteSeen => true,
        What::CaseGiven { .. } => is_sealed || (about.kind == Kind::PlanPrepared && about.is_own),
        What::PlanCountersigned { .. }
        | What::PlanReturned
        | What::PlanUnsigned { .. }
        | What::VersionChosen { .. }
        | What::CopyGiven { .. }
        | What::ReviewRecorded { .. }
        | What::ReviewPlanned { .. }
        | What::CaseEnded { .. }
        | What::Disclosure { .. } => is_sealed,
        // What begins something is said of nothing.
        What::PlanPrepared { .. } | What::Unknown(_) => false,
    }
}

/// The case and the plan that something begins or goes on with, as it says itself.
fn begun(what: &What) -> Option<(CaseId, DocId)> {
    let What::PlanPrepared { plan, .. } = what else { return None };
    let case = plan.get("case")?.as_str()?.parse().ok()?;
    let doc = plan.get("id")?.as_str()?.parse().ok()?;
    Some((case, doc))
}
