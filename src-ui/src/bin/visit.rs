//! The visit app's page.

fn main() {
    wasm_bindgen_futures::spawn_local(src_ui::visit::app::start());
}
