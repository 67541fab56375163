//! The display list becomes a PDF with krilla, which looks itself after PDF/UA-1 and PDF/A-2a: it refuses what it finds to
//! be neither. Pieces of a page come in the order of the product's own PDF.

mod draw;
mod tags;

use std::collections::HashMap;

use anyhow::{Context, Result, anyhow};
use chrono::Datelike;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::tagging::{Artifact, ContentTag};
use krilla::{Document, SerializeSettings};
use plan::agreement::BlockKind;

use crate::list::{Draw, Item, Owner};
use crate::look::PAGE;
use crate::{Paper, compose, outline};
use draw::Pen;
use tags::Tags;

/// The paper as a PDF.
pub(crate) fn pdf(paper: &Paper<'_>) -> Result<Vec<u8>> {
    let sheets = compose::sheets(paper)?;
    let standards = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1);
    let configuration = standards.finish().map_err(|error| anyhow!("{error:?}"))?;
    let mut document =
        Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut pen = Pen::new(&sheets)?;
    let mut tags = Tags::new(&sheets);
    for (number, items) in sheets.pages.iter().enumerate() {
        let size = PageSettings::from_wh(PAGE.0, PAGE.1).context("a page has a size")?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        let mut links = Vec::new();
        for (owner, group) in by_owner(items) {
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
    document.set_outline(outline::of(&sheets));
    document.set_metadata(about(paper));
    document.finish().map_err(|error| anyhow!("{error:?}"))
}

/// What belongs to one element of a page in one piece; lines and bars before all, words that only decorate after all.
fn by_owner(items: &[Item]) -> Vec<(Owner, Vec<&Item>)> {
    let mut groups: Vec<(Owner, Vec<&Item>)> = vec![(Owner::Decoration, Vec::new())];
    let mut words = Vec::new();
    let mut places = HashMap::new();
    for item in items {
        let Owner::Element(element) = item.owner else {
            let bars = groups.first_mut().map(|(_, bars)| bars);
            let is_word = matches!(item.draw, Draw::Letters { .. });
            bars.filter(|_| !is_word).unwrap_or(&mut words).push(item);
            continue;
        };
        let place = *places.entry(element).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, group)) => group.push(item),
            None => groups.push((item.owner, vec![item])),
        }
    }
    groups.push((Owner::Decoration, words));
    groups.retain(|(_, group)| !group.is_empty());
    groups
}

fn about(paper: &Paper<'_>) -> Metadata {
    let agreement = paper.agreement;
    let title = agreement.blocks.iter().find(|block| block.kind == BlockKind::Title);
    let title = format!("{} {}", title.map_or("", |block| &block.text), agreement.reference);
    let day = agreement.made_on;
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    let made = DateTime::new(u16::try_from(day.year()).unwrap_or_default());
    Metadata::new()
        .title(title)
        .language(agreement.language.0.clone())
        .creation_date(made.month(part(day.month())).day(part(day.day())))
}
