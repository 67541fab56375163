//! What two clocks say of each other, whoever claims it.

use chrono::TimeDelta;
use record::ClockClaim;

#[test]
fn clocks_are_far_apart_beyond_five_minutes_and_the_doubt_and_no_claim_is_too_wild() {
    let far = |server_offset_ms, err_ms| ClockClaim { server_offset_ms, err_ms, age_s: 0 }.far_off();
    let minutes = |count: i64| count * 60_000;
    for near in [0, minutes(5), minutes(-5)] {
        assert_eq!(far(near, 0), None);
    }
    assert_eq!(far(minutes(6), 0), Some(TimeDelta::minutes(6)));
    assert_eq!(far(minutes(-6), 59_000), Some(TimeDelta::minutes(-6)));
    assert_eq!(far(minutes(6), 60_000), None, "it may be the line");
    assert_eq!(far(i64::MIN, 0), None, "that is no time at all");
    for wild in [i64::MIN + 1, i64::MAX] {
        assert!(far(wild, u32::MAX).is_some());
    }
}
