//! The changes of plans: who made which, when, on which tablet. Only ever added to, until they are folded.

use chrono::{DateTime, FixedOffset};
use plan::Change;
use plan::history::Made;
use plan::ids::{PlanId, UserId};
use record::DeviceId;
use rusqlite::Connection;

use crate::error::{Result, TabletError};
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
    let mut statement = connection.prepare_cached(
        "INSERT INTO plan_change (plan, revision, first, at, author, device, body) \
         VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6)",
    )?;
    statement.execute((
        plan.to_string(),
        text::number(revision, "plan")?,
        by.at.to_rfc3339(),
        by.author.to_string(),
        by.device.to_string(),
        text::json(change, "change")?,
    ))?;
    Ok(())
}

/// The changes of a plan, in order, of which none is lacking.
pub(crate) fn list(connection: &Connection, plan: PlanId) -> Result<Vec<Made>> {
    let mut statement = connection.prepare(
        "SELECT first, revision, at, author, entry, body FROM plan_change WHERE plan = ?1 ORDER BY revision",
    )?;
    let rows = statement.query_map([plan.to_string()], |row| {
        let who: String = row.get(3)?;
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, i64>(1)?,
            row.get::<_, String>(2)?,
            who,
            row.get(4)?,
            row.get(5)?,
        ))
    })?;
    let mut all: Vec<Made> = Vec::new();
    for row in rows {
        let (first, last, at, author, entry, body): (_, _, _, _, Option<i64>, Vec<u8>) = row?;
        let made = Made {
            change: text::from_json(&body, "change")?,
            author: text::parse(&author, "change")?,
            at: text::time(&at)?,
            first: text::count(first, "change")?,
            last: text::count(last, "change")?,
            entry: entry.map(|entry| text::count(entry, "change")).transpose()?,
        };
        if made.first != all.last().map_or(0, |before| before.last) + 1 {
            return Err(TabletError::Damaged { what: "change" });
        }
        all.push(made);
    }
    Ok(all)
}

/// Puts what the changes of a plan were folded into in their place. Each keeps the row, and so the tablet, of the last of them.
pub(crate) fn fold(connection: &Connection, plan: PlanId, folded: &[Made]) -> Result<()> {
    let mut over = connection.prepare(
        "UPDATE plan_change SET first = ?3, entry = ?4, body = ?5 WHERE plan = ?1 AND revision = ?2",
    )?;
    let mut away =
        connection.prepare("DELETE FROM plan_change WHERE plan = ?1 AND revision >= ?2 AND revision < ?3")?;
    for made in folded {
        let (first, last) = (text::number(made.first, "change")?, text::number(made.last, "change")?);
        let entry = made.entry.map(|entry| text::number(entry, "change")).transpose()?;
        away.execute((plan.to_string(), first, last))?;
        over.execute((plan.to_string(), last, first, entry, text::json(&made.change, "change")?))?;
    }
    Ok(())
}
