//! The paper as pieces that another program can lay out: the same words in the same order, each with its look, and the
//! marks and logos as pictures. How they are written down is in `html` and `typst`.

mod html;
mod svg;
mod typst;

use plan::agreement::{Block, BlockKind, Section};
use plan::dates;
use plan::ids::PersonId;

use crate::edition::Edition;
use crate::list::{Area, InkLine};
use crate::look::{self, Look};
use crate::telling::{self, Told};
use crate::{Paper, answers, ink, kind};

/// A piece of the paper.
pub(crate) enum Piece {
    Heading(u8, Said),
    Paragraph(Said),
    Quotation(Said),
    /// Those that follow each other are a list.
    Entry(Said),
    /// Those that follow each other are a table.
    Person(Said, Said),
    /// A place to sign, with the number of its picture.
    Place(Vec<Said>, usize),
}

/// Some words.
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) look: Look,
    /// Whether the rule of a goal goes along it.
    pub(crate) band: bool,
}

/// A place's box with the mark in it, and the words for who cannot see it.
pub(crate) struct Mark {
    pub(crate) lines: Vec<InkLine>,
    pub(crate) said: String,
}

/// All of it, and what stands around it.
pub(crate) struct Whole<'a> {
    pub(crate) paper: &'a Paper<'a>,
    pub(crate) title: String,
    pub(crate) kind: String,
    pub(crate) day: String,
    pub(crate) foot: String,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) marks: Vec<Mark>,
}

/// The files, by name.
pub(crate) fn files(paper: &Paper<'_>) -> Vec<(String, Vec<u8>)> {
    let whole = Whole::of(paper);
    let marks = whole.marks.iter().enumerate();
    let marks = marks.map(|(number, mark)| (format!("mark-{number}.svg"), svg::of(mark).into_bytes()));
    let logo = |of: &crate::letterhead::Letterhead| of.logo.as_ref().map(|logo| logo.png.clone());
    let logos = [("lead.png", logo(paper.lead)), ("with.png", paper.with.and_then(logo))];
    let logos = logos.into_iter().filter_map(|(name, png)| Some((name.to_owned(), png?)));
    let pages = [("paper.html", html::of(&whole)), ("paper.typ", typst::of(&whole))];
    let pages = pages.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes()));
    pages.chain(logos).chain(marks).collect()
}

impl<'a> Whole<'a> {
    fn of(paper: &'a Paper<'a>) -> Self {
        let edition = Edition::of(paper);
        let (agreement, texts) = (paper.agreement, paper.texts);
        let title = agreement.blocks.iter().find(|block| block.kind == BlockKind::Title);
        let (kind, day) = (kind::says(&edition), dates::day(agreement.made_on, texts));
        let (reference, hash) = (agreement.reference.as_str(), paper.hash.short());
        let slots = [("reference", reference), ("day", &day), ("hash", &hash), ("kind", &kind)];
        let mut whole = Self {
            paper,
            title: format!("{} {reference}", title.map_or("", |block| &block.text)),
            foot: texts.fill("paper.hash", &slots),
            kind,
            day,
            pieces: Vec::new(),
            marks: Vec::new(),
        };
        edition.agreement.blocks.iter().for_each(|block| whole.block(block, &edition));
        edition.adults().for_each(|person| whole.told(&edition, person));
        whole
    }

    fn block(&mut self, block: &Block, edition: &Edition<'_>) {
        let colour = self.paper.lead.colour.for_words();
        let said = |look| Said { text: block.text.clone(), look, band: block.kind.goal().is_some() };
        let contact = block.section == Section::Contact;
        let piece = match &block.kind {
            BlockKind::Title => Piece::Heading(1, said(look::TITLE.coloured(colour))),
            BlockKind::Heading { level: 1 } => Piece::Heading(2, said(look::HEADING.coloured(colour))),
            BlockKind::Heading { .. } => Piece::Heading(3, said(look::SUBHEADING)),
            BlockKind::Sentence if contact => Piece::Paragraph(said(look::CONTACT)),
            BlockKind::Sentence => Piece::Paragraph(said(look::SENTENCE)),
            BlockKind::Worry => Piece::Paragraph(said(look::WORRY)),
            BlockKind::Goal { .. } => Piece::Paragraph(said(look::GOAL)),
            BlockKind::Step { .. } => Piece::Paragraph(said(look::STEP)),
            BlockKind::Note => Piece::Paragraph(said(look::NOTE)),
            BlockKind::Voice { .. } => Piece::Quotation(said(look::VOICE)),
            BlockKind::OwnWords { .. } => Piece::Quotation(said(look::OWN_WORDS)),
            BlockKind::Right => Piece::Entry(said(look::ENTRY)),
            BlockKind::Promise { goal, .. } => {
                Piece::Entry(said(if goal.is_some() { look::PROMISE } else { look::ENTRY }))
            }
            BlockKind::Person { .. } => {
                let (name, rest) = block.text.split_once(", ").unwrap_or((&block.text, ""));
                let cell = |text: &str, look| Said { text: text.to_owned(), look, band: false };
                Piece::Person(cell(name, look::CELL.bold()), cell(rest, look::CELL))
            }
            BlockKind::SignaturePlace { person } => self.place(edition, *person),
        };
        self.pieces.push(piece);
    }

    fn place(&mut self, edition: &Edition<'_>, person: PersonId) -> Piece {
        let texts = self.paper.texts;
        let row = answers::confirmed(edition, person);
        let mut words = vec![(edition.label(person), look::SIGNER)];
        words.extend(answers::statements(edition, person).into_iter().map(|it| (it, look::ANSWER)));
        words.push((answers::answer(edition, person, &row), look::ANSWER));
        words.extend(answers::said_on(&row, texts).map(|it| (it, look::SAID_ON)));
        words.extend(answers::code(edition, person).map(|it| (it, look::SAID_ON)));
        let (width, height) = look::BOX;
        let lines = ink::fitted(&row.strokes, Area { x: 0.0, y: 0.0, width, height });
        self.marks.push(Mark { lines, said: texts.fill("paper.mark", &[("name", &edition.name(person))]) });
        let words = words.into_iter().map(|(text, look)| Said { text, look, band: false });
        Piece::Place(words.collect(), self.marks.len() - 1)
    }

    /// How a person went through it.
    fn told(&mut self, edition: &Edition<'_>, person: PersonId) {
        let Some(signing) = self.paper.signing else { return };
        let said = |text: String, look| Said { text, look, band: false };
        if edition.adults().next() == Some(person) {
            let heading = self.paper.texts.get("evidence.heading").to_owned();
            let look = look::HEADING.coloured(self.paper.lead.colour.for_words());
            self.pieces.push(Piece::Heading(2, said(heading, look)));
        }
        self.pieces.push(Piece::Heading(3, said(edition.name(person), look::SUBHEADING)));
        self.pieces.extend(telling::told(edition, signing, person).into_iter().map(|told| match told {
            Told::Sentence(text) => Piece::Paragraph(said(text, look::SENTENCE)),
            Told::Question(text) => Piece::Paragraph(said(text, look::QUESTION)),
            Told::Quotation(text) => Piece::Quotation(said(text, look::OWN_WORDS)),
        }));
    }
}
