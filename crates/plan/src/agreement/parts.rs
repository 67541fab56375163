//! The agreement cut for the screen: one idea at a time.

use super::{Agreement, Block, BlockKind, Section};

impl Agreement {
    /// The agreement cut into pieces small enough to be read together one at a time, up to where people sign. No part
    /// crosses a section; a goal brings a part of its own, with what belongs to it.
    pub fn parts(&self) -> Vec<&[Block]> {
        let read = self.blocks.iter().position(|block| block.section == Section::Signatures);
        let mut rest = self.blocks.get(..read.unwrap_or(self.blocks.len())).unwrap_or_default();
        let mut parts = Vec::new();
        while !rest.is_empty() {
            let (part, after) = rest.split_at(part_length(rest));
            parts.push(part);
            rest = after;
        }
        parts
    }
}

/// The most blocks that stand in one part, headings not counted.
const PART: usize = 6;

/// So many steps and promises have a part of their own, after the goal they help with.
const HELP: usize = 2;

/// How many of the first blocks make one part: one idea for each screen. A goal has one of its own with the family's words
/// about it, and where there is much of it, how it is done and helped has the next.
fn part_length(blocks: &[Block]) -> usize {
    let mut said = 0;
    let mut goal = None;
    for (at, block) in blocks.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| blocks.get(before));
        let is_heading = block.kind.is_heading() || block.kind == BlockKind::Title;
        let is_other = before.is_some_and(|before| before.section != block.section);
        let leaves_goal = goal.is_some() && block.kind.goal() != goal;
        let turns_to_help = goal.is_some()
            && is_help(block)
            && before.is_some_and(|before| !is_help(before))
            && blocks.iter().skip(at).take_while(|it| it.kind.goal() == goal).count() >= HELP;
        // A note at the end belongs to what it is a note to.
        let is_note = block.kind == BlockKind::Note;
        let is_full = goal.is_none() && said >= PART && !is_note;
        if at > 0 && (is_other || leaves_goal || turns_to_help || is_full) {
            return at;
        }
        said += usize::from(!is_heading && !is_note);
        goal = goal.or(block.kind.goal());
    }
    blocks.len()
}

const fn is_help(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Step { .. } | BlockKind::Promise { .. })
}
