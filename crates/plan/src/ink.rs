//! Marks people make with a pen or a finger, kept as data in physical units so that they can be drawn at any size, on
//! glass and on paper. No judging of marks here: any mark a person calls theirs is theirs.

use serde::{Deserialize, Serialize};

/// The most points one stroke may hold. A minute of drawing at 240 points a second.
pub const MAX_POINTS: usize = 14_400;

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

/// Whether a mark is so small that it may have been an accident: it fits into three millimetres each way. It is still a
/// mark; a person is only asked.
pub fn is_tiny(strokes: &[Stroke]) -> bool {
    bounds(strokes).is_some_and(|(left, top, right, bottom)| right - left < 300 && bottom - top < 300)
}
