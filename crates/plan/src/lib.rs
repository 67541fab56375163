//! A family safety plan: what is in it, how it changes, the agreement it becomes, and what happens when people read and
//! sign it.
//!
//! Pure: no clock, no files, no network, no randomness; times and ids come in as arguments. Builds for wasm, so that
//! interface and tablet run the same code. How a plan is stored, sent or printed is not here.
//!
//! Rooms, from the ground up; each uses only those before it:
//!
//! - `texts`: every fixed word by its key, and how names and days are said
//! - `model`: what a plan is
//! - `plain`: how hard a text is to read, and which words in it
//! - `library`: what a worker writes with
//! - `change`: how a plan changes
//! - `smart`: what is missing in a goal's words
//! - `languages`: the fixed words in other languages
//! - `agreement`: what the family sees, reads and signs
//! - `signing`: one sitting with the family
//! - `checks`: what a plan lacks, and what must be looked at

pub mod agreement;
pub mod change;
mod checks;
pub mod hash;
pub mod ids;
pub mod languages;
pub mod library;
mod model;
pub mod plain;
pub mod signing;
pub mod smart;
pub mod texts;

// Where they are outside this crate: by what they are, whatever room they are in.
pub use agreement::{compose, pictures};
pub use change::{field, history, splice};
pub use checks::{days, gaps, guards, missing, private};
pub use library::clauses;
pub use model::{content, domain, people, plan, questions};
pub use plain as language;
pub use signing::ink;
pub use texts::{dates, names, on_paper, rights};

pub use agreement::{Agreement, AgreementHash};
pub use change::Change;
pub use library::Library;
pub use plan::Plan;
pub use signing::Signing;
pub use texts::Texts;
