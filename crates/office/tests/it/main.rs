//! The office from outside: a real server on a free port, a real database in a folder of its own, real requests.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop where it likes"
)]

mod brought;
mod check;
#[cfg(unix)]
mod cluster;
mod conformance;
#[cfg(unix)]
mod differential;
mod encrypted;
mod forms;
mod frozen;
mod harm;
mod init;
mod joining;
mod letters;
mod model;
mod pages;
mod program;
mod render;
mod requests;
mod restored;
#[cfg(unix)]
mod servers;
mod serving;
mod settings;
mod stores;
mod strangers;
mod tablet;
mod world;
