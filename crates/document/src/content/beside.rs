//! The agreement beside its translation: English at the left, the family's own language at the right, block by block, below
//! whose copy it is. A block that nobody has translated says so. Places to sign and how people went through it follow, in English.

use plan::agreement::{Block, BlockKind, HeadingOf, Section};
use plan::compose::Translation;

use crate::content::blocks::{Blocks, whose_copy};
use crate::content::edition::Edition;
use crate::content::evidence;
use crate::content::first_things::Firsts;
use crate::error::DocumentError;
use crate::sheet::flow::Tie;
use crate::sheet::list::{ElementId, Role};
use crate::sheet::look::{self, Look};
use crate::sheet::page::Draft;
use crate::sheet::table::{Cell, Table};

/// Adds the blocks.
///
/// # Errors
/// [`DocumentError`] when something in them cannot be set.
pub(crate) fn blocks<'a>(
    draft: &mut Draft<'a>,
    edition: &Edition<'a>,
    theirs: &Translation,
    language: &str,
) -> Result<(), DocumentError> {
    let part = draft.element(Role::Part, None);
    let whose = whose_copy(draft, edition, part)?;
    draft.chunks.extend(whose);
    let (signed, read): (Vec<_>, Vec<_>) =
        edition.agreement.blocks.iter().partition(|block| block.section == Section::Signatures);
    let missing = if read.iter().any(|block| theirs.blocks.contains_key(&block.id)) {
        draft.texts.get("kind.not_translated")
    } else {
        // Said once, and not beside every line.
        let nothing = draft.texts.fill("kind.nothing_translated", &[("language", language)]);
        let nothing = draft.told(&nothing, look::SENTENCE, Role::Paragraph, part)?;
        draft.chunks.extend(nothing);
        ""
    };
    let opens = read.iter().position(|block| block.kind == BlockKind::Opening).map_or(0, |at| at + 1);
    let (opening, rest) = read.split_at_checked(opens).unwrap_or_default();
    let firsts = Firsts::of(edition);
    let translated = Translated { theirs, language, missing };
    if let Some(firsts) = firsts.filter(|_| !opening.is_empty()) {
        translated.table(draft, part, opening, Listed::Here)?;
        translated.first(draft, part, &firsts)?;
        translated.table(draft, part, rest, Listed::Here)?;
    } else {
        translated.table(draft, part, &read, Listed::Here)?;
    }
    let mut blocks = Blocks::new(edition, draft);
    for block in signed {
        blocks.put(block)?;
    }
    blocks.joined()?;
    evidence::evidence(draft, edition)
}

/// Where the outline finds a goal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Listed {
    Here,
    FurtherOn,
}

/// What a translation says beside the agreement.
struct Translated<'a> {
    theirs: &'a Translation,
    /// What the language is called.
    language: &'a str,
    /// What stands in place of what nobody has translated.
    missing: &'a str,
}

impl Translated<'_> {
    /// Blocks, each beside its translation.
    fn table(
        &self,
        draft: &mut Draft<'_>,
        part: ElementId,
        blocks: &[&Block],
        goals: Listed,
    ) -> Result<(), DocumentError> {
        let mut table = Table::new(draft, part, &[1.0, 1.0]);
        let english = draft.texts.get("kind.english");
        table.titles(draft, &[english, self.language])?;
        for block in blocks {
            self.row(draft, &table, block, goals)?;
        }
        Table::end(draft);
        Ok(())
    }

    /// What matters first, as in the box of a copy in one language.
    fn first(
        &self,
        draft: &mut Draft<'_>,
        part: ElementId,
        firsts: &Firsts<'_>,
    ) -> Result<(), DocumentError> {
        let look = Look { space: look::SENTENCE.space, ..look::BESIDE_HEADING };
        let title = draft.heading(draft.texts.get("first.title"), look, 2, part)?;
        draft.chunks.extend(title);
        let below = firsts
            .below
            .iter()
            .flat_map(|(heading, blocks)| [*heading].into_iter().chain(blocks.iter().copied()));
        let all: Vec<&Block> = firsts.actions.iter().copied().chain(below).collect();
        self.table(draft, part, &all, Listed::FurtherOn)?;
        if let Some(further) = firsts.of_further(draft) {
            let further = draft.told(&further, look::NOTE, Role::Paragraph, part)?;
            draft.chunks.extend(further);
        }
        Ok(())
    }

    fn row(
        &self,
        draft: &mut Draft<'_>,
        table: &Table,
        block: &Block,
        goals: Listed,
    ) -> Result<(), DocumentError> {
        let (look, inside) = looks(&block.kind);
        draft.rings = block.section == Section::Contact;
        let is_goal = goals == Listed::Here && matches!(block.kind, BlockKind::Goal { .. });
        let here = Cell { inside, is_goal, ..Cell::of(&block.text, look) };
        let there = match self.theirs.blocks.get(&block.id) {
            Some(text) => Cell { language: Some(&self.theirs.language.0), ..Cell::of(text, look) },
            None => Cell::of(self.missing, look::NOTE),
        };
        table.row(draft, &[here, there], 0.0)?;
        // A heading stays with what it heads.
        let is_heading = block.kind == BlockKind::Title || block.kind.is_heading();
        draft.chunks.last_mut().into_iter().filter(|_| is_heading).for_each(|last| last.tie = Tie::Fast);
        Ok(())
    }
}

const fn looks(kind: &BlockKind) -> (Look, Option<Role>) {
    match kind {
        BlockKind::Title => (look::BESIDE_TITLE, Some(Role::Heading(1))),
        BlockKind::Heading { of: HeadingOf::Section } => (look::BESIDE_HEADING, Some(Role::Heading(2))),
        BlockKind::Heading { .. } => (look::CELL.bold(), Some(Role::Heading(3))),
        BlockKind::Goal { .. } => (look::CELL.first_bold(), None),
        BlockKind::Note => (look::NOTE, None),
        BlockKind::Opening
        | BlockKind::Sentence { .. }
        | BlockKind::Line
        | BlockKind::Need { .. }
        | BlockKind::Right { .. }
        | BlockKind::Person { .. }
        | BlockKind::Worry { .. }
        | BlockKind::Seen { .. }
        | BlockKind::Voice { .. }
        | BlockKind::Step { .. }
        | BlockKind::OwnWords { .. }
        | BlockKind::Promise { .. }
        | BlockKind::SignaturePlace { .. } => (look::CELL, None),
    }
}
