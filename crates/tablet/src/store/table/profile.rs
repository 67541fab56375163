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
    pub(crate) rank: String,
    pub(crate) collar: String,
}

pub(crate) fn insert(connection: &Connection, profile: &Profile) -> Result<()> {
    connection.execute(
        "INSERT INTO profile (only_row, name, role, phone, rank, collar) VALUES (1, ?1, ?2, ?3, ?4, ?5)",
        (&profile.name, role_text(profile.role)?, &profile.phone, &profile.rank, &profile.collar),
    )?;
    Ok(())
}

pub(crate) fn read(connection: &Connection) -> Result<Profile> {
    let row = |row: &rusqlite::Row<'_>| {
        Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
    };
    let asked = "SELECT name, role, phone, rank, collar FROM profile";
    let (name, role, phone, rank, collar) = connection.query_row(asked, [], row)?;
    let role = text::from_json(format!("\"{role}\"").as_bytes(), "role")?;
    Ok(Profile { name, role, phone, rank, collar })
}

/// The word a role has in JSON.
fn role_text(role: WorkerRole) -> Result<String> {
    text::from_json(&text::json(&role, "role")?, "role")
}
