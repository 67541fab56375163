//! How a visit goes on, as plain rules: what is sent to the tablet and when, which screen comes next, how far each part
//! is, what belongs to an answer when it is given, whose line it is on the pad, what a new plan still has none of, in which order plans are listed, what is still told of a
//! print while an address is typed, how a code stands that is told by telephone. The interface asks here and does what it is told. There is no page, no timer and no clock
//! here: time comes in as the page's milliseconds, what is to be sent goes out as requests.

pub mod answer;
pub mod firsts;
pub mod hands;
pub mod listing;
pub mod missing;
pub mod order;
pub mod outgoing;
pub mod place;
pub mod printing;
pub mod progress;
pub mod told;

pub use outgoing::Outgoing;
