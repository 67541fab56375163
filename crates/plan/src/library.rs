//! What a worker writes with, in one language: goals that have been worded well, and what the plain-language engine
//! knows. The program carries it once; the tablet hands it to its interface.

pub mod clauses;

use serde::{Deserialize, Serialize};

use self::clauses::Clause;
use crate::plain::Lists;

/// Clauses and lists of one language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Library {
    /// Goals that have been worded well.
    pub clauses: Vec<Clause>,
    /// What the plain-language engine knows.
    pub lists: Lists,
}

impl Library {
    /// The English library this program carries.
    pub fn english() -> Self {
        Self { clauses: clauses::english(), lists: Lists::english() }
    }
}
