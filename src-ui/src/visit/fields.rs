//! Parts of screens that know the open plan: its texts and questions, days, things in a list, words that are often used, that
//! stood there before, that are nothing yet.

pub(crate) mod ask;
pub(crate) mod day_choice;
pub(crate) mod draft;
pub(crate) mod earlier;
pub(crate) mod found;
pub(crate) mod plan_text;
pub(crate) mod removable;
pub(crate) mod suggestions;
