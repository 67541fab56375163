//! What we agreed, on one page: one action a line with a picture, what we promise, the day we meet, whom to ring. What does
//! not fit stands in the full agreement, and the page says how much that is.

use plan::agreement::{Block, BlockKind, Section};

use crate::content::blocks::whose_copy;
use crate::content::edition::Edition;
use crate::content::head;
use crate::error::DocumentError;
use crate::sheet::flow::Tie;
use crate::sheet::list::{ElementId, Item, Owner, Role, Sheets};
use crate::sheet::look::{self, Look, Print};
use crate::sheet::page::Draft;
use crate::sheet::pictures;

/// The most numbers to ring.
const MOST_NUMBERS: usize = 4;

/// Lays the page out with as many actions as it holds.
///
/// # Errors
/// [`DocumentError`] when something in it cannot be set.
pub(crate) fn sheets(edition: &Edition<'_>) -> Result<Sheets, DocumentError> {
    let mut actions: Vec<&Block> = edition.agreement.blocks.iter().filter(|it| is_action(it)).collect();
    // The family's own actions first, should there not be room for all.
    actions.sort_by_key(|block| !matches!(block.kind, BlockKind::Goal { .. }));
    // In large print both sides of one sheet.
    let most = if edition.paper.print == Print::Large { 2 } else { 1 };
    let with = |shown: usize| head::around(edition, |draft, edition| page(draft, edition, &actions, shown));
    let all = with(actions.len())?;
    if all.pages.len() <= most {
        return Ok(all);
    }
    // `fits` goes on the paper, or nothing does; `too_many` does not.
    let (mut fits, mut too_many) = (0, actions.len());
    while too_many - fits > 1 {
        let tried = usize::midpoint(fits, too_many);
        if with(tried)?.pages.len() <= most {
            fits = tried;
        } else {
            too_many = tried;
        }
    }
    with(fits)
}

/// What somebody will do first: the first goals and what is promised for them, and every promise that stands alone.
fn is_action(block: &Block) -> bool {
    matches!(
        (block.section, &block.kind),
        (Section::Now, BlockKind::Goal { .. } | BlockKind::Promise { .. })
            | (Section::Promises, BlockKind::Promise { .. })
    )
}

fn page(
    draft: &mut Draft<'_>,
    edition: &Edition<'_>,
    actions: &[&Block],
    shown: usize,
) -> Result<(), DocumentError> {
    let (agreement, texts) = (&*edition.agreement, draft.texts);
    let part = draft.element(Role::Part, None);
    let colour = edition.paper.lead.colour.for_words();
    let title = draft.heading(texts.get("summary.title"), look::TITLE.coloured(colour), 1, part)?;
    draft.chunks.extend(title);
    for block in agreement.blocks.iter().filter(|block| block.kind == BlockKind::Opening) {
        let opening = draft.told(&block.text, look::SENTENCE, Role::Paragraph, part)?;
        draft.chunks.extend(opening);
    }
    let whose = whose_copy(draft, edition, part)?;
    draft.chunks.extend(whose);
    let list = draft.element(Role::List, Some(part));
    for block in actions.iter().take(shown) {
        let picture = if let BlockKind::Goal { goal } = &block.kind {
            agreement.domain(*goal).map_or(Section::Now.picture(), |it| it.picture())
        } else {
            Section::Promises.picture()
        };
        let look =
            if matches!(block.kind, BlockKind::Goal { .. }) { look::ACTION.bold() } else { look::ACTION };
        line(draft, &block.text, picture, look, list)?;
    }
    if shown < actions.len() {
        let more = (actions.len() - shown).to_string();
        let more = texts.fill("summary.more", &[("count", &more)]);
        let more = draft.told(&more, look::SENTENCE, Role::Paragraph, part)?;
        draft.chunks.extend(more);
    }
    let list = draft.element(Role::List, Some(part));
    let meeting =
        agreement.section(Section::Meeting).filter(|it| matches!(it.kind, BlockKind::Sentence { .. }));
    for block in meeting.take(1) {
        line(draft, &block.text, Section::Meeting.picture(), look::ACTION.bold(), list)?;
    }
    for block in agreement
        .section(Section::Contact)
        .filter(|it| matches!(it.kind, BlockKind::Sentence { .. }))
        .take(MOST_NUMBERS)
    {
        line(draft, &block.text, Section::Contact.picture(), look::ACTION.bold(), list)?;
    }
    let rest = draft.told(texts.get("summary.rest"), look::NOTE, Role::Paragraph, part)?;
    draft.chunks.extend(rest);
    Ok(())
}

/// One line with its picture.
fn line(
    draft: &mut Draft<'_>,
    text: &str,
    picture: &str,
    look: Look,
    list: ElementId,
) -> Result<(), DocumentError> {
    let entry = draft.element(Role::Entry, Some(list));
    let owner = Owner::Element(draft.element(Role::EntryBody, Some(entry)));
    let mut chunks = draft.paragraph(text, look.indented(look::PICTURE * 1.6), look::WIDTH, owner)?;
    let room: f32 = look::PICTURE - chunks.iter().map(|chunk| chunk.height).sum::<f32>();
    let last = chunks.len().saturating_sub(1);
    chunks.iter_mut().take(last).for_each(|chunk| chunk.tie = Tie::Fast);
    chunks.last_mut().into_iter().for_each(|chunk| chunk.height += room.max(0.0));
    if let Some(first) = chunks.first_mut() {
        let draw = pictures::drawn(picture, (look::MARGIN, 0.0), look::PICTURE);
        first.items.insert(0, Item { owner: Owner::Decoration, draw });
    }
    draft.chunks.extend(chunks);
    Ok(())
}
