//! The envelope of a record: who, when, where in the chain, and the hashes of everything it carries.
//!
//! This is how an envelope is written today and read tolerantly: fields that a newer program adds are passed over here
//! and survive because the bytes, not this struct, are what is kept.

use crate::code::words;
use crate::{CaseId, DeviceId, DocId, Hash, RecordError, RecordId, TenantId, UserId};
use chrono::{DateTime, FixedOffset, TimeDelta};
use serde::{Deserialize, Serialize};

/// The version of envelopes that this program writes.
pub const ENVELOPE_VERSION: u32 = 1;

/// What a record says about itself. Signed as the exact bytes it was first written in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// Version of the envelope's form, [`ENVELOPE_VERSION`] today.
    pub v: u32,
    /// The record's own id.
    pub id: RecordId,
    /// The tablet that made it.
    pub dev: DeviceId,
    /// Its number among its author's records on this tablet, from 1, without gaps.
    pub seq: u64,
    /// Hash of the author's envelope before this one; none for number 1.
    pub prev: Option<Hash>,
    /// What it records.
    pub kind: Kind,
    /// Version of the body's form, counted for each kind.
    pub schema: u32,
    /// The agency it belongs to.
    pub tenant: TenantId,
    /// The case it belongs to.
    pub case: CaseId,
    /// What it is about.
    pub doc: DocId,
    /// Hashes of the records it follows from or speaks of.
    pub parents: Vec<Hash>,
    /// Who made it.
    pub author: Author,
    /// The tablet's clock. A claim: order never comes from it.
    pub wall: DateTime<FixedOffset>,
    /// Nanoseconds since the tablet was started.
    pub mono_ns: u64,
    /// Which start of the tablet `mono_ns` counts from.
    pub boot: String,
    /// How far the tablet's clock was from the office's, if it ever heard.
    pub clk: Option<ClockClaim>,
    /// The body.
    pub body: BodyRef,
    /// Everything too large for the body.
    pub blobs: Vec<BlobRef>,
    /// How it is signed.
    pub alg: Algorithm,
}

words! {
    /// What a record records.
    Kind {
        /// An agreement was sealed.
        PlanSealed = "plan.sealed",
        /// The office agrees to a plan.
        PlanCountersigned = "plan.countersigned",
        /// The office does not agree to a plan, and says what is to change.
        PlanReturned = "plan.returned",
        /// The office takes back that it agrees to a plan.
        PlanUnsigned = "plan.unsigned",
        /// A plan was prepared at the office, and nobody signed it yet.
        PlanPrepared = "plan.prepared",
        /// A case was given to a worker.
        CaseGiven = "case.given",
        /// Of two plans of one family, one was chosen to hold.
        VersionChosen = "version.chosen",
        /// A copy was given to somebody, or was not.
        CopyGiven = "copy.given",
        /// A review was held.
        ReviewRecorded = "review.recorded",
        /// A review is to be held.
        ReviewPlanned = "review.planned",
        /// A case ends.
        CaseEnded = "case.ended",
        /// What the office wrote before is wrong.
        Correction = "correction",
        /// It was read at the office.
        NoteSeen = "note.seen",
        /// It is given to another agency.
        Disclosure = "disclosure",
    }
}

/// How a record is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Algorithm {
    /// Ed25519 with the device's key.
    Ed25519,
}

/// Who made a record, as they were signed in on the tablet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The person.
    pub user: UserId,
    /// Their part, such as `social-worker`.
    pub role: String,
    /// Their agency, such as `police`.
    pub agency: String,
}

/// What the tablet knew about its clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockClaim {
    /// Office's clock minus the tablet's, in milliseconds.
    pub server_offset_ms: i64,
    /// Half the width of the doubt about it, in milliseconds.
    pub err_ms: u32,
    /// How long ago it was measured, in seconds.
    pub age_s: u64,
}

impl ClockClaim {
    /// Whether the office's time was heard before the machine was started: the clock is behind by so much or more. It is said to be
    /// as old as the start, give or take the second that turned between two looks at a clock.
    #[must_use]
    pub const fn is_a_bound(&self, mono_ns: u64) -> bool {
        self.age_s.saturating_add(1) >= mono_ns / 1_000_000_000
    }

    /// Two clocks that nobody sets are minutes apart.
    const FAR: TimeDelta = TimeDelta::minutes(5);

    /// The office's clock minus the tablet's, where they are further apart than clocks are that are looked after, whatever the doubt.
    pub fn far_off(&self) -> Option<TimeDelta> {
        let off = TimeDelta::try_milliseconds(self.server_offset_ms)?;
        let surely = off.abs() - TimeDelta::milliseconds(self.err_ms.into());
        (surely > Self::FAR).then_some(off)
    }
}

/// The body a record carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyRef {
    /// Its hash.
    pub sha256: Hash,
    /// Its length in bytes.
    pub len: u64,
}

impl BodyRef {
    /// The reference to these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self { sha256: Hash::of(bytes), len: bytes.len() as u64 }
    }
}

/// A file that belongs to a record and travels beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobRef {
    /// Its hash, which is also its name.
    pub sha256: Hash,
    /// Its length in bytes.
    pub len: u64,
    /// Its media type, such as `application/pdf`.
    pub mime: String,
    /// Its part in the record, such as `family-copy`.
    pub role: String,
}

impl BlobRef {
    /// The reference to these bytes.
    #[must_use]
    pub fn of(bytes: &[u8], mime: &str, role: &str) -> Self {
        Self {
            sha256: Hash::of(bytes),
            len: bytes.len() as u64,
            mime: mime.to_owned(),
            role: role.to_owned(),
        }
    }
}

#[derive(Deserialize)]
struct Versioned {
    v: u32,
}

impl Envelope {
    /// The bytes of a new envelope, written once and kept from then on.
    pub(crate) fn write(&self) -> Result<Vec<u8>, RecordError> {
        self.check_place()?;
        serde_json::to_vec(self).map_err(RecordError::Write)
    }

    /// Reads the bytes of an envelope without knowing whether they are signed. [`crate::SignedRecord::open`] is for
    /// bytes from elsewhere; this is for bytes that were opened before they were stored.
    ///
    /// # Errors
    /// [`RecordError::Version`], [`RecordError::Envelope`], [`RecordError::Place`].
    pub fn read(bytes: &[u8]) -> Result<Self, RecordError> {
        let Versioned { v } = serde_json::from_slice(bytes).map_err(RecordError::Envelope)?;
        if v != ENVELOPE_VERSION {
            return Err(RecordError::Version { found: v, known: ENVELOPE_VERSION });
        }
        let envelope: Self = serde_json::from_slice(bytes).map_err(RecordError::Envelope)?;
        envelope.check_place()?;
        Ok(envelope)
    }

    fn check_place(&self) -> Result<(), RecordError> {
        let first = self.seq == 1;
        if self.seq == 0 || first != self.prev.is_none() {
            return Err(RecordError::Place { seq: self.seq });
        }
        Ok(())
    }
}
