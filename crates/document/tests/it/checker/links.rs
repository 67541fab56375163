//! Links: each is told, belongs to an element with words, leads somewhere, and lies where something is to be seen.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::pieces::{Parents, key, parent_tree};
use super::tree::Tree;
use super::{Found, Rule};

/// The least that a finger or a pointer finds, in points.
const LEAST: f32 = 5.0;

pub(super) fn check(document: &Document, tree: &Tree<'_>, found: &mut Found) {
    let parents = parent_tree(document);
    let mut led = Vec::new();
    for (number, page) in document.get_pages() {
        let Ok(dictionary) = document.get_dictionary(page) else { continue };
        let annotations = dictionary.get_deref(b"Annots", document).and_then(Object::as_array);
        let annotations = annotations.map_or(&[][..], Vec::as_slice);
        let tabs = dictionary.get(b"Tabs").and_then(Object::as_name).unwrap_or_default();
        let steps = annotations.is_empty() || tabs == b"S";
        found.unless(steps, Rule::StepsInOrder, format_args!("page {number}"));
        for annotation in annotations {
            let Ok((Some(id), annotation)) = document.dereference(annotation) else { continue };
            let Ok(annotation) = annotation.as_dict() else { continue };
            let it = format!("link {} of page {number}", id.0);
            let told = annotation.get(b"Contents").and_then(lopdf::decode_text_string).unwrap_or_default();
            found.unless(!told.trim().is_empty(), Rule::SaysLinks, &it);
            let element = owner(tree, &parents, annotation, id);
            found.unless(element.is_some(), Rule::TagsLinks, &it);
            found.unless(leads(annotation), Rule::LeadsSomewhere, &it);
            let has_words = element.is_none_or(|at| {
                tree.pieces.iter().any(|piece| piece.page == page && tree.is_within(piece.element, at))
            });
            let shows = is_on(dictionary, annotation, document) && has_words;
            found.unless(shows, Rule::ShowsLinks, &it);
            led.extend(element);
        }
    }
    for (at, _) in tree.elements.iter().enumerate().filter(|(_, it)| it.role == "Link") {
        let leads = led.contains(&at) || tree.elements.get(at).is_some_and(|it| !it.objects.is_empty());
        found.unless(leads, Rule::LeadsSomewhere, tree.name(at));
    }
}

/// The link's element, where both name each other.
fn owner(tree: &Tree<'_>, parents: &Parents<'_>, annotation: &Dictionary, id: ObjectId) -> Option<usize> {
    let owner = key(annotation, b"StructParent").and_then(|key| parents.get(&key)?.as_reference().ok())?;
    let is_it =
        |it: &super::tree::Element<'_>| it.role == "Link" && it.id == Some(owner) && it.objects.contains(&id);
    tree.elements.iter().position(is_it)
}

fn leads(annotation: &Dictionary) -> bool {
    let action = annotation.get(b"A").and_then(Object::as_dict);
    let target = action.and_then(|it| it.get(b"URI")).and_then(Object::as_str).unwrap_or_default();
    let target = String::from_utf8_lossy(target);
    target.split_once(':').is_some_and(|(scheme, rest)| {
        ["tel", "mailto", "https"].contains(&scheme)
            && !rest.is_empty()
            && !rest.contains(char::is_whitespace)
    })
}

/// Whether it is seen and printed, and lies on its page.
fn is_on(page: &Dictionary, annotation: &Dictionary, document: &Document) -> bool {
    const HIDDEN: i64 = 2;
    const PRINTED: i64 = 4;
    const NO_VIEW: i64 = 32;
    let flags = annotation.get(b"F").and_then(Object::as_i64).unwrap_or_default();
    let (Some(on), Some([left, bottom, right, top])) =
        (sides(page, b"MediaBox", document), sides(annotation, b"Rect", document))
    else {
        return false;
    };
    let inside = left >= on[0] && bottom >= on[1] && right <= on[2] && top <= on[3];
    flags & (HIDDEN | NO_VIEW) == 0
        && flags & PRINTED != 0
        && inside
        && right - left > LEAST
        && top - bottom > LEAST
}

fn sides(of: &Dictionary, name: &[u8], document: &Document) -> Option<[f32; 4]> {
    let sides = of.get_deref(name, document).and_then(Object::as_array).ok()?;
    let sides: Vec<f32> = sides.iter().filter_map(|it| it.as_float().ok()).collect();
    sides.try_into().ok()
}
