//! The kinds of copy that are made from one agreement. What stands in each is in the file of its name; how it says which it
//! is, in `edition`.

use plan::compose::Translation;
use plan::domain::Domain;

/// Which copy of an agreement a paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind<'a> {
    /// All of it.
    Full,
    /// One page: what will change first, one action a line, when we meet, whom to ring.
    Summary,
    /// All of it, each block beside its translation.
    SideBySide {
        /// The blocks that are translated.
        theirs: &'a Translation,
        /// What the language is called, as it is printed.
        language: &'a str,
    },
    /// What somebody needs who helps the children: a school, a health visitor.
    Part {
        /// Whom it is for, as it is printed.
        reader: &'a str,
        /// The parts of life they help with.
        domains: &'a [Domain],
    },
    /// Given before anything is agreed: the fixed words, and room to write by hand.
    Blank,
    /// To look back together: each goal and promise with room for how it went.
    Review,
    /// What anybody can ask the police. It names nobody.
    Leaflet,
}

impl Kind<'_> {
    /// Whether it is the same whatever was agreed, and is nobody's.
    pub const fn is_nobodys(self) -> bool {
        matches!(self, Self::Blank | Self::Leaflet)
    }

    /// Whether people's answers and how they went through it stand in it.
    pub(crate) const fn has_answers(self) -> bool {
        matches!(self, Self::Full | Self::SideBySide { .. })
    }
}
