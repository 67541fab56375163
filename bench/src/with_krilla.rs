//! The display list becomes a PDF with krilla, which looks itself after PDF/UA-1 and PDF/A-2a: it refuses what it finds to
//! be neither. Pieces of a page come in the order of the product's own PDF.

mod draw;
mod outline;
mod tags;

use anyhow::{Context, Result, anyhow};
use chrono::{Datelike, NaiveDate};
use document::sheet::{Owner, PAGE, Sheets, pieces};
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::tagging::{Artifact, ContentTag};
use krilla::{Document, SerializeSettings};

use draw::Pen;
use tags::Tags;

/// The pages as a PDF of that day.
pub(crate) fn pdf(sheets: &Sheets, made_on: NaiveDate) -> Result<Vec<u8>> {
    let standards = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1);
    let configuration = standards.finish().map_err(|error| anyhow!("{error:?}"))?;
    let mut document =
        Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut pen = Pen::new(sheets)?;
    let mut tags = Tags::new(sheets);
    for (number, items) in sheets.pages.iter().enumerate() {
        let size = PageSettings::from_wh(PAGE.0, PAGE.1).context("a page has a size")?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        let mut links = Vec::new();
        for (owner, group) in pieces(items, &sheets.elements) {
            let Owner::Element(element) = owner else {
                surface.start_tagged(ContentTag::Artifact(Artifact::default()));
                group.iter().try_for_each(|item| pen.draw(&item.draw, &mut surface))?;
                surface.end_tagged();
                continue;
            };
            let piece = surface.start_tagged(ContentTag::Other);
            group.iter().try_for_each(|item| pen.draw(&item.draw, &mut surface))?;
            surface.end_tagged();
            tags.put(element, piece, draw::area(&group).map(|area| (number, area)));
            links.extend(group.iter().filter_map(|item| Some((element, draw::link(&item.draw)?))));
        }
        surface.finish();
        for (element, link) in links {
            let piece = page.add_tagged_annotation(link);
            tags.put(element, piece, None);
        }
        page.finish();
    }
    document.set_tag_tree(tags.tree());
    document.set_outline(outline::of(sheets));
    document.set_metadata(about(sheets, made_on));
    document.finish().map_err(|error| anyhow!("{error:?}"))
}

fn about(sheets: &Sheets, made_on: NaiveDate) -> Metadata {
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    let made = DateTime::new(u16::try_from(made_on.year()).unwrap_or_default());
    Metadata::new()
        .title(sheets.title.clone())
        .language(sheets.language.clone())
        .creation_date(made.month(part(made_on.month())).day(part(made_on.day())))
}
