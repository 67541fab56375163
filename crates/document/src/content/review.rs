//! A review record: each goal and promise with room for how it went and what was seen, to be filled in together by hand.
//! Reviews kept by the office are not here.

use plan::agreement::{BlockKind, Section};

use crate::content::blocks::Blocks;
use crate::content::edition::Edition;
use crate::content::places;
use crate::error::DocumentError;
use crate::sheet::list::Role;
use crate::sheet::look;
use crate::sheet::page::Draft;
use crate::sheet::table::{Cell, Table};

/// The least room to write in a row.
const ROOM: f32 = 62.0;
/// The room for what all look back on.
const MORE_ROOM: f32 = 90.0;

/// Adds the record.
///
/// # Errors
/// [`DocumentError`] when something in it cannot be set.
pub(crate) fn review<'a>(draft: &mut Draft<'a>, edition: &Edition<'a>) -> Result<(), DocumentError> {
    let blocks = &edition.agreement.blocks;
    for block in blocks.iter().filter(|it| matches!(it.kind, BlockKind::Title | BlockKind::Opening)) {
        Blocks::new(edition, draft).put(block)?;
    }
    let part = draft.element(Role::Part, None);
    let texts = draft.texts;
    let heading_look = look::HEADING.coloured(edition.paper.lead.colour.for_words());
    let heading = draft.heading(texts.get("review.heading"), heading_look, 2, part)?;
    draft.chunks.extend(heading);
    let mut table = Table::new(draft, part, &[5.0, 2.0, 4.0]);
    table.titles(draft, &[texts.get("review.agreed"), texts.get("review.kept"), texts.get("review.seen")])?;
    let marks = ["review.yes", "review.partly", "review.not_yet"].map(|key| format!("☐ {}", texts.get(key)));
    let marks = marks.join("\n");
    for block in blocks {
        if matches!(block.kind, BlockKind::Goal { .. } | BlockKind::Step { .. } | BlockKind::Promise { .. }) {
            let is_goal = matches!(block.kind, BlockKind::Goal { .. });
            let agreed = Cell { role: Role::RowHead, is_goal, ..Cell::of(&block.text, look::CELL) };
            table.row(draft, &[agreed, Cell::of(&marks, look::CELL), Cell::of("", look::CELL)], ROOM)?;
        }
    }
    Table::end(draft);
    for key in ["review.well", "review.worries", "review.changes", "review.meeting"] {
        let mut chunks = draft.told(texts.get(key), look::QUESTION, Role::Paragraph, part)?;
        chunks.last_mut().into_iter().for_each(|last| last.height += MORE_ROOM);
        draft.chunks.extend(chunks);
    }
    let heading = draft.heading(texts.get("review.here"), heading_look, 2, part)?;
    draft.chunks.extend(heading);
    let mut place = None;
    for block in edition.agreement.section(Section::Signatures) {
        if let Some(person) = block.kind.signer() {
            place = Some(draft.chunks.len());
            places::empty(draft, edition, person, part)?;
        }
    }
    places::end(draft, place);
    Ok(())
}
