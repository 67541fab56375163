//! One worker's plans. Whether a plan is sealed is not known here: the device's database alone says so, and who calls has
//! asked it before.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, FixedOffset};
use ipc::visit::DraftOf;
use plan::ids::{PlanId, SigningId};
use plan::signing::{Happened, Signing};
use plan::{Change, Plan};
use record::Hash;
use rusqlite::{Connection, TransactionBehavior};
use rusqlite_migration::M;

use super::database::{self, Steps};
use super::lasting::Lasting;
pub(crate) use super::table::plan::After;
use super::table::plan::{self as plan_table, PlanRow};
pub(crate) use super::table::plan_change::By;
use super::table::profile::{self, Profile};
use super::table::signing::{self, Sitting};
use super::table::way::Way;
use super::table::{draft, plan_change, signing_event};
use crate::error::{Result, TabletError};
use crate::keys::secret::Secret;

pub(crate) use self::changing::Follows;

/// The file's name in the worker's folder.
pub(crate) const PLANS_FILE: &str = "plans.db";

const STEPS: Steps = &[
    M::up(include_str!("../../../../migrations/tablet/plans/0001_plans.sql")),
    M::up(include_str!("../../../../migrations/tablet/plans/0002_drafts.sql")),
    M::up(include_str!("../../../../migrations/tablet/plans/0003_sitting_form.sql")),
    M::up(include_str!("../../../../migrations/tablet/plans/0004_rank.sql")),
    M::up(include_str!("../../../../migrations/tablet/plans/0005_put_away.sql")),
    M::up(include_str!("../../../../migrations/tablet/plans/0006_sittings_over.sql")),
    M::up(include_str!("../../../../migrations/tablet/plans/0007_after.sql")),
];

/// A worker's plans, open.
#[derive(Debug)]
pub(crate) struct Plans {
    connection: Lasting,
    /// How the sittings of a plan were last found.
    way: Way,
    /// Since when something of a plan's sittings cannot be read.
    unread_since: BTreeMap<PlanId, u64>,
}

impl Plans {
    /// Makes the database of a new worker.
    pub(crate) fn create(folder: &Path, key: &Secret, profile: &Profile) -> Result<Self> {
        let connection = Lasting::create(&folder.join(PLANS_FILE), key, STEPS)?;
        profile::insert(&connection, profile)?;
        Ok(Self::of(connection))
    }

    pub(crate) fn open(folder: &Path, key: &Secret) -> Result<Self> {
        Ok(Self::of(Lasting::open(&folder.join(PLANS_FILE), key, STEPS)?))
    }

    /// The index is none of the steps: making it reads every sitting and takes room, and where one cannot be read or there is none,
    /// nobody would get at their plans.
    fn of(mut connection: Lasting) -> Self {
        let made =
            connection.if_readable(|open| signing::index_by_plan(open).and_then(|()| database::settle(open)));
        if let Err(error) = made {
            tracing::warn!(%error, "sittings are found without an index");
        }
        Self { connection, way: Way::Index, unread_since: BTreeMap::new() }
    }

    pub(crate) fn check(&self) -> Result<()> {
        database::check(&self.connection)
    }

    /// Opens it again where a failure has made it useless.
    pub(crate) fn mend(&mut self) -> Result<()> {
        self.connection.mend()
    }

    pub(crate) fn close(self) -> Result<()> {
        self.connection.close()
    }

    pub(crate) fn profile(&self) -> Result<Profile> {
        profile::read(&self.connection)
    }

    /// Puts a plan out of the list of what is looked after; back into it where there is no time.
    pub(crate) fn put_away(&self, id: PlanId, at: Option<DateTime<FixedOffset>>) -> Result<()> {
        if !plan_table::is_there(&self.connection, id)? {
            return Err(TabletError::NotHere);
        }
        plan_table::put_away(&self.connection, id, at)
    }

    pub(crate) fn is_put_away(&self, id: PlanId) -> Result<bool> {
        plan_table::is_put_away(&self.connection, id)
    }

    /// Removes a practice family's plan. Every other plan stays, whatever is asked.
    pub(crate) fn remove_practice(&mut self, id: PlanId) -> Result<()> {
        if !self.plan(id)?.plan.practice {
            return Err(TabletError::NotHere);
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        plan_table::remove(&transaction, id)?;
        Ok(transaction.commit()?)
    }

    /// Begins a plan with its first changes, and says what it goes on from.
    pub(crate) fn begin(
        &mut self,
        plan: Plan,
        changes: &[Change],
        by: &By,
        after: Option<&After>,
    ) -> Result<PlanRow> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let begun = PlanRow { plan, revision: 0, changed_at: by.at };
        plan_table::insert(&transaction, &begun)?;
        if let Some(after) = after {
            plan_table::set_after(&transaction, begun.plan.id, after)?;
        }
        let kept = apply(&transaction, begun, changes, by)?;
        transaction.commit()?;
        Ok(kept)
    }

    /// The record of the sealed plan that a plan goes on from.
    pub(crate) fn after_record(&self, id: PlanId) -> Result<Option<Hash>> {
        self.connection.proved(plan_table::after_record(&self.connection, id)?)
    }

    pub(crate) fn sitting(&self, id: SigningId) -> Result<Sitting> {
        self.connection.proved(signing::read(&self.connection, id)?)?.ok_or(TabletError::NotHere)
    }

    /// Nothing where the plan is this worker's.
    pub(crate) fn is_here(&self, plan: PlanId) -> Result<()> {
        if plan_table::is_there(&self.connection, plan)? { Ok(()) } else { Err(TabletError::NotHere) }
    }

    /// Begins a sitting on these bytes of an agreement. One that went on before is over: by its own row, or where that cannot be
    /// marked, by this one.
    pub(crate) fn begin_sitting(&mut self, begun: &Signing, agreement: &[u8]) -> Result<()> {
        // A disk that failed once may be well again.
        for is_beside in [false, false, true] {
            match self.begin_one(begun, agreement, is_beside) {
                Err(_) if self.connection.is_given_up() => self.connection.mend()?,
                Err(TabletError::Damaged { .. }) => {}
                done => return done,
            }
        }
        Err(TabletError::Damaged { what: "database" })
    }

    /// Begins it, beside a row that says of itself that it goes on or in its place.
    fn begin_one(&mut self, begun: &Signing, agreement: &[u8], is_beside: bool) -> Result<()> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if is_beside {
            signing::allow_several_open(&transaction)?;
            plan_table::set_sittings_over(&transaction, begun.plan, false)?;
        } else {
            end_all(&transaction, begun.plan, begun.started_at)?;
        }
        signing::insert(&transaction, begun, agreement)?;
        for (number, event) in (1..).zip(&begun.events) {
            signing_event::insert(&transaction, begun.id, number, event)?;
        }
        Ok(transaction.commit()?)
    }

    /// Adds what happened in a sitting: all of it or nothing. It has to fit the agreement, what happened before, and
    /// whatever else the caller checks.
    pub(crate) fn add_events(
        &mut self,
        id: SigningId,
        events: Vec<Happened>,
        check: impl Fn(&Happened, &Sitting) -> Result<()>,
    ) -> Result<Sitting> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut sitting = signing::read(&transaction, id)?.ok_or(TabletError::NotHere)?;
        if sitting.superseded {
            return Err(TabletError::Superseded);
        }
        for event in events {
            check(&event, &sitting)?;
            signing_event::insert(&transaction, id, sitting.signing.events.len() + 1, &event)?;
            sitting.signing.take(event, &sitting.agreement)?;
        }
        transaction.commit()?;
        Ok(sitting)
    }

    /// Keeps words that are nothing yet. Empty words are forgotten.
    pub(crate) fn keep_draft(&self, of: DraftOf, words: &str) -> Result<()> {
        if words.is_empty() {
            draft::delete(&self.connection, of)
        } else {
            draft::put(&self.connection, of, words)
        }
    }

    /// The words that were being typed; empty when there are none.
    pub(crate) fn draft(&self, of: DraftOf) -> Result<String> {
        Ok(draft::read(&self.connection, of)?.unwrap_or_default())
    }

    /// Forgets all drafts of a plan.
    pub(crate) fn forget_drafts(&self, plan: PlanId) -> Result<()> {
        for of in draft::list(&self.connection)?.into_iter().filter(|of| of.plan() == plan) {
            draft::delete(&self.connection, of)?;
        }
        Ok(())
    }
}

/// Ends in its own row whichever sitting of a plan goes on, or is over by what stands with the plan.
fn end_all(connection: &Connection, plan: PlanId, at: DateTime<FixedOffset>) -> Result<()> {
    signing::supersede_open(connection, plan, at)?;
    plan_table::set_sittings_over(connection, plan, false)
}

fn apply(connection: &Connection, kept: PlanRow, changes: &[Change], by: &By) -> Result<PlanRow> {
    let PlanRow { mut plan, mut revision, .. } = kept;
    for change in changes {
        plan.apply(change)?;
        revision += 1;
        plan_change::insert(connection, plan.id, revision, by, change)?;
    }
    let kept = PlanRow { plan, revision, changed_at: by.at };
    plan_table::update(connection, &kept)?;
    Ok(kept)
}

/// When something was last saved in a sitting.
pub(crate) fn last_saved(signing: &Signing) -> DateTime<FixedOffset> {
    signing.events.last().map_or(signing.started_at, |event| event.at)
}

mod changing;
mod folding;
mod reading;
mod sittings;
#[cfg(test)]
mod tests;
