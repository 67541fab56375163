//! What a person should look at in an agreement, as bits, so that a list finds those that have any.

use chrono::{DateTime, TimeDelta, Utc};
use ipc::office::Mark;
use record::{Envelope, Place};
use serde_json::Value;

/// How long after its sealing an agreement comes as usual.
const USUAL: TimeDelta = TimeDelta::hours(24);

/// In the order in which they are told.
const MARKS: [Mark; 5] =
    [Mark::TwoBranches, Mark::EarlierMissing, Mark::CameLate, Mark::ClockOff, Mark::LacksEarlier];

const fn bit(mark: Mark) -> i64 {
    match mark {
        Mark::TwoBranches => 1,
        Mark::EarlierMissing => 2,
        Mark::CameLate => 4,
        Mark::ClockOff => 8,
        Mark::LacksEarlier => 16,
    }
}

/// The marks that stand in the record itself.
pub(super) fn flaws(envelope: &Envelope, body: &Value) -> i64 {
    let is_off = envelope.clk.is_some_and(|clock| clock.far_off().is_some());
    let lacks_earlier = body.get("lacks_earlier").and_then(Value::as_bool).unwrap_or_default();
    let clock = if is_off { bit(Mark::ClockOff) } else { 0 };
    let earlier = if lacks_earlier { bit(Mark::LacksEarlier) } else { 0 };
    clock | earlier
}

/// All marks of a record: those in it, how it stands among others, and whether it came late.
pub(crate) fn all_marks(flaws: i64, place: Place, sealed_at: DateTime<Utc>, came_at: DateTime<Utc>) -> i64 {
    let place = match place {
        Place::Follows => 0,
        Place::AfterHole => bit(Mark::EarlierMissing),
        Place::Branch => bit(Mark::TwoBranches),
    };
    let late = if came_at - sealed_at > USUAL { bit(Mark::CameLate) } else { 0 };
    flaws | place | late
}

/// Whether these are the marks of something that contradicts another, so that a person has to look at both.
pub(crate) const fn are_two(bits: i64) -> bool {
    bits & bit(Mark::TwoBranches) != 0
}

/// The marks that these bits stand for.
pub(crate) fn marks_of(bits: i64) -> Vec<Mark> {
    MARKS.into_iter().filter(|mark| bits & bit(*mark) != 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mark_has_its_own_bit_and_they_are_told_in_order() {
        let all: i64 = MARKS.into_iter().map(bit).sum();
        assert_eq!(marks_of(all), MARKS);
        for mark in MARKS {
            assert_eq!(marks_of(bit(mark)), [mark]);
        }
        assert_eq!(marks_of(0), []);
    }

    #[test]
    fn a_day_is_usual() {
        let (sealed, day) = (DateTime::UNIX_EPOCH, TimeDelta::hours(24));
        let late = |after: TimeDelta| marks_of(all_marks(0, Place::Follows, sealed, sealed + after));
        assert_eq!(late(day), []);
        assert_eq!(late(day + TimeDelta::microseconds(1)), [Mark::CameLate]);
    }
}
