//! What programs say to an interface.
#![expect(clippy::unwrap_used, reason = "a test may stop where it likes")]

mod read;
mod told;
