//! The visit app's page.

fn main() {
    src_ui::platform::start(|| leptos::view! { <src_ui::visit::app::App/> });
}
