//! Opening the database: its form, which a table tells, and the migrations that bring it to today's. Two programs that open it at
//! once do so one after the other.

use super::line::{ALONE, Line};
use super::said::failed;
use crate::OfficeError;
use crate::store::engine::Fault;
use crate::store::form::Opening;
use postgres::{Client, Error, IsolationLevel, Transaction};

/// In order, and never changed once released: a new form of the database is a new file at the end.
const MIGRATIONS: &[&str] = &[
    include_str!("../../../../../migrations/office-postgres/0001_office.sql"),
    include_str!("../../../../../migrations/office-postgres/0002_people.sql"),
    include_str!("../../../../../migrations/office-postgres/0003_lists.sql"),
    include_str!("../../../../../migrations/office-postgres/0004_keeping.sql"),
    include_str!("../../../../../migrations/office-postgres/0005_chain.sql"),
    include_str!("../../../../../migrations/office-postgres/0006_partners.sql"),
    include_str!("../../../../../migrations/office-postgres/0007_ways_in.sql"),
    include_str!("../../../../../migrations/office-postgres/0008_access.sql"),
    include_str!("../../../../../migrations/office-postgres/0009_receipts.sql"),
    include_str!("../../../../../migrations/office-postgres/0010_said.sql"),
    include_str!("../../../../../migrations/office-postgres/0011_today.sql"),
    include_str!("../../../../../migrations/office-postgres/0012_copies.sql"),
];

/// The number of the last of them.
pub(in crate::store) const FORM: usize = MIGRATIONS.len();

/// The right to serve, until the transaction ends.
const NOBODY_SERVES: &str = "SELECT pg_try_advisory_xact_lock(1685024626, 2) AS nobody";

pub(super) fn bring(line: &mut Line, opening: Opening) -> Result<(), Fault> {
    let client = line.client();
    let mut transaction = begin(client, opening).map_err(|error| failed(&error))?;
    let known = i64::try_from(FORM).unwrap_or(i64::MAX);
    let found = found(&mut transaction).map_err(|error| failed(&error))?;
    if opening.brings(found, known)? {
        if found > 0 && is_served(&mut transaction).map_err(|error| failed(&error))? {
            return Err(OfficeError::Served.into());
        }
        migrate(&mut transaction, found).map_err(|error| failed(&error))?;
    }
    transaction.commit().map_err(|error| failed(&error))?;
    warn_if_talkative(client).map_err(|error| failed(&error))
}

fn begin(client: &mut Client, opening: Opening) -> Result<Transaction<'_>, Error> {
    let writes = opening.writes();
    let level = IsolationLevel::ReadCommitted;
    let mut transaction = client.build_transaction().isolation_level(level).read_only(!writes).start()?;
    if writes {
        transaction.batch_execute(ALONE)?;
    }
    Ok(transaction)
}

/// The number of the last migration; 0 if there was none.
fn found(transaction: &mut Transaction<'_>) -> Result<i64, Error> {
    let there = transaction.query_one("SELECT to_regclass('doorstep_form') IS NOT NULL AS there", &[])?;
    if !there.try_get::<_, bool>("there")? {
        return Ok(0);
    }
    transaction.query_one("SELECT COALESCE(MAX(form), 0) AS form FROM doorstep_form", &[])?.try_get("form")
}

/// Whether an office serves from it, which keeps others from doing so and from bringing it to another form.
fn is_served(transaction: &mut Transaction<'_>) -> Result<bool, Error> {
    transaction.query_one(NOBODY_SERVES, &[])?.try_get::<_, bool>("nobody").map(|nobody| !nobody)
}

fn migrate(transaction: &mut Transaction<'_>, found: i64) -> Result<(), Error> {
    for (form, migration) in (1i64..).zip(MIGRATIONS).filter(|(form, _)| *form > found) {
        transaction.batch_execute(migration)?;
        transaction.execute("INSERT INTO doorstep_form (form) VALUES ($1)", &[&form])?;
    }
    Ok(())
}

/// What a server logs of statements has their values beside it, which are families' words and the hashes of codes, unless it is told
/// to leave them out. A slow statement is enough where slow ones are logged.
fn warn_if_talkative(client: &mut Client) -> Result<(), Error> {
    let sql = "
        SELECT COALESCE(current_setting('log_parameter_max_length', true), '-1') = '0'
            OR (current_setting('log_statement') IN ('none', 'ddl')
                AND current_setting('log_min_duration_statement') = '-1'
                AND COALESCE(current_setting('log_min_duration_sample', true), '-1') = '-1'
                AND COALESCE(current_setting('log_transaction_sample_rate', true), '0') = '0') AS is_discreet";
    if !client.query_one(sql, &[])?.try_get::<_, bool>("is_discreet")? {
        tracing::warn!(
            "the database server logs what the office keeps: set log_parameter_max_length there to 0"
        );
    }
    Ok(())
}
