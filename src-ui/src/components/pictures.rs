//! Line pictures that stand beside what the family reads. What they show is in the crate `plan`.

use leptos::prelude::*;
use plan::agreement::Section;
use plan::pictures::{PEN, SIDE};

/// The picture of a section.
pub(crate) fn picture(section: Section) -> impl IntoView {
    view! {
        <div class="picture" aria-hidden="true">
            <svg viewBox=format!("0 0 {SIDE} {SIDE}") fill="none" stroke="currentColor" stroke-width=PEN stroke-linecap="round" stroke-linejoin="round">
                <path d=section.picture()/>
            </svg>
        </div>
    }
}
