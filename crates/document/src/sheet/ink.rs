//! A person's mark, brought into its box: upright, in proportion, never larger than it was drawn, and shaped as it was
//! under the hand. The strokes themselves are kept elsewhere; nothing here changes them.

use plan::ink::drawn::{Piece, pieces};
use plan::ink::{Stroke, bounds};

use crate::sheet::list::{Area, InkLine};

/// Points in one hundredth of a millimetre.
const UNIT: f32 = 72.0 / 2540.0;
/// Room between the mark and the edge of its box.
const ROOM: f32 = 6.0;
/// A line that is made smaller stays thick enough for an old printer.
const THINNEST: f32 = 0.6;
/// Paper has no curves here: they become straight parts about this long.
const PART: f32 = 1.2;

/// The lines of a mark, in the middle of an area.
pub(crate) fn fitted(strokes: &[Stroke], into: Area) -> Vec<InkLine> {
    let Some((left, top, right, bottom)) = bounds(strokes) else { return Vec::new() };
    let (left, top, right, bottom) = (left as f32, top as f32, right as f32, bottom as f32);
    let (width, height) = ((right - left) * UNIT, (bottom - top) * UNIT);
    let (most_wide, most_high) = (into.width - 2.0 * ROOM, into.height - 2.0 * ROOM);
    let scale = (most_wide / width.max(1.0)).min(most_high / height.max(1.0)).min(1.0);
    let x0 = into.x + (into.width - width * scale) / 2.0;
    let y0 = into.y + (into.height - height * scale) / 2.0;
    let place = |(x, y): (f64, f64)| {
        let (x, y) = ((x as f32 - left) * UNIT, (y as f32 - top) * UNIT);
        (x0 + x * scale, y0 + y * scale)
    };
    strokes.iter().flat_map(|stroke| lines(stroke, scale, place)).collect()
}

fn lines(stroke: &Stroke, scale: f32, place: impl Fn((f64, f64)) -> (f32, f32)) -> Vec<InkLine> {
    let mut lines: Vec<InkLine> = Vec::new();
    for piece in pieces(stroke) {
        let Piece { from, towards, to, width } = piece;
        let [from, towards, to] = [from, towards, to].map(&place);
        let width = (width as f32 * UNIT * scale).max(THINNEST);
        if lines.last().is_none_or(|line| line.width != width) {
            // It begins where the line before ends, so that no gap shows.
            lines.push(InkLine { width, points: vec![from] });
        }
        if let Some(line) = lines.last_mut() {
            line.points.extend(bent(from, towards, to));
        }
    }
    lines
}

/// The points of a quadratic curve after its first.
fn bent(from: (f32, f32), towards: (f32, f32), to: (f32, f32)) -> impl Iterator<Item = (f32, f32)> {
    let way = distance(from, towards) + distance(towards, to);
    let parts = (way / PART).ceil().min(16.0) as u8;
    (1..=parts).map(move |part| {
        let along = f32::from(part) / f32::from(parts);
        let mix = |from: f32, towards: f32, to: f32| {
            let back = 1.0 - along;
            from * back * back + towards * 2.0 * back * along + to * along * along
        };
        (mix(from.0, towards.0, to.0), mix(from.1, towards.1, to.1))
    })
}

fn distance((x0, y0): (f32, f32), (x1, y1): (f32, f32)) -> f32 {
    ((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0)).sqrt()
}

#[cfg(test)]
mod tests {
    use plan::ink::{Point, Pointer};

    use super::*;

    const BOX: Area = Area { x: 100.0, y: 50.0, width: 200.0, height: 70.0 };

    fn stroke(points: &[(i32, i32)]) -> Stroke {
        let point =
            |(index, (x, y)): (usize, &(i32, i32))| Point { x: *x, y: *y, t: index as u32 * 80, p: 500 };
        let points = points.iter().enumerate().map(point).collect();
        Stroke { pointer: Pointer::Pen, width: 15_000, height: 5_000, points }
    }

    fn edges(lines: &[InkLine]) -> (f32, f32, f32, f32) {
        let start = (f32::MAX, f32::MAX, f32::MIN, f32::MIN);
        lines.iter().flat_map(|line| &line.points).fold(start, |(left, top, right, bottom), (x, y)| {
            (left.min(*x), top.min(*y), right.max(*x), bottom.max(*y))
        })
    }

    #[test]
    fn a_mark_stays_in_its_box_and_in_proportion() {
        for points in
            [[(0, 0), (90_000, 30_000)], [(-5, -900_000), (5, 900_000)], [(i32::MIN, 0), (i32::MAX, 9)]]
        {
            let (left, top, right, bottom) = edges(&fitted(&[stroke(&points)], BOX));
            assert!(left >= 105.9 && right <= 294.1 && top >= 55.9 && bottom <= 114.1, "{points:?}");
        }
        let (left, top, right, bottom) = edges(&fitted(&[stroke(&[(0, 0), (90_000, 30_000)])], BOX));
        assert!(((right - left) / (bottom - top) - 3.0).abs() < 0.01);
    }

    #[test]
    fn a_small_mark_is_not_made_larger() {
        let (left, _, right, _) = edges(&fitted(&[stroke(&[(0, 0), (1_000, 0)])], BOX));
        assert!((right - left - 28.346).abs() < 0.01);
    }

    #[test]
    fn a_dot_is_a_mark() {
        let lines = fitted(&[stroke(&[(700, 700)])], BOX);
        assert_eq!(lines.len(), 1);
        assert!(fitted(&[], BOX).is_empty());
    }

    #[test]
    fn a_line_has_no_gaps_and_is_as_thick_as_on_the_glass() {
        let zigzag: Vec<(i32, i32)> = (0..40).map(|n| (n * n * 4, n % 2 * 300)).collect();
        let lines = fitted(&[stroke(&zigzag)], BOX);
        assert!(lines.len() > 1, "it changes its width");
        for pair in lines.windows(2) {
            assert_eq!(pair[0].points.last(), pair[1].points.first());
        }
        let thick: Vec<f32> = pieces(&stroke(&zigzag)).iter().map(|it| it.width as f32 * UNIT).collect();
        assert!(
            lines.iter().all(|line| thick.contains(&line.width)),
            "this mark fits without being made smaller"
        );
    }
}
