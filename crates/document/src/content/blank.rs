//! A blank agreement, to give before anything is agreed: what it is, the rights, and room to write by hand under each
//! heading of the agreement. Nothing of a family stands in it.

use plan::agreement::{BlockKind, Section};

use crate::content::blocks::Blocks;
use crate::content::edition::Edition;
use crate::error::DocumentError;
use crate::sheet::colour::Colour;
use crate::sheet::flow::{Chunk, Tie};
use crate::sheet::list::{Area, Draw, ElementId, Item, Owner, Role};
use crate::sheet::look;
use crate::sheet::page::{Draft, rule};
use crate::sheet::table::beside;

/// How far the lines to write on are apart.
const LINE: f32 = 24.0;

/// The other parts of a goal, side by side.
const GOAL: (&str, usize) = ("goal", 1);

/// What is written under a heading: the key of its label and how many lines it gets.
const fn room(section: Section) -> &'static [(&'static str, usize)] {
    match section {
        Section::People => &[("children", 3), ("adults", 2), ("address", 1), ("workers", 3)],
        Section::Voice => &[("voice", 3)],
        Section::Worries => &[("worries", 5)],
        Section::Now => &[("what", 2), GOAL, ("what", 2), GOAL, ("what", 2), GOAL],
        Section::Later => &[("what", 3)],
        Section::Promises => &[("promises", 4)],
        Section::Supporters => &[("supporters", 2)],
        Section::Meeting => &[("meeting", 2)],
        Section::Contact => &[("ring", 3)],
        Section::About | Section::Rights | Section::Needs | Section::Signatures => &[],
    }
}

/// Adds the fixed words of an agreement and room to write.
///
/// # Errors
/// [`DocumentError`] when a word cannot be set.
pub(crate) fn blank<'a>(draft: &mut Draft<'a>, edition: &Edition<'a>) -> Result<(), DocumentError> {
    let mut blocks = Blocks::new(edition, draft);
    for block in &edition.agreement.blocks {
        let is_fixed = match block.section {
            Section::About => block.kind != BlockKind::Opening,
            Section::Rights => true,
            Section::Contact => block.kind.is_heading() || block.kind == BlockKind::Note,
            Section::People
            | Section::Needs
            | Section::Voice
            | Section::Worries
            | Section::Now
            | Section::Later
            | Section::Promises
            | Section::Supporters
            | Section::Meeting
            | Section::Signatures => block.kind.heading_level() == Some(1),
        };
        if !is_fixed {
            continue;
        }
        blocks.put(block)?;
        if block.kind.is_heading() {
            let part = blocks.part_for(block.section);
            for written in room(block.section) {
                match *written {
                    GOAL => goal(blocks.draft, part)?,
                    (label, lines) => label_and_lines(blocks.draft, label, lines, part)?,
                }
            }
            if block.section == Section::Signatures {
                signatures(blocks.draft, part)?;
            }
        }
    }
    Ok(())
}

/// A label and lines to write on.
fn label_and_lines(
    draft: &mut Draft<'_>,
    label: &str,
    lines: usize,
    part: ElementId,
) -> Result<(), DocumentError> {
    let text = draft.texts.get(format!("blank.{label}"));
    let mut chunks = draft.told(text, look::SENTENCE, Role::Paragraph, part)?;
    chunks.extend((0..lines).map(|_| Chunk {
        items: vec![rule(LINE, look::HAIR, Colour::EDGE)],
        height: LINE + look::HAIR,
        ..Chunk::default()
    }));
    let last = chunks.len().saturating_sub(1);
    chunks.iter_mut().take(last).for_each(|chunk| chunk.tie = Tie::Fast);
    draft.chunks.extend(chunks);
    Ok(())
}

/// Who, how often, with whose help and by when, with a line for each.
fn goal(draft: &mut Draft<'_>, part: ElementId) -> Result<(), DocumentError> {
    let labels = ["who", "how_often", "help", "by"];
    let width = (look::WIDTH - 3.0 * look::BETWEEN) / 4.0;
    let lefts = (0_u8..).map(|column| f32::from(column) * (width + look::BETWEEN));
    let mut columns = Vec::new();
    let mut lines = Vec::new();
    for (label, left) in labels.into_iter().zip(lefts) {
        let owner = Owner::Element(draft.element(Role::Paragraph, Some(part)));
        let text = draft.texts.get(format!("blank.{label}"));
        columns.push(draft.paragraph(text, look::NOTE.indented(left), left + width, owner)?);
        let at = Area { x: look::MARGIN + left, y: LINE, width, height: look::HAIR };
        lines.push(Item { owner: Owner::Decoration, draw: Draw::Bar { at, colour: Colour::EDGE } });
    }
    let mut chunks = beside(columns);
    chunks.iter_mut().for_each(|chunk| chunk.tie = Tie::Fast);
    chunks.first_mut().into_iter().for_each(|chunk| chunk.space = look::SENTENCE.space);
    chunks.push(Chunk { items: lines, height: 1.5 * LINE, ..Chunk::default() });
    // All of a goal stays together.
    draft.chunks.last_mut().into_iter().for_each(|before| before.tie = Tie::Fast);
    draft.chunks.extend(chunks);
    Ok(())
}

/// Places to sign for whoever is there.
fn signatures(draft: &mut Draft<'_>, part: ElementId) -> Result<(), DocumentError> {
    for who in ["parent", "parent", "social_worker", "police_officer", "team_manager"] {
        let text = draft.texts.get(format!("blank.{who}"));
        let mut chunks = draft.told(text, look::SENTENCE, Role::Paragraph, part)?;
        let (width, height) = look::BOX;
        let at = Area { x: look::MARGIN + look::WIDTH - width, y: 0.0, width, height };
        let draw = Draw::Frame { at, width: look::HAIR, colour: Colour::EDGE };
        let frame = Item { owner: Owner::Decoration, draw };
        if let Some(first) = chunks.first_mut() {
            first.items.push(frame);
            first.height = first.height.max(height);
        }
        draft.chunks.extend(chunks);
    }
    Ok(())
}
