//! Line pictures that stand beside what the family reads, on the screen and on paper: each one SVG path in a square of 64,
//! drawn with a round pen. Ours; they say nothing the words do not say. How they are drawn is not here.

use crate::agreement::Section;
use crate::model::domain::Domain;

/// The side of the square a picture stands in.
pub const SIDE: f32 = 64.0;
/// How broad the pen is.
pub const PEN: f32 = 3.5;

impl Section {
    /// The picture of a section.
    pub const fn picture(self) -> &'static str {
        match self {
            Self::About => "M14 8h26l10 10v38H14z M40 8v10h10 M22 30h20 M22 38h20 M22 46h12",
            Self::Rights => "M32 10v44 M20 54h24 M12 20l20-6 20 6 M12 20l-6 16h12z M52 20l-6 16h12z",
            Self::Needs => "M20 36a14 14 0 1 1 24 0c-4 5-6 8-6 12H26c0-4-2-7-6-12z M26 54h12",
            Self::Voice => "M10 12h44v30H30l-12 10v-10h-8z M20 24h24 M20 32h16",
            Self::People | Self::Supporters => {
                "M22 24a7 7 0 1 0 .1 0 M10 52c0-16 24-16 24 0 M46 30a5 5 0 1 0 .1 0 M38 52c0-12 16-12 16 0"
            }
            Self::Worries => {
                "M32 10c14 0 24 8 24 18s-10 18-24 18c-3 0-5 0-8-1l-12 7 3-11c-5-3-7-8-7-13 0-10 10-18 24-18z M32 20v12 M32 38v1"
            }
            Self::Now => "M8 32l24-20 24 20 M14 28v28h36V28 M27 56V40h10v16",
            Self::Later => "M32 8a24 24 0 1 0 .1 0 M32 18v14l10 8",
            Self::Promises => "M6 26l12-8 14 6 14-6 12 8 M18 18v22l14 12 14-12V18 M32 24l-8 8 4 4 6-4 10 8",
            Self::Meeting => "M10 16h44v40H10z M10 28h44 M22 10v10 M42 10v10 M24 40l6 6 12-10",
            Self::Contact => {
                "M18 8l8 12-6 6c3 7 11 15 18 18l6-6 12 8c0 6-4 10-10 10C26 56 8 38 8 18c0-6 4-10 10-10z"
            }
            Self::Signatures => "M8 54h48 M14 46l4-14L42 8l10 10-24 24z M36 14l10 10",
        }
    }
}

impl Domain {
    /// The picture of a part of life.
    pub const fn picture(self) -> &'static str {
        match self {
            Self::BasicCare => Section::Now.picture(),
            Self::Safety => "M32 8l22 8v16c0 14-10 20-22 24-12-4-22-10-22-24V16z M22 32l8 8 13-15",
            Self::Education => {
                "M32 16c-8-6-18-6-24-4v38c6-2 16-2 24 4 8-6 18-6 24-4V12c-6-2-16-2-24 4z M32 16v38"
            }
            Self::Emotional => "M32 54L12 34c-10-11 3-28 16-17l4 4 4-4c13-11 26 6 16 17z",
            Self::Warmth => {
                "M32 20a12 12 0 1 0 .1 0 M32 6v6 M32 52v6 M6 32h6 M52 32h6 M14 14l4 4 M46 46l4 4 M14 50l4-4 M46 18l4-4"
            }
            Self::Boundaries => Section::Later.picture(),
            Self::Health => "M24 8h16v16h16v16H40v16H24V40H8V24h16z",
            Self::Presentation => "M22 10L6 20l6 12 8-4v28h24V28l8 4 6-12-16-10c-3 8-17 8-20 0z",
        }
    }
}
