//! What the changes of each plan come to: a cache of them, written in the same transaction, with a hash that tells whether it is
//! what was written. Making it anew is in `store::plans`.

use plan::Plan;
use plan::hash::Hash;
use plan::ids::PlanId;
use plan::plan::LoadError;
use rusqlite::{Connection, OptionalExtension};

use crate::error::{Result, TabletError};

/// What was found of a plan.
#[derive(Debug)]
pub(crate) enum Cached {
    /// The plan as it was written.
    Whole(Box<Plan>),
    /// Nothing, or something else than what was written.
    Lost,
    /// A page of the table cannot be read.
    Unreadable,
}

/// Keeps a plan in the place of what was there.
pub(crate) fn put(connection: &Connection, plan: &Plan) -> Result<()> {
    let json = plan.to_json();
    let mut statement = connection.prepare_cached(
        "INSERT INTO plan_state (plan, hash, json) VALUES (?1, ?2, ?3) \
         ON CONFLICT (plan) DO UPDATE SET hash = ?2, json = ?3",
    )?;
    statement.execute((plan.id.to_string(), Hash::of(&json).as_bytes(), &json))?;
    Ok(())
}

/// # Errors
/// [`TabletError::TooNew`] when a newer program wrote it.
pub(crate) fn read(connection: &Connection, id: PlanId) -> Result<Cached> {
    let sql = "SELECT hash, json FROM plan_state WHERE plan = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let row = statement
        .query_row([id.to_string()], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?)));
    let row = row.optional().map_err(TabletError::from);
    let (hash, json) = match row {
        Ok(Some(row)) => row,
        Ok(None) => return Ok(Cached::Lost),
        Err(TabletError::Damaged { .. }) => return Ok(Cached::Unreadable),
        Err(error) => return Err(error),
    };
    if Hash::of(&json).as_bytes() != hash.as_slice() {
        return Ok(Cached::Lost);
    }
    match Plan::from_json(&json) {
        Ok(plan) if plan.id == id => Ok(Cached::Whole(Box::new(plan))),
        Ok(_) | Err(LoadError::NotAPlan(_)) => Ok(Cached::Lost),
        Err(LoadError::TooNew { .. }) => Err(TabletError::TooNew),
    }
}

/// Begins the table anew beside the old one, which is left as it is: whoever removes or empties it has to read its pages. Tells what
/// the old one is called now.
pub(crate) fn begin_anew(connection: &Connection) -> Result<String> {
    let sql =
        "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name LIKE 'plan_state_unreadable_%'";
    let before: i64 = connection.query_row(sql, [], |row| row.get(0))?;
    let begun: String =
        connection
            .query_row("SELECT sql FROM sqlite_schema WHERE name = 'plan_state'", [], |row| row.get(0))?;
    let aside = format!("plan_state_unreadable_{before}");
    connection.execute_batch(&format!("ALTER TABLE plan_state RENAME TO {aside}"))?;
    connection.execute_batch(&begun)?;
    Ok(aside)
}

/// Brings what was kept of one plan over from a table that was set aside, where it can be read and nothing newer is there.
pub(crate) fn bring_over(connection: &Connection, aside: &str, id: PlanId) -> Result<()> {
    let sql =
        format!("INSERT OR IGNORE INTO plan_state SELECT plan, hash, json FROM {aside} WHERE plan = ?1");
    connection.execute(&sql, [id.to_string()])?;
    Ok(())
}
