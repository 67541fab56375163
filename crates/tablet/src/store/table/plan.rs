//! Plans as they stand: a cache of their changes, written in the same transaction.

use chrono::{DateTime, FixedOffset};
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
        "SELECT id, title, state, changed_at FROM plan ORDER BY julianday(changed_at) DESC, id DESC",
    )?;
    let rows = statement.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get(1)?, row.get::<_, Vec<u8>>(2)?, row.get::<_, String>(3)?))
    })?;
    rows.map(|row| {
        let (id, title, state, changed_at) = row?;
        let children = plan_from(&state).map(|plan| plan.children).unwrap_or_default();
        Ok(PlanLine {
            plan: text::parse(&id, "plan")?,
            title,
            children: children.into_iter().map(|child| child.name).collect(),
            changed_at: text::time(&changed_at)?,
        })
    })
    .collect()
}

fn plan_from(state: &[u8]) -> Result<Plan> {
    Plan::from_json(state).map_err(|error| match error {
        LoadError::TooNew { .. } => TabletError::TooNew,
        LoadError::NotAPlan(_) => TabletError::Damaged { what: "plan" },
    })
}
