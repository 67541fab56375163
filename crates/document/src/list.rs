//! The display list: what stands where on which page, and what it means. Layout writes it, `backend` and `tags` read it;
//! nothing here knows how a PDF is written. Places are in points from the top left corner of the page.
//!
//! Instead of opening and closing elements around drawings, each drawing names the element it belongs to, so that an
//! element may go on over many pages and can never be left open.

use crate::colour::Colour;
use crate::logo::Logo;
use crate::outline::Heading;
use crate::shape::Run;

/// All pages of a paper.
#[derive(Debug, Default)]
pub(crate) struct Sheets {
    pub(crate) pages: Vec<Vec<Item>>,
    /// Parents come before their children.
    pub(crate) elements: Vec<Element>,
    pub(crate) pictures: Vec<Logo>,
    /// The headings, in order.
    pub(crate) outline: Vec<Heading>,
}

/// A drawing and what it belongs to.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) owner: Owner,
    pub(crate) draw: Draw,
}

/// What a drawing belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// It is part of what is said.
    Element(ElementId),
    /// It only decorates, or repeats on every page.
    Decoration,
}

/// The place of an element in [`Sheets::elements`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ElementId(pub(crate) usize);

/// A part of the document as a reader of its structure meets it.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) role: Role,
    pub(crate) parent: Option<ElementId>,
    /// What is said where the drawing cannot be seen.
    pub(crate) said: Option<String>,
    /// Its language, where that is not the document's.
    pub(crate) language: Option<String>,
    /// The words drawn for it, in the order in which they are read.
    pub(crate) words: String,
}

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A part that holds others.
    Part,
    /// A heading, 1 being the name of the document.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// What someone said, word for word.
    Quotation,
    /// A list.
    List,
    /// An entry of a list; holds a [`Role::EntryBody`].
    Entry,
    /// What an entry says.
    EntryBody,
    /// Rows of cells; holds [`Role::Row`].
    Table,
    /// Cells side by side.
    Row,
    /// A cell that says what stands below it.
    ColumnHead,
    /// A cell that says what stands beside it.
    RowHead,
    /// Any other cell.
    Cell,
    /// A picture or a mark.
    Figure,
    /// Something to follow.
    Link,
}

/// Something to draw.
#[derive(Debug, Clone)]
pub(crate) enum Draw {
    /// Letters; `y` is the line they stand on.
    Letters { x: f32, y: f32, size: f32, colour: Colour, run: Run },
    /// A filled rectangle.
    Bar { at: Area, colour: Colour },
    /// The outline of a rectangle.
    Frame { at: Area, colour: Colour },
    /// A filled circle around a point.
    Dot { x: f32, y: f32, radius: f32, colour: Colour },
    /// Pen strokes.
    Ink { lines: Vec<InkLine> },
    /// A picture out of [`Sheets::pictures`].
    Picture { at: Area, index: usize },
    /// An area that leads to an address.
    Link { at: Area, target: String },
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// A line of one width through points; a single point is a dot.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct InkLine {
    pub(crate) width: f32,
    pub(crate) points: Vec<(f32, f32)>,
}

impl Draw {
    /// The same drawing further down the page.
    pub(crate) fn lowered(mut self, by: f32) -> Self {
        match &mut self {
            Self::Letters { y, .. } | Self::Dot { y, .. } => *y += by,
            Self::Bar { at, .. }
            | Self::Frame { at, .. }
            | Self::Picture { at, .. }
            | Self::Link { at, .. } => {
                at.y += by;
            }
            Self::Ink { lines } => {
                lines.iter_mut().flat_map(|line| &mut line.points).for_each(|point| point.1 += by);
            }
        }
        self
    }
}
