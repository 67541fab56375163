//! What each drawn glyph stands for, as its font's map to Unicode says.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::{Found, Rule};

/// What a font's glyphs stand for, by their numbers.
type Map = BTreeMap<u16, String>;

pub(super) fn check(document: &Document, found: &mut Found) {
    for (number, page) in document.get_pages() {
        let fonts = document.get_page_fonts(page).unwrap_or_default();
        let maps: BTreeMap<&[u8], Map> =
            fonts.iter().filter_map(|(name, font)| Some((name.as_slice(), map(document, font)?))).collect();
        let content = Content::decode(&document.get_page_content(page)).map(|it| it.operations);
        let mut font: &[u8] = b"";
        let operations = content.unwrap_or_default();
        for operation in &operations {
            if operation.operator == "Tf" {
                font = operation.operands.first().and_then(|it| it.as_name().ok()).unwrap_or_default();
            }
            // A font without a map at all is told once, in `file`.
            let Some(map) = maps.get(font) else { continue };
            for glyph in glyphs(operation) {
                let reads = map.get(&glyph).is_some_and(|text| is_text(text));
                let name = String::from_utf8_lossy(font);
                found.unless(
                    reads,
                    Rule::MapsToUnicode,
                    format_args!("glyph {glyph} of {name}, page {number}"),
                );
            }
        }
    }
}

/// What the glyphs of each marked piece of a page stand for, as they are drawn, by its number.
pub(super) fn drawn(document: &Document, page: ObjectId) -> BTreeMap<i64, String> {
    let fonts = document.get_page_fonts(page).unwrap_or_default();
    let maps: BTreeMap<&[u8], Map> =
        fonts.iter().filter_map(|(name, font)| Some((name.as_slice(), map(document, font)?))).collect();
    let content = Content::decode(&document.get_page_content(page)).map(|it| it.operations);
    let (mut open, mut drawn) = (Vec::new(), BTreeMap::new());
    let (mut font, none): (&[u8], Map) = (b"", Map::new());
    let operations = content.unwrap_or_default();
    for operation in &operations {
        let operands = operation.operands.as_slice();
        match operation.operator.as_str() {
            "BMC" | "BDC" => {
                let properties = operands.get(1).and_then(|it| it.as_dict().ok());
                open.push(properties.and_then(|it| it.get(b"MCID").and_then(Object::as_i64).ok()));
            }
            "EMC" => drop(open.pop()),
            "Tf" => font = operands.first().and_then(|it| it.as_name().ok()).unwrap_or_default(),
            _ => {
                let Some(piece) = open.iter().rev().find_map(|it| *it) else { continue };
                let map = maps.get(font).unwrap_or(&none);
                let words: &mut String = drawn.entry(piece).or_default();
                glyphs(operation).iter().filter_map(|glyph| map.get(glyph)).for_each(|it| words.push_str(it));
            }
        }
    }
    drawn
}

/// The numbers of the glyphs that an operation draws: two bytes each, as our fonts are encoded.
fn glyphs(operation: &Operation) -> Vec<u16> {
    let parts = match operation.operator.as_str() {
        "Tj" => operation.operands.clone(),
        "TJ" => operation.operands.first().and_then(|it| it.as_array().ok().cloned()).unwrap_or_default(),
        _ => Vec::new(),
    };
    let bytes = parts.iter().filter_map(|part| part.as_str().ok());
    bytes.flat_map(|bytes| bytes.chunks(2).map(number)).collect()
}

fn number(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |number, byte| number << 8 | u16::from(*byte))
}

/// The characters that PDF/UA-1 and PDF/A-2 forbid as what a glyph stands for.
fn is_text(text: &str) -> bool {
    !text.is_empty() && !text.contains(['\0', '\u{feff}', '\u{fffe}', '\u{fffd}'])
}

/// The single entries of a map; printpdf writes no ranges.
fn map(document: &Document, font: &Dictionary) -> Option<Map> {
    let map = font.get_deref(b"ToUnicode", document).and_then(Object::as_stream).ok()?;
    let text = String::from_utf8(map.get_plain_content().ok()?).ok()?;
    Some(text.lines().filter_map(entry).collect())
}

/// A line such as `<0003> <0061>`.
fn entry(line: &str) -> Option<(u16, String)> {
    let (glyph, text) = line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <")?;
    let units: Vec<u16> = (0..text.len() / 4)
        .filter_map(|at| u16::from_str_radix(text.get(at * 4..at * 4 + 4)?, 16).ok())
        .collect();
    Some((u16::from_str_radix(glyph, 16).ok()?, String::from_utf16(&units).ok()?))
}
