//! What an interface says to the program behind it: one struct for each command, its reply, and one way to be refused.
//! `visit` goes to the tablet's shell, `office` to the office's server; `told` has the sentences that come back. No
//! behaviour lives here.

pub mod office;
pub mod refusal;
pub mod told;
pub mod visit;

pub use refusal::Refusal;
pub use told::Told;
