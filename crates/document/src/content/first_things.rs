//! The box on the first page: what each of us does first, the day we meet, the line that always answers. All of it stands
//! again where it belongs; nothing stands only here.

use plan::agreement::{Block, BlockKind, Section};

use crate::content::edition::Edition;
use crate::content::gist::Gist;
use crate::error::DocumentError;
use crate::sheet::flow::{Band, Chunk};
use crate::sheet::list::{Area, Draw, ElementId, Item, Owner, Role};
use crate::sheet::look::{self, Look, Print};
use crate::sheet::page::{Draft, dot, stacked};

/// How much of a page a box may take that is never cut.
const MOST_OF_PAGE: f32 = 0.6;
/// The most actions in the box.
const MOST: usize = 4;
/// The most letters of them all together. A box is never cut, so it must leave room on its page; what is longer stands
/// further on.
const LETTERS: usize = 420;
/// The first may be so long where it stands alone.
const LETTERS_ALONE: usize = 700;
/// The most letters of all that stands in the box: even wide ones go on one page.
const LETTERS_IN_ALL: usize = 900;

/// What the box holds.
pub(crate) struct Firsts<'a> {
    /// The first actions, as many as leave room.
    pub(crate) actions: Vec<&'a Block>,
    /// How many more there are further on.
    further: usize,
    /// When we meet, and whom to ring: each under its heading.
    pub(crate) below: Vec<(&'a Block, Vec<&'a Block>)>,
}

impl<'a> Firsts<'a> {
    /// Of what a copy shows, where there is anything to do first.
    pub(crate) fn of(edition: &'a Edition<'_>) -> Option<Self> {
        let gist = Gist::of(edition);
        let actions = that_fit(&gist.actions);
        let said: usize = actions.iter().map(|it| it.text.chars().count()).sum();
        let further = gist.actions.len() - actions.len();
        let below = below(edition, &gist, LETTERS_IN_ALL.saturating_sub(said));
        (!gist.actions.is_empty()).then_some(Self { actions, further, below })
    }

    /// What is said of the actions for which there was no room.
    pub(crate) fn of_further(&self, draft: &Draft<'_>) -> Option<String> {
        let count = self.further.to_string();
        let key = if self.actions.is_empty() { "first.all_further" } else { "first.more" };
        (self.further > 0).then(|| draft.texts.fill(key, &[("count", &count)]))
    }
}

/// Adds the box to a part, where there is anything to do first.
///
/// # Errors
/// [`DocumentError`] when something in it cannot be set.
pub(crate) fn first_things(
    draft: &mut Draft<'_>,
    edition: &Edition<'_>,
    part: ElementId,
) -> Result<(), DocumentError> {
    let Some(firsts) = Firsts::of(edition) else { return Ok(()) };
    let lead = edition.paper.lead.colour;
    let title = draft.texts.get("first.title");
    let owner = Owner::Element(draft.heading_element(title, 2, part));
    let look = look::SHORT_HEADING.coloured(lead.for_words()).indented(look::IN_FRAME);
    let mut inside = draft.paragraph(title, look, look::WIDTH - look::IN_FRAME, owner)?;
    let list = (!firsts.actions.is_empty()).then(|| draft.element(Role::List, Some(part)));
    for block in &firsts.actions {
        let look =
            if matches!(block.kind, BlockKind::Goal { .. }) { look::FIRST.first_bold() } else { look::FIRST };
        let entry = draft.element(Role::Entry, list);
        let owner = Owner::Element(draft.element(Role::EntryBody, Some(entry)));
        let mut lines = draft.paragraph(&block.text, look, look::WIDTH - look::IN_FRAME, owner)?;
        let printed = look.printed(draft.print);
        lines.first_mut().into_iter().for_each(|line| line.items.insert(0, dot(printed, lead)));
        inside.extend(lines);
    }
    let mut say = |draft: &mut Draft<'_>, text: &str, look: Look| {
        let owner = Owner::Element(draft.element(Role::Paragraph, Some(part)));
        let look = look.indented(look::IN_FRAME);
        draft.paragraph(text, look, look::WIDTH - look::IN_FRAME, owner).map(|lines| inside.extend(lines))
    };
    if let Some(text) = firsts.of_further(draft) {
        say(draft, &text, look::NOTE)?;
    }
    for (heading, blocks) in &firsts.below {
        say(draft, &heading.text, Look { space: look::FIRST.space * 2.0, ..look::COLUMN })?;
        for block in blocks {
            draft.rings = block.section == Section::Contact;
            say(draft, &block.text, look::FIRST_BELOW)?;
        }
    }
    draft.rings = false;
    let height: f32 = inside.iter().map(|chunk| chunk.space + chunk.height).sum();
    if draft.print == Print::Large || height > MOST_OF_PAGE * (look::TEXT.bottom - look::TEXT.top) {
        // As tall as that, it goes on over the next page.
        let band = Some(Band { number: 0, width: look::BAND, colour: lead });
        draft.chunks.extend(inside.into_iter().map(|chunk| Chunk { band, ..chunk }));
    } else {
        draft.chunks.push(framed(stacked(inside), edition));
    }
    Ok(())
}

/// The first actions, as many as leave room.
fn that_fit<'a>(actions: &[&'a Block]) -> Vec<&'a Block> {
    let mut left = LETTERS;
    let fits = |block: &&&Block| {
        let letters = block.text.chars().count();
        let is_first = left == LETTERS;
        let rest = left.checked_sub(letters).or_else(|| (is_first && letters <= LETTERS_ALONE).then_some(0));
        left = rest.unwrap_or(0);
        rest.is_some()
    };
    actions.iter().take(MOST).take_while(fits).copied().collect()
}

/// When we meet, and whom to ring.
fn below<'a>(edition: &'a Edition<'_>, gist: &Gist<'a>, left: usize) -> Vec<(&'a Block, Vec<&'a Block>)> {
    let line = gist.numbers.get(..1).unwrap_or_default();
    let (mut all, mut left) = (Vec::new(), left);
    for (section, blocks) in [(Section::Meeting, gist.meeting.as_slice()), (Section::Contact, line)] {
        let fits = |block: &&&Block| match left.checked_sub(block.text.chars().count()) {
            Some(rest) => {
                left = rest;
                true
            }
            None => false,
        };
        let fit: Vec<&Block> = blocks.iter().filter(fits).copied().collect();
        let heading = edition.agreement.section(section).find(|it| it.kind.is_heading());
        all.extend(heading.filter(|_| !fit.is_empty()).map(|heading| (heading, fit)));
    }
    all
}

/// With a frame around it.
fn framed(inside: Chunk, edition: &Edition<'_>) -> Chunk {
    let height = inside.height + 2.0 * look::IN_FRAME;
    let lowered = |it: Item| Item { draw: it.draw.lowered(look::IN_FRAME), ..it };
    let at = Area { x: look::MARGIN, y: 0.0, width: look::WIDTH, height };
    let frame = Draw::Frame { at, width: look::FRAME, colour: edition.paper.lead.colour };
    let mut items = vec![Item { owner: Owner::Decoration, draw: frame }];
    items.extend(inside.items.into_iter().map(lowered));
    let around = look::HEADING.space / 2.0;
    Chunk { items, height: height + around / 2.0, space: around, ..Chunk::default() }
}
