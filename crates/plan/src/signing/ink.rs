//! Marks people make with a pen or a finger, kept as data in physical units so that they can be drawn at any size, on
//! glass and on paper. No judging of marks here: any mark a person calls theirs is theirs.

pub mod drawn;

use serde::{Deserialize, Serialize};

/// The most points one stroke may hold. A minute of drawing at 240 points a second.
pub const MAX_POINTS: usize = 14_400;

/// A mark that is smaller both ways may be a slip of the hand. In hundredths of a millimetre.
const TINY: i32 = 300;

/// One line drawn from pen-down to pen-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stroke {
    /// What drew it.
    pub pointer: Pointer,
    /// The width of the place it was drawn in, in hundredths of a millimetre.
    pub width: i32,
    /// The height of that place, in hundredths of a millimetre.
    pub height: i32,
    /// Where the pointer was, in order.
    pub points: Vec<Point>,
}

/// One moment of a stroke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Hundredths of a millimetre from the left edge.
    pub x: i32,
    /// Hundredths of a millimetre from the top edge.
    pub y: i32,
    /// Tenths of a millisecond since pen-down.
    pub t: u32,
    /// Pressure from 0 to 1000; 500 where the glass cannot tell.
    pub p: u16,
}

/// What drew a stroke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pointer {
    /// A pen with a tip the tablet knows.
    Pen,
    /// A finger.
    Touch,
    /// A mouse or trackpad.
    Mouse,
}

impl Stroke {
    /// Whether it can be kept: at least one point and no more than [`MAX_POINTS`].
    pub const fn is_drawn(&self) -> bool {
        !self.points.is_empty() && self.points.len() <= MAX_POINTS
    }
}

/// The smallest box around some strokes, in hundredths of a millimetre: left, top, right, bottom. Nothing when there is
/// no point.
pub fn bounds<'a>(strokes: impl IntoIterator<Item = &'a Stroke>) -> Option<(i32, i32, i32, i32)> {
    let mut points = strokes.into_iter().flat_map(|stroke| &stroke.points);
    let first = points.next()?;
    Some(points.fold((first.x, first.y, first.x, first.y), |(left, top, right, bottom), point| {
        (left.min(point.x), top.min(point.y), right.max(point.x), bottom.max(point.y))
    }))
}

/// Whether all that is drawn is a dot or hardly more, so that it is asked about. It may well be someone's mark.
pub fn is_tiny(strokes: &[Stroke]) -> bool {
    bounds(strokes).is_some_and(|(left, top, right, bottom)| {
        right.saturating_sub(left) < TINY && bottom.saturating_sub(top) < TINY
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stroke(places: &[(i32, i32)]) -> Stroke {
        let points = places.iter().map(|(x, y)| Point { x: *x, y: *y, t: 0, p: 500 }).collect();
        Stroke { pointer: Pointer::Touch, width: 10_000, height: 6_000, points }
    }

    #[test]
    fn dots_and_specks_are_asked_about_and_a_cross_is_not() {
        assert!(is_tiny(&[stroke(&[(700, 700)])]));
        assert!(is_tiny(&[stroke(&[(700, 700), (900, 999)]), stroke(&[(800, 750)])]));
        assert!(!is_tiny(&[stroke(&[(0, 0), (400, 400)]), stroke(&[(400, 0), (0, 400)])]));
        assert!(!is_tiny(&[stroke(&[(700, 700), (700, 1000)])]), "a short line up and down");
        assert!(!is_tiny(&[stroke(&[(0, 700)]), stroke(&[(900, 700)])]), "two dots apart");
        assert!(!is_tiny(&[stroke(&[(i32::MIN, 0), (i32::MAX, 0)])]));
    }

    #[test]
    fn where_nothing_is_drawn_there_is_nothing_to_ask_about() {
        assert!(!is_tiny(&[]));
        assert!(!is_tiny(&[stroke(&[])]));
    }
}
