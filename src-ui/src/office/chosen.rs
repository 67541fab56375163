//! The agreement of the list whose case somebody chose, to do something about it.

use ipc::office::AgreementRow;
use ipc::office::people::Me;
use leptos::prelude::*;

use crate::platform::page;

/// The id of the heading over what can be done.
pub(super) const PANEL: &str = "case-heading";

/// The case about which something is done.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) record: String,
    pub(super) reference: String,
    pub(super) case: String,
    pub(super) team: Option<String>,
    pub(super) is_sealed: bool,
}

impl Chosen {
    /// The case of an agreement.
    pub(super) fn of(row: &AgreementRow) -> Self {
        Self {
            record: row.record.clone(),
            reference: row.reference.clone(),
            case: row.case.clone(),
            team: row.team.clone(),
            is_sealed: row.is_sealed,
        }
    }

    /// Whether somebody may do anything about it.
    pub(super) fn is_for(&self, me: &Me) -> bool {
        ["move_case", "seal_case", "unseal_case"].iter().any(|what| self.may(me, what))
    }

    /// Chooses it, with the focus on what can be done.
    pub(super) fn choose(self, chosen: RwSignal<Option<Self>>) {
        chosen.set(Some(self));
        page::focus(PANEL.to_owned());
    }

    /// A case that is sealed is seen only by whoever is named, and who sees it may do this in any of their teams.
    pub(super) fn may(&self, me: &Me, what: &str) -> bool {
        if self.is_sealed { me.may(what) } else { me.may_in(what, self.team.as_deref()) }
    }
}

/// The id of an agreement's row within the page.
pub(super) fn name_of(record: &str) -> String {
    format!("agreement-{record}")
}
