//! How a program says no: a stable code for the interface, a sentence for the person.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::told::Told;

/// Why a command was not done. Nothing that was saved before is lost by it.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("{sentence}")]
pub struct Refusal {
    /// What kind of no.
    pub code: Code,
    /// What happened, what is safe, what to do.
    pub sentence: String,
}

impl Refusal {
    /// A no of a kind, in these words.
    pub fn new(code: Code, told: Told) -> Self {
        Self { code, sentence: told.into() }
    }
}

/// Every kind of no that an interface may want to act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The tablet is locked.
    Locked,
    /// The PIN is not the right one; `wait_s` seconds must pass before the next try.
    WrongPin {
        /// Seconds to wait.
        wait_s: u32,
    },
    /// A PIN was not looked at, right or wrong: `wait_s` seconds must pass before the next try.
    TooEarly {
        /// Seconds to wait.
        wait_s: u32,
    },
    /// Too many wrong PINs: only the office can unlock.
    OfficeOnly,
    /// What is asked for is not on this tablet.
    NotHere,
    /// The plan moved on: load it again and repeat.
    OutOfStep,
    /// The plan is sealed and does not change any more.
    Sealed,
    /// Something is missing before this can be done.
    NotReady,
    /// The agreement changed since this signing began; it is kept, a new one can begin.
    Superseded,
    /// The tablet stands before a family: the worker takes it back first.
    WithFamily,
    /// It cannot be said aloud.
    Silent,
    /// What was typed cannot be used.
    NotUsable,
    /// The tablet's storage is full.
    Full,
    /// What is stored was written by a newer program.
    TooNew,
    /// What is stored cannot be read.
    Damaged,
    /// The office cannot be reached.
    NoOffice,
    /// The office answered with something that cannot be used.
    OfficeRubbish,
    /// The office refused.
    OfficeRefused,
    /// Anything else.
    Other,
}
