//! The copies of a sealed plan: which there are, and how each is printed, saved and given.

use chrono::NaiveDate;
use plan::ids::{PersonId, PlanId};
use plan::texts::Language;
use serde::{Deserialize, Serialize};

/// One paper: of which sealed plan, whose, in which form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CopyOf {
    /// Which plan.
    pub plan: PlanId,
    /// Whose copy; none for the whole plan.
    #[serde(default)]
    pub person: Option<PersonId>,
    /// In which form.
    #[serde(default)]
    pub form: Form,
}

/// How a copy is set on paper. What is left out for a person is left out of each.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// As it was signed: the very bytes that were sealed.
    #[default]
    Signed,
    /// What was agreed, on one page.
    Short,
    /// As it was signed, in large letters.
    Large,
    /// English beside another language.
    Beside(Language),
}

/// A copy of a sealed plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CopyCard {
    /// Whose; none for the whole plan.
    pub person: Option<PersonId>,
    /// Their name; empty for the whole plan.
    pub name: String,
    /// Where it was saved, once it was.
    pub saved: Option<Copied>,
    /// How it was given, once that was noted.
    pub given: Option<Given>,
}

/// A printer that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrinterCard {
    /// What its owner calls it.
    pub name: String,
    /// Its address.
    pub printer: String,
}

/// How the last print of a copy goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintCard {
    /// The printer it went to, or the one that was used last for anything.
    pub printer: Option<String>,
    /// How it goes.
    pub state: PrintGoes,
}

/// How a print goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrintGoes {
    /// Nothing was printed since the tablet was started.
    Not,
    /// It goes on.
    On {
        /// What a person is told.
        says: String,
    },
    /// It came out.
    Printed {
        /// What a person is told.
        says: String,
    },
    /// It ended without paper, or with some of it. It can be tried again.
    Stopped {
        /// What a person is told.
        says: String,
    },
    /// Nobody knows whether it came out: somebody has to look.
    Unsure {
        /// What a person is told.
        says: String,
    },
}

/// How a copy was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Given {
    /// On paper, at the visit.
    OnPaper,
    /// As a file.
    AsFile,
    /// It will be brought or sent.
    Later,
    /// It would not be safe to leave one.
    NotSafe,
}

/// A file saved outside the tablet's store, because a person asked for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copied {
    /// The file's name, without its folder.
    pub file: String,
    /// The folder, as a person would look for it.
    pub folder: String,
    /// The day.
    pub on: NaiveDate,
}
