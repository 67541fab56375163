//! The tablet without a window, driven through its commands: real databases, real key files, the real office.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test may stop where it likes, and says what it could not try"
)]

mod commands;
mod copies;
mod council;
mod crash;
mod damage;
mod door;
mod drafts;
mod family;
mod family_mode;
mod forms;
mod full;
mod gate;
mod keystore;
mod offices;
mod outcomes;
mod outgoing;
mod plans;
mod reading;
mod sealing;
mod secrecy;
mod sending;
mod sticks;
mod wire;
mod world;
