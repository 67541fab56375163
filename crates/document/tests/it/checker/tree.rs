//! The structure tree as a screen reader walks it.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

/// An element, in the order of reading.
#[derive(Debug)]
pub(crate) struct Element<'a> {
    pub(crate) id: Option<ObjectId>,
    pub(crate) role: String,
    pub(crate) parent: Option<usize>,
    pub(crate) kids: Vec<usize>,
    pub(crate) dictionary: &'a Dictionary,
    /// The annotations it owns.
    pub(crate) objects: Vec<ObjectId>,
}

/// A marked piece of a page that an element owns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) element: usize,
    pub(crate) page: ObjectId,
    pub(crate) mcid: i64,
}

/// All elements and all their pieces, both in the order of reading.
#[derive(Debug, Default)]
pub(crate) struct Tree<'a> {
    pub(crate) elements: Vec<Element<'a>>,
    pub(crate) pieces: Vec<Piece>,
    seen: BTreeSet<ObjectId>,
}

impl<'a> Tree<'a> {
    pub(crate) fn read(document: &'a Document) -> Self {
        let mut tree = Self::default();
        let root = document.catalog().and_then(|it| it.get_deref(b"StructTreeRoot", document));
        if let Ok(root) = root.and_then(Object::as_dict) {
            tree.kids(document, root, None);
        }
        tree
    }

    /// The role of an element, or of none.
    pub(crate) fn role(&self, element: Option<usize>) -> &str {
        element.and_then(|it| self.elements.get(it)).map_or("", |it| &it.role)
    }

    /// The paragraph, heading or cell that an element is a part of; itself where it is none.
    pub(crate) fn block(&self, element: usize) -> usize {
        let it = self.elements.get(element);
        let part = it.filter(|it| matches!(it.role.as_str(), "Span" | "Link"));
        part.and_then(|it| it.parent).map_or(element, |parent| self.block(parent))
    }

    /// Whether an element is another one or stands in it.
    pub(crate) fn is_within(&self, element: usize, other: usize) -> bool {
        let parent = || self.elements.get(element).and_then(|it| it.parent);
        element == other || parent().is_some_and(|parent| self.is_within(parent, other))
    }

    /// How messages name an element.
    pub(crate) fn name(&self, element: usize) -> String {
        let id = self.elements.get(element).and_then(|it| it.id).unwrap_or_default();
        format!("{} (object {})", self.role(Some(element)), id.0)
    }

    fn kids(&mut self, document: &'a Document, of: &'a Dictionary, parent: Option<usize>) {
        let Ok(kids) = of.get(b"K") else { return };
        let kids = match document.dereference(kids) {
            Ok((_, Object::Array(kids))) => kids.iter().collect(),
            Ok(_) | Err(_) => vec![kids],
        };
        for kid in kids {
            let Ok((id, kid)) = document.dereference(kid) else { continue };
            if let (Ok(mcid), Some(element)) = (kid.as_i64(), parent) {
                self.piece(element, of, mcid);
            }
            let Ok(kid) = kid.as_dict() else { continue };
            match parent {
                Some(element) if kid.has_type(b"MCR") => {
                    let page = if kid.has(b"Pg") { kid } else { of };
                    let mcid = kid.get(b"MCID").and_then(Object::as_i64);
                    mcid.into_iter().for_each(|mcid| self.piece(element, page, mcid));
                }
                Some(element) if kid.has_type(b"OBJR") => {
                    let object = kid.get(b"Obj").and_then(Object::as_reference);
                    if let (Some(element), Ok(object)) = (self.elements.get_mut(element), object) {
                        element.objects.push(object);
                    }
                }
                _ => self.element(document, id, kid, parent),
            }
        }
    }

    fn piece(&mut self, element: usize, of: &Dictionary, mcid: i64) {
        if let Ok(page) = of.get(b"Pg").and_then(Object::as_reference) {
            self.pieces.push(Piece { element, page, mcid });
        }
    }

    fn element(
        &mut self,
        document: &'a Document,
        id: Option<ObjectId>,
        dictionary: &'a Dictionary,
        parent: Option<usize>,
    ) {
        if id.is_some_and(|id| !self.seen.insert(id)) {
            return;
        }
        let role = dictionary.get(b"S").and_then(Object::as_name).unwrap_or_default();
        let role = String::from_utf8_lossy(role).into_owned();
        let at = self.elements.len();
        if let Some(parent) = parent.and_then(|parent| self.elements.get_mut(parent)) {
            parent.kids.push(at);
        }
        self.elements.push(Element { id, role, parent, kids: Vec::new(), dictionary, objects: Vec::new() });
        self.kids(document, dictionary, Some(at));
    }
}
