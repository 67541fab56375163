//! Sittings: the agreement's bytes as they were when it began, written once. What happened in a sitting is in its events.

use chrono::{DateTime, FixedOffset, NaiveDate};
use plan::agreement::{AGREEMENT_FORM, Agreement, AgreementHash, NotRead};
use plan::ids::{PlanId, SigningId};
use plan::signing::{SIGNING_FORM, Signing};
use rusqlite::{Connection, OptionalExtension, Row};

use super::signing_event;
use super::way::Way;
use crate::error::{Result, TabletError};
use crate::store::text;

/// A sitting with everything it is bound to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sitting {
    pub(crate) signing: Signing,
    pub(crate) agreement: Agreement,
    /// The agreement as it was written: the bytes that are hashed.
    pub(crate) bytes: Vec<u8>,
    /// Whether the plan changed since.
    pub(crate) superseded: bool,
}

/// It is over, whatever its row says: the plan says so, or a later one goes on. There are several rows that go on only where one of
/// them could not be marked, and then there is no index that forbids it.
const IS_OVER: &str = "(EXISTS (SELECT 1 FROM plan WHERE plan.id = signing.plan AND plan.sittings_are_over)
    OR CASE WHEN EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'signing_open') THEN 0 ELSE EXISTS (
        SELECT 1 FROM signing AS later
        WHERE later.plan = signing.plan AND later.rowid > signing.rowid AND later.superseded_at IS NULL
    ) END)";

/// Lets the sittings of one plan be found without going through all. They can be found without it.
pub(crate) fn index_by_plan(connection: &Connection) -> Result<()> {
    Ok(connection.execute_batch("CREATE INDEX IF NOT EXISTS signing_of_plan ON signing (plan)")?)
}

pub(crate) fn insert(connection: &Connection, signing: &Signing, agreement: &[u8]) -> Result<()> {
    connection.execute(
        "INSERT INTO signing (id, plan, agreement, hash, nonce, started_at, form) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (
            signing.id.to_string(),
            signing.plan.to_string(),
            agreement,
            signing.agreement.to_string(),
            &signing.nonce,
            signing.started_at.to_rfc3339(),
            signing.form,
        ),
    )?;
    Ok(())
}

/// Lets a sitting begin beside a row that cannot be marked: of those that go on the last one counts.
pub(crate) fn allow_several_open(connection: &Connection) -> Result<()> {
    Ok(connection.execute_batch("DROP INDEX IF EXISTS signing_open")?)
}

/// Ends whatever sitting of a plan goes on. Its events stay.
pub(crate) fn supersede_open(connection: &Connection, plan: PlanId, at: DateTime<FixedOffset>) -> Result<()> {
    let sql = "UPDATE signing SET superseded_at = ?2 WHERE plan = ?1 AND superseded_at IS NULL";
    connection.execute(sql, (plan.to_string(), at.to_rfc3339()))?;
    Ok(())
}

/// Lets a sitting that had ended go on.
pub(crate) fn go_on(connection: &Connection, id: SigningId) -> Result<()> {
    connection.execute("UPDATE signing SET superseded_at = NULL WHERE id = ?1", [id.to_string()])?;
    Ok(())
}

pub(crate) fn read(connection: &Connection, id: SigningId) -> Result<Option<Sitting>> {
    let sql = format!("{} WHERE id = ?1", all_columns(Way::Index));
    let found = connection.query_row(&sql, [id.to_string()], columns).optional()?;
    found.map(|columns| sitting(connection, columns)).transpose()
}

/// A sitting without what happened in it: whose agreement is damaged stops nobody from writing.
#[derive(Debug)]
pub(crate) struct Begun {
    pub(crate) id: SigningId,
    /// The hash of the agreement that was read in it.
    pub(crate) agreement: String,
    /// The day it began, which its agreement was made on.
    pub(crate) made_on: NaiveDate,
    /// Whether anything happened in it beside its beginning.
    pub(crate) was_read: bool,
}

/// How one is found. What follows an agreement in its row lies behind all pages of the agreement, and is read of no other row.
const BEGUN: &str = "SELECT id, hash, started_at,
        EXISTS (SELECT 1 FROM signing_event WHERE signing = signing.id AND number > 1) AS was_read
    FROM signing";

/// The sitting of a plan that goes on by its row.
pub(crate) fn open_begun(connection: &Connection, plan: PlanId, way: Way) -> Result<Option<Begun>> {
    let sql = format!(
        "{BEGUN} {} WHERE plan = ?1 AND superseded_at IS NULL ORDER BY rowid DESC LIMIT 1",
        way.sql()
    );
    let mut statement = connection.prepare_cached(&sql)?;
    begun(statement.query_row([plan.to_string()], begun_columns).optional()?)
}

/// The last sitting of a plan in which something happened, but for this one.
pub(crate) fn last_read(
    connection: &Connection,
    plan: PlanId,
    but: Option<SigningId>,
    way: Way,
) -> Result<Option<Begun>> {
    let sql = format!(
        "{BEGUN} {} WHERE plan = ?1 AND id IS NOT ?2 AND was_read ORDER BY rowid DESC LIMIT 1",
        way.sql()
    );
    let but = but.map(|id| id.to_string());
    let mut statement = connection.prepare_cached(&sql)?;
    begun(statement.query_row((plan.to_string(), but), begun_columns).optional()?)
}

type BegunColumns = (String, String, String, bool);

fn begun_columns(row: &Row<'_>) -> rusqlite::Result<BegunColumns> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

fn begun(columns: Option<BegunColumns>) -> Result<Option<Begun>> {
    let Some((id, agreement, started_at, was_read)) = columns else { return Ok(None) };
    let made_on = text::time(&started_at)?.date_naive();
    Ok(Some(Begun { id: text::parse(&id, "sitting")?, agreement, made_on, was_read }))
}

/// The sitting of a plan that goes on.
pub(crate) fn open_one(connection: &Connection, plan: PlanId, way: Way) -> Result<Option<Sitting>> {
    let sql =
        format!("{} WHERE plan = ?1 AND superseded_at IS NULL ORDER BY rowid DESC LIMIT 1", all_columns(way));
    let found = connection.query_row(&sql, [plan.to_string()], columns).optional()?;
    let found = found.map(|columns| sitting(connection, columns)).transpose()?;
    Ok(found.filter(|sitting| !sitting.superseded))
}

/// The places of the sittings of a plan, oldest first. By the index no row is read for them.
pub(crate) fn places_of(connection: &Connection, plan: PlanId, way: Way) -> Result<Vec<i64>> {
    let sql = format!("SELECT rowid FROM signing {} WHERE plan = ?1 ORDER BY rowid", way.sql());
    let mut statement = connection.prepare(&sql)?;
    let places = statement.query_map([plan.to_string()], |row| row.get(0))?;
    Ok(places.collect::<rusqlite::Result<_>>()?)
}

/// The sitting at a place.
pub(crate) fn at(connection: &Connection, place: i64) -> Result<Option<Sitting>> {
    let sql = format!("{} WHERE rowid = ?1", all_columns(Way::Index));
    let found = connection.query_row(&sql, [place], columns).optional()?;
    found.map(|columns| sitting(connection, columns)).transpose()
}

/// The plans that have a sitting that goes on and in which something happened: opening the screen before it is nothing yet.
pub(crate) fn plans_with_open(connection: &Connection) -> Result<Vec<PlanId>> {
    let mut statement = connection.prepare(&being_read())?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    rows.map(|plan| text::parse(&plan?, "sitting")).collect()
}

/// Whether a plan is one of them.
pub(crate) fn is_open(connection: &Connection, plan: PlanId) -> Result<bool> {
    let sql = format!("{} AND plan = ?1 ORDER BY rowid DESC LIMIT 1", being_read());
    let found = connection.query_row(&sql, [plan.to_string()], |_| Ok(())).optional()?;
    Ok(found.is_some())
}

fn being_read() -> String {
    format!(
        "SELECT plan FROM signing WHERE superseded_at IS NULL AND NOT {IS_OVER}
         AND EXISTS (SELECT 1 FROM signing_event WHERE signing = signing.id AND number > 1)"
    )
}

fn all_columns(way: Way) -> String {
    format!(
        "SELECT id, plan, agreement, hash, nonce, started_at, superseded_at IS NOT NULL OR {IS_OVER}, form
         FROM signing {}",
        way.sql()
    )
}

type Columns = (String, String, Vec<u8>, String, String, String, bool, u32);

fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    Ok((
        row.get(0)?,
        row.get(1)?,
        row.get(2)?,
        row.get(3)?,
        row.get(4)?,
        row.get(5)?,
        row.get(6)?,
        row.get(7)?,
    ))
}

fn sitting(connection: &Connection, columns: Columns) -> Result<Sitting> {
    let damaged = TabletError::Damaged { what: "sitting" };
    let (id, plan, bytes, hash, nonce, started_at, superseded, form) = columns;
    if form > SIGNING_FORM {
        return Err(TabletError::TooNew);
    }
    let id = text::parse(&id, "sitting")?;
    let agreement = Agreement::from_json(&bytes).map_err(not_read)?;
    if AgreementHash::of(&bytes).to_string() != hash {
        return Err(damaged);
    }
    let signing = Signing {
        form,
        id,
        plan: text::parse(&plan, "sitting")?,
        agreement: AgreementHash::of(&bytes),
        nonce,
        started_at: text::time(&started_at)?,
        events: signing_event::list(connection, id)?,
    };
    Ok(Sitting { signing, agreement, bytes, superseded })
}

fn not_read(why: NotRead) -> TabletError {
    match why {
        NotRead::OtherForm { found } if found > AGREEMENT_FORM => TabletError::TooNew,
        NotRead::OtherForm { .. } | NotRead::NotAnAgreement(_) => TabletError::Damaged { what: "agreement" },
    }
}
