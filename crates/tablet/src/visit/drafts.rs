//! Words that are being typed and are nothing yet: kept while they are typed, given back after a lock or a crash, forgotten
//! when they became something or their sitting is over.

use ipc::Refusal;
use ipc::visit::{DraftOf, KeepDraft, ReadDraft};

use super::sitting::refuse_sealed;
use crate::error::{Result, TabletError};
use crate::state::State;
use crate::tablet::Tablet;

/// More than this many characters nobody types into one field.
const MAX_CHARS: usize = plan::splice::MAX_CHARS;

impl Tablet {
    /// Keeps words that are being typed. Answered when they are on the disk.
    ///
    /// # Errors
    /// When the tablet is locked or stands before a family whose words they are not, their plan is sealed, or they are too
    /// long.
    pub fn keep_draft(&self, asked: KeepDraft) -> std::result::Result<(), Refusal> {
        let KeepDraft { of, words } = asked;
        self.carry_out::<KeepDraft, _>(|_, state| {
            may_be_drafted(state, of)?;
            if words.chars().count() > MAX_CHARS {
                return Err(plan::change::ChangeError::TooLong.into());
            }
            state.open()?.plans.keep_draft(of, &words)
        })
    }

    /// The words that were being typed; empty when there are none.
    ///
    /// # Errors
    /// When the tablet is locked or stands before a family whose words they are not, or they cannot be read.
    pub fn read_draft(&self, asked: ReadDraft) -> std::result::Result<String, Refusal> {
        self.carry_out::<ReadDraft, _>(|_, state| {
            may_be_drafted(state, asked.of)?;
            state.open()?.plans.draft(asked.of)
        })
    }
}

/// In front of a family only what those say who have the tablet; nothing of a plan that is sealed or not this worker's.
fn may_be_drafted(state: &mut State, of: DraftOf) -> Result<()> {
    let with_family = state.with_family;
    let open = state.open()?;
    if let Some(signing) = with_family {
        let signing = open.plans.sitting(signing)?.signing;
        let is_theirs = |person| signing.in_front().is_some_and(|turn| turn.to.contains(&person));
        if of.plan() != signing.plan || !of.before_family().is_some_and(is_theirs) {
            return Err(TabletError::WithFamily);
        }
    }
    open.plans.is_here(of.plan())?;
    refuse_sealed(open, of.plan())
}
