//! What is drawn on the pages against the structure tree: all of it is decoration or belongs to one element, is found both
//! ways, and is told in the order in which it stands there. And the links.

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
        links(document, tree, (page, number), &parents, found);
    }
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let page_of = |piece: &Piece| pages.iter().position(|page| *page == piece.page);
    let firsts = tree.pieces.chunk_by(|a, b| a.element == b.element).filter_map(|of_one| of_one.first());
    found.unless(firsts.map(page_of).is_sorted(), Rule::ReadsInOrder, "the pages");
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

type Parents<'a> = BTreeMap<i64, &'a Object>;

/// What the file says of which element things belong to. Ours is one list and never branches.
fn parent_tree(document: &Document) -> Parents<'_> {
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

fn key(dictionary: &Dictionary, name: &[u8]) -> Option<i64> {
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

fn links(
    document: &Document,
    tree: &Tree<'_>,
    (page, number): (ObjectId, u32),
    parents: &Parents<'_>,
    found: &mut Found,
) {
    let Ok(page) = document.get_dictionary(page) else { return };
    let annotations = page.get_deref(b"Annots", document).and_then(Object::as_array);
    let annotations = annotations.map_or(&[][..], Vec::as_slice);
    let tabs = page.get(b"Tabs").and_then(Object::as_name).unwrap_or_default();
    let steps = annotations.is_empty() || tabs == b"S";
    found.unless(steps, Rule::StepsInOrder, format_args!("page {number}"));
    for annotation in annotations {
        let Ok((id, annotation)) = document.dereference(annotation) else { continue };
        let Ok(annotation) = annotation.as_dict() else { continue };
        let it = format!("link {} of page {number}", id.unwrap_or_default().0);
        let contents = annotation.get(b"Contents").and_then(lopdf::decode_text_string).unwrap_or_default();
        found.unless(!contents.trim().is_empty(), Rule::SaysLinks, &it);
        let owner = key(annotation, b"StructParent").and_then(|key| parents.get(&key)?.as_reference().ok());
        let is_owner = |at: usize| owner.is_some() && tree.elements.get(at).and_then(|it| it.id) == owner;
        let mut links = tree.elements.iter().enumerate().filter(|(_, it)| it.role == "Link");
        let tagged = links.any(|(at, link)| is_owner(at) && id.is_some_and(|id| link.objects.contains(&id)));
        found.unless(tagged, Rule::TagsLinks, &it);
    }
}
