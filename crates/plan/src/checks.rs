//! What is said about a plan before it is read and sealed: what is missing, and what must be looked at. Nothing here
//! changes a plan.

pub mod days;
pub mod gaps;
pub mod guards;
pub mod missing;
pub mod private;
