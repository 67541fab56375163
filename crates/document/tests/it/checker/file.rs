//! What the file says about itself as a whole, and its fonts.

use lopdf::{Dictionary, Document, Object};

use super::{Found, Rule};

pub(super) fn check(document: &Document, found: &mut Found) {
    let empty = Dictionary::new();
    let catalog = document.catalog().unwrap_or(&empty);
    let metadata = metadata(document, catalog);
    found.unless(has(&metadata, "pdfuaid:part", "1"), Rule::SaysPdfUa, "no pdfuaid:part 1 in the metadata");
    let says_a = has(&metadata, "pdfaid:part", "2") && has(&metadata, "pdfaid:conformance", "A");
    found.unless(says_a, Rule::SaysPdfA, "no pdfaid:part 2 with conformance A in the metadata");
    let title = between(&metadata, "dc:title").map(bare).unwrap_or_default();
    found.unless(!title.trim().is_empty(), Rule::HasTitle, "no dc:title in the metadata");
    let shows = flag(document, catalog, b"ViewerPreferences", b"DisplayDocTitle");
    found.unless(shows, Rule::ShowsTitle, "ViewerPreferences without DisplayDocTitle");
    let marked = flag(document, catalog, b"MarkInfo", b"Marked") && catalog.has(b"StructTreeRoot");
    found.unless(marked, Rule::IsTagged, "MarkInfo or the structure tree is missing");
    let language = catalog.get_deref(b"Lang", document).and_then(Object::as_str).unwrap_or_default();
    found.unless(!language.is_empty(), Rule::HasLanguage, "the catalog has no Lang");
    found.unless(has_colours(document, catalog), Rule::HasColours, "no output intent with a profile");
    fonts(document, found);
}

fn metadata(document: &Document, catalog: &Dictionary) -> String {
    let stream = catalog.get_deref(b"Metadata", document).and_then(Object::as_stream);
    let bytes = stream.and_then(lopdf::Stream::get_plain_content).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What stands inside an element of the metadata, which have no attributes where we look.
fn between<'a>(metadata: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = metadata.split_once(&format!("<{name}>"))?;
    rest.split_once(&format!("</{name}>")).map(|(inside, _)| inside)
}

fn has(metadata: &str, name: &str, value: &str) -> bool {
    between(metadata, name).is_some_and(|inside| inside.trim() == value)
}

/// A text without the elements around it.
fn bare(text: &str) -> String {
    text.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect()
}

fn flag(document: &Document, catalog: &Dictionary, of: &[u8], name: &[u8]) -> bool {
    let it = catalog.get_deref(of, document).and_then(Object::as_dict);
    it.and_then(|it| it.get(name)).and_then(Object::as_bool).unwrap_or_default()
}

fn has_colours(document: &Document, catalog: &Dictionary) -> bool {
    let intents = catalog.get_deref(b"OutputIntents", document).and_then(Object::as_array);
    intents.into_iter().flatten().any(|intent| {
        let intent = document.dereference(intent).and_then(|(_, it)| it.as_dict());
        let profile = intent.and_then(|it| it.get_deref(b"DestOutputProfile", document));
        profile.and_then(Object::as_stream).is_ok_and(|profile| !profile.content.is_empty())
    })
}

fn fonts(document: &Document, found: &mut Found) {
    for (number, page) in document.get_pages() {
        for (name, font) in document.get_page_fonts(page).unwrap_or_default() {
            let name = format!("{} of page {number}", String::from_utf8_lossy(&name));
            let unicode = font.get_deref(b"ToUnicode", document).and_then(Object::as_stream);
            let maps = unicode.is_ok_and(|it| !it.content.is_empty());
            found.unless(maps, Rule::MapsToUnicode, format_args!("{name} has no ToUnicode"));
            found.unless(
                is_embedded(document, font),
                Rule::EmbedsFonts,
                format_args!("{name} is not in the file"),
            );
        }
    }
}

fn is_embedded(document: &Document, font: &Dictionary) -> bool {
    let below = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array);
    let below = below.ok().and_then(|it| it.first());
    let below = below.and_then(|it| document.dereference(it).ok()?.1.as_dict().ok()).unwrap_or(font);
    let descriptor = below.get_deref(b"FontDescriptor", document).and_then(Object::as_dict);
    descriptor.is_ok_and(|it| {
        [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"].iter().any(|key| {
            let file = it.get_deref(key, document).and_then(Object::as_stream);
            file.is_ok_and(|file| !file.content.is_empty())
        })
    })
}
