//! The databases of the first version are brought up to date by today's program, and meanwhile the disk fails, fills up or loses its
//! power, at each operation: plain words, a right PIN stays right, all that was in them is there, and a copy of them as they were.

use std::fs;
use std::sync::LazyLock;

use faults::{Dice, Fault, Lasts, Trouble};
use ipc::Refusal;
use ipc::visit::{Look, Stage, Unlock};
use tablet::Tablet;

use crate::broken::{TRIES, is_plain};
use crate::frozen::{Described, folder, found, laid_out};
use crate::place::Place;
use crate::seed;
use crate::world::{unlock, users};

static FIRST: LazyLock<(Place, Described)> = LazyLock::new(|| {
    let place = Place::new();
    let described = laid_out(&folder().join("1"), &place.data(), &place.keystore);
    (place, described)
});

#[test]
fn a_disk_that_fails_while_databases_are_brought_up_to_date_loses_nothing() {
    fail_one_in(71);
}

#[test]
#[ignore = "takes minutes; `cargo xtask soak` runs it"]
fn soak_a_disk_that_fails_while_databases_are_brought_up_to_date_loses_nothing() {
    fail_one_in(1);
}

#[test]
fn the_power_goes_while_databases_are_brought_up_to_date_and_nothing_is_lost() {
    cut_one_in(13);
}

#[test]
#[ignore = "takes minutes; `cargo xtask soak` runs it"]
fn soak_the_power_goes_while_databases_are_brought_up_to_date_and_nothing_is_lost() {
    cut_one_in(1);
}

fn fail_one_in(one_in: usize) {
    let (mut dice, mut failed, mut faults) = (seed::dice(), 0, Vec::new());
    for trouble in [Trouble::Broken, Trouble::Full] {
        for lasts in [Lasts::Once, Lasts::UntilRepaired] {
            for at in (1 + dice.below(one_in)..).step_by(one_in) {
                let fault = Fault { at: u64::try_from(at).unwrap(), trouble, lasts };
                match under(fault, &mut dice) {
                    Ok(true) => failed += 1,
                    Ok(false) => break,
                    Err(why) => faults.push(format!("{fault:?}: {why}")),
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    assert!(failed * one_in > 200, "bringing them up to date takes some operations: {failed}");
    seed::tell("operations that failed while databases were brought up to date, nothing lost", failed);
}

/// Whether the fault was met; what is wrong with the tablet after it.
fn under(fault: Fault, dice: &mut Dice) -> Result<bool, String> {
    let place = FIRST.0.copy();
    let (disk, tablet) = (place.watch(), place.start().unwrap());
    let user = users(&tablet)[0].id;
    disk.arm(fault);
    let tries = if fault.lasts == Lasts::Once { 1 } else { TRIES };
    for _ in 0..tries {
        let answer = tablet.unlock(Unlock { user, pin: FIRST.1.pin.clone().into() }).map(drop);
        is_plain(&answer, fault.trouble)?;
    }
    if disk.repair() == 0 {
        return Ok(false);
    }
    if !is_open(&tablet) {
        unlock(&tablet, &FIRST.1.pin).map_err(|refusal| format!("going on: {}", refusal.sentence))?;
    }
    is_all_there(&tablet)?;
    let after_a_cut = place.after_a_cut(&disk, disk.steps(), dice);
    drop(tablet);
    opens(&place).map_err(|why| format!("opening it again: {why}"))?;
    opens(&after_a_cut).map_err(|why| format!("opening it after a power cut: {why}"))?;
    Ok(true)
}

fn cut_one_in(one_in: usize) {
    let mut dice = seed::dice();
    let place = FIRST.0.copy();
    let disk = place.watch();
    let tablet = place.start().unwrap();
    let before = disk.steps();
    unlock(&tablet, &FIRST.1.pin).unwrap();
    let after = disk.steps();
    is_all_there(&tablet).unwrap();
    assert!(after - before > 30, "bringing them up to date writes something: {}", after - before);
    let mut cuts = 0;
    for steps in (before + dice.below(one_in)..=after).step_by(one_in) {
        opens(&place.after_a_cut(&disk, steps, &mut dice)).unwrap_or_else(|why| panic!("{steps}: {why}"));
        cuts += 1;
    }
    seed::tell("power cuts while databases were brought up to date, nothing lost", cuts);
}

fn is_open(tablet: &Tablet) -> bool {
    matches!(tablet.look(Look {}).unwrap().stage, Stage::Open { .. })
}

fn opens(place: &Place) -> Result<(), String> {
    let tablet = place.start().map_err(|error| error.to_string())?;
    unlock(&tablet, &FIRST.1.pin).map_err(told)?;
    tablet.check_files().map_err(told)?;
    if !is_kept_as_it_was(place) {
        return Err("no copy is kept of how it was".to_owned());
    }
    is_all_there(&tablet)
}

fn is_kept_as_it_was(place: &Place) -> bool {
    let folder = fs::read_dir(place.data().join("users")).unwrap().next().unwrap().unwrap().path();
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.into_iter().any(|name| name.starts_with("plans.db.before-step-"))
}

fn is_all_there(tablet: &Tablet) -> Result<(), String> {
    let (described, now) = (&FIRST.1, found(tablet, &FIRST.1.pin, FIRST.1.keystore.clone()));
    if now == *described { Ok(()) } else { Err(format!("there is {now:?}")) }
}

fn told(refusal: Refusal) -> String {
    refusal.sentence
}
