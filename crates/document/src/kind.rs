//! The kinds of copy that are made from one agreement, and how each says which it is. What stands in them is in
//! `edition`, `compose`, `summary` and `review`.

use plan::compose::Translation;
use plan::domain::Domain;

use crate::edition::Edition;
use crate::look::Print;

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
}

impl Kind<'_> {
    /// Whether people's answers and how they went through it stand in it.
    pub(crate) const fn has_answers(self) -> bool {
        matches!(self, Self::Full | Self::SideBySide { .. })
    }
}

/// What stands at the top of the first page and at the foot of each: "Full agreement", "Copy for Dana Marsh · Large print".
pub(crate) fn says(edition: &Edition<'_>) -> String {
    let paper = edition.paper;
    let texts = paper.texts;
    let mut said = vec![match paper.kind {
        Kind::Full if edition.leaves_out() => String::new(),
        Kind::Full => texts.get("kind.full").to_owned(),
        Kind::Summary => texts.get("kind.summary").to_owned(),
        Kind::SideBySide { language, .. } => texts.fill("kind.side_by_side", &[("language", language)]),
        Kind::Part { reader, .. } => texts.fill("kind.part", &[("name", reader)]),
        Kind::Blank => texts.get("kind.blank").to_owned(),
        Kind::Review => texts.get("kind.review").to_owned(),
    }];
    if let Some(reader) = paper.reader.filter(|_| edition.leaves_out()) {
        said.push(texts.fill("kind.person", &[("name", &edition.name(reader))]));
    }
    if paper.print == Print::Large {
        said.push(texts.get("kind.large").to_owned());
    }
    said.retain(|it| !it.is_empty());
    said.join(" · ")
}
