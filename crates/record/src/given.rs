//! What a tablet says of the copies of an agreement that were given after it was sealed, or were not and are still owed. It is the
//! body of a record of kind [`crate::Kind::CopyGiven`] in the tablet's own chain, whose only parent is the agreement's record. An
//! office says such a thing as [`crate::What::CopyGiven`].

use crate::text::{line, lines, listed, short};
use crate::{Hash, WrittenFault};
use serde::{Deserialize, Serialize};

/// The version of the form that this program writes. It is the envelope's `schema` too.
pub const GIVEN_VERSION: u32 = 1;

/// The body of a record about copies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenCopies {
    /// Version of the form, [`GIVEN_VERSION`] today.
    pub v: u32,
    /// The record of the agreement. It is the envelope's only parent, too.
    pub of: Hash,
    /// What became of copies since such a record was written before. Of those that are not named nothing changed.
    pub copies: Vec<GivenCopy>,
}

/// What became of one copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenCopy {
    /// Whose it is, as the plan calls them; none for the family's.
    #[serde(default)]
    pub person: Option<String>,
    /// Their name. May be empty.
    pub name: String,
    /// How it was given, or that it was not, as a word.
    pub how: String,
    /// What is said of it in words. May be empty.
    #[serde(default)]
    pub words: String,
}

#[derive(Deserialize)]
struct Versioned {
    v: u32,
}

impl GivenCopies {
    /// The bytes of a new body, written once and kept from then on.
    ///
    /// # Errors
    /// [`WrittenFault::Field`].
    pub fn to_bytes(&self) -> Result<Vec<u8>, WrittenFault> {
        self.check()?;
        serde_json::to_vec(self).map_err(WrittenFault::Form)
    }

    /// Reads a body.
    ///
    /// # Errors
    /// [`WrittenFault::Version`], [`WrittenFault::Form`], [`WrittenFault::Field`].
    pub fn read(bytes: &[u8]) -> Result<Self, WrittenFault> {
        let Versioned { v } = serde_json::from_slice(bytes).map_err(WrittenFault::Form)?;
        if v != GIVEN_VERSION {
            return Err(WrittenFault::Version { found: v, known: GIVEN_VERSION });
        }
        let given: Self = serde_json::from_slice(bytes).map_err(WrittenFault::Form)?;
        given.check()?;
        Ok(given)
    }

    fn check(&self) -> Result<(), WrittenFault> {
        if self.copies.is_empty() {
            return Err(WrittenFault::Field { field: "copies" });
        }
        listed("copies", &self.copies)?;
        self.copies.iter().try_for_each(|copy| {
            copy.person.as_ref().map_or(Ok(()), |person| line("person", person))?;
            short("name", &copy.name)?;
            line("how", &copy.how)?;
            lines("words", &copy.words)
        })
    }
}
