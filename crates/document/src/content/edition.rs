//! The full agreement or the copy for one person: what of the agreement and of the sitting stands on the paper. Hidden
//! from one adult of the family is what another or a child said, signed and was told; never what a worker said. How it
//! looks is not here.

use std::borrow::Cow;

use plan::agreement::Block;
use plan::ids::PersonId;
use plan::languages;
use plan::signing::{Event, Joined};
use plan::{Agreement, Signing};

use crate::content::kind::Kind;
use crate::content::paper::Paper;
use crate::sheet::look::Print;

/// What of a paper its reader sees.
pub(crate) struct Edition<'a> {
    pub(crate) paper: &'a Paper<'a>,
    /// What is printed of the agreement.
    pub(crate) agreement: Cow<'a, Agreement>,
    /// The languages in which those whose sitting is told here had the plan before them or put into words: tags.
    pub(crate) languages: Vec<String>,
    hidden: Vec<PersonId>,
    leaves_out: bool,
}

impl<'a> Edition<'a> {
    /// What a paper shows.
    pub(crate) fn of(paper: &'a Paper<'a>) -> Self {
        let mut edition = Self::for_reader(paper);
        if let Kind::Part { domains, .. } = paper.kind {
            edition.agreement = Cow::Owned(edition.agreement.part(domains));
        }
        edition.languages = edition.read_in();
        edition
    }

    fn for_reader(paper: &'a Paper<'a>) -> Self {
        let (Some(reader), Some(signing)) = (paper.reader, paper.signing) else {
            let agreement = Cow::Borrowed(paper.agreement);
            return Self { paper, agreement, languages: Vec::new(), hidden: Vec::new(), leaves_out: false };
        };
        let children = signing.joined().filter(|(_, _, part)| **part == Joined::Child);
        let children = children.map(|(child, ..)| child);
        let mut hidden: Vec<PersonId> = signing.family().iter().copied().chain(children).collect();
        hidden.retain(|adult| *adult != reader);
        let is_hidden = |block: &&Block| block.kind.signer().is_some_and(|person| hidden.contains(&person));
        let places = paper.agreement.blocks.iter().filter(is_hidden).map(|place| place.id.clone());
        let left_out: Vec<_> = signing.left_out(reader).iter().cloned().chain(places).collect();
        let agreement = paper.agreement.without(&left_out);
        let leaves_out = agreement.blocks.len() < paper.agreement.blocks.len();
        let agreement = Cow::Owned(agreement);
        Self { paper, agreement, languages: Vec::new(), hidden, leaves_out }
    }

    /// What a sitting knows of languages: in which it showed the plan to somebody, and what an interpreter speaks.
    fn read_in(&self) -> Vec<String> {
        let events = self.paper.signing.into_iter().flat_map(|signing| &signing.events);
        let shown = events.filter_map(|happened| {
            let Event::HandedOver { to, language, .. } = &happened.event else { return None };
            language.clone().filter(|_| to.iter().any(|who| self.shows(*who)))
        });
        let joined = self.paper.signing.into_iter().flat_map(Signing::joined);
        let interpreted = joined.filter(|(who, ..)| self.shows(*who)).filter_map(|(.., part)| {
            let Joined::Interpreter { language, .. } = part else { return None };
            languages::called(language)
        });
        let mut tags: Vec<String> = shown.chain(interpreted).map(|language| language.0).collect();
        if let Kind::SideBySide { theirs, .. } = self.paper.kind {
            tags.push(theirs.language.0.clone());
        }
        tags.sort();
        tags.dedup();
        tags
    }

    /// Whether something was left out for its reader.
    pub(crate) const fn leaves_out(&self) -> bool {
        self.leaves_out
    }

    /// What stands at the top of the first page and at the foot of each: "Full agreement", "Copy for Dana Marsh · Large print";
    /// before it that it is for practice, or a draft,
    /// where not every adult of the family was asked and could answer.
    pub(crate) fn says(&self) -> String {
        let Paper { texts, kind, print, reader, signing, is_practice, .. } = self.paper;
        // On one's own copy nothing tells whether another was asked.
        let is_draft = signing.is_some_and(|signing| self.adults().any(|adult| !signing.was_asked(adult)));
        let first = [(*is_practice, "kind.practice"), (is_draft, "kind.draft")];
        let first = first.into_iter().filter(|(is_so, _)| *is_so).map(|(_, key)| texts.get(key).to_owned());
        let mut said: Vec<String> = first.collect();
        said.push(match *kind {
            Kind::Full if self.leaves_out => String::new(),
            Kind::Full => texts.get("kind.full").to_owned(),
            Kind::Summary => texts.get("kind.summary").to_owned(),
            Kind::SideBySide { language, .. } => texts.fill("kind.side_by_side", &[("language", language)]),
            Kind::Part { reader, .. } => texts.fill("kind.part", &[("name", reader)]),
            Kind::Blank => texts.get("kind.blank").to_owned(),
            Kind::Review => texts.get("kind.review").to_owned(),
            Kind::Leaflet => texts.get("kind.leaflet").to_owned(),
        });
        if let Some(reader) = reader.filter(|_| self.leaves_out) {
            said.push(texts.fill("kind.person", &[("name", &self.name(reader))]));
        }
        if *print == Print::Large {
            said.push(texts.get("kind.large").to_owned());
        }
        said.retain(|it| !it.is_empty());
        said.join(" · ")
    }

    /// Whether what a person said and signed stands here.
    pub(crate) fn shows(&self, person: PersonId) -> bool {
        !self.hidden.contains(&person)
    }

    /// The adults of the family whose sitting is told here.
    pub(crate) fn adults(&self) -> impl Iterator<Item = PersonId> {
        let adults = self.paper.signing.map_or(&[][..], Signing::family);
        adults.iter().copied().filter(|adult| self.shows(*adult))
    }

    /// What stands at a person's place to sign.
    pub(crate) fn label(&self, person: PersonId) -> String {
        let Paper { agreement, signing, texts, .. } = self.paper;
        if let Some(block) = agreement.blocks.iter().find(|block| block.kind.signer() == Some(person)) {
            return block.text.clone();
        }
        signing.and_then(|signing| signing.label(agreement, person, texts)).unwrap_or_default()
    }

    /// A person's name.
    pub(crate) fn name(&self, person: PersonId) -> String {
        let Paper { agreement, signing, texts, .. } = self.paper;
        let name = signing.and_then(|signing| signing.name(agreement, person));
        let name = name.or_else(|| agreement.name(person)).filter(|name| !name.trim().is_empty());
        name.unwrap_or(texts.get("agreement.no_name")).to_owned()
    }

    /// As what a person joined who has no place in the agreement.
    pub(crate) fn joined(&self, person: PersonId) -> Option<&'a Joined> {
        let mut joined = self.paper.signing.into_iter().flat_map(Signing::joined);
        joined.find(|(who, _, _)| *who == person).map(|(_, _, part)| part)
    }
}
