//! The list of headings that a viewer shows beside the pages, for krilla.

use document::sheet::Sheets;
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::outline::{Outline, OutlineNode};

/// The headings, each below the one it belongs to.
pub(super) fn of(sheets: &Sheets) -> Outline {
    let mut outline = Outline::new();
    let mut open: Vec<(u8, OutlineNode)> = Vec::new();
    for heading in &sheets.outline {
        let Some((page, top)) = sheets.top(heading.element) else { continue };
        close(&mut open, heading.level, &mut outline);
        let there = XyzDestination::new(page, Point::from_xy(0.0, top.max(0.0)));
        open.push((heading.level, OutlineNode::new(heading.text.trim().to_owned(), there)));
    }
    close(&mut open, 0, &mut outline);
    outline
}

/// Puts the headings that nothing more comes below under their own.
fn close(open: &mut Vec<(u8, OutlineNode)>, level: u8, outline: &mut Outline) {
    while let Some((_, done)) = open.pop_if(|(of, _)| *of >= level) {
        match open.last_mut() {
            Some((_, above)) => above.push_child(done),
            None => outline.push_child(done),
        }
    }
}
