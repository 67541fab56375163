//! The edges of the interface: the program behind it, timers, measuring, the page's title and focus.

pub mod bridge;
pub mod caret;
pub mod menu;
pub mod page;
pub mod passkey;
pub mod pause;
pub mod second_tap;
pub mod shell;

use leptos::mount::mount_to_body;
use leptos::prelude::*;

/// Puts a view in place of what stood there before.
pub fn start<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) {
    page::clear();
    mount_to_body(view);
}
