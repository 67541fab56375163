//! The web view's own menu, which a long press opens and which offers to load the page anew. It stays where somebody types, for
//! pasting.

use wasm_bindgen::prelude::*;
use web_sys::{Element, MouseEvent};

use super::second_tap::listen;

/// The fields one types in. What is ticked is an input too.
const TYPED_IN: &str = "textarea, input:not([type=checkbox]):not([type=radio])";

/// Keeps it away from everywhere else. Called once.
pub fn keep_away() {
    let asked = Closure::<dyn Fn(MouseEvent)>::new(|event: MouseEvent| {
        let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let is_typed_in = target.is_some_and(|it| it.matches(TYPED_IN) == Ok(true));
        if !is_typed_in {
            event.prevent_default();
        }
    });
    listen("contextmenu", asked);
}
