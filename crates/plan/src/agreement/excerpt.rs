//! Less than the whole agreement: what one person sees, and what somebody gets who helps with some parts of life.

use super::{Agreement, BelongsTo, Block, BlockId, BlockKind, HeadingOf, Section};
use crate::ids::{GoalId, PersonId};
use crate::model::domain::Domain;

impl Agreement {
    /// The agreement as one person may see it: without some blocks, what belongs to them, and headings that nothing is
    /// left under. With a goal goes all that is said about it, with a worry what was seen.
    #[must_use]
    pub fn without(&self, left_out: &[BlockId]) -> Self {
        let belongs = |block: &Block| match block.kind.belongs_to() {
            whole @ Some(BelongsTo::Goal(_) | BelongsTo::Worry(_)) => whole,
            Some(BelongsTo::Person(_)) | None => None,
        };
        let gone: Vec<BelongsTo> =
            left_out.iter().filter_map(|id| self.block(id)).filter_map(belongs).collect();
        let stays = |block: &&Block| {
            !left_out.contains(&block.id) && !belongs(block).is_some_and(|it| gone.contains(&it))
        };
        self.keeping(stays)
    }

    /// The part of the agreement that somebody needs who helps the children with some parts of life, a school say: the
    /// children's names, the goals of those parts with what is done and promised for them, when we meet, and whom to ring.
    /// Nothing that was typed about the children, the meeting or how long the plan holds.
    #[must_use]
    pub fn part(&self, domains: &[Domain]) -> Self {
        let signers: Vec<PersonId> = self.signers().collect();
        let is_theirs = |block: &Block| self.domain_of(block).is_some_and(|domain| domains.contains(&domain));
        let stays = |block: &&Block| match (&block.kind, block.section) {
            (BlockKind::Sentence { typed }, Section::Meeting | Section::Contact) => !typed,
            (BlockKind::Title | BlockKind::Opening, Section::About) => true,
            (_, Section::Meeting | Section::Contact) => true,
            (BlockKind::Person { person, .. }, Section::People) => !signers.contains(person),
            (
                BlockKind::Heading { of: HeadingOf::Section },
                Section::People | Section::Now | Section::Later,
            ) => true,
            (BlockKind::OwnWords { .. }, _) => false,
            (_, Section::Now | Section::Later) => is_theirs(block),
            _ => false,
        };
        let mut part = self.keeping(stays);
        for block in part.blocks.iter_mut().filter(|block| block.section == Section::People) {
            if let BlockKind::Person { name, .. } = &block.kind {
                block.text.clone_from(name);
            }
        }
        part
    }

    /// The part of life a goal belongs to: that of the heading it stands under.
    pub fn domain(&self, goal: GoalId) -> Option<Domain> {
        let at = self.blocks.iter().position(|block| block.kind == BlockKind::Goal { goal })?;
        self.blocks.get(..at)?.iter().rev().find_map(headed)
    }

    fn domain_of(&self, block: &Block) -> Option<Domain> {
        headed(block).or_else(|| self.domain(block.kind.goal()?))
    }

    /// Some of the blocks, without headings that nothing is left under.
    fn keeping(&self, stays: impl Fn(&&Block) -> bool) -> Self {
        let kept: Vec<&Block> = self.blocks.iter().filter(stays).collect();
        let has_words = |at: usize, level: u8| {
            let under = kept.iter().skip(at + 1);
            let section = kept.get(at).map(|block| block.section);
            under
                .take_while(|block| {
                    Some(block.section) == section
                        && block.kind.heading_level().is_none_or(|other| other > level)
                })
                .any(|block| !block.kind.is_heading())
        };
        let blocks = kept
            .iter()
            .enumerate()
            .filter(|(at, block)| block.kind.heading_level().is_none_or(|level| has_words(*at, level)));
        let blocks = blocks.map(|(_, block)| (*block).clone()).collect();
        Self { blocks, ..self.clone() }
    }
}

/// The part of life whose goals stand under a block.
const fn headed(block: &Block) -> Option<Domain> {
    if let BlockKind::Heading { of: HeadingOf::Domain(domain) } = block.kind { Some(domain) } else { None }
}
