//! Parts that screens are made of. They know nothing of a visit and its plan.

mod banner;
pub(crate) mod blocks;
mod choices;
mod date_input;
mod half_days;
mod pad;
mod pictures;
mod select;
mod signature;
mod text_field;
mod tick;
mod time_input;

pub(crate) use banner::Banner;
pub(crate) use choices::{Choice, Choices};
pub(crate) use date_input::{DateInput, YearAlone};
pub(crate) use half_days::{HalfDays, HalfTyped};
pub(crate) use pad::Pad;
pub(crate) use pictures::picture;
pub(crate) use select::Select;
pub(crate) use signature::signature;
pub(crate) use text_field::TextField;
pub(crate) use tick::Tick;
pub(crate) use time_input::TimeInput;
