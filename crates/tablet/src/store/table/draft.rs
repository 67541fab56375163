//! Words that were being typed and are nothing yet.

use ipc::visit::DraftOf;
use rusqlite::{Connection, OptionalExtension as _};

use crate::error::Result;
use crate::store::text;

/// Keeps words in the place of those that were there.
pub(crate) fn put(connection: &Connection, of: DraftOf, words: &str) -> Result<()> {
    connection.execute(
        "INSERT INTO draft (of_what, words) VALUES (?1, ?2) ON CONFLICT (of_what) DO UPDATE SET words = ?2",
        (key(of)?, words),
    )?;
    Ok(())
}

pub(crate) fn delete(connection: &Connection, of: DraftOf) -> Result<()> {
    connection.execute("DELETE FROM draft WHERE of_what = ?1", [key(of)?])?;
    Ok(())
}

pub(crate) fn read(connection: &Connection, of: DraftOf) -> Result<Option<String>> {
    let read = "SELECT words FROM draft WHERE of_what = ?1";
    Ok(connection.query_row(read, [key(of)?], |row| row.get(0)).optional()?)
}

/// What there are drafts of.
pub(crate) fn list(connection: &Connection) -> Result<Vec<DraftOf>> {
    let mut read = connection.prepare("SELECT of_what FROM draft")?;
    let rows = read.query_map([], |row| row.get::<_, String>(0))?;
    rows.map(|row| text::from_json(row?.as_bytes(), "draft")).collect()
}

fn key(of: DraftOf) -> Result<String> {
    Ok(String::from_utf8_lossy(&text::json(&of, "draft")?).into_owned())
}
