//! What the drawings mean, as krilla's tree of tags. Elements come in the order in which they are first drawn.

use std::num::NonZeroU16;

use document::sheet::{Element, ElementId, Role, Sheets};
use krilla::geom::Rect;
use krilla::tagging::{
    BBox, Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};

/// The tree while pages are drawn.
pub(super) struct Tags<'a> {
    sheets: &'a Sheets,
    kids: Vec<Vec<Kid>>,
    areas: Vec<Option<BBox>>,
    top: Vec<ElementId>,
}

enum Kid {
    Element(ElementId),
    Piece(Identifier),
}

impl<'a> Tags<'a> {
    pub(super) fn new(sheets: &'a Sheets) -> Self {
        let kids = sheets.elements.iter().map(|_| Vec::new()).collect();
        Self { sheets, kids, areas: vec![None; sheets.elements.len()], top: Vec::new() }
    }

    /// A piece of an element; where it is a picture, its page and how far it reaches.
    pub(super) fn put(&mut self, element: ElementId, piece: Identifier, area: Option<(usize, Rect)>) {
        self.attach(element);
        self.add(element, Kid::Piece(piece));
        if let (Some((page, rect)), Some(place)) = (area, self.areas.get_mut(element.0)) {
            *place = Some(BBox::new(page, rect));
        }
    }

    fn add(&mut self, element: ElementId, kid: Kid) {
        if let Some(kids) = self.kids.get_mut(element.0) {
            kids.push(kid);
        }
    }

    /// Puts an element that is drawn for the first time below its parent, and the parent below its own.
    fn attach(&mut self, element: ElementId) {
        if self.kids.get(element.0).is_none_or(|kids| !kids.is_empty()) {
            return;
        }
        match self.sheets.elements.get(element.0).and_then(|it| it.parent) {
            Some(parent) => {
                self.attach(parent);
                self.add(parent, Kid::Element(element));
            }
            None => self.top.push(element),
        }
    }

    /// The whole tree.
    pub(super) fn tree(mut self) -> TagTree {
        let mut tree = TagTree::new();
        for element in std::mem::take(&mut self.top) {
            self.group(element).into_iter().for_each(|group| tree.push(group));
        }
        tree
    }

    fn group(&mut self, id: ElementId) -> Option<TagGroup> {
        let element = self.sheets.elements.get(id.0)?;
        let area = self.areas.get(id.0).copied().flatten();
        let kids = self.kids.get_mut(id.0).map(std::mem::take)?;
        let node = |kid| match kid {
            Kid::Element(kid) => self.group(kid).map(Node::Group),
            Kid::Piece(piece) => Some(Node::Leaf(piece)),
        };
        let children = kids.into_iter().filter_map(node).collect();
        let spoken = element.turned().map(str::to_owned);
        let kind = kind(element, area).with_lang(element.language.clone()).with_actual_text(spoken);
        Some(TagGroup::with_children(kind, children))
    }
}

fn kind(element: &Element, area: Option<BBox>) -> TagKind {
    match element.role {
        Role::Part => Tag::Section.into(),
        Role::Heading(level) => {
            let level = NonZeroU16::new(level.into()).unwrap_or(NonZeroU16::MIN);
            Tag::Hn(level, Some(element.words.clone())).into()
        }
        Role::Paragraph => Tag::P.into(),
        Role::Quotation => Tag::BlockQuote.into(),
        Role::List => Tag::L(ListNumbering::None).into(),
        Role::Entry => Tag::LI.into(),
        Role::EntryBody => Tag::LBody.into(),
        Role::Table => Tag::Table.into(),
        Role::Row => Tag::TR.into(),
        Role::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Role::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Role::Cell => Tag::TD.into(),
        Role::Figure => Tag::Figure(element.said.clone()).with_bbox(area).into(),
        Role::Link => Tag::Link.into(),
        Role::Span => Tag::Span.into(),
    }
}
