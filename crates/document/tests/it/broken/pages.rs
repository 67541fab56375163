//! Faults in what is drawn, and in the links.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::Row;
use crate::checker::Rule;

pub(super) const FAULTS: &[Row] = &[
    ("drawn-outside-all-marks", |it| operations(it, draw_outside), &[Rule::MarksAll]),
    ("words-marked-as-decoration", |it| operations(it, |all| words_as_decoration(all)), &[Rule::DrawsAll]),
    ("words-inside-decoration", |it| operations(it, words_inside_decoration), &[Rule::KeepsMarksApart]),
    ("link-says-nothing", |it| link(it)?.remove(b"Contents").map(drop), &[Rule::SaysLinks]),
    ("link-without-element", |it| link(it)?.remove(b"StructParent").map(drop), &[Rule::TagsLinks]),
    (
        "link-that-is-not-seen",
        |it| link(it)?.get_mut(b"F").ok().map(|flags| *flags = 38.into()),
        &[Rule::ShowsLinks],
    ),
    ("link-without-a-place", |it| nowhere(link(it)?), &[Rule::ShowsLinks]),
    ("link-beside-the-page", |it| beside(link(it)?), &[Rule::ShowsLinks]),
    ("link-that-leads-nowhere", |it| link(it)?.remove(b"A").map(drop), &[Rule::LeadsSomewhere]),
    ("no-order-of-tabs", |it| first_page(it)?.remove(b"Tabs").map(drop), &[Rule::StepsInOrder]),
];

fn first_page(document: &mut Document) -> Option<&mut Dictionary> {
    let page = first_page_id(document)?;
    document.get_dictionary_mut(page).ok()
}

fn first_page_id(document: &Document) -> Option<ObjectId> {
    document.page_iter().next()
}

fn link(document: &mut Document) -> Option<&mut Dictionary> {
    let links = first_page(document)?.get(b"Annots").and_then(Object::as_array).ok()?;
    let first = links.first()?.as_reference().ok()?;
    document.get_dictionary_mut(first).ok()
}

fn nowhere(link: &mut Dictionary) -> Option<()> {
    let rect = link.get_mut(b"Rect").and_then(Object::as_array_mut).ok()?;
    *rect.get_mut(2)? = rect.first()?.clone();
    Some(())
}

fn beside(link: &mut Dictionary) -> Option<()> {
    let rect = link.get_mut(b"Rect").and_then(Object::as_array_mut).ok()?;
    rect.iter_mut().step_by(2).try_for_each(|side| {
        *side = (side.as_float().ok()? + 600.0).into();
        Some(())
    })
}

fn operations(document: &mut Document, change: fn(&mut Vec<Operation>) -> Option<()>) -> Option<()> {
    let page = first_page_id(document)?;
    let mut content = Content::decode(&document.get_page_content(page)).ok()?;
    change(&mut content.operations)?;
    document.change_page_content(page, content.encode().ok()?).ok()
}

fn draw_outside(operations: &mut Vec<Operation>) -> Option<()> {
    let rectangle = [100, 100, 50, 50].map(Object::from).to_vec();
    operations.extend([Operation::new("re", rectangle), Operation::new("f", Vec::new())]);
    Some(())
}

/// Where the first paragraph begins.
fn first_words(operations: &[Operation]) -> Option<usize> {
    let begins = |it: &Operation| {
        it.operator == "BDC"
            && it.operands.first().is_some_and(|tag| tag.as_name().is_ok_and(|tag| tag == b"P"))
    };
    operations.iter().position(begins)
}

fn artifact() -> Operation {
    Operation::new("BMC", vec!["Artifact".into()])
}

fn words_as_decoration(operations: &mut [Operation]) -> Option<()> {
    let at = first_words(operations)?;
    *operations.get_mut(at)? = artifact();
    Some(())
}

fn words_inside_decoration(operations: &mut Vec<Operation>) -> Option<()> {
    let at = first_words(operations)?;
    operations.insert(at, artifact());
    operations.push(Operation::new("EMC", Vec::new()));
    Some(())
}
