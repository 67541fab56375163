//! In front of the family: turning the tablet, reading together, saying it back, answering, giving it back. The screens
//! share their frame, their words, reading aloud, and which screen comes next.

pub(crate) mod answers;
pub(crate) mod give_back;
pub(crate) mod hand_over;
pub(crate) mod reading;
pub(crate) mod say_all_back;
pub(crate) mod say_back;
pub(crate) mod sign;

mod asked;
mod frame;
mod leave_out;
mod mark;
mod read_aloud;
mod theirs;
mod turn;
mod ways;
mod words;
