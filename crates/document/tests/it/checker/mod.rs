//! Looks at a finished paper as a stranger would: what PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) ask that a
//! program can see, as far as papers like ours need it. Each rule says where it is from; “Matterhorn” is the PDF
//! Association's list of what to test for PDF/UA. It reads the file's bytes and knows nothing of how they were made. It is
//! no substitute for a whole validator such as veraPDF.

mod file;
mod languages;
mod letters;
mod links;
mod meaning;
mod pieces;
mod tree;

use std::fmt;

use lopdf::Document;

use tree::Tree;

/// What a paper keeps to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rule {
    SaysPdfUa,
    SaysPdfA,
    HasTitle,
    ShowsTitle,
    IsTagged,
    HasLanguage,
    NamesLanguages,
    SaysLanguages,
    HasColours,
    EmbedsFonts,
    MapsToUnicode,
    KnowsRoles,
    NestsHeadings,
    NestsLists,
    NestsTables,
    HeadsRows,
    ScopesHeads,
    SaysFigures,
    MarksAll,
    KeepsMarksApart,
    TagsAll,
    TagsOnce,
    DrawsAll,
    FindsElements,
    ReadsInOrder,
    SaysLinks,
    TagsLinks,
    LeadsSomewhere,
    ShowsLinks,
    StepsInOrder,
}

impl Rule {
    pub(crate) const ALL: [Self; 30] = [
        Self::SaysPdfUa,
        Self::SaysPdfA,
        Self::HasTitle,
        Self::ShowsTitle,
        Self::IsTagged,
        Self::HasLanguage,
        Self::NamesLanguages,
        Self::SaysLanguages,
        Self::HasColours,
        Self::EmbedsFonts,
        Self::MapsToUnicode,
        Self::KnowsRoles,
        Self::NestsHeadings,
        Self::NestsLists,
        Self::NestsTables,
        Self::HeadsRows,
        Self::ScopesHeads,
        Self::SaysFigures,
        Self::MarksAll,
        Self::KeepsMarksApart,
        Self::TagsAll,
        Self::TagsOnce,
        Self::DrawsAll,
        Self::FindsElements,
        Self::ReadsInOrder,
        Self::SaysLinks,
        Self::TagsLinks,
        Self::LeadsSomewhere,
        Self::ShowsLinks,
        Self::StepsInOrder,
    ];

    /// Where it is from.
    pub(crate) const fn source(self) -> &'static str {
        match self {
            Self::SaysPdfUa => "PDF/UA-1 5, Matterhorn 06-002",
            Self::SaysPdfA => "PDF/A-2 6.6.4",
            Self::HasTitle => "PDF/UA-1 7.1, Matterhorn 06-003",
            Self::ShowsTitle => "PDF/UA-1 7.1, Matterhorn 07-001",
            Self::IsTagged => "PDF/UA-1 6.2, PDF/A-2 6.7.2.2",
            Self::HasLanguage => "PDF/UA-1 7.2, Matterhorn 11-001",
            Self::NamesLanguages => "ISO 32000-1 14.9.2, PDF/A-2 6.7.4",
            Self::SaysLanguages => "PDF/UA-1 7.2, Matterhorn 11-007; WCAG 3.1.2",
            Self::HasColours => "PDF/A-2 6.2.4.3",
            Self::EmbedsFonts => "PDF/UA-1 7.21.4.1, Matterhorn 31-009",
            Self::MapsToUnicode => "PDF/UA-1 7.21.7, PDF/A-2 6.2.11.7, Matterhorn 31-027 to 31-030",
            Self::KnowsRoles => "PDF/UA-1 7.1, Matterhorn 02-001",
            Self::NestsHeadings => "PDF/UA-1 7.4.2, Matterhorn 14-002 and 14-003",
            Self::NestsLists => "PDF/UA-1 7.6, Matterhorn 09-005",
            Self::NestsTables => "PDF/UA-1 7.5, Matterhorn 09-004",
            Self::HeadsRows => "PDF/UA-1 7.5, Matterhorn 15-001 and 15-002",
            Self::ScopesHeads => "PDF/UA-1 7.5, Matterhorn 15-003",
            Self::SaysFigures => "PDF/UA-1 7.3, Matterhorn 13-004",
            Self::MarksAll | Self::TagsAll => "PDF/UA-1 7.1, Matterhorn 01-005",
            Self::KeepsMarksApart => "PDF/UA-1 7.1, Matterhorn 01-003 and 01-004",
            Self::TagsOnce => "ISO 32000-1 14.7.4.1",
            Self::DrawsAll => "ISO 32000-1 14.7.4.2",
            Self::FindsElements => "ISO 32000-1 14.7.4.4",
            Self::ReadsInOrder => "PDF/UA-1 7.2, Matterhorn 09-001",
            Self::SaysLinks => "PDF/UA-1 7.18.5, Matterhorn 28-012",
            Self::TagsLinks => "PDF/UA-1 7.18.5, Matterhorn 28-011",
            Self::LeadsSomewhere => "ISO 32000-1 14.8.4.4.2, 12.6.4.7",
            Self::ShowsLinks => "ISO 32000-1 12.5.2, PDF/A-2 6.3.2",
            Self::StepsInOrder => "PDF/UA-1 7.18.3, Matterhorn 28-008 and 28-009",
        }
    }
}

/// A breach of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Breach {
    pub(crate) rule: Rule,
    pub(crate) what: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} ({}): {}", self.rule, self.rule.source(), self.what)
    }
}

/// Breaches while they are looked for.
#[derive(Debug, Default)]
struct Found(Vec<Breach>);

impl Found {
    /// Notes a breach unless all is well.
    fn unless(&mut self, well: bool, rule: Rule, what: impl fmt::Display) {
        if !well {
            self.0.push(Breach { rule, what: what.to_string() });
        }
    }
}

/// All that a file breaks.
pub(crate) fn breaches(bytes: &[u8]) -> Result<Vec<Breach>, lopdf::Error> {
    let document = Document::load_mem(bytes)?;
    let tree = Tree::read(&document);
    let mut found = Found::default();
    file::check(&document, &mut found);
    letters::check(&document, &mut found);
    meaning::check(&tree, &mut found);
    pieces::check(&document, &tree, &mut found);
    links::check(&document, &tree, &mut found);
    languages::check(&document, &tree, &mut found);
    Ok(found.0)
}

/// Fails when a file breaks a rule.
#[track_caller]
pub(crate) fn passes(bytes: &[u8], name: &str) {
    let told: Vec<String> = match breaches(bytes) {
        Ok(breaches) => breaches.iter().map(ToString::to_string).collect(),
        Err(error) => vec![error.to_string()],
    };
    assert!(told.is_empty(), "{name}:\n{}", told.join("\n"));
}
