//! What a plan is: its people, what it says, what was asked and answered. Plain data, and finding things in it. How it
//! changes is in `change`, how it is worded for the family in `agreement`, what it lacks in `checks`.

mod answers;
pub mod content;
pub mod domain;
pub(crate) mod find;
mod matter;
mod outsiders;
pub mod people;
pub mod plan;
pub mod questions;
