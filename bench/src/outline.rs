//! The list of headings that a viewer shows beside the pages, for krilla.

use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::outline::{Outline, OutlineNode};

use crate::list::{Draw, ElementId, Owner, Sheets};

/// A heading, as the outline names it.
#[derive(Debug)]
pub(crate) struct Heading {
    pub(crate) level: u8,
    pub(crate) text: String,
    pub(crate) element: ElementId,
}

/// The headings, each below the one it belongs to.
pub(crate) fn of(sheets: &Sheets) -> Outline {
    let mut outline = Outline::new();
    let mut open: Vec<(u8, OutlineNode)> = Vec::new();
    for heading in &sheets.outline {
        let Some((page, top)) = place(heading.element, sheets) else { continue };
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

fn place(element: ElementId, sheets: &Sheets) -> Option<(usize, f32)> {
    sheets.pages.iter().enumerate().find_map(|(page, items)| {
        let mut own = items.iter().filter(|item| item.owner == Owner::Element(element));
        own.find_map(|item| match &item.draw {
            Draw::Letters { y, size, .. } => Some((page, y - size * 1.2)),
            _ => None,
        })
    })
}
