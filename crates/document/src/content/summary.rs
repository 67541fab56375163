//! What we agreed, on one page for a kitchen's wall: one action a line with a picture, when and where we meet, whom to ring;
//! in letters as large as leave room for all of it. What does not fit on the first side stands on the second; what does not
//! fit there stands in the full agreement, and the page says how much that is.

use plan::agreement::{Block, BlockKind, Section};

use crate::content::blocks::whose_copy;
use crate::content::edition::Edition;
use crate::content::gist::Gist;
use crate::content::head;
use crate::error::DocumentError;
use crate::sheet::flow::Tie;
use crate::sheet::list::{ElementId, Item, Owner, Role, Sheets};
use crate::sheet::look::{self, Look, Print};
use crate::sheet::page::Draft;
use crate::sheet::pictures;

/// The most numbers to ring.
const MOST_NUMBERS: usize = 6;
/// How large the lines may be, in points, largest first. Rather smaller than one line less.
const SIZES: [f32; 3] = [18.0, 16.0, 14.0];
/// Where not all of it fits: small only where nothing would stand there otherwise.
const SMALL: [f32; 2] = [14.0, 12.0];

/// Lays the page out, with as many actions as its first side holds, and the others on its back.
///
/// # Errors
/// [`DocumentError`] when something in it cannot be set.
pub(crate) fn sheets(edition: &Edition<'_>) -> Result<Sheets, DocumentError> {
    let gist = Gist::of(edition);
    let all = gist.actions.len();
    // In large print both sides of one sheet.
    let most = if edition.paper.print == Print::Large { 2 } else { 1 };
    let with = |shown: usize, size: f32, rest: Rest| {
        head::around(edition, |draft, edition| page(draft, edition, &gist, (shown, size), rest))
    };
    for size in SIZES {
        let whole = with(all, size, Rest::Counted)?;
        if whole.pages.len() <= most {
            return Ok(whole);
        }
    }
    let mut best = (0, SMALL[0]);
    for size in SMALL {
        // `fits` goes on the first side, or nothing does; `too_many` does not.
        let (mut fits, mut too_many) = (0, all + 1);
        while too_many - fits > 1 {
            let tried = usize::midpoint(fits, too_many);
            if with(tried, size, Rest::Counted)?.pages.len() <= most {
                fits = tried;
            } else {
                too_many = tried;
            }
        }
        best = (fits, size);
        if fits > 0 {
            break;
        }
    }
    let (fits, size) = best;
    let with_rest = with(fits, size, Rest::Below)?;
    if with_rest.pages.len() <= 2 { Ok(with_rest) } else { with(fits, size, Rest::Counted) }
}

/// What becomes of the actions that the first side has no room for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rest {
    /// It is said how many there are.
    Counted,
    /// They stand below the rest of the page, or on its back.
    Below,
}

fn page(
    draft: &mut Draft<'_>,
    edition: &Edition<'_>,
    gist: &Gist<'_>,
    (shown, size): (usize, f32),
    rest: Rest,
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
    let action = look::ACTION.sized(size);
    let more = |left: usize| texts.fill("summary.more", &[("count", &left.to_string())]);
    if !gist.actions.is_empty() {
        heading(draft, texts.get("summary.do"), edition, part)?;
    }
    let list = draft.element(Role::List, Some(part));
    let (first, others) = gist.actions.split_at(shown.min(gist.actions.len()));
    first.iter().try_for_each(|block| what_is_done(draft, edition, block, action, list))?;
    if !others.is_empty() && rest == Rest::Counted {
        let more = draft.told(&more(others.len()), look::SENTENCE, Role::Paragraph, part)?;
        draft.chunks.extend(more);
    }
    for (section, blocks) in [(Section::Meeting, &gist.meeting), (Section::Contact, &gist.numbers)] {
        let above = agreement.section(section).find(|it| it.kind.is_heading());
        if let Some(above) = above.filter(|_| !blocks.is_empty()) {
            heading(draft, &above.text, edition, part)?;
        }
        let list = draft.element(Role::List, Some(part));
        draft.rings = section == Section::Contact;
        for (index, block) in blocks.iter().take(MOST_NUMBERS).enumerate() {
            let picture = Some(section.picture()).filter(|_| index == 0);
            let look = if index == 0 { action } else { Look { space: action.space / 2.0, ..action } };
            let entry = draft.element(Role::Entry, Some(list));
            let body = draft.element(Role::EntryBody, Some(entry));
            line(draft, &block.text, picture, look.bold(), body)?;
        }
        if blocks.len() > MOST_NUMBERS {
            let more =
                draft.told(&more(blocks.len() - MOST_NUMBERS), look::SENTENCE, Role::Paragraph, part)?;
            draft.chunks.extend(more);
        }
    }
    draft.rings = false;
    if !others.is_empty() && rest == Rest::Below {
        heading(draft, texts.get("summary.further"), edition, part)?;
        let list = draft.element(Role::List, Some(part));
        others.iter().try_for_each(|block| what_is_done(draft, edition, block, action, list))?;
    }
    let full = draft.told(texts.get("summary.rest"), look::NOTE, Role::Paragraph, part)?;
    draft.chunks.extend(full);
    Ok(())
}

/// One action, with the picture of its kind.
fn what_is_done(
    draft: &mut Draft<'_>,
    edition: &Edition<'_>,
    block: &Block,
    look: Look,
    list: ElementId,
) -> Result<(), DocumentError> {
    let entry = draft.element(Role::Entry, Some(list));
    let BlockKind::Goal { goal } = &block.kind else {
        let body = draft.element(Role::EntryBody, Some(entry));
        return line(draft, &block.text, Some(Section::Promises.picture()), look, body);
    };
    let domain = edition.agreement.domain(*goal);
    let picture = domain.map_or(Section::Now.picture(), |it| it.picture());
    let body = draft.goal_element(&block.text, Role::EntryBody, entry);
    line(draft, &block.text, Some(picture), look.first_bold(), body)
}

fn heading(
    draft: &mut Draft<'_>,
    text: &str,
    edition: &Edition<'_>,
    part: ElementId,
) -> Result<(), DocumentError> {
    let look = look::SHORT_HEADING.coloured(edition.paper.lead.colour.for_words());
    let heading = draft.heading(text, look, 2, part)?;
    draft.chunks.extend(heading);
    Ok(())
}

/// One line, with its picture where it has one.
fn line(
    draft: &mut Draft<'_>,
    text: &str,
    picture: Option<&str>,
    look: Look,
    body: ElementId,
) -> Result<(), DocumentError> {
    let look = look.indented(look::PICTURE * 1.6);
    let mut chunks = draft.paragraph(text, look, look::WIDTH, Owner::Element(body))?;
    let least = if picture.is_some() { look::PICTURE } else { 0.0 };
    let room: f32 = least - chunks.iter().map(|chunk| chunk.height).sum::<f32>();
    let last = chunks.len().saturating_sub(1);
    chunks.iter_mut().take(last).for_each(|chunk| chunk.tie = Tie::Fast);
    chunks.last_mut().into_iter().for_each(|chunk| chunk.height += room.max(0.0));
    if let (Some(first), Some(picture)) = (chunks.first_mut(), picture) {
        let draw = pictures::drawn(picture, (look::MARGIN, 0.0), look::PICTURE);
        first.items.insert(0, Item { owner: Owner::Decoration, draw });
    }
    draft.chunks.extend(chunks);
    Ok(())
}
