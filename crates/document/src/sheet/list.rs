//! The display list: what stands where on which page, and what it means. Layout writes it, whatever makes a file of it reads
//! it; nothing here knows how a file is written. Places and lengths are in points, 72 to the inch, from the top left corner
//! of the page to the right and down.
//!
//! Instead of opening and closing elements around drawings, each drawing names the element it belongs to, so that an
//! element may go on over many pages and can never be left open.

use std::collections::{BTreeMap, HashMap};

use crate::sheet::colour::Colour;
use crate::sheet::direction;
use crate::sheet::logo::Logo;
use crate::sheet::shape::Run;

/// How wide and how high every page is: A4.
pub const PAGE: (f32, f32) = (595.276, 841.89);

/// All pages of a paper, and what a file of them says about itself.
#[derive(Debug, Default)]
pub struct Sheets {
    /// What the paper is called. No name of a family is in it.
    pub title: String,
    /// The language of whatever names no other: a tag such as `en` or `pl`.
    pub language: String,
    /// What stands on each page, in the order in which it was laid out. There is at least one page.
    pub pages: Vec<Vec<Item>>,
    /// What the drawings mean. Parents come before their children.
    pub elements: Vec<Element>,
    /// What [`Draw::Picture`] draws.
    pub pictures: Vec<Logo>,
    /// The headings and goals, in order.
    pub outline: Vec<Bookmark>,
}

/// A drawing and what it belongs to.
#[derive(Debug, Clone)]
pub struct Item {
    /// What it belongs to.
    pub owner: Owner,
    /// What is drawn.
    pub draw: Draw,
}

/// What a drawing belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// It is part of what is said.
    Element(ElementId),
    /// It only decorates, or repeats on every page.
    Decoration,
}

/// The place of an element in [`Sheets::elements`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(pub usize);

/// A part of the document as a reader of its structure meets it. What one holds is read in the order in which it is first
/// drawn.
#[derive(Debug)]
pub struct Element {
    /// What it is.
    pub role: Role,
    /// What holds it; none at the top.
    pub parent: Option<ElementId>,
    /// What is said where the drawing cannot be seen.
    pub said: Option<String>,
    /// Its language, where that is not the document's.
    pub language: Option<String>,
    /// The words drawn for it, in the order in which they are read.
    pub words: String,
    /// Whether its words are drawn in parts, each an element of its own below it.
    pub in_parts: bool,
}

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A part that holds others.
    Part,
    /// A heading of level 1 to 3, 1 being the name of the document.
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
    /// A part of a paragraph that is told by itself.
    Span,
}

/// What one can jump to, as a list beside the pages names it.
#[derive(Debug)]
pub struct Bookmark {
    /// From 1 to 3, as in [`Role::Heading`]; 4 for a goal, which stands below any heading.
    pub level: u8,
    /// What it is called.
    pub text: String,
    /// Where it leads.
    pub element: ElementId,
}

/// Something to draw.
#[derive(Debug, Clone)]
pub enum Draw {
    /// Letters.
    Letters {
        /// Where the first begins.
        x: f32,
        /// The line they stand on.
        y: f32,
        /// Of the font, in points.
        size: f32,
        /// Of all of them.
        colour: Colour,
        /// Their shapes.
        run: Run,
    },
    /// A filled rectangle.
    Bar {
        /// Where.
        at: Area,
        /// Of all of it.
        colour: Colour,
    },
    /// The outline of a rectangle.
    Frame {
        /// The middle of its lines.
        at: Area,
        /// How wide its lines are.
        width: f32,
        /// Of its lines.
        colour: Colour,
    },
    /// A filled circle around a point.
    Dot {
        /// The point.
        x: f32,
        /// The point.
        y: f32,
        /// From the point to the edge.
        radius: f32,
        /// Of all of it.
        colour: Colour,
    },
    /// Pen strokes with round ends and corners.
    Ink {
        /// One after the other.
        lines: Vec<InkLine>,
        /// Of all of them.
        colour: Colour,
    },
    /// A picture, as wide and as high as its area.
    Picture {
        /// Where.
        at: Area,
        /// Its place in [`Sheets::pictures`].
        index: usize,
    },
    /// An area that leads to an address; nothing of it is seen.
    Link {
        /// Where.
        at: Area,
        /// Where it leads: `tel:`, `mailto:` or `https://` and more.
        target: String,
        /// What following it does, in words.
        said: String,
    },
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Its left side.
    pub x: f32,
    /// Its top.
    pub y: f32,
    /// From left to right.
    pub width: f32,
    /// From top to bottom.
    pub height: f32,
}

/// A line of one width through points; a single point is a dot.
#[derive(Debug, Clone, PartialEq)]
pub struct InkLine {
    /// How wide it is.
    pub width: f32,
    /// At least one.
    pub points: Vec<(f32, f32)>,
}

impl Sheets {
    /// Where an element's letters begin: the page, counted from 0, and how far down.
    pub fn top(&self, element: ElementId) -> Option<(usize, f32)> {
        let top = |item: &Item| match &item.draw {
            Draw::Letters { y, size, .. } if self.is_of(item.owner, element) => Some(*y - size * 1.2),
            Draw::Letters { .. }
            | Draw::Bar { .. }
            | Draw::Frame { .. }
            | Draw::Dot { .. }
            | Draw::Ink { .. }
            | Draw::Picture { .. }
            | Draw::Link { .. } => None,
        };
        let mut pages = self.pages.iter().enumerate();
        pages.find_map(|(number, page)| Some((number, page.iter().find_map(top)?)))
    }

    /// Whether a drawing with this owner belongs to an element or to a part of its words.
    fn is_of(&self, owner: Owner, element: ElementId) -> bool {
        matches!(owner, Owner::Element(own) if whole(own, &self.elements) == element)
    }
}

/// The element whose words one is a part of; itself where it is no part.
pub fn whole(element: ElementId, elements: &[Element]) -> ElementId {
    let Some(it) = elements.get(element.0) else { return element };
    it.parent.filter(|_| matches!(it.role, Role::Link | Role::Span)).unwrap_or(element)
}

impl Element {
    /// The words, where their letters do not stand in the order in which they are read.
    pub fn turned(&self) -> Option<&str> {
        Some(self.words.as_str()).filter(|words| !self.in_parts && direction::turns(words))
    }
}

impl Draw {
    /// How far a picture or pen strokes reach: left, top, right, bottom. None of anything else.
    pub fn edges(&self) -> Option<[f32; 4]> {
        match self {
            Self::Picture { at, .. } => Some([at.x, at.y, at.x + at.width, at.y + at.height]),
            Self::Ink { lines, .. } => {
                let mut points = lines.iter().flat_map(|line| &line.points);
                let (x, y) = points.next()?;
                let wider = |[left, top, right, bottom]: [f32; 4], (x, y): &(f32, f32)| {
                    [left.min(*x), top.min(*y), right.max(*x), bottom.max(*y)]
                };
                Some(points.fold([*x, *y, *x, *y], wider))
            }
            Self::Letters { .. }
            | Self::Bar { .. }
            | Self::Frame { .. }
            | Self::Dot { .. }
            | Self::Link { .. } => None,
        }
    }

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
            Self::Ink { lines, .. } => {
                lines.iter_mut().flat_map(|line| &mut line.points).for_each(|point| point.1 += by);
            }
        }
        self
    }
}

/// What of a page belongs to one element, in one piece, in the order in which it is drawn: that of the elements' first
/// drawings, with lines and bars before all and words that only decorate after all. The parts of an element's words follow
/// each other, whatever is drawn beside them.
pub fn pieces<'a>(page: &'a [Item], elements: &[Element]) -> Vec<(Owner, Vec<&'a Item>)> {
    let is_word = |item: &&Item| matches!(item.draw, Draw::Letters { .. });
    let (owned, decoration): (Vec<&Item>, Vec<&Item>) =
        page.iter().partition(|item| item.owner != Owner::Decoration);
    let (words, bars): (Vec<&Item>, Vec<&Item>) = decoration.into_iter().partition(is_word);
    let (mut firsts, mut groups) = (HashMap::new(), BTreeMap::new());
    for (place, item) in owned.into_iter().enumerate() {
        let Owner::Element(element) = item.owner else { continue };
        let whole = *firsts.entry(whole(element, elements)).or_insert(place);
        let part = *firsts.entry(element).or_insert(place);
        groups.entry((whole, part, element)).or_insert_with(Vec::new).push(item);
    }
    let owned = groups.into_iter().map(|((.., element), group)| (Owner::Element(element), group));
    let bars = [(Owner::Decoration, bars)].into_iter();
    let all = bars.chain(owned).chain([(Owner::Decoration, words)]);
    all.filter(|(_, group)| !group.is_empty()).collect()
}
