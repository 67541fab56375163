//! What an office answers that was given agreements of another, by HTTP or in a file.

use crate::SignedReceipt;
use serde::{Deserialize, Serialize};

/// The receipts of the agreements that came, in their order. Each is the same each time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisclosureReply {
    /// One for each agreement.
    pub receipts: Vec<SignedReceipt>,
}
