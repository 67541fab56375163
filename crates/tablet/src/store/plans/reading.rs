//! Reading plans. What a plan's changes come to is kept beside them; where that cannot be read it is made anew from them, so that
//! a plan is lost only with its changes.

use plan::Plan;
use plan::ids::PlanId;
use rusqlite::{Connection, TransactionBehavior};

use super::Plans;
use crate::error::{Result, TabletError};
use crate::store::table::plan::{self as plan_table, Known, PlanLine, PlanRow};
use crate::store::table::plan_change;
use crate::store::table::plan_state::{self, Cached};

impl Plans {
    /// A plan as it stands.
    ///
    /// # Errors
    /// [`TabletError::NotHere`]; [`TabletError::TooNew`] when a newer program wrote it; [`TabletError::Damaged`] when it can be read
    /// neither as it was kept nor from its changes.
    pub(crate) fn plan(&mut self, id: PlanId) -> Result<PlanRow> {
        let known = plan_table::find(&self.connection, id)?.ok_or(TabletError::NotHere)?;
        let (revision, changed_at) = (known.revision, known.changed_at);
        let mut found = self.cached(id)?;
        if matches!(found, Cached::Unreadable) {
            // A disk that failed once may be well again.
            self.connection.mend()?;
            found = self.cached(id)?;
            self.connection.mend()?;
        }
        let plan = match found {
            Cached::Whole(plan) => *plan,
            Cached::Lost => self.made_anew(&known, false)?,
            Cached::Unreadable => self.made_anew(&known, true)?,
        };
        Ok(PlanRow { plan, revision, changed_at })
    }

    /// Of a page that cannot be read the library may say nothing but an empty value, and give the connection up.
    fn cached(&self, id: PlanId) -> Result<Cached> {
        match plan_state::read(&self.connection, id)? {
            Cached::Lost if self.connection.is_given_up() => Ok(Cached::Unreadable),
            found @ (Cached::Whole(_) | Cached::Lost | Cached::Unreadable) => Ok(found),
        }
    }

    /// A plan from its changes, kept again. Where there is no room for that it can be read all the same.
    fn made_anew(&mut self, known: &Known, is_unreadable: bool) -> Result<Plan> {
        let plan = made_of_changes(&self.connection, known)?;
        let kept = self.keep_anew(&plan, is_unreadable);
        tracing::warn!(is_unreadable, is_kept = kept.is_ok(), "a plan was made anew from its changes");
        self.connection.mend()?;
        Ok(plan)
    }

    fn keep_anew(&mut self, plan: &Plan, is_unreadable: bool) -> Result<()> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let before = if is_unreadable { Some(plan_state::begin_anew(&transaction)?) } else { None };
        plan_state::put(&transaction, plan)?;
        transaction.commit()?;
        before.map_or(Ok(()), |before| self.bring_over(&before))
    }

    /// Brings what can be read of a table that was set aside into the new one: a plan of which a change is damaged has only that.
    fn bring_over(&mut self, before: &str) -> Result<()> {
        for known in plan_table::list(&self.connection)? {
            let brought = plan_state::bring_over(&self.connection, before, known.id);
            if brought.is_err() || self.connection.is_given_up() {
                self.connection.mend()?;
            }
        }
        Ok(())
    }

    /// All plans, the one changed last first. One that cannot be read still has its line: opening it says so.
    pub(crate) fn list(&mut self) -> Result<Vec<PlanLine>> {
        plan_table::list(&self.connection)?.into_iter().map(|known| self.line(known)).collect()
    }

    fn line(&mut self, known: Known) -> Result<PlanLine> {
        let plan = match self.plan(known.id) {
            Ok(kept) => Some(kept.plan),
            Err(TabletError::TooNew) => None,
            Err(TabletError::Damaged { .. }) => {
                // Or none of those after it could be read either.
                self.connection.mend()?;
                None
            }
            Err(error) => return Err(error),
        };
        let (meeting, practice) = plan.as_ref().map_or((None, false), |it| (it.review.on, it.practice));
        let children = plan.map(|plan| plan.children).unwrap_or_default();
        Ok(PlanLine {
            plan: known.id,
            title: known.title,
            children: children.into_iter().map(|child| child.name).collect(),
            changed_at: known.changed_at,
            meeting,
            practice,
            put_away: known.put_away,
            after: known.after,
        })
    }
}

/// What the changes of a plan come to, all of them.
fn made_of_changes(connection: &Connection, known: &Known) -> Result<Plan> {
    let damaged = TabletError::Damaged { what: "plan" };
    let made = plan_change::list(connection, known.id)?;
    if made.last().map_or(0, |last| last.last) != known.revision {
        return Err(damaged);
    }
    Plan::made_of(known.id, known.case, made.iter().map(|made| &made.change)).map_err(|_| damaged)
}
