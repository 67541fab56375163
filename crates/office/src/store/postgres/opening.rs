//! Opening the database: its form, which a table tells, and the migrations that bring it to today's. Two programs that open it at
//! once do so one after the other.

use super::line::{ALONE, Line};
use super::said::failed;
use crate::store::engine::Fault;
use crate::store::form::Opening;
use postgres::{Client, Error, IsolationLevel, Transaction};

/// In order, and never changed once released: a new form of the database is a new file at the end.
const MIGRATIONS: &[&str] = &[
    include_str!("../../../../../migrations/office-postgres/0001_office.sql"),
    include_str!("../../../../../migrations/office-postgres/0002_lists.sql"),
    include_str!("../../../../../migrations/office-postgres/0003_keeping.sql"),
    include_str!("../../../../../migrations/office-postgres/0004_chain.sql"),
];

pub(super) fn bring(line: &mut Line, opening: Opening) -> Result<(), Fault> {
    let client = line.client();
    let mut transaction = begin(client, opening).map_err(|error| failed(&error))?;
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    let found = found(&mut transaction).map_err(|error| failed(&error))?;
    if opening.brings(found, known)? {
        migrate(&mut transaction, found).map_err(|error| failed(&error))?;
    }
    transaction.commit().map_err(|error| failed(&error))?;
    warn_if_forgetful(client).map_err(|error| failed(&error))
}

fn begin(client: &mut Client, opening: Opening) -> Result<Transaction<'_>, Error> {
    let writes = opening != Opening::AsItIs;
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

fn migrate(transaction: &mut Transaction<'_>, found: i64) -> Result<(), Error> {
    for (form, migration) in (1i64..).zip(MIGRATIONS).filter(|(form, _)| *form > found) {
        transaction.batch_execute(migration)?;
        transaction.execute("INSERT INTO doorstep_form (form) VALUES ($1)", &[&form])?;
    }
    Ok(())
}

/// A server whose power may go is worth a word; one for tests is not forbidden.
fn warn_if_forgetful(client: &mut Client) -> Result<(), Error> {
    let waits = client.query_one("SELECT current_setting('fsync') <> 'off' AS waits", &[])?;
    if !waits.try_get::<_, bool>("waits")? {
        tracing::warn!("the database server does not wait for its disk: its fsync is off");
    }
    Ok(())
}
