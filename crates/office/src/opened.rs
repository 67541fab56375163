//! Letters that are opened and proved, and wait to be kept. How many are kept in one transaction is said here; how they are kept
//! is the store's, and what is decided about them is in `letters`.

use crate::OfficeError;
use crate::store::{Device, Incoming, Taken};
use crate::together::{Job, Most, Together};
use chrono::{DateTime, Utc};
use record::DeviceId;
use record::wire::MAX_REQUEST_BYTES;

/// At once as many bytes as one of the longest requests brings, so that whoever comes next waits no longer for many than for one.
/// In all as many as there is room for where bodies are read: more waits only where senders went away meanwhile.
const MOST: Most = Most { jobs: 64, bytes: MAX_REQUEST_BYTES, waiting: 16 * MAX_REQUEST_BYTES };

/// Where requests wait to be kept, and what became of what was in each.
pub(crate) type Waiting = Together<Opened, Result<Vec<Taken>, OfficeError>>;

/// One request's letters.
pub(crate) struct Opened {
    pub(crate) device: Device,
    pub(crate) incoming: Vec<Incoming>,
    /// When they came.
    pub(crate) now: DateTime<Utc>,
    /// How many there were before they were opened.
    pub(crate) bytes: usize,
}

/// A place where nothing waits yet.
pub(crate) const fn waiting() -> Waiting {
    Together::new(MOST)
}

impl Job for Opened {
    fn sender(&self) -> DeviceId {
        self.device.id
    }

    fn bytes(&self) -> usize {
        self.bytes
    }
}
