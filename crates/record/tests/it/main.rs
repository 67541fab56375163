//! The laws of records, and the bytes that never change.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop where it likes"
)]

mod chain;
mod clock;
mod damage;
mod disclosure;
mod enrolment;
mod every_message;
mod given;
mod golden;
mod headers;
mod letter;
mod messages;
mod outside;
mod sample;
mod signed_rubbish;
mod tamper;
mod wire;
mod written;
