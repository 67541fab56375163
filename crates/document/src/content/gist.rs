//! What matters first of an agreement: what each of us does, when and where we meet, whom to ring. How it is laid out, in
//! the box of the first page and on the short page, is theirs.

use plan::agreement::{Block, BlockKind, Section};

use crate::content::edition::Edition;

/// What matters first of an agreement.
pub(crate) struct Gist<'a> {
    /// What each does, the family's own first, should there not be room for all.
    pub(crate) actions: Vec<&'a Block>,
    /// When, and where.
    pub(crate) meeting: Vec<&'a Block>,
    /// First the line that always answers.
    pub(crate) numbers: Vec<&'a Block>,
}

impl<'a> Gist<'a> {
    /// Of what a copy shows.
    pub(crate) fn of(edition: &'a Edition<'_>) -> Self {
        let agreement = &*edition.agreement;
        let mut actions: Vec<&Block> = agreement.blocks.iter().filter(|it| is_action(it)).collect();
        actions.sort_by_key(|block| !matches!(block.kind, BlockKind::Goal { .. }));
        let is_sentence = |it: &&Block| matches!(it.kind, BlockKind::Sentence { .. });
        let sentences = |section| agreement.section(section).filter(is_sentence);
        // A plan says the day first, then the place.
        let meeting = sentences(Section::Meeting).take(2).collect();
        // The number that always answers comes first.
        let line = agreement.blocks.iter().filter(|it| it.kind == BlockKind::Line);
        let numbers = line.chain(sentences(Section::Contact)).collect();
        Self { actions, meeting, numbers }
    }
}

/// What somebody will do first: the first goals and what is promised for them, and every promise that stands alone.
fn is_action(block: &Block) -> bool {
    matches!(
        (block.section, &block.kind),
        (Section::Now, BlockKind::Goal { .. } | BlockKind::Promise { .. })
            | (Section::Promises, BlockKind::Promise { .. })
    )
}
