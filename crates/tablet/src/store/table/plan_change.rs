//! The changes of plans: who made which, when, on which tablet. Only ever added to.

use chrono::{DateTime, FixedOffset};
use plan::Change;
use plan::ids::{PlanId, UserId};
use record::DeviceId;
use rusqlite::Connection;

use crate::error::Result;
use crate::store::text;

/// Who changes a plan, when and where.
#[derive(Debug, Clone, Copy)]
pub(crate) struct By {
    pub(crate) author: UserId,
    pub(crate) device: DeviceId,
    pub(crate) at: DateTime<FixedOffset>,
}

pub(crate) fn insert(
    connection: &Connection,
    plan: PlanId,
    revision: u64,
    by: &By,
    change: &Change,
) -> Result<()> {
    connection.execute(
        "INSERT INTO plan_change (plan, revision, at, author, device, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (
            plan.to_string(),
            text::number(revision, "plan")?,
            by.at.to_rfc3339(),
            by.author.to_string(),
            by.device.to_string(),
            text::json(change, "change")?,
        ),
    )?;
    Ok(())
}

/// The changes of a plan, in order.
#[cfg(test)]
pub(crate) fn list(connection: &Connection, plan: PlanId) -> Result<Vec<Change>> {
    let mut statement =
        connection.prepare("SELECT body FROM plan_change WHERE plan = ?1 ORDER BY revision")?;
    let rows = statement.query_map([plan.to_string()], |row| row.get::<_, Vec<u8>>(0))?;
    rows.map(|body| text::from_json(&body?, "change")).collect()
}
