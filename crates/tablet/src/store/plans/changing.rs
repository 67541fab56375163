//! Changing a plan, and what follows from it for its sittings. What cannot be read of those costs no words, and ends none whose words
//! stay what they are.

use chrono::{DateTime, FixedOffset, NaiveDate};
use plan::agreement::AgreementHash;
use plan::ids::{PlanId, SigningId};
use plan::{Agreement, Change, Plan};
use rusqlite::TransactionBehavior;

use super::{By, PlanRow, Plans, apply, end_all};
use crate::error::{Result, TabletError};
use crate::store::table::{plan as plan_table, signing};

/// What follows from changes of a plan for its sittings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Follows {
    /// Nothing.
    Nothing,
    /// With another agreement than was read in it this one ends, and keeps what happened in it.
    Ends(SigningId),
    /// With the agreement that was read in it this one goes on again: a letter typed and taken back ends nothing.
    GoesOn(SigningId),
    /// The agreement is another, and which sitting that ends cannot be read or marked: all of them are over.
    EndsUnread,
}

impl Plans {
    /// Makes all changes or none. `agreed` is the agreement as it would be made on a day. Where sittings cannot be marked the words are
    /// kept all the same: that they are over stands with the plan then.
    pub(crate) fn change(
        &mut self,
        id: PlanId,
        base: u64,
        changes: &[Change],
        by: &By,
        agreed: impl Fn(&Plan, NaiveDate) -> Agreement,
    ) -> Result<(PlanRow, Follows)> {
        let kept = self.plan(id)?;
        if kept.revision != base {
            return Err(TabletError::OutOfStep { revision: kept.revision });
        }
        if changes.is_empty() {
            return Ok((kept, Follows::Nothing));
        }
        let mut after = kept.plan.clone();
        for change in changes {
            after.apply(change)?;
        }
        let follows = self.follows(&kept.plan, &after, by.at, agreed)?;
        let at_last = if follows == Follows::Nothing { follows } else { Follows::EndsUnread };
        // A disk that failed once may be well again.
        for what in [follows, follows, at_last] {
            match self.change_as(&kept, changes, by, what) {
                Err(_) if self.connection.is_given_up() => self.connection.mend()?,
                Err(TabletError::Damaged { .. }) => {}
                done => return Ok((done?, follows)),
            }
        }
        Err(TabletError::Damaged { what: "database" })
    }

    /// What follows from changes that make this of a plan. The sitting that goes on is looked for by itself: an earlier one that cannot
    /// be read cannot go on again, and that is all it costs.
    fn follows(
        &mut self,
        before: &Plan,
        after: &Plan,
        at: DateTime<FixedOffset>,
        agreed: impl Fn(&Plan, NaiveDate) -> Agreement,
    ) -> Result<Follows> {
        let id = after.id;
        let is_same = |on| agreed(before, on) == agreed(after, on);
        let mut ends = None;
        if !plan_table::are_sittings_over(&self.connection, id)? {
            match self.in_either_way(|connection, way| signing::open_begun(connection, id, way))? {
                None if is_same(at.date_naive()) => return Ok(Follows::Nothing),
                None => return Ok(Follows::EndsUnread),
                Some(Some(open)) if is_same(open.made_on) => return Ok(Follows::Nothing),
                Some(Some(open)) if open.was_read => return Ok(Follows::Ends(open.id)),
                // Opening a screen begins a sitting in which nothing happened: the one before it is the last that was read.
                Some(open) => ends = open.map(|open| open.id),
            }
        }
        let last = self.in_either_way(|connection, way| signing::last_read(connection, id, ends, way))?;
        let hash = |on| AgreementHash::of(&agreed(after, on).to_json()).to_string();
        let goes_on = last.flatten().filter(|it| hash(it.made_on) == it.agreement);
        Ok(match (goes_on, ends) {
            (Some(goes_on), _) => Follows::GoesOn(goes_on.id),
            (None, Some(ends)) => Follows::Ends(ends),
            (None, None) => Follows::Nothing,
        })
    }

    /// Makes the changes and what follows from them.
    pub(super) fn change_as(
        &mut self,
        before: &PlanRow,
        changes: &[Change],
        by: &By,
        follows: Follows,
    ) -> Result<PlanRow> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let kept = apply(&transaction, before.clone(), changes, by)?;
        let id = kept.plan.id;
        match follows {
            Follows::Nothing => {}
            Follows::Ends(_) => end_all(&transaction, id, by.at)?,
            Follows::GoesOn(again) => {
                end_all(&transaction, id, by.at)?;
                signing::go_on(&transaction, again)?;
            }
            Follows::EndsUnread => plan_table::set_sittings_over(&transaction, id, true)?,
        }
        transaction.commit()?;
        if follows == Follows::EndsUnread {
            tracing::warn!("a plan was changed beside sittings that cannot be read or marked: they are over");
        }
        Ok(kept)
    }
}
