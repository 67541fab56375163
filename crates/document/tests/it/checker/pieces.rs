//! What is drawn on the pages against the structure tree: all of it is decoration or belongs to one element, is found both
//! ways, and is told in the order in which it stands there.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::tree::{Piece, Tree};
use super::{Found, Rule};

/// Operators that leave something on the page.
const PAINTS: [&str; 17] =
    ["Tj", "TJ", "'", "\"", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "BI", "EI"];

pub(super) fn check(document: &Document, tree: &Tree<'_>, found: &mut Found) {
    let parents = parent_tree(document);
    for (number, page) in document.get_pages() {
        let drawn = drawn(document, page, number, found);
        let told: Vec<&Piece> = tree.pieces.iter().filter(|piece| piece.page == page).collect();
        for mcid in &drawn {
            let owners = told.iter().filter(|piece| piece.mcid == *mcid).count();
            let it = format!("piece {mcid} of page {number}");
            found.unless(owners > 0, Rule::TagsAll, format_args!("{it} belongs to no element"));
            found.unless(owners < 2, Rule::TagsOnce, format_args!("{it} belongs to {owners} elements"));
        }
        for piece in &told {
            let is_drawn = drawn.contains(&piece.mcid);
            let name = tree.name(piece.element);
            let it = format!("piece {} of page {number}, of {name}", piece.mcid);
            found.unless(is_drawn, Rule::DrawsAll, &it);
        }
        let place = |piece: &Piece| drawn.iter().position(|mcid| *mcid == piece.mcid);
        let in_order = told.iter().filter_map(|piece| place(piece)).is_sorted();
        found.unless(in_order, Rule::ReadsInOrder, format_args!("page {number}"));
        both_ways(document, tree, (page, number), &told, &parents, found);
    }
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let page_of = |piece: &Piece| pages.iter().position(|page| *page == piece.page);
    // A cell may end on the next page before the one beside it begins: each goes on by itself.
    let of_one = || tree.pieces.chunk_by(|a, b| tree.block(a.element) == tree.block(b.element));
    let begin_in_order = of_one().filter_map(|of_one| of_one.first()).map(page_of).is_sorted();
    let go_on = of_one().all(|of_one| of_one.iter().map(page_of).is_sorted());
    found.unless(begin_in_order && go_on, Rule::ReadsInOrder, "the pages");
}

/// The numbers of a page's marked pieces, in the order in which they are drawn.
fn drawn(document: &Document, page: ObjectId, number: u32, found: &mut Found) -> Vec<i64> {
    let content = Content::decode(&document.get_page_content(page)).map(|it| it.operations);
    let mut open: Vec<Mark> = Vec::new();
    let mut drawn = Vec::new();
    for operation in content.unwrap_or_default() {
        match operation.operator.as_str() {
            "BMC" | "BDC" => {
                let mark = Mark::of(&operation);
                let outside = |it: &Mark| matches!((it, mark), (Mark::Decoration, Mark::Piece(_)));
                let inside = |it: &Mark| matches!((it, mark), (Mark::Piece(_), Mark::Decoration));
                let apart = !open.iter().any(|it| outside(it) || inside(it));
                found.unless(apart, Rule::KeepsMarksApart, format_args!("page {number}"));
                drawn.extend(mark.piece());
                open.push(mark);
            }
            "EMC" => drop(open.pop()),
            paints if PAINTS.contains(&paints) => {
                let is_marked = open.iter().any(|it| !matches!(it, Mark::Other));
                found.unless(is_marked, Rule::MarksAll, format_args!("{paints} on page {number}"));
            }
            _ => {}
        }
    }
    drawn
}

#[derive(Debug, Clone, Copy)]
enum Mark {
    Decoration,
    Piece(i64),
    Other,
}

impl Mark {
    fn of(operation: &Operation) -> Self {
        let mut operands = operation.operands.iter();
        let tag = operands.next().and_then(|it| it.as_name().ok());
        let properties = operands.next().and_then(|it| it.as_dict().ok());
        match properties.and_then(|it| it.get(b"MCID").and_then(Object::as_i64).ok()) {
            Some(mcid) => Self::Piece(mcid),
            None if tag == Some(b"Artifact") => Self::Decoration,
            None => Self::Other,
        }
    }

    const fn piece(self) -> Option<i64> {
        if let Self::Piece(mcid) = self { Some(mcid) } else { None }
    }
}

pub(super) type Parents<'a> = BTreeMap<i64, &'a Object>;

/// What the file says of which element things belong to. Ours is one list and never branches.
pub(super) fn parent_tree(document: &Document) -> Parents<'_> {
    let root = document.catalog().and_then(|it| it.get_deref(b"StructTreeRoot", document));
    let tree = root.and_then(Object::as_dict).and_then(|it| it.get_deref(b"ParentTree", document));
    let numbers = tree.and_then(Object::as_dict).and_then(|it| it.get_deref(b"Nums", document));
    let numbers = numbers.and_then(Object::as_array).map_or(&[][..], Vec::as_slice);
    let pair = |pair: &'_ [Object]| match pair {
        [key, _] => key.as_i64().ok(),
        _ => None,
    };
    numbers.chunks(2).filter_map(|it| Some((pair(it)?, it.last()?))).collect()
}

pub(super) fn key(dictionary: &Dictionary, name: &[u8]) -> Option<i64> {
    dictionary.get(name).and_then(Object::as_i64).ok()
}

/// From a piece of a page to its element, which has that piece.
fn both_ways(
    document: &Document,
    tree: &Tree<'_>,
    (page, number): (ObjectId, u32),
    told: &[&Piece],
    parents: &Parents<'_>,
    found: &mut Found,
) {
    let key = document.get_dictionary(page).ok().and_then(|page| key(page, b"StructParents"));
    let owners =
        key.and_then(|key| parents.get(&key)).and_then(|it| document.dereference(it).ok()?.1.as_array().ok());
    let owner = |piece: &Piece| owners?.get(usize::try_from(piece.mcid).ok()?)?.as_reference().ok();
    for piece in told {
        let named = owner(piece);
        let is_one_of_them = told
            .iter()
            .filter(|other| other.mcid == piece.mcid)
            .any(|other| named.is_some() && tree.elements.get(other.element).and_then(|it| it.id) == named);
        let it = format!("from piece {} of page {number} to {}", piece.mcid, tree.name(piece.element));
        found.unless(is_one_of_them, Rule::FindsElements, it);
    }
}
