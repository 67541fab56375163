//! What happened in a sitting, in order. Only ever added to.

use plan::ids::SigningId;
use plan::signing::Happened;
use rusqlite::Connection;

use crate::error::Result;
use crate::store::text;

pub(crate) fn insert(
    connection: &Connection,
    signing: SigningId,
    number: usize,
    event: &Happened,
) -> Result<()> {
    connection.execute(
        "INSERT INTO signing_event (signing, number, body) VALUES (?1, ?2, ?3)",
        (signing.to_string(), text::number(number, "event")?, text::json(event, "event")?),
    )?;
    Ok(())
}

pub(crate) fn list(connection: &Connection, signing: SigningId) -> Result<Vec<Happened>> {
    let mut statement =
        connection.prepare("SELECT body FROM signing_event WHERE signing = ?1 ORDER BY number")?;
    let rows = statement.query_map([signing.to_string()], |row| row.get::<_, Vec<u8>>(0))?;
    rows.map(|body| text::from_json(&body?, "event")).collect()
}
