//! A person's mark, brought into its box: upright, in proportion, never larger than it was drawn. A little thicker where
//! the pen pressed or went slowly. The strokes themselves are kept elsewhere; nothing here changes them.

use plan::ink::{Point, Stroke, bounds};

use crate::list::{Area, InkLine};

/// Points in one hundredth of a millimetre.
const UNIT: f32 = 72.0 / 2540.0;
/// Room between the mark and the edge of its box.
const ROOM: f32 = 6.0;
/// Nearer than this, a point adds nothing that can be seen on paper.
const NEAR: f32 = 0.2;
/// Widths go in steps, so that a stroke is a few lines and not one for each point.
const STEP: f32 = 0.2;

/// The lines of a mark, in the middle of an area.
pub(crate) fn fitted(strokes: &[Stroke], into: Area) -> Vec<InkLine> {
    let Some((left, top, right, bottom)) = bounds(strokes) else { return Vec::new() };
    let (left, top, right, bottom) = (left as f32, top as f32, right as f32, bottom as f32);
    let (width, height) = ((right - left) * UNIT, (bottom - top) * UNIT);
    let (most_wide, most_high) = (into.width - 2.0 * ROOM, into.height - 2.0 * ROOM);
    let scale = (most_wide / width.max(1.0)).min(most_high / height.max(1.0)).min(1.0);
    let x0 = into.x + (into.width - width * scale) / 2.0;
    let y0 = into.y + (into.height - height * scale) / 2.0;
    let place = |point: &Point| {
        let (x, y) = ((point.x as f32 - left) * UNIT, (point.y as f32 - top) * UNIT);
        (x0 + x * scale, y0 + y * scale)
    };
    strokes.iter().flat_map(|stroke| lines(stroke, scale, place)).collect()
}

fn lines(stroke: &Stroke, scale: f32, place: impl Fn(&Point) -> (f32, f32)) -> Vec<InkLine> {
    let mut lines: Vec<InkLine> = Vec::new();
    let mut before: Option<(&Point, (f32, f32))> = None;
    for (index, point) in stroke.points.iter().enumerate() {
        let at = place(point);
        let is_last = index + 1 == stroke.points.len();
        if before.is_some_and(|(_, last)| distance(last, at) < NEAR) && !is_last {
            continue;
        }
        let width = width(before.map(|(point, _)| point), point, scale);
        match lines.last_mut() {
            Some(line) if line.width == width || line.points.len() < 3 => line.points.push(at),
            Some(line) => {
                // The next line begins where this one ends, so that no gap shows.
                let joint = line.points.last().copied();
                lines.push(InkLine { width, points: joint.into_iter().chain([at]).collect() });
            }
            None => lines.push(InkLine { width, points: vec![at] }),
        }
        before = Some((point, at));
    }
    lines
}

fn width(before: Option<&Point>, point: &Point, scale: f32) -> f32 {
    let speed = before.map_or(0.0, |before| {
        let way = distance((before.x as f32, before.y as f32), (point.x as f32, point.y as f32)) / 100.0;
        let seconds = point.t.saturating_sub(before.t).max(1) as f32 / 10_000.0;
        way / seconds
    });
    // From 1.6 points, half as much again under pressure, down to two thirds at 300 millimetres a second.
    let pressed = 1.1 + f32::from(point.p.min(1000)) / 1000.0;
    let natural = pressed * (1.0 - (speed / 900.0).min(0.33));
    ((natural * scale.max(0.5)) / STEP).round().max(3.0) * STEP
}

fn distance((x0, y0): (f32, f32), (x1, y1): (f32, f32)) -> f32 {
    ((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0)).sqrt()
}

#[cfg(test)]
mod tests {
    use plan::ink::Pointer;

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
}
