//! The visit: from the door of the tablet to an agreement that is sealed and sent.

pub mod app;
mod ask;
pub mod autosave;
mod blocks;
mod day_choice;
mod family;
mod frame;
mod guide;
mod pause;
pub(crate) mod plainly;
mod progress;
mod reads;
mod removed;
mod screen;
mod screens;
mod sitting;
mod work;

/// The plan that is open in this page.
pub(crate) fn open_work() -> work::Work {
    app::Visit::here().work
}
