//! Records on their way to the office. A record leaves when its receipt is kept, and for no other reason.

use rusqlite::Connection;

use crate::error::Result;
use crate::store::text;

/// A record on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OutboxRow {
    pub(crate) seq: u64,
    /// Why the office would not take it, in a sentence.
    pub(crate) stuck: Option<String>,
}

pub(crate) fn insert(connection: &Connection, seq: u64) -> Result<()> {
    connection.execute("INSERT INTO outbox (seq) VALUES (?1)", [text::number(seq, "record")?])?;
    Ok(())
}

pub(crate) fn set_stuck(connection: &Connection, seq: u64, why: &str) -> Result<()> {
    connection.execute("UPDATE outbox SET stuck = ?2 WHERE seq = ?1", (text::number(seq, "record")?, why))?;
    Ok(())
}

pub(crate) fn delete(connection: &Connection, seq: u64) -> Result<()> {
    connection.execute("DELETE FROM outbox WHERE seq = ?1", [text::number(seq, "record")?])?;
    Ok(())
}

pub(crate) fn list(connection: &Connection) -> Result<Vec<OutboxRow>> {
    let mut statement = connection.prepare("SELECT seq, stuck FROM outbox ORDER BY seq")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))?;
    rows.map(|row| {
        let (seq, stuck) = row?;
        Ok(OutboxRow { seq: text::count(seq, "record")?, stuck })
    })
    .collect()
}
