//! The disk of one tablet fails or is full, at any operation of making letters, asking, sending and keeping receipts: plain words, and
//! when it goes well again all arrives, once and whole. What was kept outlives a power cut, too.

use super::*;

/// The same sending each time, so that each of its operations fails once.
const SEED: u64 = 15;
const DONE: &str = "The office answered. Everything this tablet could send is there.";
/// So many rounds somebody waits before they mend the disk.
const TRIES: usize = 3;

#[test]
fn a_disk_that_fails_at_one_operation_of_sending_or_for_a_while_loses_nothing() {
    fail_one_in(23);
}

#[test]
#[ignore = "takes minutes; `cargo xtask soak` runs it"]
fn soak_a_disk_that_fails_at_one_operation_of_sending_or_for_a_while_loses_nothing() {
    fail_one_in(1);
}

fn fail_one_in(one_in: usize) {
    let mut failed = 0;
    for trouble in [Trouble::Broken, Trouble::Full] {
        for lasts in [Lasts::Once, Lasts::UntilRepaired] {
            for at in (1..).step_by(one_in) {
                let fault = Fault { at, trouble, lasts };
                if !is_met(fault) {
                    break;
                }
                failed += 1;
            }
        }
    }
    assert!(failed * one_in > 200, "sending takes some operations: {failed}");
    println!("soak\toperations that failed while it was sent, nothing lost\t{failed}");
}

/// Whether sending comes as far as the fault. Everything is there afterwards.
fn is_met(fault: Fault) -> bool {
    let mut world = World::new(Dice::new(SEED));
    world.faulty = false;
    world.seal(0);
    let world = RefCell::new(world);
    round(&world, 0);
    {
        let mut inside = world.borrow_mut();
        inside.seal(0);
        let mut dice = Dice::new(SEED);
        let tablet = inside.tablet(0);
        tablet.seal_alone(&mut dice).unwrap();
        tablet.courier.tell(|progress| progress.last = None);
        tablet.disk.arm(fault);
    }
    for _ in 0..TRIES {
        let _ = world.borrow_mut().tablet(0).meet();
        talk(&world, 0);
        let said = world.borrow_mut().tablet(0).courier.progress().last;
        assert!(said.is_none_or(|said| is_plain(&said, fault.trouble)), "{fault:?}");
    }
    // What failed at the end of a round is told in the next one.
    if world.borrow_mut().tablet(0).disk.counted() >= fault.at {
        talk(&world, 0);
    }
    let mut inside = world.borrow_mut();
    let said = inside.tablet(0).courier.progress().last;
    if inside.tablet(0).disk.repair() == 0 {
        return false;
    }
    let is_told = said.is_some_and(|said| said != DONE);
    let office = inside.tablet_office(0);
    let have_arrived = inside.offices[office].rows().len() == 3;
    assert!(is_told || have_arrived || fault.lasts == Lasts::Once, "{fault:?}: whoever waits is told why");
    inside.tablet(0).records.as_mut().unwrap().mend().unwrap();
    inside.tablet(0).take_what_is_there();
    inside.remember(0);
    drop(inside);
    // The first finds the post mended, after the second somebody makes letters of what has none.
    for _ in 0..3 {
        talk(&world, 0);
        world.borrow_mut().tablet(0).meet().unwrap();
    }
    let mut inside = world.borrow_mut();
    let safe = inside.tablet(0).courier.with(|post| post.rows()).unwrap();
    assert!(safe.len() == 3 && safe.iter().all(|row| row.receipt.is_some()), "{fault:?}");
    let (steps, mut dice) = (inside.tablet(0).disk.steps(), Dice::new(fault.at));
    inside.cut_after(0, steps, &mut dice);
    drop(inside);
    heal(&world);
    true
}

/// What a worker is told while their disk fails.
fn is_plain(said: &str, trouble: Trouble) -> bool {
    let here = match trouble {
        Trouble::Broken => "This tablet could not read or keep",
        Trouble::Full => "There is no room left on this tablet",
    };
    said.starts_with(here) || said.starts_with(DONE)
}
