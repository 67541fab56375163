//! What goes down: a tablet asks for what the office wrote to one of its workers. The office keeps no count of it: the tablet says
//! how far it has come.

use crate::{EpochId, Hash, WorkerKey};
use base::base64;
use serde::{Deserialize, Serialize};

/// Most bytes of changes in one answer, closed. As base64 they are a third longer.
pub const MAX_CHANGES_BYTES: u64 = 2 * 1024 * 1024;

/// A tablet asks what the office wrote to one of its workers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// To whom, and what it is to be closed to.
    pub worker: WorkerKey,
    /// The `next` of the last answer that was kept; none begins anew.
    #[serde(default)]
    pub after: Option<Cursor>,
    /// How many bytes of changes it takes. One change is given in any case.
    pub most: u64,
}

/// What the office wrote, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangesReply {
    /// Which life of its store this is. What comes after a cursor of another begins anew.
    pub epoch: EpochId,
    /// The records, each closed to the worker.
    pub changes: Vec<Change>,
    /// What to ask for next.
    pub next: Cursor,
    /// Whether there is more at once.
    pub more: bool,
}

/// A record that an office wrote, closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Its hash, so that one that came before is known while nobody can read it.
    pub record: Hash,
    /// The bytes of [`crate::change`]; as base64.
    #[serde(with = "base::base64")]
    pub closed: Vec<u8>,
}

/// How far a tablet has come. Only the office reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(String);

impl Cursor {
    /// A place in one life of an office's store.
    #[must_use]
    pub fn new(epoch: EpochId, place: u64) -> Self {
        Self(base64::encode(&[epoch.as_bytes().as_slice(), &place.to_be_bytes()].concat()))
    }

    /// What [`Cursor::new`] was given; none for what this office never gave.
    #[must_use]
    pub fn read(&self) -> Option<(EpochId, u64)> {
        let bytes = base64::decode(&self.0)?;
        let (epoch, place) = bytes.split_first_chunk::<16>()?;
        Some((EpochId::from(*epoch), u64::from_be_bytes(place.try_into().ok()?)))
    }

    /// As it is sent and stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Cursor {
    fn from(text: String) -> Self {
        Self(text)
    }
}
