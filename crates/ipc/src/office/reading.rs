//! One agreement, read on its page.

use plan::Agreement;
use serde::{Deserialize, Serialize};

use super::AgreementRow;

/// What a page shows of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementPage {
    /// How it stands in lists.
    pub row: AgreementRow,
    /// What the family saw, word for word; none while it is on its way, or where its form cannot be read here.
    pub agreement: Option<Agreement>,
}
