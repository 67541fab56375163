//! The visit app's page.

use wasm_bindgen::prelude::wasm_bindgen;

fn main() {}

/// Makes ready and shows the app once the lock screen is `opened`.
#[wasm_bindgen]
pub async fn begin(opened: js_sys::Promise) {
    src_ui::visit::app::begin(opened).await;
}
