//! The copies of sealed plans: whose each is, where it was saved, how it was given.

use chrono::{DateTime, FixedOffset};
use ipc::visit::{Copied, CopyCard, Given};
use plan::ids::{PersonId, PlanId, UserId};
use record::Hash;
use rusqlite::{Connection, Row};

use crate::error::Result;
use crate::store::text;

/// A copy, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CopyRow {
    /// Whose; none for the whole plan.
    pub(crate) person: Option<PersonId>,
    /// Their name; empty for the whole plan.
    pub(crate) name: String,
    /// The PDF.
    pub(crate) sha256: Hash,
    /// Where it was saved last.
    pub(crate) saved: Option<Copied>,
    /// How it was given.
    pub(crate) given: Option<Given>,
}

impl CopyRow {
    /// As an interface shows it.
    pub(crate) fn card(self) -> CopyCard {
        let Self { person, name, saved, given, .. } = self;
        CopyCard { person, name, saved, given }
    }
}

pub(crate) fn insert(connection: &Connection, plan: PlanId, row: &CopyRow) -> Result<()> {
    connection.execute(
        "INSERT INTO copy (plan, person, name, sha256) VALUES (?1, ?2, ?3, ?4)",
        (plan.to_string(), key(row.person), &row.name, row.sha256.as_bytes()),
    )?;
    Ok(())
}

/// Says where a copy was saved.
pub(crate) fn set_saved(
    connection: &Connection,
    plan: PlanId,
    person: Option<PersonId>,
    saved: &Copied,
) -> Result<()> {
    connection.execute(
        "UPDATE copy SET file = ?3, folder = ?4, saved_on = ?5, saved_form = ?6 \
         WHERE plan = ?1 AND person = ?2",
        (
            plan.to_string(),
            key(person),
            &saved.file,
            &saved.folder,
            saved.on.to_string(),
            saved.form.to_string(),
        ),
    )?;
    Ok(())
}

/// Forgets which copies of a plan were saved in a folder.
pub(crate) fn forget_saved(connection: &Connection, plan: PlanId, folder: &str) -> Result<()> {
    connection.execute(
        "UPDATE copy SET file = NULL, folder = NULL, saved_on = NULL, saved_form = NULL \
         WHERE plan = ?1 AND folder = ?2",
        (plan.to_string(), folder),
    )?;
    Ok(())
}

/// Says how a copy was given, when and by whom.
pub(crate) fn set_given(
    connection: &Connection,
    plan: PlanId,
    person: Option<PersonId>,
    given: Given,
    (at, by): (DateTime<FixedOffset>, UserId),
) -> Result<()> {
    connection.execute(
        "UPDATE copy SET given = ?3, given_at = ?4, given_by = ?5 WHERE plan = ?1 AND person = ?2",
        (plan.to_string(), key(person), text::json(&given, "copy")?, at.to_rfc3339(), by.to_string()),
    )?;
    Ok(())
}

/// The copies of a plan, the whole one first.
pub(crate) fn list(connection: &Connection, plan: PlanId) -> Result<Vec<CopyRow>> {
    let mut statement = connection.prepare(
        "SELECT person, name, sha256, file, folder, saved_on, saved_form, given FROM copy \
         WHERE plan = ?1 ORDER BY person",
    )?;
    let rows = statement.query_map([plan.to_string()], columns)?;
    rows.map(|row| read(row?)).collect()
}

type Saved = (Option<String>, Option<String>, Option<String>, Option<String>);
type Columns = (String, String, [u8; 32], Saved, Option<Vec<u8>>);

fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    let saved = (row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?);
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, saved, row.get(7)?))
}

fn read((person, name, sha256, saved, given): Columns) -> Result<CopyRow> {
    let saved = match saved {
        (Some(file), Some(folder), Some(on), Some(form)) => {
            Some(Copied { file, folder, on: text::parse(&on, "copy")?, form: text::parse(&form, "copy")? })
        }
        _ => None,
    };
    Ok(CopyRow {
        person: if person.is_empty() { None } else { Some(text::parse(&person, "copy")?) },
        name,
        sha256: Hash::from_bytes(sha256),
        saved,
        given: given.map(|given| text::from_json(&given, "copy")).transpose()?,
    })
}

pub(super) fn key(person: Option<PersonId>) -> String {
    person.map(|person| person.to_string()).unwrap_or_default()
}
