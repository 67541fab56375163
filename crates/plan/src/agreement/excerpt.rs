//! Less than the whole agreement: what one person sees, and what somebody gets who helps with some parts of life.

use super::{Agreement, Block, BlockId, BlockKind, Section};
use crate::ids::{GoalId, PersonId};
use crate::model::domain::Domain;

impl Agreement {
    /// The agreement as one person may see it: without some blocks, what belongs to them, and headings that nothing is
    /// left under.
    #[must_use]
    pub fn without(&self, left_out: &[BlockId]) -> Self {
        let goals: Vec<GoalId> =
            left_out.iter().filter_map(|id| self.block(id)).filter_map(|block| block.kind.goal()).collect();
        let stays = |block: &&Block| {
            !left_out.contains(&block.id) && !block.kind.goal().is_some_and(|goal| goals.contains(&goal))
        };
        self.keeping(stays)
    }

    /// The part of the agreement that somebody needs who helps the children with some parts of life, a school say: who
    /// they are, the goals of those parts with what is done and promised for them, when we meet, and whom to ring.
    #[must_use]
    pub fn part(&self, domains: &[Domain]) -> Self {
        let signers: Vec<PersonId> = self.signers().collect();
        let mut domain = None;
        let stays: Vec<bool> = self
            .blocks
            .iter()
            .map(|block| match (&block.kind, block.section) {
                (_, Section::About | Section::Meeting | Section::Contact) => true,
                (BlockKind::Person { person }, Section::People) => !signers.contains(person),
                (BlockKind::Heading { .. }, Section::People) => true,
                (BlockKind::Heading { level }, Section::Now | Section::Later) => {
                    domain = Domain::ALL.into_iter().find(|it| block.id.0.ends_with(it.key()));
                    *level == 1 || domain.is_some_and(|it| domains.contains(&it))
                }
                (BlockKind::OwnWords { .. }, _) => false,
                (_, Section::Now | Section::Later) => domain.is_some_and(|it| domains.contains(&it)),
                _ => false,
            })
            .collect();
        let stays: Vec<&BlockId> =
            self.blocks.iter().zip(stays).filter(|(_, stays)| *stays).map(|(it, _)| &it.id).collect();
        self.keeping(|block| stays.contains(&&block.id))
    }

    /// The part of life a goal belongs to: that of the heading it stands under.
    pub fn domain(&self, goal: GoalId) -> Option<Domain> {
        let at = self.blocks.iter().position(|block| block.kind == BlockKind::Goal { goal })?;
        let mut above = self.blocks.get(..at)?.iter().rev();
        let heading = above.find(|block| matches!(block.kind, BlockKind::Heading { .. }))?;
        Domain::ALL.into_iter().find(|domain| heading.id.0.ends_with(domain.key()))
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
                        && !matches!(block.kind, BlockKind::Heading { level: other } if other <= level)
                })
                .any(|block| !matches!(block.kind, BlockKind::Heading { .. }))
        };
        let blocks = kept.iter().enumerate().filter(|(at, block)| {
            if let BlockKind::Heading { level } = block.kind { has_words(*at, level) } else { true }
        });
        let blocks = blocks.map(|(_, block)| (*block).clone()).collect();
        Self { blocks, ..self.clone() }
    }
}
