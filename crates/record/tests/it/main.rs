//! The laws of records, and the bytes that never change.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop where it likes"
)]

mod chain;
mod clock;
mod enrolment;
mod golden;
mod letter;
mod sample;
mod tamper;
mod wire;
