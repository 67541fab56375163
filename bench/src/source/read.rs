//! Out of the display list what is told, in which order and in which look. Where lines and pages end is forgotten.

use std::collections::BTreeSet;

use document::Paper;
use document::sheet::{
    Area, Colour, Draw, ElementId, InkLine, Item, Owner, Role, Sheets, whole as whole_element,
};
use plan::dates;

use super::{Agency, Logo, Mark, Piece, Said, Whole, line};

/// The room above what begins a page, where the list tells of none.
const AT_TOP: f32 = 7.0;
/// How far a line reaches above the one its letters stand on, beside half its height: a part of their size.
const RAISED: f32 = 0.33;

/// All of a paper.
pub(super) fn whole<'a>(paper: &'a Paper<'a>, sheets: &'a Sheets) -> Whole<'a> {
    let mut reader = Reader::new(sheets);
    for (page, items) in sheets.pages.iter().enumerate() {
        items.iter().for_each(|item| reader.item(page, item));
    }
    let (agreement, texts) = (paper.agreement, paper.texts);
    let (day, hash) = (dates::day(agreement.made_on, texts), paper.hash.short());
    let reference = agreement.reference.as_str();
    let slots = [("reference", reference), ("day", &day), ("hash", &hash), ("kind", texts.get("kind.full"))];
    Whole {
        paper,
        title: &sheets.title,
        foot: texts.fill("paper.hash", &slots),
        margin: reader.margin,
        band: reader.rule.unwrap_or(Colour([0; 3])),
        head: reader.head,
        pieces: reader.placed.into_iter().map(|placed| placed.piece).collect(),
        marks: reader.marks,
    }
}

struct Reader<'a> {
    sheets: &'a Sheets,
    margin: f32,
    /// The rules beside goals: their page, and where.
    bands: Vec<(usize, Area)>,
    head: Vec<Agency>,
    /// The colour of the rule that ends the head, once it was met.
    rule: Option<Colour>,
    placed: Vec<Placed>,
    marks: Vec<Mark>,
    seen: BTreeSet<ElementId>,
    /// The row of a table going on.
    row: Option<ElementId>,
    /// The page of what was met last, and where it ends.
    bottom: (usize, f32),
}

struct Placed {
    page: usize,
    top: f32,
    piece: Piece,
}

impl<'a> Reader<'a> {
    fn new(sheets: &'a Sheets) -> Self {
        let items = || {
            sheets.pages.iter().enumerate().flat_map(|(page, items)| items.iter().map(move |it| (page, it)))
        };
        let bands = items().filter_map(|(page, item)| match item.draw {
            Draw::Bar { at, .. } if at.height > at.width => Some((page, at)),
            _ => None,
        });
        let lefts = items().filter_map(|(_, item)| match item.draw {
            Draw::Letters { x, .. } => Some(x),
            _ => None,
        });
        Self {
            sheets,
            margin: lefts.reduce(f32::min).unwrap_or_default(),
            bands: bands.collect(),
            head: Vec::new(),
            rule: None,
            placed: Vec::new(),
            marks: Vec::new(),
            seen: BTreeSet::new(),
            row: None,
            bottom: (0, 0.0),
        }
    }

    fn item(&mut self, page: usize, item: &Item) {
        match (&item.draw, item.owner) {
            (Draw::Letters { x, y, size, colour, run }, Owner::Element(part)) => {
                let element = whole_element(part, &self.sheets.elements);
                let top = y - line(*size) / 2.0 - size * RAISED;
                if self.seen.insert(element) {
                    let bold = run.face.name().ends_with("-Bold");
                    let space = if self.bottom.0 == page { (top - self.bottom.1).max(0.0) } else { AT_TOP };
                    let text = self.sheets.elements.get(element.0).map_or("", |it| &it.words).to_owned();
                    let in_band =
                        |(on, bar): &(usize, Area)| *on == page && (bar.y..bar.y + bar.height).contains(y);
                    let band = self.bands.iter().any(in_band);
                    let indent = x - self.margin;
                    let said =
                        Said { text, size: *size, bold, colour: *colour, space, indent, band, link: None };
                    self.said(element, said, page, top);
                }
                self.bottom = (page, top + line(*size));
            }
            (Draw::Picture { at, index }, Owner::Element(element)) => {
                let logo = Logo { index: *index, width: at.width, said: self.told(element) };
                self.head.push(Agency { logo: Some(logo), words: Vec::new() });
            }
            // The others ask for a link by hand; only those of the head are set there.
            (Draw::Link { target, .. }, _) if self.rule.is_none() => {
                let words = self.head.last_mut().and_then(|agency| agency.words.last_mut());
                words.into_iter().for_each(|said| said.link = Some(target.clone()));
            }
            (Draw::Bar { at, colour }, _) if self.rule.is_none() => {
                self.rule = Some(*colour);
                self.bottom = (page, at.y + at.height);
            }
            (Draw::Frame { at, .. }, _) => self.place(page, *at),
            (Draw::Ink { lines, .. }, Owner::Element(element)) => self.mark(lines, element),
            _ => {}
        }
    }

    /// What is said where an element cannot be seen.
    fn told(&self, element: ElementId) -> String {
        self.sheets.elements.get(element.0).and_then(|it| it.said.clone()).unwrap_or_default()
    }

    fn said(&mut self, element: ElementId, said: Said, page: usize, top: f32) {
        if self.rule.is_none() {
            if self.head.is_empty() {
                self.head.push(Agency::default());
            }
            if let Some(agency) = self.head.last_mut() {
                agency.words.push(Said { indent: 0.0, ..said });
            }
            return;
        }
        let Some(it) = self.sheets.elements.get(element.0) else { return };
        let is_cell = matches!(it.role, Role::ColumnHead | Role::RowHead | Role::Cell);
        let row = it.parent.filter(|_| is_cell);
        let goes_on = std::mem::replace(&mut self.row, row) == row && is_cell;
        if let (true, Some(Placed { piece: Piece::Row(cells), .. })) = (goes_on, self.placed.last_mut()) {
            cells.push(said);
            return;
        }
        let around = it.parent.and_then(|parent| self.sheets.elements.get(parent.0));
        let is_quoted = around.is_some_and(|around| around.role == Role::Quotation);
        let piece = match it.role {
            Role::Heading(level) => Piece::Heading(level, said),
            Role::Paragraph if is_quoted => Piece::Quotation(said),
            Role::Entry | Role::EntryBody => Piece::Entry(said),
            Role::ColumnHead | Role::RowHead | Role::Cell => Piece::Row(vec![said]),
            Role::Part
            | Role::Paragraph
            | Role::Quotation
            | Role::List
            | Role::Table
            | Role::Row
            | Role::Figure
            | Role::Link
            | Role::Span => Piece::Paragraph(said),
        };
        self.placed.push(Placed { page, top, piece });
    }

    /// A box to sign in: the paragraphs beside it, from its top on, belong to it.
    fn place(&mut self, page: usize, at: Area) {
        let mut words = Vec::new();
        while let Some(Placed { piece: Piece::Paragraph(said), .. }) = self
            .placed
            .pop_if(|it| it.page == page && it.top > at.y - 1.0 && matches!(it.piece, Piece::Paragraph(_)))
        {
            words.insert(0, said);
        }
        self.placed.push(Placed { page, top: at.y, piece: Piece::Place(words, self.marks.len()) });
        self.marks.push(Mark { at, lines: Vec::new(), said: "A box to sign in".to_owned() });
    }

    /// The mark in the box that was met last.
    fn mark(&mut self, lines: &[InkLine], element: ElementId) {
        let said = self.told(element);
        if let Some(mark) = self.marks.last_mut() {
            (mark.lines, mark.said) = (lines.to_vec(), said);
        }
    }
}
