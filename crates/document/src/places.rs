//! The places where people sign: who, what they said, and their mark. An answer counts once the person has confirmed it,
//! and a mark only together with an answer that comes with one.

use plan::Signing;
use plan::ids::PersonId;
use plan::signing::{Outcome, Row};

use crate::answers;
use crate::colour::Colour;
use crate::error::DocumentError;
use crate::flow::{Chunk, Tie};
use crate::ink;
use crate::list::{Area, Draw, ElementId, Item, Owner, Role};
use crate::look;
use crate::page::{Draft, rule};

const ABOVE: f32 = 12.0;

/// Adds the place of one person.
///
/// # Errors
/// [`DocumentError`] when something in it cannot be set.
pub(crate) fn place(
    draft: &mut Draft<'_>,
    signing: Option<&Signing>,
    person: PersonId,
    who: &str,
    part: ElementId,
) -> Result<(), DocumentError> {
    let row = signing.map(|signing| signing.row(person)).filter(|row| row.confirmed_at.is_some());
    let row = row.unwrap_or_default();
    let has_box = has_box(row.outcome.as_ref());
    let width = if has_box { look::WIDTH - look::BOX.0 - 20.0 } else { look::WIDTH };
    let mut chunks = Vec::new();
    for (text, look) in [
        (Some(who.to_owned()), look::SIGNER),
        (Some(answers::answer(&row, who, draft.texts)), look::ANSWER),
        (answers::said_on(&row, draft.texts), look::SAID_ON),
    ] {
        let Some(text) = text else { continue };
        let owner = Owner::Element(draft.element(Role::Paragraph, Some(part)));
        chunks.extend(draft.paragraph(&text, look, width, owner)?);
    }
    let mark = if has_box { marked(draft, &row, who, part) } else { Vec::new() };
    let beside = keep_together(&mut chunks, if has_box { look::BOX.1 } else { 0.0 });
    // The mark is read after what was said, so it hangs on the last line beside its box.
    let above: f32 = chunks.iter().take(beside).map(|chunk| chunk.space + chunk.height).sum();
    if let Some(line) = chunks.get_mut(beside) {
        line.items
            .extend(mark.into_iter().map(|it| Item { draw: it.draw.lowered(-above - line.space), ..it }));
    }
    let rule = rule(0.0, look::HAIR, Colour::LINE);
    draft.chunks.push(Chunk { items: vec![rule], height: ABOVE, space: ABOVE, tie: Tie::Fast, band: None });
    draft.chunks.extend(chunks);
    Ok(())
}

/// A person who may still sign has an empty box; one who chose not to has none.
fn has_box(outcome: Option<&Outcome>) -> bool {
    match outcome {
        None | Some(Outcome::Signs | Outcome::AgreesInPart { .. } | Outcome::AgreedByPhone) => true,
        Some(
            Outcome::WantsTime { .. }
            | Outcome::AgreesWillNotSign
            | Outcome::DoesNotAgree { .. }
            | Outcome::NotPresent,
        ) => false,
    }
}

fn marked(draft: &mut Draft<'_>, row: &Row, who: &str, part: ElementId) -> Vec<Item> {
    let (width, height) = look::BOX;
    let at = Area { x: look::MARGIN + look::WIDTH - width, y: 0.0, width, height };
    let mut items = vec![Item { owner: Owner::Decoration, draw: Draw::Frame { at, colour: Colour::EDGE } }];
    let lines = match &row.outcome {
        Some(outcome) if outcome.has_mark() => ink::fitted(&row.strokes, at),
        Some(_) | None => Vec::new(),
    };
    if !lines.is_empty() {
        let said = draft.texts.fill("paper.mark", &[("name", answers::name(who))]);
        let owner = Owner::Element(draft.figure(said, Some(part)));
        items.push(Item { owner, draw: Draw::Ink { lines } });
    }
    items
}

/// Keeps the lines of a place on one page, or, when they are too many for one, at least those beside the box. Says which
/// line is the last of these.
fn keep_together(chunks: &mut [Chunk], beside: f32) -> usize {
    let (mut above, mut last_beside) = (0.0, 0);
    for (index, chunk) in chunks.iter_mut().enumerate() {
        last_beside = if above < beside { index } else { last_beside };
        above += chunk.space + chunk.height;
        chunk.tie = if above < beside { Tie::Fast } else { chunk.tie.max(Tie::Close) };
    }
    if let Some(last) = chunks.last_mut() {
        last.height += (beside - above).max(0.0);
        last.tie = Tie::Loose;
    }
    last_beside
}
