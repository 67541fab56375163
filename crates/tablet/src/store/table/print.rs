//! The last print of each copy in each form: by which ticket the printer knows it, and what is known of its end.

use chrono::{DateTime, FixedOffset};
use ipc::visit::CopyOf;
use plan::ids::PlanId;
use printer::{Printer, Ticket};
use rusqlite::{Connection, OptionalExtension, Row};

use super::copy::key;
use crate::error::Result;
use crate::store::text;

/// A print, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PrintRow {
    pub(crate) ticket: Ticket,
    /// The printer's address.
    pub(crate) printer: String,
    pub(crate) state: PrintState,
}

/// What is known of a print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PrintState {
    /// Nothing was sent.
    NotSent,
    /// It may be in the printer, or may have been.
    Open,
    /// It is known how it ended.
    Over,
}

impl PrintState {
    const fn word(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::Open => "open",
            Self::Over => "over",
        }
    }

    fn of(word: &str) -> Self {
        match word {
            "not_sent" => Self::NotSent,
            "over" => Self::Over,
            // In doubt it may be in the printer.
            _ => Self::Open,
        }
    }
}

/// Writes the last print of a copy in its form in the place of the one before.
pub(crate) fn put(
    connection: &Connection,
    copy: &CopyOf,
    row: &PrintRow,
    at: DateTime<FixedOffset>,
) -> Result<()> {
    connection.execute(
        "INSERT INTO print (plan, person, form, ticket, printer, state, begun_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
         ON CONFLICT (plan, person, form) DO UPDATE SET ticket = excluded.ticket, \
         printer = excluded.printer, state = excluded.state, begun_at = excluded.begun_at",
        (
            copy.plan.to_string(),
            key(copy.person),
            copy.form.to_string(),
            row.ticket.to_string(),
            &row.printer,
            row.state.word(),
            at.to_rfc3339(),
        ),
    )?;
    Ok(())
}

/// Says what is known of a ticket's print. A later print of the same copy is left as it is.
pub(crate) fn set_state(connection: &Connection, ticket: Ticket, state: PrintState) -> Result<()> {
    connection
        .execute("UPDATE print SET state = ?2 WHERE ticket = ?1", (ticket.to_string(), state.word()))?;
    Ok(())
}

/// The last print of a copy in its form.
pub(crate) fn last(connection: &Connection, copy: &CopyOf) -> Result<Option<PrintRow>> {
    let sql = "SELECT ticket, printer, state FROM print WHERE plan = ?1 AND person = ?2 AND form = ?3";
    let columns = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get::<_, String>(2)?));
    let which = (copy.plan.to_string(), key(copy.person), copy.form.to_string());
    let found = connection.query_row(sql, which, columns).optional()?;
    let row = |(ticket, printer, state): (String, String, String)| {
        Ok(PrintRow { ticket: text::parse(&ticket, "print")?, printer, state: PrintState::of(&state) })
    };
    found.map(row).transpose()
}

/// The printer that was used last for any copy of a plan, or for any plan where it is the same printer in every home: a number
/// is another one's in the next.
pub(crate) fn last_printer(connection: &Connection, plan: PlanId) -> Result<Option<String>> {
    // As moments: when the clocks go back, what the clock showed is no order.
    let sql = "SELECT printer, plan = ?1 FROM print ORDER BY julianday(begun_at) DESC";
    let mut rows = connection.prepare(sql)?;
    let rows =
        rows.query_map([plan.to_string()], |row| Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?)))?;
    for row in rows {
        let (printer, is_of_plan) = row?;
        if is_of_plan || printer.parse().is_ok_and(|it: Printer| it.is_the_same_everywhere()) {
            return Ok(Some(printer));
        }
    }
    Ok(None)
}
