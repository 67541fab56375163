//! A family safety plan: what is in it, how it changes, the agreement it becomes, and what happens when people read and
//! sign it.
//!
//! Pure: no clock, no files, no network, no randomness; times and ids come in as arguments. Builds for wasm, so that
//! interface and tablet run the same code. How a plan is stored, sent or printed is not here.

pub mod agreement;
mod apply;
pub mod change;
pub mod clauses;
pub mod compose;
pub mod content;
pub mod dates;
pub mod domain;
pub mod field;
pub mod gaps;
pub mod guards;
pub mod hash;
pub mod ids;
pub mod ink;
pub mod language;
pub mod languages;
pub mod library;
mod lists;
pub mod names;
pub mod people;
pub mod pictures;
pub mod plan;
pub mod questions;
mod rebuild;
pub mod rights;
pub mod signing;
pub mod smart;
pub mod splice;
pub mod texts;
mod undo;

pub use agreement::{Agreement, AgreementHash};
pub use change::Change;
pub use library::Library;
pub use plan::Plan;
pub use signing::Signing;
pub use texts::Texts;
