//! Faults in the structure tree.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::Row;
use crate::checker::Rule;

pub(super) const FAULTS: &[Row] = &[
    ("picture-says-nothing", |it| of_role(it, "Figure", 0)?.remove(b"Alt").map(drop), &[Rule::SaysFigures]),
    ("head-of-row-without-scope", |it| of_role(it, "TH", 0)?.remove(b"A").map(drop), &[Rule::ScopesHeads]),
    ("head-of-row-is-a-cell", |it| renamed(it, "TH", "TD"), &[Rule::HeadsRows]),
    ("heading-skipped", |it| renamed(it, "H2", "H3"), &[Rule::NestsHeadings]),
    ("no-first-heading", |it| renamed(it, "H1", "P"), &[Rule::NestsHeadings]),
    ("unknown-role", |it| renamed(it, "BlockQuote", "Textbox"), &[Rule::KnowsRoles]),
    ("list-is-no-list", |it| renamed(it, "L", "Sect"), &[Rule::NestsLists]),
    ("table-is-no-table", |it| renamed(it, "Table", "Sect"), &[Rule::NestsTables]),
    ("link-without-words", link_without_words, &[Rule::ShowsLinks, Rule::TagsAll]),
    ("link-of-words-alone", link_of_words, &[Rule::LeadsSomewhere, Rule::TagsLinks]),
    ("language-of-words-not-said", |it| spoken(it)?.remove(b"Lang").map(drop), &[Rule::SaysLanguages]),
    (
        "language-that-is-none",
        |it| named(spoken(it)?, "urdu (Pakistan)"),
        &[Rule::NamesLanguages, Rule::SaysLanguages],
    ),
    ("paragraph-left-out-of-the-tree", leave_out_a_paragraph, &[Rule::TagsAll]),
    ("piece-of-two-elements", piece_of_two, &[Rule::TagsOnce]),
    ("order-of-reading-turned-round", turn_round, &[Rule::ReadsInOrder]),
    ("way-back-to-the-elements-emptied", empty_parent_tree, &[Rule::FindsElements, Rule::TagsLinks]),
    ("way-back-to-another-element", mix_up_parent_tree, &[Rule::FindsElements]),
];

/// Elements of a role, in the order in which they were written.
fn ids(document: &Document, role: &str) -> Vec<ObjectId> {
    let is_it = |it: &Dictionary| {
        it.has_type(b"StructElem") && it.get(b"S").and_then(Object::as_name).ok() == Some(role.as_bytes())
    };
    let elements = document.objects.iter().filter(|(_, it)| it.as_dict().is_ok_and(is_it));
    elements.map(|(id, _)| *id).collect()
}

fn of_role<'a>(document: &'a mut Document, role: &str, number: usize) -> Option<&'a mut Dictionary> {
    let id = *ids(document, role).get(number)?;
    document.get_dictionary_mut(id).ok()
}

fn renamed(document: &mut Document, role: &str, to: &str) -> Option<()> {
    of_role(document, role, 0)?.set("S", to);
    Some(())
}

/// The first part of a paragraph that is in a language of its own.
fn spoken(document: &mut Document) -> Option<&mut Dictionary> {
    let parts = ids(document, "Span");
    let part = parts.into_iter().find(|id| document.get_dictionary(*id).is_ok_and(|it| it.has(b"Lang")))?;
    document.get_dictionary_mut(part).ok()
}

fn named(part: &mut Dictionary, language: &str) -> Option<()> {
    part.set("Lang", Object::string_literal(language));
    Some(())
}

fn of_type(kid: &Object, name: &[u8]) -> bool {
    kid.as_dict().is_ok_and(|kid| kid.has_type(name))
}

fn link_without_words(document: &mut Document) -> Option<()> {
    kids(of_role(document, "Link", 0)?)?.retain(|kid| !of_type(kid, b"MCR"));
    Some(())
}

fn link_of_words(document: &mut Document) -> Option<()> {
    kids(of_role(document, "Link", 0)?)?.retain(|kid| !of_type(kid, b"OBJR"));
    Some(())
}

fn kids(element: &mut Dictionary) -> Option<&mut Vec<Object>> {
    element.get_mut(b"K").and_then(Object::as_array_mut).ok()
}

fn leave_out_a_paragraph(document: &mut Document) -> Option<()> {
    let paragraph = *ids(document, "P").last()?;
    let parent = document.get_dictionary(paragraph).ok()?.get(b"P").and_then(Object::as_reference).ok()?;
    let kids = kids(document.get_dictionary_mut(parent).ok()?)?;
    let all = kids.len();
    kids.retain(|kid| kid.as_reference().ok() != Some(paragraph));
    (kids.len() < all).then_some(())
}

/// The second entry of the rights claims the words of the first as well.
fn piece_of_two(document: &mut Document) -> Option<()> {
    let piece = kids(of_role(document, "LBody", 0)?)?.first()?.clone();
    kids(of_role(document, "LBody", 1)?)?.insert(0, piece);
    Some(())
}

/// The rights are read from the last to the first.
fn turn_round(document: &mut Document) -> Option<()> {
    kids(of_role(document, "L", 0)?)?.reverse();
    Some(())
}

fn numbers(document: &mut Document) -> Option<&mut Vec<Object>> {
    let root = document.catalog().ok()?.get(b"StructTreeRoot").and_then(Object::as_reference).ok()?;
    let tree = document.get_dictionary(root).ok()?.get(b"ParentTree").and_then(Object::as_reference).ok()?;
    document.get_dictionary_mut(tree).ok()?.get_mut(b"Nums").and_then(Object::as_array_mut).ok()
}

fn empty_parent_tree(document: &mut Document) -> Option<()> {
    numbers(document)?.clear();
    Some(())
}

/// Two pieces of the first page are found at each other's elements.
fn mix_up_parent_tree(document: &mut Document) -> Option<()> {
    let owners = numbers(document)?.get(1)?.as_reference().ok()?;
    let owners = document.get_object_mut(owners).and_then(Object::as_array_mut).ok()?;
    let different = owners.iter().position(|it| Some(it) != owners.first())?;
    owners.swap(0, different);
    Some(())
}
