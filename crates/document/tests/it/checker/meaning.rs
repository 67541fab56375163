//! What elements are and how they stand in one another: headings, lists, tables, figures.

use lopdf::{Dictionary, Object};

use super::tree::{Element, Tree};
use super::{Found, Rule};

/// The roles of ISO 32000-1 that a paper may use.
const ROLES: [&str; 25] = [
    "Document",
    "Part",
    "Sect",
    "Div",
    "P",
    "BlockQuote",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "Caption",
    "Span",
    "Quote",
    "Figure",
    "Link",
];

pub(super) fn check(tree: &Tree<'_>, found: &mut Found) {
    let mut level = 0;
    for (at, element) in tree.elements.iter().enumerate() {
        let name = tree.name(at);
        found.unless(ROLES.contains(&element.role.as_str()), Rule::KnowsRoles, &name);
        if let Some(next) = heading(&element.role) {
            let nests = next <= level + 1;
            found.unless(nests, Rule::NestsHeadings, format_args!("{name} after level {level}"));
            level = next;
        }
        if element.role == "Figure" {
            let says = ["Alt", "ActualText"].iter().any(|key| says(element.dictionary, key));
            found.unless(says, Rule::SaysFigures, &name);
        }
        if element.role == "TH" {
            let scope = element.dictionary.get(b"A").and_then(Object::as_dict);
            let scope = scope.and_then(|it| it.get(b"Scope")).and_then(Object::as_name).unwrap_or_default();
            let scopes = [&b"Row"[..], b"Column", b"Both"].contains(&scope);
            found.unless(scopes, Rule::ScopesHeads, &name);
        }
        nesting(tree, element, &name, found);
        if element.role == "Table" {
            rows(tree, element, found);
        }
    }
}

fn heading(role: &str) -> Option<u8> {
    role.strip_prefix('H').and_then(|level| level.parse().ok())
}

fn says(dictionary: &Dictionary, key: &str) -> bool {
    let text = dictionary.get(key.as_bytes()).and_then(lopdf::decode_text_string);
    text.is_ok_and(|text| !text.trim().is_empty())
}

/// Parts of lists and tables stand where they belong, and nothing else stands between them.
fn nesting(tree: &Tree<'_>, element: &Element<'_>, name: &str, found: &mut Found) {
    let parent = tree.role(element.parent);
    let (rule, belongs) = match (element.role.as_str(), parent) {
        ("LI", parent) => (Rule::NestsLists, parent == "L"),
        ("LBody" | "Lbl", parent) => (Rule::NestsLists, parent == "LI"),
        (_, "L" | "LI") => (Rule::NestsLists, false),
        ("TR", parent) => (Rule::NestsTables, parent == "Table"),
        ("TH" | "TD", parent) => (Rule::NestsTables, parent == "TR"),
        (_, "Table" | "TR") => (Rule::NestsTables, false),
        _ => return,
    };
    found.unless(belongs, rule, format_args!("{name} in {parent:?}"));
}

/// Each row says what it is about, or the first row says what stands below.
fn rows(tree: &Tree<'_>, table: &Element<'_>, found: &mut Found) {
    let heads = |row: usize| {
        let cells = tree.elements.get(row).map_or(&[][..], |row| &row.kids);
        (cells.iter().filter(|cell| tree.role(Some(**cell)) == "TH").count(), cells.len())
    };
    let titled = table.kids.first().is_some_and(|row| heads(*row).0 == heads(*row).1);
    for row in &table.kids {
        found.unless(titled || heads(*row).0 > 0, Rule::HeadsRows, tree.name(*row));
    }
}
