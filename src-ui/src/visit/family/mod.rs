//! What the screens in front of the family share: their frame, their words, reading aloud, and which screen comes next.
//! The screens themselves are in `screens`.

mod aloud;
mod frame;
mod order;
mod words;

pub(crate) use aloud::{Aloud, Piece, split};
pub(crate) use frame::FamilyFrame;
pub(crate) use order::{PARTS, after_answer, after_reading, before_saying_back};
pub(crate) use words::{beside, block_text, said, say};
