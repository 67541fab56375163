//! Blocks of an agreement one after the other, each in the look of its kind. No word is added to a block and none taken
//! away; whose copy it is stands below the title. Which blocks a copy has is in the file of its kind, places to sign are in
//! `places`.

use plan::Signing;
use plan::agreement::{Block, BlockKind, HeadingOf, Section};
use plan::ids::{GoalId, PersonId};

use crate::content::edition::Edition;
use crate::content::places;
use crate::error::DocumentError;
use crate::sheet::flow::{Band, Chunk, Tie};
use crate::sheet::list::{ElementId, Owner, Role};
use crate::sheet::look::{self, Look};
use crate::sheet::page::{Draft, dot};
use crate::sheet::table::{Cell, Table};

/// What a reader is told who does not see all of it; nothing for the others.
///
/// # Errors
/// [`DocumentError`] when their name cannot be set.
pub(crate) fn whose_copy(
    draft: &mut Draft<'_>,
    edition: &Edition<'_>,
    part: ElementId,
) -> Result<Vec<Chunk>, DocumentError> {
    let Some(reader) = edition.paper.reader.filter(|_| edition.leaves_out()) else { return Ok(Vec::new()) };
    let text = draft.texts.fill("evidence.left_out", &[("name", &edition.name(reader))]);
    draft.told(&text, look::SENTENCE, Role::Paragraph, part)
}

/// Blocks as they are laid out one after the other.
pub(crate) struct Blocks<'d, 'a> {
    edition: &'d Edition<'a>,
    pub(crate) draft: &'d mut Draft<'a>,
    /// The section going on, and its element.
    part: Option<(Section, ElementId)>,
    /// The list going on, and what its entries are.
    list: Option<(Entry, ElementId)>,
    /// The goal whose band goes on.
    goal: Option<(GoalId, Band)>,
    goals: usize,
    /// The table of people going on.
    people: Option<Table>,
    /// Whether the last block was a heading.
    under_heading: bool,
    /// Whether the last block was a goal.
    under_goal: bool,
    /// Where the last place to sign begins among the chunks.
    place: Option<usize>,
}

/// What the entries of a list are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Right,
    Promise(Option<GoalId>),
}

impl<'d, 'a> Blocks<'d, 'a> {
    pub(crate) fn new(edition: &'d Edition<'a>, draft: &'d mut Draft<'a>) -> Self {
        Self {
            edition,
            draft,
            part: None,
            list: None,
            goal: None,
            goals: 0,
            people: None,
            under_heading: false,
            under_goal: false,
            place: None,
        }
    }

    /// Adds a block.
    ///
    /// # Errors
    /// [`DocumentError`] when something in it cannot be set.
    pub(crate) fn put(&mut self, block: &Block) -> Result<(), DocumentError> {
        let part = self.part_for(block.section);
        let colour = self.edition.paper.lead.colour.for_words();
        let entry = match &block.kind {
            BlockKind::Right { .. } => Some(Entry::Right),
            BlockKind::Promise { goal, .. } => Some(Entry::Promise(*goal)),
            BlockKind::Title
            | BlockKind::Heading { .. }
            | BlockKind::Opening
            | BlockKind::Sentence { .. }
            | BlockKind::Line
            | BlockKind::Need { .. }
            | BlockKind::Person { .. }
            | BlockKind::Worry { .. }
            | BlockKind::Seen { .. }
            | BlockKind::Goal { .. }
            | BlockKind::OwnWords { .. }
            | BlockKind::Voice { .. }
            | BlockKind::Step { .. }
            | BlockKind::Note
            | BlockKind::SignaturePlace { .. } => None,
        };
        if !matches!(block.kind, BlockKind::Person { .. }) && self.people.take().is_some() {
            Table::end(self.draft);
        }
        self.list = self.list.filter(|(going_on, _)| Some(*going_on) == entry);
        let band = self.band_for(&block.kind);
        self.draft.rings = block.section == Section::Contact;
        match &block.kind {
            BlockKind::Title => self.heading(block, look::TITLE.coloured(colour), 1, part),
            BlockKind::Heading { of: HeadingOf::Section } => {
                self.heading(block, look::HEADING.coloured(colour), 2, part)
            }
            BlockKind::Heading { .. } => self.heading(block, look::SUBHEADING, 3, part),
            BlockKind::Sentence { .. } | BlockKind::Line if block.section == Section::Contact => {
                // Numbers to ring stand together.
                if let Some(before) = self.draft.chunks.last_mut() {
                    before.tie = before.tie.max(Tie::Close);
                }
                self.plain(block, look::CONTACT, part)
            }
            BlockKind::Opening | BlockKind::Sentence { .. } | BlockKind::Line | BlockKind::Need { .. } => {
                self.plain(block, look::SENTENCE, part)
            }
            BlockKind::Right { .. } => self.entry(block, look::ENTRY, Entry::Right, part),
            BlockKind::Person { name, .. } => self.person(block, name, part),
            BlockKind::Worry { .. } | BlockKind::Seen { .. } => self.plain(block, look::WORRY, part),
            BlockKind::Goal { .. } => self.goal(block, part),
            BlockKind::Step { .. } => self.plain(block, look::STEP, part),
            BlockKind::Voice { .. } => self.said(block, look::VOICE, Role::Quotation, part),
            BlockKind::OwnWords { .. } => self.said(block, look::OWN_WORDS, Role::Quotation, part),
            BlockKind::Promise { goal, .. } => {
                let look = if band.is_some() { look::PROMISE } else { look::ENTRY };
                self.entry(block, look, Entry::Promise(*goal), part)
            }
            BlockKind::Note => {
                // No page begins with small print alone.
                let before = self.draft.chunks.last_mut();
                before.into_iter().for_each(|before| before.tie = before.tie.max(Tie::Close));
                self.plain(block, look::NOTE, part)
            }
            BlockKind::SignaturePlace { person, .. } => self.place(*person, part),
        }?;
        if block.kind == BlockKind::Title {
            let whose = whose_copy(self.draft, self.edition, part)?;
            self.add(whose);
        }
        Ok(())
    }

    /// Adds the places of those who have none in the agreement, and the end of all places.
    ///
    /// # Errors
    /// [`DocumentError`] when something in them cannot be set.
    pub(crate) fn joined(&mut self) -> Result<(), DocumentError> {
        let (agreement, edition) = (self.edition.paper.agreement, self.edition);
        let joined = edition.paper.signing.into_iter().flat_map(Signing::joined);
        let joined = joined.filter(|(who, ..)| !agreement.signers().any(|signer| signer == *who));
        for (person, ..) in joined.filter(|(who, ..)| edition.shows(*who)) {
            let part = self.part_for(Section::Signatures);
            self.place(person, part)?;
        }
        if self.part.is_some_and(|(section, _)| section == Section::Signatures) {
            places::end(self.draft, self.place);
        }
        Ok(())
    }

    fn place(&mut self, person: PersonId, part: ElementId) -> Result<(), DocumentError> {
        self.place = Some(self.draft.chunks.len());
        places::place(self.draft, self.edition, person, part)
    }

    /// The element of a section, begun where it is new.
    pub(crate) fn part_for(&mut self, section: Section) -> ElementId {
        match self.part.filter(|(going_on, _)| *going_on == section) {
            Some((_, part)) => part,
            None => {
                let part = self.draft.element(Role::Part, None);
                self.part = Some((section, part));
                part
            }
        }
    }

    /// A goal begins a band; what is said and promised about the same goal goes on with it.
    fn band_for(&mut self, kind: &BlockKind) -> Option<Band> {
        self.goal = match kind {
            BlockKind::Goal { goal } => {
                self.goals += 1;
                Some((
                    *goal,
                    Band { number: self.goals, width: look::BAND, colour: self.edition.paper.lead.colour },
                ))
            }
            BlockKind::OwnWords { goal }
            | BlockKind::Step { goal }
            | BlockKind::Promise { goal: Some(goal), .. } => {
                self.goal.filter(|(going_on, _)| going_on == goal)
            }
            BlockKind::Title
            | BlockKind::Opening
            | BlockKind::Heading { .. }
            | BlockKind::Sentence { .. }
            | BlockKind::Line
            | BlockKind::Need { .. }
            | BlockKind::Right { .. }
            | BlockKind::Person { .. }
            | BlockKind::Worry { .. }
            | BlockKind::Seen { .. }
            | BlockKind::Voice { .. }
            | BlockKind::Promise { goal: None, .. }
            | BlockKind::Note
            | BlockKind::SignaturePlace { .. } => None,
        };
        self.goal.map(|(_, band)| band)
    }

    fn heading(
        &mut self,
        block: &Block,
        look: Look,
        level: u8,
        part: ElementId,
    ) -> Result<(), DocumentError> {
        let chunks = self.draft.heading(&block.text, look, level, part)?;
        self.add(chunks);
        self.under_heading = level > 1;
        Ok(())
    }

    fn plain(&mut self, block: &Block, look: Look, part: ElementId) -> Result<(), DocumentError> {
        self.said(block, look, Role::Paragraph, part)
    }

    fn said(&mut self, block: &Block, look: Look, role: Role, part: ElementId) -> Result<(), DocumentError> {
        let chunks = self.draft.told(&block.text, look, role, part)?;
        self.add(chunks);
        Ok(())
    }

    fn goal(&mut self, block: &Block, part: ElementId) -> Result<(), DocumentError> {
        let owner = Owner::Element(self.draft.goal_element(&block.text, Role::Paragraph, part));
        let chunks = self.draft.paragraph(&block.text, look::GOAL, self.draft.print.measure(), owner)?;
        self.add(chunks);
        self.under_goal = true;
        Ok(())
    }

    fn entry(
        &mut self,
        block: &Block,
        look: Look,
        entry: Entry,
        part: ElementId,
    ) -> Result<(), DocumentError> {
        let list = match self.list {
            Some((_, list)) => list,
            None => self.draft.element(Role::List, Some(part)),
        };
        self.list = Some((entry, list));
        let item = self.draft.element(Role::Entry, Some(list));
        let owner = Owner::Element(self.draft.element(Role::EntryBody, Some(item)));
        let mut chunks = self.draft.paragraph(&block.text, look, self.draft.print.measure(), owner)?;
        if let Some(first) = chunks.first_mut() {
            first.items.insert(0, dot(look.printed(self.draft.print), self.edition.paper.lead.colour));
        }
        self.add(chunks);
        Ok(())
    }

    /// A person in a row of their own: their name, and beside it what is said of them. Where the name ends, the edge of the
    /// cell stands for the comma.
    fn person(&mut self, block: &Block, name: &str, part: ElementId) -> Result<(), DocumentError> {
        // The full stop or comma after the name is the edge of its cell.
        let rest = block.text.strip_prefix(name).unwrap_or(&block.text);
        let rest = rest.trim_start_matches([',', '.']).trim_start();
        let name = Cell { role: Role::RowHead, ..Cell::of(name, look::CELL.bold()) };
        let going_on = self.people.take();
        let is_first = going_on.is_none();
        let table = going_on.unwrap_or_else(|| Table::new(self.draft, part, &[2.0, 3.0]));
        let from = self.draft.chunks.len();
        table.row(self.draft, &[name, Cell::of(rest, look::CELL)], 0.0)?;
        self.under_heading = false;
        if let Some(first) = self.draft.chunks.get_mut(from).filter(|_| is_first) {
            first.space = look::UNDER_HEADING;
        }
        self.people = Some(table);
        Ok(())
    }

    fn add(&mut self, mut chunks: Vec<Chunk>) {
        let band = self.goal.map(|(_, band)| band);
        chunks.iter_mut().for_each(|chunk| chunk.band = band);
        if let Some(first) = chunks.first_mut().filter(|_| std::mem::take(&mut self.under_heading)) {
            first.space = first.space.min(look::UNDER_HEADING);
        }
        // A goal and what is said about it stay together, and the goal is never alone at the end of a page.
        let goes_on = |before: &Chunk| band.is_some() && before.band == band;
        let tie = if std::mem::take(&mut self.under_goal) { Tie::Fast } else { Tie::Close };
        let before = self.draft.chunks.last_mut().filter(|before| goes_on(before));
        before.into_iter().for_each(|before| before.tie = before.tie.max(tie));
        let lines = chunks.len().saturating_sub(1);
        let lines = chunks.iter_mut().take(lines).filter(|_| band.is_some());
        lines.for_each(|line| line.tie = line.tie.max(Tie::Close));
        self.draft.chunks.extend(chunks);
    }
}
