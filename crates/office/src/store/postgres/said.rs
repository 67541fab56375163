//! What the server says when it does not do something, without the values that it quotes: they are no log's.

use crate::store::engine::Fault;
use postgres::Error;
use postgres::error::{DbError, Severity, SqlState};
use std::error::Error as _;
use std::fmt;

/// Codes that begin so are about a value, and their sentences quote it.
const ABOUT_A_VALUE: &str = "22";

/// What was said.
#[derive(Debug)]
pub(super) struct Said {
    code: Option<SqlState>,
    is_last: bool,
    what: String,
}

impl Said {
    pub(super) fn of(error: &Error) -> Self {
        let Some(said) = error.as_db_error() else {
            let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
            return Self { code: None, is_last: false, what: format!("{error}{cause}") };
        };
        let is_last = matches!(said.parsed_severity(), Some(Severity::Fatal | Severity::Panic));
        Self { code: Some(said.code().clone()), is_last, what: sentence(said) }
    }

    /// Whether the server answered and goes on. Otherwise nobody knows what became of what was asked last.
    pub(super) const fn is_answer(&self) -> bool {
        self.code.is_some() && !self.is_last
    }

    /// Whether the server said so and closed the line.
    pub(super) const fn is_last(&self) -> bool {
        self.is_last
    }

    /// Whether the server has no database of this name.
    pub(super) fn is_no_database(&self) -> bool {
        self.code == Some(SqlState::INVALID_CATALOG_NAME)
    }

    /// Whether the server's disk has no room.
    fn is_full(&self) -> bool {
        self.code == Some(SqlState::DISK_FULL)
    }

    /// Whether the server took it back because of what others did meanwhile.
    fn is_a_clash(&self) -> bool {
        let clashes = [SqlState::T_R_SERIALIZATION_FAILURE, SqlState::T_R_DEADLOCK_DETECTED];
        self.code.as_ref().is_some_and(|code| clashes.contains(code))
    }
}

fn sentence(said: &DbError) -> String {
    let code = said.code().code();
    if code.starts_with(ABOUT_A_VALUE) { code.to_owned() } else { format!("{code}: {}", said.message()) }
}

/// What failed where it is not done again.
pub(super) fn failed(error: &Error) -> Fault {
    Fault::database(Said::of(error))
}

impl From<Said> for Fault {
    fn from(said: Said) -> Self {
        if said.is_a_clash() {
            Self::Again(said.into())
        } else if said.is_full() {
            Self::Full
        } else {
            Self::database(said)
        }
    }
}

impl fmt::Display for Said {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.what)
    }
}

impl std::error::Error for Said {}
