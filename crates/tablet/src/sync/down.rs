//! What the office wrote, on its last way: out of the post, where it lies closed, into the store of the worker it is for. That goes only
//! while they are in, because nothing else opens it. What is not the office's own word stands aside, is named in the log by its
//! hash, and keeps none of the others back.

use ed25519_dalek::SigningKey;
use plan::ids::UserId;
use record::{Envelope, Hash, Kind, OpeningKey, Place as ChainPlace, SignedRecord, WorkerKey, change};

use super::courier::Courier;
use crate::error::Result;
use crate::store::Place;
use crate::store::post::Came;
use crate::store::records::Records;

/// Whose it is, from which office, and what opens it.
pub(crate) struct Reader<'a> {
    pub(crate) user: UserId,
    pub(crate) place: &'a Place,
    pub(crate) opening: &'a OpeningKey,
}

/// A record that is the office's.
struct Proved {
    record: SignedRecord,
    envelope: Envelope,
    /// What it is about: another record, or itself where it begins something.
    about: Hash,
}

/// Why something is not taken for the office's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Not {
    /// It is closed to somebody else, or was changed.
    Opened,
    /// It is another record than the office said.
    AsSaid,
    /// Its signature is not the office's, or envelope and body do not fit.
    Signed,
    /// It is another agency's.
    OfThisAgency,
    /// It is about nothing.
    AboutARecord,
    /// Another has its place in the chain.
    OneChain,
}

impl Not {
    const fn word(self) -> &'static str {
        match self {
            Self::Opened => "not_opened",
            Self::AsSaid => "not_as_said",
            Self::Signed => "not_signed",
            Self::OfThisAgency => "other_tenant",
            Self::AboutARecord => "about_nothing",
            Self::OneChain => "branch",
        }
    }
}

impl Reader<'_> {
    /// Tells the post what this worker's changes are to be closed to, and who they are: name and role. `key` signs records.
    pub(crate) fn tell_key(
        &self,
        (name, role): (&str, &str),
        key: &SigningKey,
        courier: &Courier,
    ) -> Result<()> {
        let told = WorkerKey::sign(self.place.device, self.user, self.opening.closing(), key);
        courier.with(|post| post.put_worker(&told.called(name, role)))
    }

    /// Brings all that came into the worker's store, in its order.
    pub(crate) fn take_in(&self, records: &Records, courier: &Courier) -> Result<()> {
        while let Some(came) = courier.with(|post| post.next_change(self.user))? {
            if !records.has_from_office(came.record)?
                && let Err(not) = self.keep(records, &came)?
            {
                tracing::error!(record = %came.record, why = not.word(), "what came is not the office's");
                courier.with(|post| post.set_change_aside(came.id, not.word()))?;
                continue;
            }
            courier.with(|post| post.forget_change(came.id))?;
        }
        Ok(())
    }

    fn keep(&self, records: &Records, came: &Came) -> Result<std::result::Result<(), Not>> {
        let Proved { record, envelope, about } = match self.prove(came) {
            Ok(proved) => proved,
            Err(not) => return Ok(Err(not)),
        };
        let numbered = |seq: u64| records.numbered_from_office(envelope.dev, envelope.author.user, seq);
        let (beside, before) = (numbered(envelope.seq)?, numbered(envelope.seq.saturating_sub(1))?);
        match record::place(record.hash(), envelope.prev, &beside, &before) {
            ChainPlace::Branch => return Ok(Err(Not::OneChain)),
            // Of a chain those of other cases are not for this worker.
            ChainPlace::Follows | ChainPlace::AfterHole => {}
        }
        records.keep_from_office(&record, &envelope, about).map(Ok)
    }

    /// What the body says is read when it is shown: it may be of a newer office.
    fn prove(&self, came: &Came) -> std::result::Result<Proved, Not> {
        let Self { user, place, opening } = self;
        let whose = (place.device, *user);
        let record = change::open(&came.closed, whose, opening).map_err(|_| Not::Opened)?;
        if record.hash() != came.record {
            return Err(Not::AsSaid);
        }
        let key = place.keys.signing.verifying_key().map_err(|_| Not::Signed)?;
        let envelope = record.open(&key).map_err(|_| Not::Signed)?;
        if envelope.tenant != place.tenant {
            return Err(Not::OfThisAgency);
        }
        let about = match envelope.parents.first() {
            Some(of) => *of,
            None if envelope.kind == Kind::PlanPrepared => came.record,
            None => return Err(Not::AboutARecord),
        };
        Ok(Proved { record, envelope, about })
    }
}
