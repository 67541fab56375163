//! Stories of hands on the pad, each with what is done for everything that is heard.

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
