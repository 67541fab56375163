//! How a stroke looks: a smooth line, thicker where the hand was slow or the pen pressed, thinner where it was quick. Glass
//! and paper draw the same pieces, so a mark looks on paper as it did under the hand. Colours and places are theirs.

use super::{Point, Stroke};

/// The thinnest a line becomes, in hundredths of a millimetre.
pub const THINNEST: f64 = 45.0;
/// The thickest.
pub const THICKEST: f64 = 130.0;

/// How thick a hand at rest draws that presses as hands do.
const AT_REST: f64 = 90.0;
/// At this many millimetres in a second a line is half as thick as at rest.
const QUICK: f64 = 450.0;
/// How long a hand takes to change the width halfway, in tenths of a millisecond.
const EASE: f64 = 250.0;
/// Widths go in steps, so that a line is a few strokes of the pen and not one for each point.
const STEP: f64 = 5.0;
/// Nearer than this, a point adds no shape that can be seen.
const NEAR: f64 = 10.0;

/// A part of a line that is one width thick. All in hundredths of a millimetre.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    /// Where it begins.
    pub from: (f64, f64),
    /// Where it bends to: the middle point of a quadratic curve.
    pub towards: (f64, f64),
    /// Where it ends. A dot ends where it begins.
    pub to: (f64, f64),
    /// How thick it is.
    pub width: f64,
}

/// The pieces of a stroke, each from where the one before it ends.
pub fn pieces(stroke: &Stroke) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let Some(mut before) = stroke.points.first() else { return pieces };
    let mut corner = place(before);
    let mut from = corner;
    let mut width = natural(0.0, before.p);
    for point in &stroke.points {
        // Points of one moment say nothing about speed.
        let time = f64::from(point.t.saturating_sub(before.t));
        if time > 0.0 {
            let speed = distance(place(before), place(point)) / time * 100.0;
            width += (natural(speed, point.p) - width) * time / (time + EASE);
        }
        before = point;
        let at = place(point);
        if distance(corner, at) >= NEAR {
            let middle = ((corner.0 + at.0) / 2.0, (corner.1 + at.1) / 2.0);
            pieces.push(Piece { from, towards: corner, to: middle, width: in_steps(width) });
            (from, corner) = (middle, at);
        }
    }
    pieces.push(Piece { from, towards: corner, to: corner, width: in_steps(width) });
    pieces
}

/// How thick a hand draws that moves this fast, in millimetres a second, and presses this much.
fn natural(speed: f64, pressure: u16) -> f64 {
    let pressed = 0.55 + f64::from(pressure.min(1000)) * 0.0009;
    (AT_REST * pressed / (1.0 + speed / QUICK)).clamp(THINNEST, THICKEST)
}

fn in_steps(width: f64) -> f64 {
    (width / STEP + 0.5).floor() * STEP
}

fn place(point: &Point) -> (f64, f64) {
    (f64::from(point.x), f64::from(point.y))
}

fn distance((x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> f64 {
    ((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0)).sqrt()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::signing::ink::Pointer;

    fn stroke(points: Vec<Point>) -> Stroke {
        Stroke { pointer: Pointer::Pen, width: 10_000, height: 6_000, points }
    }

    /// A straight line of 100 millimetres at one speed and pressure.
    fn line(speed: i32, p: u16) -> Vec<Piece> {
        let point = |n: i32| Point { x: n * 100, y: 500, t: (n * 10_000 / speed) as u32, p };
        pieces(&stroke((0..=100).map(point).collect()))
    }

    fn thickness(pieces: &[Piece]) -> f64 {
        pieces.iter().map(|piece| piece.width).sum::<f64>() / pieces.len() as f64
    }

    #[test]
    fn slow_is_thicker_and_so_is_pressed() {
        let widths: Vec<f64> = [10, 60, 200, 600].map(|speed| thickness(&line(speed, 500))).to_vec();
        assert!(widths.is_sorted_by(|slow, quick| slow > quick), "{widths:?}");
        let widths: Vec<f64> = [0, 300, 600, 1000].map(|p| thickness(&line(60, p))).to_vec();
        assert!(widths.is_sorted_by(|light, hard| light < hard), "{widths:?}");
    }

    #[test]
    fn a_steady_hand_draws_the_same_however_often_the_glass_asks() {
        let often = line(100, 500);
        let points = (0..=25).map(|n| Point { x: n * 400, y: 500, t: n as u32 * 400, p: 500 });
        let seldom = pieces(&stroke(points.collect()));
        assert!((often[90].width - seldom[22].width).abs() <= STEP);
    }

    #[test]
    fn a_dot_is_one_piece_and_nothing_is_none() {
        let dot = Point { x: 700, y: 800, t: 0, p: 500 };
        let still = (0..9).map(|n| Point { x: dot.x + n % 2, t: n as u32 * 80, ..dot });
        for points in [vec![dot], still.collect()] {
            let [piece] = pieces(&stroke(points)).try_into().unwrap();
            assert_eq!((piece.from, piece.to, piece.width), ((700.0, 800.0), (700.0, 800.0), AT_REST));
        }
        assert_eq!(pieces(&stroke(Vec::new())), []);
    }

    proptest! {
        #[test]
        fn whatever_the_glass_says_the_line_is_whole_and_within_its_bounds(
            points in prop::collection::vec((any::<i32>(), any::<i32>(), any::<u32>(), any::<u16>()), 1..40),
            is_small in any::<bool>(),
        ) {
            let size = |place: i32| if is_small { place % 500 } else { place };
            let point = |(x, y, t, p)| Point { x: size(x), y: size(y), t, p };
            let points: Vec<Point> = points.into_iter().map(point).collect();
            let pieces = pieces(&stroke(points.clone()));
            prop_assert!(!pieces.is_empty() && pieces.len() <= points.len());
            let mut end = place(&points[0]);
            for piece in &pieces {
                prop_assert!((THINNEST..=THICKEST).contains(&piece.width), "{piece:?}");
                prop_assert_eq!(piece.from, end);
                end = piece.to;
            }
            prop_assert!(distance(end, place(&points[points.len() - 1])) < NEAR, "it ends where the hand did");
        }
    }
}
