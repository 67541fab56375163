//! The questions of a plan that have a few likely answers: what was asked, what may be picked, who it is about. Every
//! one keeps room for words, because a tick can say the opposite of what was meant. The words of the questions are texts.

mod answer;
mod gap;
mod guard;
mod pick;
mod question;

pub use answer::Answer;
pub use gap::Gap;
pub use guard::{About, Guard};
pub use pick::Pick;
pub use question::Question;
