//! Line pictures that stand beside what the family reads. Ours; they say nothing the words do not say.

use leptos::prelude::*;
use plan::agreement::Section;

/// The picture of a section.
pub(crate) fn picture(section: Section) -> impl IntoView {
    let lines = match section {
        Section::About => "M14 8h26l10 10v38H14z M40 8v10h10 M22 30h20 M22 38h20 M22 46h12",
        Section::Rights => "M32 10v44 M20 54h24 M12 20l20-6 20 6 M12 20l-6 16h12z M52 20l-6 16h12z",
        Section::Needs => "M20 36a14 14 0 1 1 24 0c-4 5-6 8-6 12H26c0-4-2-7-6-12z M26 54h12",
        Section::Voice => "M10 12h44v30H30l-12 10v-10h-8z M20 24h24 M20 32h16",
        Section::People | Section::Supporters => {
            "M22 24a7 7 0 1 0 .1 0 M10 52c0-16 24-16 24 0 M46 30a5 5 0 1 0 .1 0 M38 52c0-12 16-12 16 0"
        }
        Section::Worries => {
            "M32 10c14 0 24 8 24 18s-10 18-24 18c-3 0-5 0-8-1l-12 7 3-11c-5-3-7-8-7-13 0-10 10-18 24-18z M32 20v12 M32 38v1"
        }
        Section::Now => "M8 32l24-20 24 20 M14 28v28h36V28 M27 56V40h10v16",
        Section::Later => "M32 8a24 24 0 1 0 .1 0 M32 18v14l10 8",
        Section::Promises => "M6 26l12-8 14 6 14-6 12 8 M18 18v22l14 12 14-12V18 M32 24l-8 8 4 4 6-4 10 8",
        Section::Meeting => "M10 16h44v40H10z M10 28h44 M22 10v10 M42 10v10 M24 40l6 6 12-10",
        Section::Contact => {
            "M18 8l8 12-6 6c3 7 11 15 18 18l6-6 12 8c0 6-4 10-10 10C26 56 8 38 8 18c0-6 4-10 10-10z"
        }
        Section::Signatures => "M8 54h48 M14 46l4-14L42 8l10 10-24 24z M36 14l10 10",
    };
    view! {
        <div class="picture" aria-hidden="true">
            <svg viewBox="0 0 64 64" fill="none" stroke="currentColor" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round">
                <path d=lines/>
            </svg>
        </div>
    }
}
