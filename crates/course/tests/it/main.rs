//! The rules of a visit, told as stories and tried with random ones.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop where it likes"
)]

mod histories;
mod page;
mod plans;
mod sittings;
mod small_tablet;
mod typing;
mod workers;
