//! The languages that a paper names: each is a tag, and what is drawn in letters of another script is in a language that is
//! written in it.

use lopdf::{Dictionary, Document, Object};

use super::letters::drawn;
use super::tree::Tree;
use super::{Found, Rule};

/// Letters, and the languages that are written in them.
const WRITTEN: [(std::ops::RangeInclusive<char>, &[&str]); 6] = [
    ('\u{370}'..='\u{3ff}', &["el", "und-Grek"]),
    ('\u{400}'..='\u{52f}', &["bg", "ru", "sr", "uk", "und-Cyrl"]),
    ('\u{5d0}'..='\u{5ea}', &["he", "yi", "und-Hebr"]),
    ('\u{620}'..='\u{6ff}', &["ar", "ckb", "fa", "ps", "ur", "und-Arab"]),
    ('\u{904}'..='\u{939}', &["hi", "mr", "ne", "und-Deva"]),
    ('\u{a05}'..='\u{a39}', &["pa"]),
];

pub(super) fn check(document: &Document, tree: &Tree<'_>, found: &mut Found) {
    let own = document.catalog().ok().and_then(language).unwrap_or_default();
    found.unless(own.is_empty() || is_tag(&own), Rule::NamesLanguages, format_args!("the catalog: {own:?}"));
    for (at, element) in tree.elements.iter().enumerate() {
        let named = language(element.dictionary);
        let is_tag = named.as_ref().is_none_or(|tag| is_tag(tag));
        found.unless(is_tag, Rule::NamesLanguages, format_args!("{}: {named:?}", tree.name(at)));
    }
    for (number, page) in document.get_pages() {
        let words = drawn(document, page);
        for piece in tree.pieces.iter().filter(|piece| piece.page == page) {
            let told = language_of(tree, piece.element).unwrap_or_else(|| own.clone());
            let words = words.get(&piece.mcid).map_or("", String::as_str);
            let fits = |c: char| {
                let written = WRITTEN.iter().find(|(letters, _)| letters.contains(&c) && c.is_alphabetic());
                written.is_none_or(|(_, languages)| languages.contains(&&*told))
            };
            let it = format!("{} of page {number} is in {told:?}: {words}", tree.name(piece.element));
            // Without a language at all, which is told once, nothing is said of its words.
            let may_be_any = told.is_empty() || told == "mul";
            found.unless(may_be_any || words.chars().all(fits), Rule::SaysLanguages, it);
        }
    }
}

fn language(of: &Dictionary) -> Option<String> {
    let named = of.get(b"Lang").and_then(Object::as_str).ok()?;
    Some(String::from_utf8_lossy(named).into_owned())
}

/// What an element says of its language, or what it stands in.
fn language_of(tree: &Tree<'_>, element: usize) -> Option<String> {
    let it = tree.elements.get(element)?;
    language(it.dictionary).or_else(|| language_of(tree, it.parent?))
}

/// Letters, and behind each stroke letters or digits, up to eight of them.
fn is_tag(tag: &str) -> bool {
    let is_part =
        |part: &str| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    tag.split('-').all(is_part) && tag.starts_with(|c: char| c.is_ascii_alphabetic())
}
