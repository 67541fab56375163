//! What stands on a paper. `edition` says what its reader sees; each kind of copy has a file of its name, which says what
//! stands in it; the others are what several of them are made of. Where on a page it stands is `sheet`'s, how it becomes a
//! file is `pdf`'s.

mod answers;
mod beside;
mod blank;
mod blocks;
mod edition;
mod evidence;
mod first_things;
mod full;
mod gist;
mod head;
pub(crate) mod kind;
mod leaflet;
pub(crate) mod paper;
mod places;
mod review;
mod summary;
mod telling;

use plan::agreement::BlockKind;

use crate::error::DocumentError;
use crate::sheet::list::Sheets;
use edition::Edition;
use kind::Kind;
use paper::Paper;

/// Lays a paper out.
///
/// # Errors
/// [`DocumentError`] when something in it cannot be set.
pub(crate) fn laid_out(paper: &Paper<'_>) -> Result<Sheets, DocumentError> {
    let edition = Edition::of(paper);
    let sheets = match paper.kind {
        Kind::Summary => summary::sheets(&edition),
        Kind::Full | Kind::Part { .. } => head::around(&edition, full::full),
        Kind::SideBySide { theirs, language } => {
            head::around(&edition, |draft, edition| beside::blocks(draft, edition, theirs, language))
        }
        Kind::Blank => head::around(&edition, blank::blank),
        Kind::Review => head::around(&edition, review::review),
        Kind::Leaflet => head::around(&edition, leaflet::leaflet),
    }?;
    Ok(Sheets { title: title(paper), language: paper.agreement.language.0.clone(), ..sheets })
}

/// Kind of paper and reference; the family is not named where a screen's title bar would show it. A blank paper and a leaflet
/// are nobody's.
fn title(paper: &Paper<'_>) -> String {
    if paper.kind == Kind::Leaflet {
        return paper.texts.get("leaflet.title").to_owned();
    }
    let title = paper.agreement.blocks.iter().find(|block| block.kind == BlockKind::Title);
    let reference = if paper.kind == Kind::Blank { "" } else { &paper.agreement.reference };
    format!("{} {reference}", title.map_or("", |block| &block.text)).trim().to_owned()
}
