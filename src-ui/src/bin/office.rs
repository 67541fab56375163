//! The office's page.

fn main() {
    src_ui::platform::start(|| leptos::view! { <src_ui::office::page::Page/> });
}
