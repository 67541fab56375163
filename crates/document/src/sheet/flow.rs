//! Chunks of drawing flow down the pages. Chunks that belong together stay together, as long as they fit on a page; a
//! chunk is never cut. What the chunks hold is not here.

use std::rc::Rc;

use crate::sheet::colour::Colour;
use crate::sheet::list::{Area, Draw, Item, Owner};

/// Where a page's text may stand, in points.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) bottom: f32,
}

/// Something that is never cut: a line of text, a head, a place to sign.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    /// Drawn from the chunk's own top left corner.
    pub(crate) items: Vec<Item>,
    pub(crate) height: f32,
    /// Room above it, left out at the top of a page.
    pub(crate) space: f32,
    /// How it goes with the next chunk.
    pub(crate) tie: Tie,
    /// The band it belongs to.
    pub(crate) band: Option<Band>,
    /// What is shown again above it when it is the first on a page.
    pub(crate) head: Option<Rc<Chunk>>,
}

/// How a chunk goes with the next one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tie {
    /// A page may end here.
    #[default]
    Loose,
    /// A page ends here only when all that is tied does not fit on one, or when too much of this page would stay empty.
    Close,
    /// A page ends here only when even what is tied fast does not fit on one.
    Fast,
}

/// A rule down the left side of chunks that belong together; neighbours with the same number share it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Band {
    pub(crate) number: usize,
    pub(crate) width: f32,
    pub(crate) colour: Colour,
}

/// Lays the chunks out on as many pages as they need; at least one.
pub(crate) fn pages(chunks: Vec<Chunk>, frame: Frame) -> Vec<Vec<Item>> {
    let mut press = Press { frame, pages: vec![Vec::new()], y: frame.top, band: None };
    press.put(chunks, Tie::Close);
    press.end_band();
    press.pages
}

/// The most of a page that is left empty so that what is tied closely stays together.
const MOST_EMPTY: f32 = 0.25;

struct Press {
    frame: Frame,
    pages: Vec<Vec<Item>>,
    y: f32,
    /// The band going on, and where it began on this page.
    band: Option<(Band, f32)>,
}

impl Press {
    /// Places chunks, keeping together those that are tied at least so closely.
    fn put(&mut self, chunks: Vec<Chunk>, tie: Tie) {
        let mut group: Vec<Chunk> = Vec::new();
        let mut rest = chunks.into_iter().peekable();
        while let Some(chunk) = rest.next() {
            let ends = chunk.tie < tie || rest.peek().is_none();
            group.push(chunk);
            if ends {
                self.put_group(std::mem::take(&mut group), tie);
            }
        }
    }

    fn put_group(&mut self, group: Vec<Chunk>, tie: Tie) {
        let height: f32 = group.iter().map(|chunk| chunk.space + chunk.height).sum();
        let alone = height - group.first().map_or(0.0, |chunk| chunk.space);
        let fits_a_page = alone <= self.frame.bottom - self.frame.top;
        let page = self.frame.bottom - self.frame.top;
        let is_full = self.y + height > self.frame.bottom;
        let leaves_a_gap = is_full && self.frame.bottom - self.y > MOST_EMPTY * page;
        if tie == Tie::Close && (!fits_a_page || leaves_a_gap) {
            return self.put(group, Tie::Fast);
        }
        if fits_a_page && is_full {
            self.turn();
        }
        group.into_iter().for_each(|chunk| self.place(chunk));
    }

    fn place(&mut self, chunk: Chunk) {
        if self.y + chunk.space + chunk.height > self.frame.bottom && self.y > self.frame.top {
            self.turn();
        }
        let space = if self.y > self.frame.top { chunk.space } else { 0.0 };
        if let Some(head) = chunk.head.as_deref().filter(|_| self.y <= self.frame.top) {
            self.draw(head, self.y);
            self.y += head.height;
        }
        if self.band.map(|(band, _)| band) != chunk.band {
            self.end_band();
            self.band = chunk.band.map(|band| (band, self.y + space));
        }
        let top = self.y + space;
        self.draw(&chunk, top);
        self.y = top + chunk.height;
    }

    fn draw(&mut self, chunk: &Chunk, top: f32) {
        let items = chunk.items.iter().map(|it| Item { owner: it.owner, draw: it.draw.clone().lowered(top) });
        self.pages.last_mut().into_iter().for_each(|page| page.extend(items.clone()));
    }

    fn turn(&mut self) {
        let band = self.band.map(|(band, _)| band);
        self.end_band();
        self.pages.push(Vec::new());
        self.y = self.frame.top;
        self.band = band.map(|band| (band, self.y));
    }

    fn end_band(&mut self) {
        let Some((band, top)) = self.band.take() else { return };
        let at = Area { x: self.frame.left, y: top, width: band.width, height: self.y - top };
        if let Some(page) = self.pages.last_mut().filter(|_| at.height > 0.0) {
            page.push(Item { owner: Owner::Decoration, draw: Draw::Bar { at, colour: band.colour } });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame { left: 0.0, top: 10.0, bottom: 110.0 };

    fn chunk(height: f32, tie: Tie) -> Chunk {
        let draw = Draw::Dot { x: 0.0, y: 0.0, radius: height, colour: Colour::INK };
        let items = vec![Item { owner: Owner::Decoration, draw }];
        Chunk { items, height, space: 5.0, tie, band: None, head: None }
    }

    /// The heights and places of what stands on each page.
    fn laid(chunks: Vec<Chunk>) -> Vec<Vec<(i32, i32)>> {
        let place = |item: &Item| {
            let Draw::Dot { y, radius, .. } = &item.draw else { panic!("{item:?}") };
            (*radius as i32, *y as i32)
        };
        pages(chunks, FRAME).iter().map(|page| page.iter().map(place).collect()).collect()
    }

    #[test]
    fn space_is_left_out_at_the_top_of_a_page() {
        let chunks = vec![chunk(60.0, Tie::Loose), chunk(30.0, Tie::Loose), chunk(20.0, Tie::Loose)];
        assert_eq!(laid(chunks), [vec![(60, 10), (30, 75)], vec![(20, 10)]]);
    }

    #[test]
    fn what_belongs_together_moves_together() {
        let chunks = vec![chunk(80.0, Tie::Loose), chunk(5.0, Tie::Close), chunk(30.0, Tie::Loose)];
        assert_eq!(laid(chunks), [vec![(80, 10)], vec![(5, 10), (30, 20)]]);
    }

    #[test]
    fn what_is_tied_closely_gives_way_before_a_page_stays_half_empty() {
        let chunks = |tie| vec![chunk(40.0, Tie::Loose), chunk(20.0, tie), chunk(40.0, Tie::Loose)];
        assert_eq!(laid(chunks(Tie::Close)), [vec![(40, 10), (20, 55)], vec![(40, 10)]]);
        assert_eq!(laid(chunks(Tie::Fast)), [vec![(40, 10)], vec![(20, 10), (40, 35)]]);
    }

    #[test]
    fn what_fits_on_no_page_is_still_shown() {
        let fast = |height| chunk(height, Tie::Fast);
        let chunks = vec![fast(60.0), fast(60.0), chunk(300.0, Tie::Loose), chunk(5.0, Tie::Loose)];
        assert_eq!(laid(chunks), [vec![(60, 10)], vec![(60, 10)], vec![(300, 10)], vec![(5, 10)]]);
    }

    #[test]
    fn what_is_tied_closely_gives_way_before_what_is_tied_fast() {
        let chunks = vec![chunk(50.0, Tie::Close), chunk(30.0, Tie::Fast), chunk(40.0, Tie::Loose)];
        assert_eq!(laid(chunks), [vec![(50, 10)], vec![(30, 10), (40, 45)]]);
    }
}
