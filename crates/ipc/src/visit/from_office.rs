//! What the office says of a sealed plan, as its worker reads it on the tablet.

use chrono::NaiveDate;
use plan::signing::ink::Stroke;
use serde::{Deserialize, Serialize};

/// What the office said of a sealed plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeSaid {
    /// Whether it agrees.
    pub kind: OfficeWord,
    /// Who said it.
    pub name: String,
    /// What they are at the office.
    pub role: String,
    /// On which day.
    pub on: NaiveDate,
    /// In their words; may be empty.
    pub words: String,
    /// The signature with it, where it is told and this program can show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<OfficeSignature>,
}

/// Whether the office agrees to a sealed plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfficeWord {
    /// It does.
    Agreed,
    /// It does not: the words say what is to change.
    Returned,
    /// Somebody took back what they said before: the words say why.
    TakenBack,
}

/// A signature at the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum OfficeSignature {
    /// The name was typed.
    Typed {
        /// The name.
        name: String,
    },
    /// It was drawn.
    Drawn {
        /// Its lines.
        strokes: Vec<Stroke>,
    },
}
