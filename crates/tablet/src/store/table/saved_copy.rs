//! Where the family's copies were saved.

use ipc::visit::Copied;
use plan::ids::PlanId;
use rusqlite::{Connection, OptionalExtension};

use crate::error::Result;
use crate::store::text;

pub(crate) fn upsert(connection: &Connection, plan: PlanId, copied: &Copied) -> Result<()> {
    connection.execute(
        "INSERT INTO saved_copy (plan, file, folder, saved_on) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (plan) DO UPDATE SET file = ?2, folder = ?3, saved_on = ?4",
        (plan.to_string(), &copied.file, &copied.folder, copied.on.to_string()),
    )?;
    Ok(())
}

pub(crate) fn read(connection: &Connection, plan: PlanId) -> Result<Option<Copied>> {
    let row = connection
        .query_row(
            "SELECT file, folder, saved_on FROM saved_copy WHERE plan = ?1",
            [plan.to_string()],
            |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?)),
        )
        .optional()?;
    row.map(|(file, folder, on)| Ok(Copied { file, folder, on: text::parse(&on, "copy")? })).transpose()
}
