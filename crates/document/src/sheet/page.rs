//! What the parts of a paper are made with: elements, paragraphs that become chunks (`paragraph`), chunks stacked into one.
//! What the parts say is not here.

mod paragraph;

use std::collections::BTreeMap;

use plan::Texts;

use crate::error::DocumentError;
use crate::sheet::colour::Colour;
use crate::sheet::flow::{Chunk, Tie};
use crate::sheet::legible::legible;
use crate::sheet::lines;
use crate::sheet::list::{Area, Bookmark, Draw, Element, ElementId, Item, Owner, Role, Sheets};
use crate::sheet::look::{self, Look, Print};
use crate::sheet::shape::Shaper;
use crate::sheet::words;

/// A paper while it is made.
pub(crate) struct Draft<'a> {
    pub(crate) texts: &'a Texts,
    pub(crate) print: Print,
    pub(crate) sheets: Sheets,
    pub(crate) chunks: Vec<Chunk>,
    /// Whether what is added says whom to ring, so that 101 is a number and no house.
    pub(crate) rings: bool,
    /// The languages that the people of this paper read: tags.
    languages: Vec<String>,
    shaper: Shaper,
    /// The shapers of other languages than the paper's.
    others: BTreeMap<String, Shaper>,
}

impl<'a> Draft<'a> {
    pub(crate) fn new(texts: &'a Texts, print: Print, languages: Vec<String>) -> Self {
        Self {
            texts,
            print,
            sheets: Sheets::default(),
            chunks: Vec::new(),
            rings: false,
            languages,
            shaper: Shaper::for_language(&texts.language.0),
            others: BTreeMap::new(),
        }
    }

    /// A new element at the end of its parent.
    pub(crate) fn element(&mut self, role: Role, parent: Option<ElementId>) -> ElementId {
        let (said, language, words) = (None, None, String::new());
        let element = Element { role, parent, said, language, words, in_parts: false };
        self.sheets.elements.push(element);
        ElementId(self.sheets.elements.len() - 1)
    }

    /// A new heading at the end of its parent, which the outline names too.
    pub(crate) fn heading_element(&mut self, text: &str, level: u8, parent: ElementId) -> ElementId {
        let element = self.element(Role::Heading(level), Some(parent));
        let text = legible(text, self.texts).into_owned();
        self.sheets.outline.push(Bookmark { level, text, element });
        element
    }

    /// A new element for a goal, which the outline names by its first words, below the heading it stands under.
    pub(crate) fn goal_element(&mut self, text: &str, role: Role, parent: ElementId) -> ElementId {
        let element = self.element(role, Some(parent));
        let text = words::first(&legible(text, self.texts));
        self.sheets.outline.push(Bookmark { level: 4, text, element });
        element
    }

    /// A paragraph in a language, where that is not the document's; the element says so.
    pub(crate) fn paragraph_in(
        &mut self,
        language: Option<&str>,
        text: &str,
        look: Look,
        width: f32,
        element: ElementId,
    ) -> Result<Vec<Chunk>, DocumentError> {
        let Some(tag) = language else { return self.paragraph(text, look, width, Owner::Element(element)) };
        self.in_language(element, tag);
        let theirs = self.others.remove(tag).unwrap_or_else(|| Shaper::for_language(tag));
        let ours = std::mem::replace(&mut self.shaper, theirs);
        let lines = self.paragraph(text, look, width, Owner::Element(element));
        let theirs = std::mem::replace(&mut self.shaper, ours);
        self.others.insert(tag.to_owned(), theirs);
        lines
    }

    /// A new figure, with the words said where it cannot be seen.
    pub(crate) fn figure(&mut self, said: String, parent: Option<ElementId>) -> ElementId {
        let figure = self.element(Role::Figure, parent);
        let said = legible(&said, self.texts).into_owned();
        self.sheets.elements.iter_mut().skip(figure.0).for_each(|it| it.said = Some(said.clone()));
        figure
    }

    /// A text as an element of its own, as wide as running text is.
    pub(crate) fn told(
        &mut self,
        text: &str,
        look: Look,
        role: Role,
        part: ElementId,
    ) -> Result<Vec<Chunk>, DocumentError> {
        let mut element = self.element(role, Some(part));
        if role == Role::Quotation {
            // What is quoted may be more than one paragraph.
            element = self.element(Role::Paragraph, Some(element));
        }
        self.paragraph(text, look, self.print.measure(), Owner::Element(element))
    }

    /// A heading, which never stands alone at the end of a page.
    pub(crate) fn heading(
        &mut self,
        text: &str,
        look: Look,
        level: u8,
        part: ElementId,
    ) -> Result<Vec<Chunk>, DocumentError> {
        let owner = Owner::Element(self.heading_element(text, level, part));
        let mut chunks = self.paragraph(text, look, look::WIDTH, owner)?;
        chunks.iter_mut().for_each(|chunk| chunk.tie = Tie::Fast);
        Ok(chunks)
    }

    /// A line of text that ends at the right margin.
    pub(crate) fn at_right(&mut self, text: &str, look: Look, owner: Owner) -> Result<Chunk, DocumentError> {
        let size = look.printed(self.print).size;
        let text = &*legible(text, self.texts);
        let width = lines::width(&mut self.shaper, text, look.weight)? * size / 1000.0;
        let moved = look.indented((look::WIDTH - width - 0.1).max(0.0));
        Ok(stacked(self.paragraph(text, moved, look::WIDTH, owner)?))
    }
}

/// Chunks one below the other as a single chunk, without the room above the first.
pub(crate) fn stacked(chunks: Vec<Chunk>) -> Chunk {
    let mut whole = Chunk::default();
    for (index, chunk) in chunks.into_iter().enumerate() {
        let top = whole.height + if index == 0 { 0.0 } else { chunk.space };
        whole.items.extend(chunk.items.into_iter().map(|it| Item { draw: it.draw.lowered(top), ..it }));
        whole.height = top + chunk.height;
    }
    whole
}

/// The dot before an entry of this look.
pub(crate) fn dot(look: Look, colour: Colour) -> Item {
    let x = look::MARGIN + look.indent - 9.0;
    let draw = Draw::Dot { x, y: look.line / 2.0 + 0.5, radius: look::DOT, colour };
    Item { owner: Owner::Decoration, draw }
}

/// A rule from margin to margin.
pub(crate) fn rule(y: f32, height: f32, colour: Colour) -> Item {
    let at = Area { x: look::MARGIN, y, width: look::WIDTH, height };
    Item { owner: Owner::Decoration, draw: Draw::Bar { at, colour } }
}
