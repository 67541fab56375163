//! Plans as they stand: a cache of their changes, written in the same transaction.

use chrono::{DateTime, FixedOffset, NaiveDate};
use plan::Plan;
use plan::ids::PlanId;
use plan::plan::LoadError;
use rusqlite::{Connection, OptionalExtension};

use crate::error::{Result, TabletError};
use crate::store::text;

/// A plan and where its list of changes stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlanRow {
    pub(crate) plan: Plan,
    pub(crate) revision: u64,
    pub(crate) changed_at: DateTime<FixedOffset>,
}

/// A plan's line in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlanLine {
    pub(crate) plan: PlanId,
    pub(crate) title: String,
    pub(crate) children: Vec<String>,
    pub(crate) changed_at: DateTime<FixedOffset>,
    pub(crate) meeting: Option<NaiveDate>,
    pub(crate) practice: bool,
    pub(crate) put_away: bool,
}

pub(crate) fn insert(connection: &Connection, kept: &PlanRow) -> Result<()> {
    let PlanRow { plan, revision, changed_at } = kept;
    connection.execute(
        "INSERT INTO plan (id, case_id, title, revision, state, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (
            plan.id.to_string(),
            plan.case.to_string(),
            &plan.title,
            text::number(*revision, "plan")?,
            plan.to_json(),
            changed_at.to_rfc3339(),
        ),
    )?;
    Ok(())
}

pub(crate) fn update(connection: &Connection, kept: &PlanRow) -> Result<()> {
    let PlanRow { plan, revision, changed_at } = kept;
    connection.execute(
        "UPDATE plan SET title = ?2, revision = ?3, state = ?4, changed_at = ?5 WHERE id = ?1",
        (
            plan.id.to_string(),
            &plan.title,
            text::number(*revision, "plan")?,
            plan.to_json(),
            changed_at.to_rfc3339(),
        ),
    )?;
    Ok(())
}

pub(crate) fn read(connection: &Connection, id: PlanId) -> Result<Option<PlanRow>> {
    let row = connection
        .query_row("SELECT state, revision, changed_at FROM plan WHERE id = ?1", [id.to_string()], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?))
        })
        .optional()?;
    let Some((state, revision, changed_at)) = row else { return Ok(None) };
    let plan = plan_from(&state)?;
    if plan.id != id {
        return Err(TabletError::Damaged { what: "plan" });
    }
    Ok(Some(PlanRow { plan, revision: text::count(revision, "plan")?, changed_at: text::time(&changed_at)? }))
}

/// Whether a plan is this worker's.
pub(crate) fn is_there(connection: &Connection, id: PlanId) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM plan WHERE id = ?1)";
    Ok(connection.query_row(sql, [id.to_string()], |row| row.get(0))?)
}

/// All plans, the one changed last first. One that cannot be read still has its line: opening it says so.
pub(crate) fn list(connection: &Connection) -> Result<Vec<PlanLine>> {
    let mut statement = connection.prepare(
        "SELECT id, title, state, changed_at, put_away_at IS NOT NULL FROM plan \
         ORDER BY julianday(changed_at) DESC, id DESC",
    )?;
    let rows = statement.query_map([], |row| {
        let state: Vec<u8> = row.get(2)?;
        Ok((row.get::<_, String>(0)?, row.get(1)?, state, row.get::<_, String>(3)?, row.get(4)?))
    })?;
    rows.map(|row| {
        let (id, title, state, changed_at, put_away) = row?;
        let plan = plan_from(&state).ok();
        let (meeting, practice) = plan.as_ref().map_or((None, false), |it| (it.review.on, it.practice));
        let children = plan.map(|plan| plan.children).unwrap_or_default();
        Ok(PlanLine {
            plan: text::parse(&id, "plan")?,
            title,
            children: children.into_iter().map(|child| child.name).collect(),
            changed_at: text::time(&changed_at)?,
            meeting,
            practice,
            put_away,
        })
    })
    .collect()
}

/// Puts a plan away, or back where nothing is said of a time.
pub(crate) fn put_away(connection: &Connection, id: PlanId, at: Option<DateTime<FixedOffset>>) -> Result<()> {
    let sql = "UPDATE plan SET put_away_at = ?2 WHERE id = ?1";
    connection.execute(sql, (id.to_string(), at.map(|at| at.to_rfc3339())))?;
    Ok(())
}

/// Whether a plan is put away.
pub(crate) fn is_put_away(connection: &Connection, id: PlanId) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM plan WHERE id = ?1 AND put_away_at IS NOT NULL)";
    Ok(connection.query_row(sql, [id.to_string()], |row| row.get(0))?)
}

/// Removes a plan with its changes and sittings.
pub(crate) fn remove(connection: &Connection, id: PlanId) -> Result<()> {
    for sql in [
        "DELETE FROM signing_event WHERE signing IN (SELECT id FROM signing WHERE plan = ?1)",
        "DELETE FROM signing WHERE plan = ?1",
        "DELETE FROM plan_change WHERE plan = ?1",
        "DELETE FROM draft WHERE instr(of_what, ?1) > 0",
        "DELETE FROM plan WHERE id = ?1",
    ] {
        connection.execute(sql, [id.to_string()])?;
    }
    Ok(())
}

fn plan_from(state: &[u8]) -> Result<Plan> {
    Plan::from_json(state).map_err(|error| match error {
        LoadError::TooNew { .. } => TabletError::TooNew,
        LoadError::NotAPlan(_) => TabletError::Damaged { what: "plan" },
    })
}
