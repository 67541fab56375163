//! Faults in what the file says about itself, and in its fonts.

use lopdf::{Document, Object};

use super::Row;
use crate::checker::Rule;

pub(super) const FAULTS: &[Row] = &[
    ("no-title", |it| cut(it, "<dc:title>", "</dc:title>"), &[Rule::HasTitle]),
    ("no-pdf-ua", |it| cut(it, "<pdfuaid:part>", "</pdfuaid:part>"), &[Rule::SaysPdfUa]),
    ("no-pdf-a", |it| cut(it, "<pdfaid:part>", "</pdfaid:part>"), &[Rule::SaysPdfA]),
    ("title-not-shown", |it| leave_out(it, b"ViewerPreferences"), &[Rule::ShowsTitle]),
    ("not-marked-as-tagged", |it| leave_out(it, b"MarkInfo"), &[Rule::IsTagged]),
    ("no-language", |it| leave_out(it, b"Lang"), &[Rule::HasLanguage]),
    ("no-output-intent", |it| leave_out(it, b"OutputIntents"), &[Rule::HasColours]),
    ("font-not-embedded", |it| first(it, b"FontDescriptor", b"FontFile2"), &[Rule::EmbedsFonts]),
    ("glyph-without-unicode", |it| first_mapping(it, |_| String::new()), &[Rule::MapsToUnicode]),
    (
        "glyph-that-means-nothing",
        |it| first_mapping(it, |glyph| format!("{glyph}> <FEFF>\n")),
        &[Rule::MapsToUnicode],
    ),
    ("font-without-unicode", |it| first(it, b"Font", b"ToUnicode"), &[Rule::MapsToUnicode]),
];

/// Cuts the first stretch from a beginning to an end out of the metadata.
fn cut(document: &mut Document, from: &str, to: &str) -> Option<()> {
    let metadata = document.catalog().ok()?.get(b"Metadata").and_then(Object::as_reference).ok()?;
    let metadata = document.get_object_mut(metadata).and_then(Object::as_stream_mut).ok()?;
    let text = String::from_utf8(metadata.get_plain_content().ok()?).ok()?;
    let (before, rest) = text.split_once(from)?;
    let (_, after) = rest.split_once(to)?;
    metadata.set_plain_content([before, after].concat().into_bytes());
    Some(())
}

fn leave_out(document: &mut Document, key: &[u8]) -> Option<()> {
    document.catalog_mut().ok()?.remove(key).map(drop)
}

/// Removes an entry from the first dictionary of a type that has it.
fn first(document: &mut Document, of_type: &[u8], key: &[u8]) -> Option<()> {
    let mut dictionaries = document.objects.values_mut().filter_map(|it| it.as_dict_mut().ok());
    dictionaries.find(|it| it.has_type(of_type) && it.has(key))?.remove(key).map(drop)
}

/// Writes the first entry of a font's map to Unicode anew, by the number of its glyph.
fn first_mapping(document: &mut Document, written: fn(&str) -> String) -> Option<()> {
    let mut fonts = document.objects.values().filter_map(|it| it.as_dict().ok());
    let map = fonts.find_map(|it| it.get(b"ToUnicode").and_then(Object::as_reference).ok())?;
    let map = document.get_object_mut(map).and_then(Object::as_stream_mut).ok()?;
    let text = String::from_utf8(map.get_plain_content().ok()?).ok()?;
    let (before, entries) = text.split_once("beginbfchar\n")?;
    let (entry, rest) = entries.split_once('\n')?;
    let glyph = entry.split_once('>')?.0;
    map.set_plain_content([before, "beginbfchar\n", &written(glyph), rest].concat().into_bytes());
    Some(())
}
