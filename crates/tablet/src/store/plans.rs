//! One worker's plans. Whether a plan is sealed is not known here: the device's database alone says so, and who calls has
//! asked it before.

use std::path::Path;

use chrono::{DateTime, FixedOffset, NaiveDate};
use ipc::visit::DraftOf;
use plan::agreement::AgreementHash;
use plan::ids::{PlanId, SigningId};
use plan::signing::{Happened, Signing};
use plan::{Agreement, Change, Plan};
use rusqlite::{Connection, TransactionBehavior};
use rusqlite_migration::M;

use super::database::{self, Steps};
use super::lasting::Lasting;
use super::table::plan::{self as plan_table, PlanRow};
pub(crate) use super::table::plan_change::By;
use super::table::profile::{self, Profile};
use super::table::signing::{self, Sitting};
use super::table::way::Way;
use super::table::{draft, plan_change, signing_event};
use crate::error::{Result, TabletError};
use crate::keys::secret::Secret;

/// The file's name in the worker's folder.
pub(crate) const PLANS_FILE: &str = "plans.db";

const STEPS: Steps = &[
    M::up(include_str!("../../../../migrations/tablet/plans/0001_plans.sql")),
    M::up(include_str!("../../../../migrations/tablet/plans/0002_drafts.sql")),
    M::up(include_str!("../../../../migrations/tablet/plans/0003_sitting_form.sql")),
    M::up(include_str!("../../../../migrations/tablet/plans/0004_rank.sql")),
    M::up(include_str!("../../../../migrations/tablet/plans/0005_put_away.sql")),
    M::up(include_str!("../../../../migrations/tablet/plans/0006_sittings_over.sql")),
];

/// A worker's plans, open.
#[derive(Debug)]
pub(crate) struct Plans {
    connection: Lasting,
    /// How the sittings of a plan were last found.
    way: Way,
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
        Self { connection, way: Way::Index }
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

    /// Begins a plan with its first changes.
    pub(crate) fn begin(&mut self, plan: Plan, changes: &[Change], by: &By) -> Result<PlanRow> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let begun = PlanRow { plan, revision: 0, changed_at: by.at };
        plan_table::insert(&transaction, &begun)?;
        let kept = apply(&transaction, begun, changes, by)?;
        transaction.commit()?;
        Ok(kept)
    }

    /// Makes all changes or none. `agreed` is the agreement as it would be made on a day. With another agreement than before, a
    /// sitting that goes on ends and keeps what happened in it. With the one that was read in it the last one goes on again: a
    /// letter typed and taken back ends nothing. The sitting of which that is so is named. Where sittings cannot be read or marked, the
    /// words are kept all the same, and every sitting of the plan is over.
    pub(crate) fn change(
        &mut self,
        id: PlanId,
        base: u64,
        changes: &[Change],
        by: &By,
        agreed: impl Fn(&Plan, NaiveDate) -> Agreement,
    ) -> Result<(PlanRow, Option<SigningId>)> {
        let kept = self.plan(id)?;
        if kept.revision != base {
            return Err(TabletError::OutOfStep { revision: kept.revision });
        }
        if changes.is_empty() {
            return Ok((kept, None));
        }
        let [way, other] = self.way.then_other();
        // A disk that failed once may be well again.
        for way in [way, way, other] {
            match self.change_found(way, &kept, changes, by, &agreed) {
                Err(_) if self.connection.is_given_up() => self.connection.mend()?,
                Err(TabletError::Damaged { .. }) => {}
                done => {
                    self.way = way;
                    return done;
                }
            }
        }
        self.change_alone(kept, changes, by)
    }

    /// Makes changes and finds the sittings of the plan in this way, to do to them what follows from it.
    fn change_found(
        &mut self,
        way: Way,
        before: &PlanRow,
        changes: &[Change],
        by: &By,
        agreed: impl Fn(&Plan, NaiveDate) -> Agreement,
    ) -> Result<(PlanRow, Option<SigningId>)> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let kept = apply(&transaction, before.clone(), changes, by)?;
        end_what_is_over(&transaction, kept.plan.id, by.at)?;
        let sitting = read_in(&transaction, way, &before.plan, &kept, by, agreed)?;
        transaction.commit()?;
        Ok((kept, sitting))
    }

    /// Makes changes without touching a sitting. That all are over stands with the plan.
    fn change_alone(
        &mut self,
        before: PlanRow,
        changes: &[Change],
        by: &By,
    ) -> Result<(PlanRow, Option<SigningId>)> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let kept = apply(&transaction, before, changes, by)?;
        plan_table::set_sittings_over(&transaction, kept.plan.id, true)?;
        transaction.commit()?;
        tracing::warn!("a plan was changed beside sittings that cannot be read: they are over");
        Ok((kept, None))
    }

    /// Every sitting of a plan, oldest first.
    ///
    /// # Errors
    /// [`TabletError::Damaged`] where a page of them cannot be read: what was left out for whom is known from all of them.
    pub(crate) fn sittings(&self, plan: PlanId) -> Result<Vec<Sitting>> {
        self.connection.proved(signing::all_of(&self.connection, plan, self.way)?)
    }

    /// The sitting of a plan that goes on.
    pub(crate) fn open_sitting(&self, plan: PlanId) -> Result<Option<Sitting>> {
        self.connection.proved(signing::open_one(&self.connection, plan)?)
    }

    pub(crate) fn sitting(&self, id: SigningId) -> Result<Sitting> {
        self.connection.proved(signing::read(&self.connection, id)?)?.ok_or(TabletError::NotHere)
    }

    /// Nothing where the plan is this worker's.
    pub(crate) fn is_here(&self, plan: PlanId) -> Result<()> {
        if plan_table::is_there(&self.connection, plan)? { Ok(()) } else { Err(TabletError::NotHere) }
    }

    /// Begins a sitting on these bytes of an agreement.
    pub(crate) fn begin_sitting(&mut self, begun: &Signing, agreement: &[u8]) -> Result<()> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        end_what_is_over(&transaction, begun.plan, begun.started_at)?;
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

/// Ends in its own row a sitting that is over by what stands with its plan.
fn end_what_is_over(connection: &Connection, plan: PlanId, at: DateTime<FixedOffset>) -> Result<()> {
    if plan_table::are_sittings_over(connection, plan)? {
        signing::supersede_open(connection, plan, at)?;
        plan_table::set_sittings_over(connection, plan, false)?;
    }
    Ok(())
}

/// What a change does to the sittings of a plan: which one it ended or lets go on again, if it did either.
fn read_in(
    connection: &Connection,
    way: Way,
    before: &Plan,
    kept: &PlanRow,
    by: &By,
    agreed: impl Fn(&Plan, NaiveDate) -> Agreement,
) -> Result<Option<SigningId>> {
    let all = signing::last_of(connection, kept.plan.id, way)?;
    let open = all.iter().find(|it| !it.superseded);
    let mut touched = None;
    if let Some(open) = open {
        if agreed(before, open.made_on) == agreed(&kept.plan, open.made_on) {
            return Ok(None);
        }
        signing::supersede(connection, open.id, by.at)?;
        touched = Some(open.id);
    }
    if open.is_some_and(|open| open.was_read) {
        return Ok(touched);
    }
    // Opening a screen begins a sitting in which nothing happened: the one before it is the last that was read.
    let hash = |on| AgreementHash::of(&agreed(&kept.plan, on).to_json()).to_string();
    let goes_on = all.iter().find(|it| it.superseded).filter(|it| hash(it.made_on) == it.agreement);
    let Some(goes_on) = goes_on else { return Ok(touched) };
    signing::go_on(connection, goes_on.id)?;
    Ok(Some(goes_on.id))
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

mod folding;
mod reading;
mod sittings;
#[cfg(test)]
mod tests;
