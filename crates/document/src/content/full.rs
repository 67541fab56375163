//! The full agreement, or the part of it for somebody who helps the children: all blocks, and in a copy that holds answers
//! the places of those who joined and how it was gone through.

use crate::content::blocks::Blocks;
use crate::content::edition::Edition;
use crate::content::evidence;
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
    }
    if !edition.paper.kind.has_answers() {
        return Ok(());
    }
    blocks.joined()?;
    evidence::evidence(draft, edition)
}
