//! How each adult of the family went through the agreement, after the places to sign. A sitting of form 1 tells nothing of
//! it. The words are in `telling`.

use crate::content::edition::Edition;
use crate::content::telling::{Told, told};
use crate::error::DocumentError;
use crate::sheet::flow::Tie;
use crate::sheet::list::Role;
use crate::sheet::look::{self, Look};
use crate::sheet::page::Draft;

/// Adds what is told of each adult, under a heading; nothing when there is nobody to tell it of.
///
/// # Errors
/// [`DocumentError`] when something in it cannot be set.
pub(crate) fn evidence(draft: &mut Draft<'_>, edition: &Edition<'_>) -> Result<(), DocumentError> {
    let mut adults = edition.adults().peekable();
    let Some(signing) = edition.paper.signing.filter(|_| adults.peek().is_some()) else { return Ok(()) };
    let part = draft.element(Role::Part, None);
    let colour = edition.paper.lead.colour.for_words();
    let heading = draft.texts.get("evidence.heading");
    let heading = draft.heading(heading, look::HEADING.coloured(colour), 2, part)?;
    draft.chunks.extend(heading);
    for (index, person) in adults.enumerate() {
        let space = if index == 0 { look::UNDER_HEADING } else { look::SUBHEADING.space };
        let look = Look { space, ..look::SUBHEADING };
        let heading = draft.heading(&edition.name(person), look, 3, part)?;
        draft.chunks.extend(heading);
        let mut is_answer = false;
        for told in told(edition, signing, person) {
            let (text, look, role) = match &told {
                Told::Sentence(text) => (text, look::SENTENCE, Role::Paragraph),
                Told::Question(text) => (text, look::QUESTION, Role::Paragraph),
                Told::Quotation(text) => (text, look::OWN_WORDS, Role::Quotation),
            };
            let space = if is_answer { look::UNDER_QUESTION } else { look.space };
            let mut chunks = draft.told(text, Look { space, ..look }, role, part)?;
            is_answer = matches!(told, Told::Question(_));
            if is_answer {
                chunks.iter_mut().for_each(|line| line.tie = Tie::Fast);
            }
            draft.chunks.extend(chunks);
        }
    }
    Ok(())
}
