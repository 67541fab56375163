//! Plans as they are known beside their changes. What their changes come to is in `plan_state`.

use chrono::{DateTime, FixedOffset, NaiveDate};
use plan::Plan;
use plan::ids::{CaseId, PlanId};
use record::Hash;
use rusqlite::{Connection, OptionalExtension};

use super::plan_state;
use crate::error::Result;
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
    pub(crate) after: Option<PlanId>,
}

/// What a plan goes on from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct After {
    /// The sealed plan, where it lies here.
    pub(crate) plan: Option<PlanId>,
    /// Its record.
    pub(crate) record: Hash,
}

/// What is known of a plan without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) id: PlanId,
    pub(crate) case: CaseId,
    pub(crate) title: String,
    pub(crate) revision: u64,
    pub(crate) changed_at: DateTime<FixedOffset>,
    pub(crate) put_away: bool,
    /// The plan that it goes on from, where that lies here.
    pub(crate) after: Option<PlanId>,
}

pub(crate) fn insert(connection: &Connection, kept: &PlanRow) -> Result<()> {
    let PlanRow { plan, revision, changed_at } = kept;
    connection.execute(
        "INSERT INTO plan (id, case_id, title, revision, changed_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        (
            plan.id.to_string(),
            plan.case.to_string(),
            &plan.title,
            text::number(*revision, "plan")?,
            changed_at.to_rfc3339(),
        ),
    )?;
    plan_state::put(connection, plan)
}

pub(crate) fn update(connection: &Connection, kept: &PlanRow) -> Result<()> {
    let PlanRow { plan, revision, changed_at } = kept;
    let sql = "UPDATE plan SET title = ?2, revision = ?3, changed_at = ?4 WHERE id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let revision = text::number(*revision, "plan")?;
    statement.execute((plan.id.to_string(), &plan.title, revision, changed_at.to_rfc3339()))?;
    plan_state::put(connection, plan)
}

const KNOWN: &str =
    "SELECT id, case_id, title, revision, changed_at, put_away_at IS NOT NULL, after_plan FROM plan";

type Columns = (String, String, String, i64, String, bool, Option<String>);

fn columns(row: &rusqlite::Row<'_>) -> rusqlite::Result<Columns> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?))
}

fn known((id, case, title, revision, changed_at, put_away, after): Columns) -> Result<Known> {
    Ok(Known {
        id: text::parse(&id, "plan")?,
        case: text::parse(&case, "plan")?,
        title,
        revision: text::count(revision, "plan")?,
        changed_at: text::time(&changed_at)?,
        put_away,
        after: after.map(|after| text::parse(&after, "plan")).transpose()?,
    })
}

/// Says what a plan goes on from.
pub(crate) fn set_after(connection: &Connection, id: PlanId, after: &After) -> Result<()> {
    let sql = "UPDATE plan SET after_plan = ?2, after_record = ?3 WHERE id = ?1";
    let plan = after.plan.map(|plan| plan.to_string());
    connection.execute(sql, (id.to_string(), plan, after.record.as_bytes()))?;
    Ok(())
}

/// The record that a plan goes on from.
pub(crate) fn after_record(connection: &Connection, id: PlanId) -> Result<Option<Hash>> {
    let sql = "SELECT after_record FROM plan WHERE id = ?1";
    let record: Option<Option<[u8; 32]>> =
        connection.query_row(sql, [id.to_string()], |row| row.get(0)).optional()?;
    Ok(record.flatten().map(Hash::from_bytes))
}

/// What is known of one.
pub(crate) fn find(connection: &Connection, id: PlanId) -> Result<Option<Known>> {
    let mut statement = connection.prepare_cached(&format!("{KNOWN} WHERE id = ?1"))?;
    let row = statement.query_row([id.to_string()], columns);
    row.optional()?.map(known).transpose()
}

/// What is known of all, the one changed last first.
pub(crate) fn list(connection: &Connection) -> Result<Vec<Known>> {
    let mut statement =
        connection.prepare(&format!("{KNOWN} ORDER BY julianday(changed_at) DESC, id DESC"))?;
    let rows = statement.query_map([], columns)?;
    rows.map(|row| known(row?)).collect()
}

/// Whether a plan is this worker's.
pub(crate) fn is_there(connection: &Connection, id: PlanId) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM plan WHERE id = ?1)";
    Ok(connection.query_row(sql, [id.to_string()], |row| row.get(0))?)
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

/// Whether the sittings of a plan are over, whatever their own rows say.
pub(crate) fn are_sittings_over(connection: &Connection, id: PlanId) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM plan WHERE id = ?1 AND sittings_are_over)";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row([id.to_string()], |row| row.get(0))?)
}

/// Says whether they are.
pub(crate) fn set_sittings_over(connection: &Connection, id: PlanId, are_over: bool) -> Result<()> {
    let sql = "UPDATE plan SET sittings_are_over = ?2 WHERE id = ?1";
    connection.execute(sql, (id.to_string(), are_over))?;
    Ok(())
}

/// Those whose changes were not folded yet.
pub(crate) fn not_folded(connection: &Connection) -> Result<Vec<PlanId>> {
    let mut statement = connection.prepare("SELECT id FROM plan WHERE NOT is_folded")?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    rows.map(|id| text::parse(&id?, "plan")).collect()
}

/// From now on its changes are folded.
pub(crate) fn is_folded(connection: &Connection, id: PlanId) -> Result<()> {
    connection.execute("UPDATE plan SET is_folded = 1 WHERE id = ?1", [id.to_string()])?;
    Ok(())
}

/// Removes a plan with its changes and sittings.
pub(crate) fn remove(connection: &Connection, id: PlanId) -> Result<()> {
    for sql in [
        "DELETE FROM signing_event WHERE signing IN (SELECT id FROM signing WHERE plan = ?1)",
        "DELETE FROM signing WHERE plan = ?1",
        "DELETE FROM plan_change WHERE plan = ?1",
        "DELETE FROM draft WHERE instr(of_what, ?1) > 0",
        "DELETE FROM plan_state WHERE plan = ?1",
        "DELETE FROM plan WHERE id = ?1",
    ] {
        connection.execute(sql, [id.to_string()])?;
    }
    Ok(())
}
