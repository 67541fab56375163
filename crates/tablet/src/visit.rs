//! What can be done on a tablet: one method for each command, in the files named after what a visit does. All else of this
//! crate lies below them and knows none of them.

mod by_phone;
mod copy;
mod door;
mod drafts;
mod everything;
mod family;
mod files;
mod from_office;
mod history;
mod joined;
mod joining;
mod leaving;
mod letters_file;
mod lost;
mod manifest;
mod next_record;
mod paper;
mod plans;
mod post_box;
mod print;
mod seal;
mod sitting;
mod standing;
mod unlocking;
mod workers;

pub(crate) use lost::obey;
pub(crate) use post_box::{codes, is_there as has_post, open_by_itself as open_post, take_news};
