//! The power goes at any step of the disk below the databases: nothing that was answered is lost, a seal is whole or not there, and
//! work goes on. The power may go again while the tablet is opened after it.
//!
//! What a disk may hold then is worked out by `faults`. Files that are not databases are not cut: each is written whole or not at
//! all, and `disk` has the tests of that.

use std::time::Instant;

use faults::Dice;

use crate::place::{PREPARED, Place};
use crate::seed;
use crate::visits::{Act, Seen, Watched, is_sealed, read_copy};

/// So much a worker does before the power goes.
const ACTS: usize = 14;
/// So much of writing alone makes the log so long that it is begun anew while the app is open.
const LONG: usize = 440;

#[test]
fn nothing_that_was_answered_is_lost_when_the_power_goes() {
    cut_visits(60, 30, 0);
}

#[test]
#[ignore = "takes hours; `cargo xtask soak` runs it"]
fn soak_nothing_that_was_answered_is_lost_when_the_power_goes() {
    cut_visits(seed::times("DOORSTEP_CUTS", 100_000), 250, 8);
}

#[test]
fn a_seal_is_whole_or_not_there_after_each_step_of_the_disk() {
    cut_seals(1);
}

#[test]
#[ignore = "takes minutes; `cargo xtask soak` runs it"]
fn soak_a_seal_is_whole_or_not_there_after_each_step_of_the_disk() {
    cut_seals(seed::times("DOORSTEP_SEALS", 20));
}

/// Cuts visits short, so many times in all and so often each. One in so many of them is a long one.
fn cut_visits(cuts: usize, each: usize, long: usize) {
    let (mut dice, began) = (seed::dice(), Instant::now());
    let (mut done, mut again, mut visits) = (0, 0, 0);
    while done < cuts {
        visits += 1;
        let is_long = long > 0 && visits % long == 0;
        let visit = if is_long { long_visit() } else { visit(&mut dice) };
        for _ in 0..each.min(cuts - done) {
            let all = visit.disk.steps() + 1;
            let steps = if is_long { all - 1 - dice.below(all / 4) } else { dice.below(all) };
            again += usize::from(after_a_cut(&visit, steps, &mut dice, 0));
            done += 1;
        }
    }
    let per_second = (done + again) as f64 / began.elapsed().as_secs_f64();
    seed::tell("power cuts, nothing answered lost", done + again);
    seed::tell("of them a second time, while it was opened after the first", again);
    seed::tell("visits that were cut", visits);
    seed::tell("power cuts in a second", format!("{per_second:.0}"));
}

/// A worker who works on one plan and may come as far as sealing it.
fn visit(dice: &mut Dice) -> Watched {
    let (mut visit, tablet) = Watched::begin(PREPARED.copy());
    for _ in 0..ACTS {
        let act = Act::next(&tablet, PREPARED.draft, dice);
        visit.act(&tablet, PREPARED.draft, act).unwrap();
    }
    drop(tablet);
    visit
}

/// A worker who writes for a long time.
fn long_visit() -> Watched {
    let (mut visit, tablet) = Watched::begin(PREPARED.copy());
    for number in 0..LONG {
        let act = if number % 2 == 0 { Act::Retitle } else { Act::SayMuch };
        visit.act(&tablet, PREPARED.draft, act).unwrap();
    }
    visit
}

/// Cuts so many seals, each after every step.
fn cut_seals(seals: usize) {
    let mut dice = seed::dice();
    let (mut cuts, mut whole) = (0, 0);
    for _ in 0..seals {
        let (mut visit, tablet) = Watched::begin(PREPARED.copy());
        for act in [Act::Read, Act::Sign] {
            visit.act(&tablet, PREPARED.draft, act).unwrap();
        }
        let before = visit.disk.steps();
        visit.act(&tablet, PREPARED.draft, Act::Seal).unwrap();
        let after = visit.disk.steps();
        assert!(after - before > 10, "a seal writes something");
        for steps in before..=after {
            let (_, is_whole) = found_after(&visit, steps, &mut dice, 1);
            assert!(is_whole || steps < after, "a seal that was answered is there");
            (cuts, whole) = (cuts + 1, whole + usize::from(is_whole));
        }
        drop(tablet);
    }
    assert!(
        whole > 0 && whole < cuts,
        "some cuts came before it was on the disk and some after: {whole} of {cuts}"
    );
    seed::tell("power cuts within a seal, whole or not there", cuts);
}

/// Whether the power went a second time.
fn after_a_cut(visit: &Watched, steps: usize, dice: &mut Dice, times: usize) -> bool {
    let (second, _) = found_after(visit, steps, dice, 4);
    let goes_again = times == 0 && dice.below(3) == 0;
    if goes_again {
        let steps = dice.below(second.disk.steps() + 1);
        after_a_cut(&second, steps, dice, times + 1);
    }
    goes_again
}

/// Opens what a cut has left, finds what was answered and goes on with it. Tells whether the plan was sealed; one in so many of
/// such plans has its copy read.
fn found_after(visit: &Watched, steps: usize, dice: &mut Dice, one_in: usize) -> (Watched, bool) {
    let place: Place = visit.place.after_a_cut(&visit.disk, steps, dice);
    let (mut second, tablet) = Watched::begin(place);
    let may_be: Vec<&[Seen]> = visit.may_be_found(steps);
    assert!(
        may_be.contains(&second.found()),
        "cut after {steps} of {} steps: found {:#?}, answered {may_be:#?}",
        visit.disk.steps(),
        second.found()
    );
    tablet.check_files().unwrap();
    let is_whole = is_sealed(&tablet, PREPARED.draft).unwrap();
    if is_whole {
        // Making its card takes longer than all else.
        if dice.below(one_in) == 0 {
            read_copy(&tablet, PREPARED.draft).unwrap();
        }
        second.act(&tablet, PREPARED.draft, Act::LockAndUnlock).unwrap();
    } else {
        second.act(&tablet, PREPARED.draft, Act::Retitle).unwrap();
    }
    drop(tablet);
    (second, is_whole)
}
