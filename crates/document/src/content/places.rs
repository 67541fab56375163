//! The places where people sign: who, what they stand for, what they said, and their mark or the name they gave beside
//! it. Every answer has the same type, the same room and the same rules around it; only one that may still be signed has
//! an empty box. The words are in `answers`.

use plan::ids::PersonId;
use plan::signing::{Outcome, Row};

use crate::content::answers;
use crate::content::edition::Edition;
use crate::error::DocumentError;
use crate::sheet::colour::Colour;
use crate::sheet::flow::{Chunk, Tie};
use crate::sheet::ink;
use crate::sheet::list::{Area, Draw, ElementId, InkLine, Item, Owner, Role};
use crate::sheet::look;
use crate::sheet::page::{Draft, rule, stacked};

const ABOVE: f32 = 12.0;
/// Between the words and the box.
const GAP: f32 = 20.0;
/// A place no higher than this is never spread over two pages.
const SHORT: f32 = 3.0 * look::BOX.1;

/// What stands at the right of a place.
enum Beside {
    /// An empty box, to be signed by pen.
    EmptyBox,
    /// The mark in its box.
    Mark(Vec<InkLine>),
    /// The name that was given instead of a mark, in its box, and as it was typed.
    Typed(Chunk, String),
    /// Nothing: the words say it all.
    Nothing,
}

/// Adds the place of one person.
///
/// # Errors
/// [`DocumentError`] when something in it cannot be set.
pub(crate) fn place(
    draft: &mut Draft<'_>,
    edition: &Edition<'_>,
    person: PersonId,
    part: ElementId,
) -> Result<(), DocumentError> {
    let row = answers::confirmed(edition, person);
    let beside = beside(draft, &row)?;
    let statements = answers::statements(edition, person).into_iter().map(|it| (it, look::ANSWER));
    let said_on = answers::said_on(&row, draft.texts).map(|it| (it, look::SAID_ON));
    let code = answers::code(edition, person);
    let words = [(edition.label(person), look::SIGNER)].into_iter().chain(statements);
    let words = words.chain([(answers::answer(edition, person, &row), look::ANSWER)]);
    let earlier = answers::earlier(edition, person).into_iter().map(|it| (it, look::SAID_ON));
    let words = words.chain(said_on).chain(earlier).chain(code.map(|it| (it, look::SAID_ON)));
    laid(draft, edition, person, part, beside, words)
}

/// The words of a place, and what stands beside them.
fn laid(
    draft: &mut Draft<'_>,
    edition: &Edition<'_>,
    person: PersonId,
    part: ElementId,
    beside: Beside,
    words: impl IntoIterator<Item = (String, look::Look)>,
) -> Result<(), DocumentError> {
    let width = match beside {
        Beside::EmptyBox | Beside::Mark(_) | Beside::Typed(..) => look::WIDTH - look::BOX.0 - GAP,
        Beside::Nothing => draft.print.measure(),
    };
    let mut chunks = Vec::new();
    for (text, look) in words {
        let owner = Owner::Element(draft.element(Role::Paragraph, Some(part)));
        chunks.extend(draft.paragraph(&text, look, width, owner)?);
    }
    let mark = drawn(draft, beside, &edition.name(person), part);
    let last = keep_together(&mut chunks, look::BOX.1);
    // The mark is read after what was said, so it hangs on the last of the lines that stay with its box.
    let above: f32 = chunks.iter().take(last).map(|chunk| chunk.space + chunk.height).sum();
    if let Some(line) = chunks.get_mut(last) {
        let lowered = |it: Item| Item { draw: it.draw.lowered(-above - line.space), ..it };
        line.items.extend(mark.into_iter().map(lowered));
    }
    let rule = rule(0.0, look::HAIR, Colour::LINE);
    draft.chunks.push(Chunk {
        items: vec![rule],
        height: ABOVE,
        space: ABOVE,
        tie: Tie::Fast,
        ..Chunk::default()
    });
    draft.chunks.extend(chunks);
    Ok(())
}

/// Adds a place where nothing has been said yet.
///
/// # Errors
/// [`DocumentError`] when the name cannot be set.
pub(crate) fn empty(
    draft: &mut Draft<'_>,
    edition: &Edition<'_>,
    person: PersonId,
    part: ElementId,
) -> Result<(), DocumentError> {
    let label = [(edition.label(person), look::SIGNER)];
    laid(draft, edition, person, part, Beside::EmptyBox, label)
}

/// The rule below the last place, which stays with the one before it: nobody's name is alone on a page. `last` is where it
/// begins among the chunks.
pub(crate) fn end(draft: &mut Draft<'_>, last: Option<usize>) {
    let before = last.and_then(|last| draft.chunks.get_mut(last.checked_sub(1)?));
    before.into_iter().for_each(|before| before.tie = Tie::Fast);
    let items = vec![rule(0.0, look::HAIR, Colour::LINE)];
    draft.chunks.last_mut().into_iter().for_each(|last| last.tie = Tie::Fast);
    draft.chunks.push(Chunk { items, height: look::HAIR, space: ABOVE, ..Chunk::default() });
}

fn beside(draft: &mut Draft<'_>, row: &Row) -> Result<Beside, DocumentError> {
    Ok(match &row.outcome {
        None | Some(Outcome::AgreedByPhone { .. }) => Beside::EmptyBox,
        Some(Outcome::Signs | Outcome::MakesMark { .. } | Outcome::AgreesInPart { .. }) => {
            let lines = ink::fitted(&row.strokes, box_at_right());
            if lines.is_empty() { Beside::Nothing } else { Beside::Mark(lines) }
        }
        Some(Outcome::SignsWithoutDrawing { typed, .. }) => {
            typed_name(draft, typed)?.map_or(Beside::Nothing, |name| Beside::Typed(name, typed.clone()))
        }
        Some(
            Outcome::WantsTime { .. }
            | Outcome::AgreesWillNotSign
            | Outcome::DoesNotAgree { .. }
            | Outcome::WaitsForInterpreter
            | Outcome::NotPresent,
        ) => Beside::Nothing,
    })
}

/// A name as large as its box allows; nothing when it is too long for it, as the answer tells it too.
fn typed_name(draft: &mut Draft<'_>, typed: &str) -> Result<Option<Chunk>, DocumentError> {
    let (width, height) = look::BOX;
    for look in look::TYPED {
        let look = look.indented(look::WIDTH - width + look::IN_BOX);
        let lines = draft.paragraph(typed.trim(), look, look::WIDTH - look::IN_BOX, Owner::Decoration)?;
        let mut name = stacked(lines);
        let room = height - name.height;
        if !name.items.is_empty() && room >= look::IN_BOX {
            name.items =
                name.items.into_iter().map(|it| Item { draw: it.draw.lowered(room / 2.0), ..it }).collect();
            return Ok(Some(name));
        }
    }
    Ok(None)
}

fn drawn(draft: &mut Draft<'_>, beside: Beside, name: &str, part: ElementId) -> Vec<Item> {
    let frame = Draw::Frame { at: box_at_right(), width: look::HAIR, colour: Colour::EDGE };
    let frame = Item { owner: Owner::Decoration, draw: frame };
    match beside {
        Beside::Nothing => Vec::new(),
        Beside::EmptyBox => vec![frame],
        Beside::Mark(lines) => {
            let said = draft.texts.fill("paper.mark", &[("name", name)]);
            let owner = Owner::Element(draft.figure(said, Some(part)));
            vec![frame, Item { owner, draw: Draw::Ink { lines, colour: Colour::INK } }]
        }
        Beside::Typed(name, typed) => {
            let element = draft.element(Role::Paragraph, Some(part));
            draft.says(element, typed.trim());
            let owner = Owner::Element(element);
            let letters = name.items.into_iter().map(|it| Item { owner, ..it });
            [frame].into_iter().chain(letters).collect()
        }
    }
}

fn box_at_right() -> Area {
    let (width, height) = look::BOX;
    Area { x: look::MARGIN + look::WIDTH - width, y: 0.0, width, height }
}

/// Keeps the lines of a place on one page, or, when there are many, at least those beside the box. Says which line is the
/// last of these.
fn keep_together(chunks: &mut [Chunk], beside: f32) -> usize {
    let whole: f32 = chunks.iter().map(|chunk| chunk.space + chunk.height).sum();
    let kept = if whole <= SHORT { whole } else { beside };
    let (mut above, mut last_kept) = (0.0, 0);
    for (index, chunk) in chunks.iter_mut().enumerate() {
        last_kept = if above < kept { index } else { last_kept };
        above += chunk.space + chunk.height;
        chunk.tie = if above < kept { Tie::Fast } else { chunk.tie.max(Tie::Close) };
    }
    if let Some(last) = chunks.last_mut() {
        last.height += (beside - whole).max(0.0);
        last.tie = Tie::Loose;
    }
    last_kept
}
