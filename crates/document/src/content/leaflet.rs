//! A leaflet about the two schemes by which the police tell what they know of a partner or of somebody near a child. It is
//! the same for everybody and names nobody, no family and no agency, so that having it tells nothing.

use crate::content::edition::Edition;
use crate::error::DocumentError;
use crate::sheet::list::Role;
use crate::sheet::look;
use crate::sheet::page::Draft;

/// Its parts: the key of the heading, and the section of the texts that stands under it.
const PARTS: [(&str, &str); 3] = [
    ("leaflet.partner", "leaflet_partner"),
    ("leaflet.child", "leaflet_child"),
    ("leaflet.how", "leaflet_how"),
];

/// Adds the leaflet.
///
/// # Errors
/// [`DocumentError`] when a word cannot be set.
pub(crate) fn leaflet<'a>(draft: &mut Draft<'a>, _: &Edition<'a>) -> Result<(), DocumentError> {
    // None of its numbers is a house.
    draft.rings = true;
    let part = draft.element(Role::Part, None);
    let texts = draft.texts;
    let title = draft.heading(texts.get("leaflet.title"), look::TITLE, 1, part)?;
    draft.chunks.extend(title);
    let lead = draft.told(texts.get("leaflet.lead"), look::SENTENCE, Role::Paragraph, part)?;
    draft.chunks.extend(lead);
    for (heading, section) in PARTS {
        let heading = draft.heading(texts.get(heading), look::HEADING, 2, part)?;
        draft.chunks.extend(heading);
        for (_, sentence) in texts.section(section) {
            let sentence = draft.told(sentence, look::SENTENCE, Role::Paragraph, part)?;
            draft.chunks.extend(sentence);
        }
    }
    let note = draft.told(texts.get("leaflet.note"), look::NOTE, Role::Paragraph, part)?;
    draft.chunks.extend(note);
    Ok(())
}
