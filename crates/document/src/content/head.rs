//! The top of the first page, with the agencies' names and logos, and the foot of every page; and what a copy holds between
//! them.

use plan::Texts;
use plan::dates;

use crate::content::edition::Edition;
use crate::content::kind::Kind;
use crate::content::paper::Paper;
use crate::error::DocumentError;
use crate::letterhead::Letterhead;
use crate::sheet::colour::Colour;
use crate::sheet::flow::{self, Chunk, Frame, Tie};
use crate::sheet::list::{Area, Draw, ElementId, Item, Owner, Role, Sheets};
use crate::sheet::look::{self, Look, Print};
use crate::sheet::page::{Draft, rule, stacked};

const GAP: f32 = 14.0;
const PARTNER_WIDTH: f32 = 128.0;

/// A paper with letterhead and feet around what `fill` adds.
///
/// # Errors
/// [`DocumentError`] when something in it cannot be set.
pub(crate) fn around<'a>(
    edition: &Edition<'a>,
    fill: impl Fn(&mut Draft<'a>, &Edition<'a>) -> Result<(), DocumentError>,
) -> Result<Sheets, DocumentError> {
    let mut draft = Draft::new(edition.paper.texts, edition.paper.print, edition.languages.clone());
    head(&mut draft, edition)?;
    fill(&mut draft, edition)?;
    let foot = foot(&mut draft, edition)?;
    let frame = Frame { bottom: look::TEXT.bottom - raised(&foot, draft.print), ..look::TEXT };
    let mut pages = flow::pages(std::mem::take(&mut draft.chunks), frame);
    feet(&mut draft, &foot, &mut pages)?;
    Ok(Sheets { pages, ..draft.sheets })
}

/// Draws the letterhead, and the lines with reference and day below it; none on a leaflet. In large print the agencies stand
/// below each other.
fn head(draft: &mut Draft<'_>, edition: &Edition<'_>) -> Result<(), DocumentError> {
    let paper = edition.paper;
    let part = draft.element(Role::Part, None);
    if paper.kind == Kind::Leaflet {
        return which(draft, edition, part);
    }
    if paper.kind == Kind::Summary {
        return short(draft, edition, part);
    }
    let is_below = paper.print == Print::Large;
    let partner_room = if paper.with.is_some() && !is_below { PARTNER_WIDTH + GAP } else { 0.0 };
    let mut head = lead(draft, paper.lead, look::WIDTH - partner_room, part)?;
    if let Some(with) = paper.with {
        let (left, top) =
            if is_below { (0.0, head.height + GAP) } else { (look::WIDTH - PARTNER_WIDTH, 0.0) };
        let partner = partner(draft, with, left, part)?;
        head.height = head.height.max(top + partner.height);
        let lowered = |it: Item| Item { draw: it.draw.lowered(top), ..it };
        head.items.extend(partner.items.into_iter().map(lowered));
    }
    head.items.push(rule(head.height + 12.0, 1.5, paper.lead.colour));
    head.height += 13.5;
    head.tie = Tie::Fast;
    draft.chunks.push(head);
    which(draft, edition, part)
}

/// The agencies' names alone, where the page has to be full of other things.
fn short(draft: &mut Draft<'_>, edition: &Edition<'_>, part: ElementId) -> Result<(), DocumentError> {
    let Paper { lead, with, .. } = edition.paper;
    let name = look::AGENCY.coloured(lead.colour.for_words());
    let mut lines = draft.told(&lead.name, name, Role::Paragraph, part)?;
    if let Some(with) = with {
        let text = draft.texts.fill("paper.with", &[("agency", &with.name)]);
        lines.extend(draft.told(
            &text,
            look::PARTNER.coloured(with.colour.for_words()),
            Role::Paragraph,
            part,
        )?);
    }
    draft.chunks.push(Chunk { tie: Tie::Fast, ..stacked(lines) });
    which(draft, edition, part)
}

fn lead(
    draft: &mut Draft<'_>,
    from: &Letterhead,
    width: f32,
    part: ElementId,
) -> Result<Chunk, DocumentError> {
    let indent = if from.logo.is_some() { look::LOGOS.0 + GAP } else { 0.0 };
    let mut lines = Vec::new();
    let colour = from.colour.for_words();
    let said: [(&str, Look, Option<String>); 6] = [
        (&from.name, look::AGENCY.coloured(colour), None),
        (&from.department, look::DEPARTMENT, None),
        (&from.address.join(", "), look::ADDRESS, None),
        (&from.phone, look::ADDRESS, None),
        (&from.email, look::ADDRESS, mail_to(from)),
        (from.web.trim_start_matches("https://").trim_end_matches('/'), look::ADDRESS, web_of(from)),
    ];
    for (text, look, target) in said.into_iter().filter(|(text, ..)| !text.trim().is_empty()) {
        let (element, look) = (draft.element(Role::Paragraph, Some(part)), look.indented(indent));
        lines.extend(match target {
            Some(target) => draft.address(text, target, look, width, element)?,
            None => draft.paragraph(text, look, width, Owner::Element(element))?,
        });
    }
    let mut head = stacked(lines);
    let height = logo(draft, from, (look::MARGIN, look::LOGOS.0), &mut head, part);
    head.height = head.height.max(height);
    Ok(head)
}

fn partner(
    draft: &mut Draft<'_>,
    with: &Letterhead,
    left: f32,
    part: ElementId,
) -> Result<Chunk, DocumentError> {
    let indent = left + if with.logo.is_some() { look::LOGOS.1 + GAP / 2.0 } else { 0.0 };
    let owner = Owner::Element(draft.element(Role::Paragraph, Some(part)));
    let text = draft.texts.fill("paper.with", &[("agency", &with.name)]);
    let look = look::PARTNER.coloured(with.colour.for_words()).indented(indent);
    let mut head = stacked(draft.paragraph(&text, look, look::WIDTH, owner)?);
    let room = (look::LOGOS.1 - head.height).max(0.0) / 2.0;
    head.items = head.items.into_iter().map(|it| Item { draw: it.draw.lowered(room), ..it }).collect();
    let height = logo(draft, with, (look::MARGIN + left, look::LOGOS.1), &mut head, part);
    head.height = (head.height + room).max(height);
    Ok(head)
}

/// Draws a logo at the top left of a chunk, before its words; says how high it is.
fn logo(
    draft: &mut Draft<'_>,
    of: &Letterhead,
    (x, width): (f32, f32),
    into: &mut Chunk,
    part: ElementId,
) -> f32 {
    let Some(logo) = of.logo.clone() else { return 0.0 };
    let height = (width * logo.proportion as f32 / 1000.0).min(width * 1.5);
    let said = draft.texts.fill("paper.logo", &[("agency", &of.name)]);
    let owner = Owner::Element(draft.figure(said, Some(part)));
    let index = draft.sheets.pictures.len();
    draft.sheets.pictures.push(logo);
    let at = Area { x, y: 0.0, width, height };
    into.items.insert(0, Item { owner, draw: Draw::Picture { at, index } });
    height
}

fn mail_to(from: &Letterhead) -> Option<String> {
    let email = from.email.trim();
    (email.contains('@') && !email.contains(char::is_whitespace)).then(|| format!("mailto:{email}"))
}

fn web_of(from: &Letterhead) -> Option<String> {
    let web = from.web.trim();
    (web.starts_with("https://") && !web.contains(char::is_whitespace)).then(|| web.to_owned())
}

/// Which copy this is, its reference and its day.
fn which(draft: &mut Draft<'_>, edition: &Edition<'_>, part: ElementId) -> Result<(), DocumentError> {
    let says = edition.says();
    let kind = draft.told(&says, look::KIND, Role::Paragraph, part)?;
    draft.chunks.extend(kind);
    let agreement = edition.paper.agreement;
    if edition.paper.kind.is_nobodys() {
        return Ok(());
    }
    let owner = Owner::Element(draft.element(Role::Paragraph, Some(part)));
    let text = draft.texts.fill("paper.reference", &[("reference", &agreement.reference)]);
    let look = Look { space: 0.0, ..look::REFERENCE };
    let mut line = stacked(draft.paragraph(&text, look, look::WIDTH * 0.55, owner)?);
    let owner = Owner::Element(draft.element(Role::Paragraph, Some(part)));
    let day = dates::day(agreement.made_on, draft.texts);
    line.items.extend(draft.at_right(&day, look, owner)?.items);
    draft.chunks.push(line);
    Ok(())
}

/// The foot's words at the left: what the paper is.
fn foot(draft: &mut Draft<'_>, edition: &Edition<'_>) -> Result<Chunk, DocumentError> {
    let texts: &Texts = draft.texts;
    let Paper { agreement, hash, kind, print, .. } = edition.paper;
    let says = edition.says();
    let day = dates::day(agreement.made_on, texts);
    let slots = [
        ("reference", agreement.reference.as_str()),
        ("day", &day),
        ("hash", &hash.short()),
        ("kind", &says),
    ];
    let left = if kind.is_nobodys() { says.clone() } else { texts.fill("paper.hash", &slots) };
    let room = look::WIDTH * if *print == Print::Large { 0.78 } else { 0.86 };
    Ok(stacked(draft.paragraph(&left, look::FOOT_LINE, room, Owner::Decoration)?))
}

/// How much higher a foot begins than usual, because a long name or large letters need more than its two lines.
fn raised(foot: &Chunk, print: Print) -> f32 {
    // Letters of some scripts reach further below their line.
    let below = if print == Print::Large { 6.0 } else { 0.0 };
    (foot.height - 2.0 * look::FOOT_LINE.line).max(0.0) + below
}

/// Draws the foot of every page: what the paper is, and which page of how many.
fn feet(draft: &mut Draft<'_>, foot: &Chunk, pages: &mut [Vec<Item>]) -> Result<(), DocumentError> {
    let top = look::FOOT - raised(foot, draft.print);
    let count = pages.len().to_string();
    for (index, page) in pages.iter_mut().enumerate() {
        page.push(rule(top, look::HAIR, Colour::LINE));
        let slots = [("page", &*(index + 1).to_string()), ("pages", &count)];
        let number = draft.texts.fill("paper.page", &slots);
        let right = draft.at_right(&number, look::FOOT_LINE, Owner::Decoration)?;
        let items = foot.items.iter().cloned().chain(right.items);
        page.extend(items.map(|it| Item { draw: it.draw.lowered(top + 6.0), ..it }));
    }
    Ok(())
}
