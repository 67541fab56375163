//! The lock screen a tablet begins with, small enough to be there at once.

use wasm_bindgen::prelude::wasm_bindgen;

fn main() {}

/// Shows it and is done when it is there. `opened` is called when a worker is in, or when there is no lock to be shown.
#[wasm_bindgen]
pub async fn show(opened: js_sys::Function) {
    src_ui::visit::door::first::show(opened).await;
}
