//! The office's page.

use plan::{Texts, Words};

fn main() {
    src_ui::words::take(Words { texts: Texts::english(), ..Words::default() });
    src_ui::platform::start(|| leptos::view! { <src_ui::office::page::Page/> });
}
