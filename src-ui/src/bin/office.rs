//! The office's page.

use plan::Texts;

fn main() {
    src_ui::words::take(Texts::english());
    src_ui::platform::start(|| leptos::view! { <src_ui::office::Page/> });
}
