//! The full agreement, or the part of it for somebody who helps the children: all blocks, and in a copy that holds answers
//! the places of those who joined and how it was gone through. Its first page says first what matters first.

use plan::agreement::BlockKind;

use crate::content::blocks::Blocks;
use crate::content::edition::Edition;
use crate::content::evidence;
use crate::content::first_things::first_things;
use crate::content::kind::Kind;
use crate::error::DocumentError;
use crate::sheet::page::Draft;

/// Adds all of it.
///
/// # Errors
/// [`DocumentError`] when something in it cannot be set.
pub(crate) fn full<'a>(draft: &mut Draft<'a>, edition: &Edition<'a>) -> Result<(), DocumentError> {
    let mut blocks = Blocks::new(edition, draft);
    for block in &edition.agreement.blocks {
        blocks.put(block)?;
        if block.kind == BlockKind::Opening && edition.paper.kind == Kind::Full {
            let part = blocks.part_for(block.section);
            first_things(blocks.draft, edition, part)?;
        }
    }
    if !edition.paper.kind.has_answers() {
        return Ok(());
    }
    blocks.joined()?;
    evidence::evidence(draft, edition)
}
