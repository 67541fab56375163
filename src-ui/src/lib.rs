//! The interface of Doorstep: the visit on the tablet, and the office's page. It shows what is there and sends what a
//! person does; what any of it means is decided in `plan` and behind `ipc`.

#![expect(
    unreachable_pub,
    reason = "the component macro makes public property types of crate-private components"
)]

pub mod components;
pub mod office;
pub mod platform;
pub mod visit;
pub mod words;
