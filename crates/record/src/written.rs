//! What an office writes itself: a countersignature, a review, the end of a case. It is the body of a record like any other, in a chain
//! of its own, signed with the office's key; here is what stands in it, and in `what` what it says. Whether it may be written is the
//! office's to decide.

mod what;

pub use what::{How, MAX_INK, Phone, Signature, SignsAs, Went, What};

use crate::text::{line, lines};
use crate::{Hash, UserId, WrittenFault};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The version of the form that this program writes. It is the envelope's `schema` too.
pub const WRITTEN_VERSION: u32 = 1;

/// The body of a record that an office wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Version of the form, [`WRITTEN_VERSION`] today.
    pub v: u32,
    /// Who wrote it.
    pub by: OfficePerson,
    /// When, by the office's clock.
    pub at: DateTime<Utc>,
    /// The record it is about. It is the envelope's only parent, too. None where it begins something and so is about no other.
    pub of: Option<Hash>,
    /// What it says.
    pub what: What,
    /// What is said in words. May be empty where nothing has to be told.
    pub words: String,
}

/// A person at an office. Name and role are copied, so that a record says who it was when the person has left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficePerson {
    /// Who.
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// What they are there, such as `Team manager`.
    pub role: String,
}

#[derive(Deserialize)]
struct Versioned {
    v: u32,
}

impl Written {
    /// The bytes of a new body, written once and kept from then on.
    ///
    /// # Errors
    /// [`WrittenFault::Field`], [`WrittenFault::NoWords`]; [`WrittenFault::Unknown`] for what this program does not know.
    pub fn to_bytes(&self) -> Result<Vec<u8>, WrittenFault> {
        self.check()?;
        if let What::Unknown(_) = self.what {
            return Err(WrittenFault::Unknown);
        }
        serde_json::to_vec(self).map_err(WrittenFault::Form)
    }

    /// Reads a body. What it says may be of a newer office.
    ///
    /// # Errors
    /// [`WrittenFault::Version`], [`WrittenFault::Form`], [`WrittenFault::Field`], [`WrittenFault::NoWords`].
    pub fn read(bytes: &[u8]) -> Result<Self, WrittenFault> {
        let Versioned { v } = serde_json::from_slice(bytes).map_err(WrittenFault::Form)?;
        if v != WRITTEN_VERSION {
            return Err(WrittenFault::Version { found: v, known: WRITTEN_VERSION });
        }
        let written: Self = serde_json::from_slice(bytes).map_err(WrittenFault::Form)?;
        written.check()?;
        Ok(written)
    }

    fn check(&self) -> Result<(), WrittenFault> {
        line("name", &self.by.name)?;
        line("role", &self.by.role)?;
        lines("words", &self.words)?;
        if !matches!(self.what, What::Unknown(_)) && self.of.is_none() != self.what.begins() {
            return Err(WrittenFault::Field { field: "of" });
        }
        if self.what.check()? && self.words.trim().is_empty() {
            return Err(WrittenFault::NoWords);
        }
        Ok(())
    }
}
