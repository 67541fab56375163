//! The tablet locks by itself: left alone, asleep, behind another window or out of sight, whatever its page does.

use std::sync::mpsc::{Receiver, channel};

use ipc::refusal::Code;
use ipc::visit::*;
use plan::signing::Event;
use tablet::{Tablet, Window};

use crate::family::{begun, opened, retitled, turned, written};
use crate::offices::OFFICE;
use crate::sending::LONG;
use crate::world::{PIN, World, code, unlock};

/// Seconds.
const ALONE: u64 = LEFT_ALONE.as_secs();
const TALKING: u64 = WHILE_TALKING.as_secs();
const BEHIND: u64 = 30;

/// A tablet with a worker in, whose time passes only where a test says so.
fn in_use() -> (World, Tablet) {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    world.clock.freeze();
    tablet.still_here(StillHere {}).unwrap();
    (world, tablet)
}

fn is_open(tablet: &Tablet) -> bool {
    matches!(tablet.look(Look {}).unwrap().stage, Stage::Open { .. })
}

/// Hears when the tablet locks by itself.
fn hear(tablet: &Tablet) -> Receiver<()> {
    let (tell, told) = channel();
    tablet.when_it_locks(move || tell.send(()).unwrap());
    told
}

#[test]
fn one_that_is_left_alone_locks_before_it_says_anything() {
    let (world, tablet) = in_use();
    let plan = written(&tablet, "The Marsh family");
    world.clock.pass(ALONE);
    assert!(is_open(&tablet), "not yet");
    world.clock.pass(1);
    assert_eq!(code(tablet.open_plan(OpenPlan { plan: plan.plan.id })), Code::Locked);
    assert_eq!(code(tablet.still_here(StillHere {})), Code::Locked, "it is too late for that");
    unlock(&tablet, PIN).unwrap();
    assert_eq!(opened(&tablet, plan.plan.id).plan, plan.plan);
}

#[test]
fn what_a_person_does_keeps_it_open_and_what_a_page_asks_by_itself_does_not() {
    let (world, tablet) = in_use();
    let mut plan = written(&tablet, "The Marsh family");
    for title in ["The Ash family", "The Birch family", "The Reed family"] {
        world.clock.pass(ALONE);
        tablet.change_plan(retitled(&plan, title)).unwrap();
        world.clock.pass(ALONE);
        plan = opened(&tablet, plan.plan.id);
        world.clock.pass(ALONE);
        tablet.still_here(StillHere {}).unwrap();
    }
    for _ in 0..ALONE {
        world.clock.pass(1);
        tablet.list_plans(ListPlans {}).unwrap();
        assert!(is_open(&tablet));
    }
    world.clock.pass(1);
    assert!(!is_open(&tablet));
}

#[test]
fn what_is_refused_keeps_it_not_open() {
    let (world, tablet) = in_use();
    let old = written(&tablet, "The Marsh family");
    tablet.change_plan(retitled(&old, "The Reed family")).unwrap();
    for _ in 0..ALONE {
        world.clock.pass(1);
        assert_eq!(code(tablet.change_plan(retitled(&old, "The Ash family"))), Code::OutOfStep);
    }
    world.clock.pass(1);
    assert_eq!(code(tablet.change_plan(retitled(&old, "The Ash family"))), Code::Locked);
}

#[test]
fn one_whose_page_asks_nothing_any_more_locks_all_the_same() {
    let (world, tablet) = in_use();
    let locked = hear(&tablet);
    world.clock.pass(ALONE + 1);
    locked.recv_timeout(LONG).unwrap();
    assert!(!is_open(&tablet));
    unlock(&tablet, PIN).unwrap();
    tablet.lock(Lock {}).unwrap();
    drop(tablet);
    assert!(locked.try_recv().is_err(), "once, and not when somebody locks it");
}

#[test]
fn sleep_however_short_locks_it_and_counts_for_all_that_waits() {
    let (world, tablet) = in_use();
    world.clock.sleep(1);
    assert!(!is_open(&tablet));
    let mut wait = 0;
    while wait == 0 {
        let Code::WrongPin { wait_s } = code(unlock(&tablet, "958316")) else { panic!("not a wrong PIN") };
        wait = wait_s;
    }
    assert_eq!(code(unlock(&tablet, PIN)), Code::TooEarly { wait_s: wait });
    world.clock.sleep(u64::from(wait));
    unlock(&tablet, PIN).unwrap();
    assert!(is_open(&tablet), "the sleep before it was opened is over");
}

#[test]
fn before_a_family_it_waits_longer_and_their_turn_is_kept() {
    let (world, tablet) = in_use();
    let before = written(&tablet, "The Marsh family");
    let (_, signing) = begun(&tablet, before.plan.id);
    let signing = signing.id;
    let events: Vec<Event> = vec![turned(&[before.plan.adults[0].id], &[])];
    tablet.sign(Sign { signing, events }).unwrap();
    world.clock.pass(TALKING);
    assert_eq!(tablet.look(Look {}).unwrap().with_family, Some(signing));
    assert!(is_open(&tablet));
    tablet.still_here(StillHere {}).unwrap();
    world.clock.pass(TALKING + 1);
    assert_eq!(code(tablet.read_sitting(ReadSitting { signing })), Code::Locked);
    assert_eq!(tablet.look(Look {}).unwrap().with_family, Some(signing));
    unlock(&tablet, PIN).unwrap();
    assert_eq!(code(tablet.list_plans(ListPlans {})), Code::WithFamily);
    tablet.read_sitting(ReadSitting { signing }).unwrap();
}

#[test]
fn a_window_that_is_left_for_another_locks_unless_somebody_comes_back() {
    let (world, tablet) = in_use();
    tablet.window_is(Window::Behind);
    world.clock.pass(BEHIND);
    assert!(is_open(&tablet));
    tablet.window_is(Window::InFront);
    world.clock.pass(BEHIND + 1);
    assert!(is_open(&tablet));
    tablet.window_is(Window::Behind);
    world.clock.pass(BEHIND);
    tablet.still_here(StillHere {}).unwrap();
    world.clock.pass(BEHIND);
    assert!(is_open(&tablet), "somebody touched it beside the other window");
    world.clock.pass(1);
    assert!(!is_open(&tablet));
    unlock(&tablet, PIN).unwrap();
    world.clock.pass(BEHIND + 1);
    assert!(is_open(&tablet), "whoever typed a PIN into it is before it");
}

#[test]
fn a_window_that_is_put_out_of_sight_locks_once_its_page_could_save() {
    let (world, tablet) = in_use();
    let plan = written(&tablet, "The Marsh family");
    tablet.window_is(Window::OutOfSight);
    world.clock.pass(2);
    tablet.change_plan(retitled(&plan, "The Reed family")).unwrap();
    tablet.window_is(Window::InFront);
    world.clock.pass(1);
    assert!(is_open(&tablet), "somebody came back at once");
    tablet.window_is(Window::OutOfSight);
    world.clock.pass(3);
    assert!(!is_open(&tablet));
    unlock(&tablet, PIN).unwrap();
    world.clock.pass(3);
    assert!(is_open(&tablet), "whoever typed a PIN into it sees it");
}
