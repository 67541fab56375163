//! Parts that screens are made of. They know nothing of plans, except `plan_text`, which types into one.

mod banner;
mod choices;
mod date_input;
mod pad;
mod pictures;
mod plan_text;
mod text_field;
mod tick;

pub(crate) use banner::Banner;
pub(crate) use choices::{Choice, Choices};
pub(crate) use date_input::DateInput;
pub(crate) use pad::Pad;
pub(crate) use pictures::picture;
pub(crate) use plan_text::PlanText;
pub(crate) use text_field::TextField;
pub(crate) use tick::Tick;
