//! The office from outside: a real server on a free port, a real database in a folder of its own, real requests.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop where it likes"
)]

mod brought;
mod check;
mod conformance;
mod frozen;
mod harm;
mod joining;
mod letters;
mod model;
mod pages;
mod program;
mod render;
mod requests;
mod restored;
mod tablet;
mod world;
