//! The tablet locks by itself: left alone, asleep, behind another window or out of sight, whatever its page does.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use ipc::refusal::Code;
use ipc::visit::*;
use plan::ids::UserId;
use plan::signing::Event;
use tablet::voice::{Language, NoVoice, Said, Sentence, Voice};
use tablet::{Heard, Outfit, Tablet, Window};

use crate::family::{begun, opened, retitled, turned, written};
use crate::offices::OFFICE;
use crate::sending::LONG;
use crate::world::{PIN, World, code, unlock};

/// Seconds.
const ALONE: u64 = LEFT_ALONE.as_secs();
const TALKING: u64 = WHILE_TALKING.as_secs();
const BEHIND: u64 = 30;

/// A tablet with a worker in, whose time passes only where a test says so.
pub(crate) fn in_use() -> (World, Tablet) {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    world.clock.freeze();
    tablet.still_here(StillHere {}).unwrap();
    (world, tablet)
}

pub(crate) fn is_open(tablet: &Tablet) -> bool {
    matches!(tablet.look(Look {}).unwrap().stage, Stage::Open { .. })
}

/// Hears what the window is told.
pub(crate) fn hear(tablet: &Tablet) -> Receiver<Heard> {
    let (tell, told) = channel();
    tablet.window_hears(move |heard| tell.send(heard).unwrap());
    told
}

/// The machine sleeps, with a page that owes nothing.
fn goes_to_sleep_at_once(tablet: &Tablet) {
    let (tell, told) = channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            tablet.goes_to_sleep(10 * LONG);
            tell.send(()).unwrap();
        });
        told.recv_timeout(LONG).unwrap();
    });
}

/// What an interface begins with.
fn left(tablet: &Tablet) -> Option<LeftAt> {
    tablet.start(Start { shows: Shows::EveryScreen }).unwrap().left
}

/// The worker who is in.
fn who(tablet: &Tablet) -> UserId {
    let Stage::Open { user, .. } = tablet.look(Look {}).unwrap().stage else { panic!("nobody is in") };
    user.id
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
    assert_eq!(locked.recv_timeout(LONG).unwrap(), Heard::Locked);
    assert!(!is_open(&tablet));
    unlock(&tablet, PIN).unwrap();
    tablet.lock(Lock::plain()).unwrap();
    drop(tablet);
    assert_eq!(locked.recv().unwrap(), Heard::Emptied { holds_words: false });
    assert!(locked.recv().is_err(), "once, and not when somebody locks it");
}

#[test]
fn a_page_that_locks_begins_anew_unless_it_holds_words_and_where_it_was_is_told_once() {
    let (_world, tablet) = in_use();
    let heard = hear(&tablet);
    let place = LeftAt { user: who(&tablet), place: "meeting, before the seventh letter".into() };
    for holds_words in [true, false] {
        tablet.lock(Lock { left: Some(place.clone()), holds_words }).unwrap();
        assert_eq!(heard.recv().unwrap(), Heard::Emptied { holds_words });
        assert_eq!(left(&tablet), None, "not while nobody is in");
        unlock(&tablet, PIN).unwrap();
        let lock_screen = tablet.start(Start { shows: Shows::LockScreen }).unwrap();
        assert_eq!(lock_screen.left, None);
        assert_eq!(left(&tablet).as_ref(), Some(&place));
        assert_eq!(left(&tablet), None, "once");
    }
}

#[test]
fn where_a_colleague_was_is_told_to_nobody_else_and_a_long_place_is_not_kept() {
    let (_world, tablet) = in_use();
    let colleague = LeftAt { user: UserId::new(1, &[9; 10]), place: "worries".into() };
    let long = LeftAt { user: who(&tablet), place: "x".repeat(LeftAt::LONGEST + 1) };
    for not_told in [colleague, long] {
        tablet.lock(Lock { left: Some(not_told), holds_words: false }).unwrap();
        unlock(&tablet, PIN).unwrap();
        assert_eq!(left(&tablet), None);
    }
}

#[test]
fn one_that_locked_by_itself_still_takes_where_its_page_was() {
    let (world, tablet) = in_use();
    let place = LeftAt { user: who(&tablet), place: "meeting".into() };
    world.clock.pass(ALONE + 1);
    assert!(!is_open(&tablet));
    tablet.lock(Lock { left: Some(place.clone()), holds_words: false }).unwrap();
    unlock(&tablet, PIN).unwrap();
    assert_eq!(left(&tablet), Some(place));
}

/// A voice that counts how often it was stopped.
struct Stopped(Arc<AtomicU32>);

impl Voice for Stopped {
    fn speaks(&self) -> Result<Vec<Language>, NoVoice> {
        Ok(vec![Language::new("en")])
    }

    fn say(&self, _: &Sentence) -> Result<Said, NoVoice> {
        Ok(Said::Whole)
    }

    fn stop(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

#[test]
fn nothing_is_read_aloud_over_a_lock() {
    let world = World::new();
    let stopped = Arc::new(AtomicU32::new(0));
    let voice = Box::new(Stopped(Arc::clone(&stopped)));
    let tablet = world.ready_with(&OFFICE, Outfit { voice, ..Outfit::default() });
    world.clock.freeze();
    tablet.still_here(StillHere {}).unwrap();
    assert_eq!(stopped.swap(0, Ordering::SeqCst), 0);
    tablet.lock(Lock::plain()).unwrap();
    assert_eq!(stopped.swap(0, Ordering::SeqCst), 1, "by hand");
    unlock(&tablet, PIN).unwrap();
    stopped.store(0, Ordering::SeqCst);
    world.clock.pass(ALONE + 1);
    assert!(!is_open(&tablet));
    assert_eq!(stopped.load(Ordering::SeqCst), 1, "by itself");
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
fn before_a_machine_sleeps_it_is_locked_also_before_a_family_and_with_no_page_to_wait_for() {
    let (_world, tablet) = in_use();
    let before = written(&tablet, "The Marsh family");
    let (_, signing) = begun(&tablet, before.plan.id);
    let signing = signing.id;
    tablet.sign(Sign { signing, events: vec![turned(&[before.plan.adults[0].id], &[])] }).unwrap();
    goes_to_sleep_at_once(&tablet);
    assert!(!is_open(&tablet));
    assert_eq!(tablet.look(Look {}).unwrap().with_family, Some(signing), "their turn is kept");
}

#[test]
fn a_page_that_begins_while_the_machine_waits_has_nothing_to_put_away() {
    let (_world, tablet) = in_use();
    let heard = hear(&tablet);
    thread::scope(|scope| {
        scope.spawn(|| tablet.goes_to_sleep(LONG * 60));
        assert_eq!(heard.recv_timeout(LONG).unwrap(), Heard::Locked);
        assert!(is_open(&tablet), "it saves first");
        tablet.start(Start { shows: Shows::LockScreen }).unwrap();
    });
    assert!(!is_open(&tablet));
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
