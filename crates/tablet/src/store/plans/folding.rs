//! The history of a plan's texts, and its changes folded once nobody needs each key of them any more.

use plan::Plan;
use plan::field::Field;
use plan::history::{self, Entry};
use plan::ids::PlanId;
use rusqlite::TransactionBehavior;

use super::Plans;
use crate::error::{Result, TabletError};
use crate::store::table::{plan as plan_table, plan_change};

impl Plans {
    /// What was made of a text of a plan, by whom and when, oldest first.
    ///
    /// # Errors
    /// [`TabletError::NotHere`]; [`TabletError::Damaged`] when the changes cannot be read.
    pub(crate) fn history(&self, id: PlanId, field: Field) -> Result<Vec<Entry>> {
        let known = plan_table::find(&self.connection, id)?.ok_or(TabletError::NotHere)?;
        let made = plan_change::list(&self.connection, id)?;
        let begun = Plan::empty(known.id, known.case);
        history::of_field(&begun, &made, field).map_err(|_| TabletError::Damaged { what: "change" })
    }

    /// Folds the changes of those plans, as far as they are not folded yet.
    ///
    /// # Errors
    /// The first that came, as for [`Plans::history`]. Each plan is seen to all the same.
    pub(crate) fn fold_those(&mut self, mut which: impl FnMut(PlanId) -> Result<bool>) -> Result<()> {
        let mut first = Ok(());
        for plan in plan_table::not_folded(&self.connection)? {
            if which(plan)? {
                let done = self.fold(plan);
                if done.is_err() {
                    self.connection.mend()?;
                }
                first = first.and(done);
            }
        }
        first
    }

    /// Folds the changes of a plan that does not change any more: what was typed in one go is one change. The plan, its revision and
    /// the history of its texts stay what they are.
    ///
    /// # Errors
    /// As for [`Plans::history`]; nothing is changed then.
    pub(super) fn fold(&mut self, id: PlanId) -> Result<()> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let known = plan_table::find(&transaction, id)?.ok_or(TabletError::NotHere)?;
        let made = plan_change::list(&transaction, id)?;
        let begun = Plan::empty(known.id, known.case);
        let folded = history::folded(&begun, made).map_err(|_| TabletError::Damaged { what: "change" })?;
        plan_change::fold(&transaction, id, &folded)?;
        plan_table::is_folded(&transaction, id)?;
        Ok(transaction.commit()?)
    }
}
