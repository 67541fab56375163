//! Everything that is worded in one language, as the program carries it and the tablet hands it to its interface: so it
//! is carried once, and what is read on the screen comes from where the printed paper takes it.

use serde::{Deserialize, Serialize};

use crate::clauses::{self, Clause};
use crate::language::Lists;
use crate::texts::Texts;

/// The words of one language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Words {
    /// What screens and papers say.
    pub texts: Texts,
    /// Goals that have been worded well.
    pub clauses: Vec<Clause>,
    /// What the plain-language engine knows.
    pub lists: Lists,
}

impl Words {
    /// The English words this program carries.
    pub fn english() -> Self {
        Self { texts: Texts::english(), clauses: clauses::english(), lists: Lists::english() }
    }
}
