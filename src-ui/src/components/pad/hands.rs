//! Whose line it is, when a pen, a finger and the palm of a hand are on the glass. There is one line at a time; a hand that
//! rests on the glass beside a pen draws none. Nothing here knows the page.

use plan::ink::Pointer;

/// A line of a touch that is no older than this when a pen comes is a palm's. In milliseconds.
const PALM: f64 = 1000.0;

/// A pen that was heard within these milliseconds is near.
const NEAR: f64 = 1000.0;

/// What was heard of a pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heard {
    /// It came down on the pad.
    Down,
    /// It moved; a pen also over the glass.
    Moved,
    /// It was lifted.
    Up,
    /// The system took it away.
    Cancelled,
}

/// What to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// Nothing.
    Nothing,
    /// Begin a line here; this becomes of one that was there.
    Begin(Fate),
    /// The line goes on here.
    GoOn,
    /// The line ends.
    End(Fate),
}

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is kept.
    Kept,
    /// It was a palm's.
    GivenUp,
}

/// The hands on the pad.
#[derive(Debug, Default)]
pub(super) struct Hands {
    line: Option<Line>,
    pen: Option<Pen>,
}

#[derive(Debug, Clone, Copy)]
struct Line {
    id: i32,
    is_touch: bool,
    began: f64,
}

/// A pen, since when it is near and when it was heard last.
#[derive(Debug, Clone, Copy)]
struct Pen {
    came: f64,
    heard: f64,
}

impl Hands {
    /// Something was heard of the pointer with this id, now.
    pub(super) fn hear(&mut self, heard: Heard, id: i32, pointer: Pointer, now: f64) -> Act {
        self.pen = self.pen.filter(|pen| now - pen.heard < NEAR);
        let is_pen = pointer == Pointer::Pen;
        if is_pen {
            let came = self.pen.map_or(now, |pen| pen.came);
            self.pen = Some(Pen { came, heard: now });
        }
        let is_touch = pointer == Pointer::Touch;
        let act = match (heard, self.line) {
            (Heard::Down, None) if is_touch && self.pen.is_some() => Act::Nothing,
            (Heard::Down, None) => Act::Begin(Fate::Kept),
            (Heard::Down, Some(line)) if is_pen => Act::Begin(self.fate(line)),
            (Heard::Moved, Some(line)) if line.id == id => Act::GoOn,
            (Heard::Up | Heard::Cancelled, Some(line)) if line.id == id => Act::End(self.fate(line)),
            (Heard::Down | Heard::Moved | Heard::Up | Heard::Cancelled, _) => Act::Nothing,
        };
        match act {
            Act::Begin(_) => self.line = Some(Line { id, is_touch, began: now }),
            Act::End(_) => self.line = None,
            Act::GoOn | Act::Nothing => {}
        }
        act
    }

    /// The pad is put away: no line goes on.
    pub(super) fn let_go(&mut self) {
        self.line = None;
    }

    fn fate(&self, line: Line) -> Fate {
        match self.pen {
            Some(pen) if line.is_touch && pen.came - line.began < PALM => Fate::GivenUp,
            _ => Fate::Kept,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Act::{Begin, End, GoOn, Nothing};
    use super::Fate::{GivenUp, Kept};
    use super::Heard::{Cancelled, Down, Moved, Up};
    use super::*;

    const PEN: (i32, Pointer) = (1, Pointer::Pen);
    const PALM: (i32, Pointer) = (2, Pointer::Touch);
    const FINGER: (i32, Pointer) = (3, Pointer::Touch);
    const MOUSE: (i32, Pointer) = (4, Pointer::Mouse);

    /// What is done for each thing heard, at these milliseconds.
    #[track_caller]
    fn check(story: &[(f64, (i32, Pointer), Heard, Act)]) {
        let mut hands = Hands::default();
        for (now, (id, pointer), heard, act) in story {
            assert_eq!(hands.hear(*heard, *id, *pointer, *now), *act, "{heard:?} of {pointer:?} at {now}");
        }
    }

    #[test]
    fn each_draws_alone() {
        for one in [PEN, FINGER, MOUSE] {
            check(&[(0.0, one, Down, Begin(Kept)), (8.0, one, Moved, GoOn), (16.0, one, Up, End(Kept))]);
        }
    }

    #[test]
    fn a_palm_beside_a_pen_draws_nothing() {
        check(&[
            (0.0, PEN, Down, Begin(Kept)),
            (5.0, PALM, Down, Nothing),
            (8.0, PALM, Moved, Nothing),
            (9.0, PEN, Moved, GoOn),
            (12.0, PALM, Up, Nothing),
            (16.0, PEN, Up, End(Kept)),
        ]);
    }

    #[test]
    fn a_palm_just_before_the_pen_is_given_up_for_it() {
        check(&[
            (0.0, PALM, Down, Begin(Kept)),
            (8.0, PALM, Moved, GoOn),
            (300.0, PEN, Down, Begin(GivenUp)),
            (308.0, PALM, Moved, Nothing),
            (310.0, PEN, Moved, GoOn),
            (320.0, PALM, Cancelled, Nothing),
            (330.0, PEN, Up, End(Kept)),
        ]);
    }

    #[test]
    fn a_finger_that_has_drawn_for_long_keeps_its_line_when_a_pen_comes() {
        check(&[
            (0.0, FINGER, Down, Begin(Kept)),
            (1500.0, FINGER, Moved, GoOn),
            (1600.0, PEN, Down, Begin(Kept)),
            (1700.0, FINGER, Up, Nothing),
            (1800.0, PEN, Up, End(Kept)),
        ]);
    }

    #[test]
    fn a_pen_over_the_glass_is_near_for_a_while() {
        check(&[
            (0.0, PEN, Moved, Nothing),
            (900.0, FINGER, Down, Nothing),
            (910.0, FINGER, Moved, Nothing),
            (1001.0, PALM, Down, Begin(Kept)),
        ]);
        check(&[
            (0.0, PEN, Down, Begin(Kept)),
            (3000.0, PEN, Up, End(Kept)),
            (3500.0, PALM, Down, Nothing),
            (4100.0, FINGER, Down, Begin(Kept)),
        ]);
    }

    #[test]
    fn what_the_system_takes_away_is_kept_unless_a_pen_has_come() {
        check(&[(0.0, FINGER, Down, Begin(Kept)), (50.0, FINGER, Cancelled, End(Kept))]);
        check(&[(0.0, PEN, Down, Begin(Kept)), (50.0, PEN, Cancelled, End(Kept))]);
        for end in [Up, Cancelled] {
            check(&[
                (0.0, PALM, Down, Begin(Kept)),
                (90.0, PEN, Moved, Nothing),
                (120.0, PALM, end, End(GivenUp)),
            ]);
        }
    }

    #[test]
    fn a_second_finger_is_no_second_line_and_ends_none() {
        check(&[
            (0.0, FINGER, Down, Begin(Kept)),
            (5.0, PALM, Down, Nothing),
            (8.0, PALM, Moved, Nothing),
            (10.0, PALM, Up, Nothing),
            (12.0, MOUSE, Down, Nothing),
            (14.0, FINGER, Moved, GoOn),
            (20.0, FINGER, Up, End(Kept)),
        ]);
    }

    #[test]
    fn a_pen_whose_lifting_was_not_heard_keeps_its_line_and_begins_another() {
        check(&[(0.0, PEN, Down, Begin(Kept)), (900.0, PEN, Down, Begin(Kept)), (950.0, PEN, Up, End(Kept))]);
    }

    #[test]
    fn after_it_was_put_away_nothing_goes_on() {
        let mut hands = Hands::default();
        hands.hear(Down, 3, Pointer::Touch, 0.0);
        hands.let_go();
        assert_eq!(hands.hear(Moved, 3, Pointer::Touch, 5.0), Nothing);
        assert_eq!(hands.hear(Up, 3, Pointer::Touch, 9.0), Nothing);
    }
}
