//! The last step: what the file says about itself, and its bytes. No clock and no chance: the id is cut from the content.
//! It says of itself that it is PDF/UA-1 and PDF/A-2a; both have been checked with veraPDF, and `tests/it/checker` looks after
//! what papers like ours need of them.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Document, Object, ObjectId, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use crate::error::DocumentError;
use crate::pdf::icc;
use crate::sheet::fonts;

/// What the file says about itself.
pub(crate) struct About<'a> {
    pub(crate) title: &'a str,
    pub(crate) language: &'a str,
    /// What made it.
    pub(crate) producer: &'a str,
    /// The structure tree's root.
    pub(crate) structure: ObjectId,
}

/// Writes the document.
///
/// # Errors
/// [`DocumentError::Pdf`].
pub(crate) fn bytes(mut document: Document, about: &About<'_>) -> Result<Vec<u8>, DocumentError> {
    document.version = "1.7".into();
    describe(&mut document, about);
    // printpdf's own account of the file repeats less than what is said above, and dates it to 1970.
    document.trailer.remove(b"Info");
    let mut hash = Sha256::new();
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object {
            hash.update(&stream.content);
            if !stream.dict.has_type(b"Metadata") && !stream.dict.has(b"Filter") {
                deflate(stream).map_err(DocumentError::Pdf)?;
            }
        }
    }
    let id = Object::String(hash.finalize().iter().take(16).copied().collect(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    document.prune_objects();
    let mut bytes = Vec::new();
    document.save_modern(&mut bytes).map_err(DocumentError::Pdf)?;
    Ok(bytes)
}

fn deflate(stream: &mut Stream) -> std::io::Result<()> {
    // Higher levels save few bytes and take much longer; `bench` shows both.
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(4));
    encoder.write_all(&stream.content)?;
    stream.set_content(encoder.finish()?);
    stream.dict.set("Filter", "FlateDecode");
    Ok(())
}

fn describe(document: &mut Document, about: &About<'_>) {
    let metadata = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let metadata = document.add_object(Stream::new(metadata, xmp(about).into_bytes()));
    let profile = document.add_object(Stream::new(dictionary! { "N" => 3 }, icc::srgb()));
    let colours = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "DestOutputProfile" => profile,
    };
    if let Ok(catalog) = document.catalog_mut() {
        catalog.set("Lang", Object::string_literal(about.language));
        catalog.set("MarkInfo", dictionary! { "Marked" => true });
        catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
        catalog.set("StructTreeRoot", about.structure);
        catalog.set("Metadata", metadata);
        catalog.set("OutputIntents", vec![Object::Dictionary(colours)]);
    }
}

fn xmp(about: &About<'_>) -> String {
    let (title, language) = (escaped(about.title), escaped(about.language));
    let mark = '\u{feff}';
    format!(
        include_str!("metadata.xml"),
        mark = mark,
        title = title,
        language = language,
        producer = about.producer
    )
}

fn escaped(text: &str) -> String {
    // Some blanks that may stand in a text may not stand in XML.
    text.replace(fonts::is_blank, " ").replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
