//! Where somebody types: in which field, and before which letter.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};

/// A place in a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caret {
    field: String,
    marked: Option<(u32, u32)>,
}

impl Caret {
    /// Where it is now; nothing while nobody types.
    pub fn now() -> Option<Self> {
        let element = document().active_element()?;
        let field = Some(element.id()).filter(|id| !id.is_empty())?;
        let (start, end) = if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            (input.selection_start(), input.selection_end())
        } else {
            let area = element.dyn_ref::<HtmlTextAreaElement>()?;
            (area.selection_start(), area.selection_end())
        };
        // Only fields for words have one.
        let marked = start.ok().flatten().zip(end.ok().flatten());
        Some(Self { field, marked })
    }

    /// Puts it back once what is being changed now is there, where the field is still there.
    pub fn put_back(self) {
        request_animation_frame(move || {
            let Some(element) = document().get_element_by_id(&self.field) else { return };
            if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
                let _ = input.focus();
                let _ = self.marked.map(|(start, end)| input.set_selection_range(start, end));
            } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
                let _ = area.focus();
                let _ = self.marked.map(|(start, end)| area.set_selection_range(start, end));
            }
        });
    }
}
