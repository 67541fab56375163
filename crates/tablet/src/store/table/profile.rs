//! The worker whose database this is, as they stand in the plans they begin.

use plan::people::WorkerRole;
use rusqlite::Connection;

use crate::error::Result;
use crate::store::text;

/// A worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Profile {
    pub(crate) name: String,
    pub(crate) role: WorkerRole,
    pub(crate) phone: String,
}

pub(crate) fn insert(connection: &Connection, profile: &Profile) -> Result<()> {
    connection.execute(
        "INSERT INTO profile (only_row, name, role, phone) VALUES (1, ?1, ?2, ?3)",
        (&profile.name, role_text(profile.role)?, &profile.phone),
    )?;
    Ok(())
}

pub(crate) fn read(connection: &Connection) -> Result<Profile> {
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?));
    let (name, role, phone) = connection.query_row("SELECT name, role, phone FROM profile", [], row)?;
    Ok(Profile { name, role: text::from_json(format!("\"{role}\"").as_bytes(), "role")?, phone })
}

/// The word a role has in JSON.
fn role_text(role: WorkerRole) -> Result<String> {
    text::from_json(&text::json(&role, "role")?, "role")
}
