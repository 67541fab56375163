//! What the parts of the page of people share.

use ipc::office::people::{PersonRow, TeamRow};
use leptos::prelude::*;

use super::super::doing::Doing;
use super::super::fetched::Fetched;
use super::super::parts::Who;
use super::link::Given;

/// It.
#[derive(Clone, Copy)]
pub(super) struct Here {
    pub(super) who: Who,
    pub(super) list: Fetched<Vec<PersonRow>>,
    pub(super) teams: Fetched<Vec<TeamRow>>,
    pub(super) doing: Doing,
    /// The link that was made last, until it is put away.
    pub(super) given: RwSignal<Option<Given>>,
}
