//! A sealed plan leaves the tablet by itself once there is a network, in front or behind another window, locked or not, on a device
//! that is locked or not. That the tries are never further apart than three quarters of a minute is said beside `retry`. A device
//! that sleeps runs nothing: it sends when it wakes.

use std::fs;
use std::time::Instant;

use ipc::visit::{Enrol, Lock, Look, Stage};
use office::OfficeKey;
use serde_json::Value;
use tablet::{Tablet, Window};

use crate::family::sealed;
use crate::newer::unlocked;
use crate::offices::TestOffice;
use crate::sending::{LONG, all_safe, through_a_line};
use crate::world::{PASSPHRASE, World, first_worker, unlock};

#[derive(Debug, Clone, Copy)]
struct Cell {
    window: Window,
    app_is_locked: bool,
    device_is_locked: bool,
}

#[test]
fn what_is_sealed_arrives_within_a_minute_of_a_network_however_the_tablet_lies_there() {
    let both = [false, true];
    let cells = [Window::InFront, Window::Behind, Window::OutOfSight].into_iter().flat_map(|window| {
        both.into_iter().flat_map(move |app_is_locked| {
            both.map(|device_is_locked| Cell { window, app_is_locked, device_is_locked })
        })
    });
    std::thread::scope(|scope| {
        cells.for_each(|cell| {
            scope.spawn(move || arrives(cell));
        });
    });
}

fn arrives(cell: Cell) {
    let (office, world) = (TestOffice::start(), World::new());
    let (tablet, line) = through_a_line(&world, &office);
    line.to_nobody();
    sealed(&tablet, "The Marsh family");
    world.keystore.lock(cell.device_is_locked);
    tablet.window_is(cell.window);
    if cell.app_is_locked {
        tablet.lock(Lock::plain()).unwrap();
    }
    let (before, asked) = (line.calls(), Instant::now());
    while line.calls() == before {
        assert!(asked.elapsed() < LONG, "{cell:?}: it tries while there is no network");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    line.to_office(office.address());
    let begun = Instant::now();
    while office.holds().is_empty() {
        assert!(begun.elapsed() < LONG, "{cell:?}");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    if cell.app_is_locked {
        let stage = tablet.look(Look {}).unwrap().stage;
        assert!(!matches!(stage, Stage::Open { .. }), "{cell:?}: and lets nobody in");
    }
}

/// What the locked door says once what lies ready for the office is open: the tablet's name, and how many plans wait.
pub(crate) fn at_the_door(tablet: &Tablet) -> (String, usize) {
    let begun = Instant::now();
    loop {
        if let Stage::Locked { tablet: Some(name), waiting, .. } = tablet.look(Look {}).unwrap().stage {
            return (name, waiting);
        }
        assert!(begun.elapsed() < LONG, "it has a name");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

#[test]
fn without_a_keystore_too_it_is_sent_after_a_start_with_nobody_in() {
    let (office, world) = (TestOffice::start(), World::new());
    let tablet = world.start_without_keystore();
    tablet.enrol(Enrol { line: office.line() }).unwrap();
    tablet.add_user(first_worker(PASSPHRASE)).unwrap();
    office.go_away();
    let (_, card) = sealed(&tablet, "The Marsh family");
    drop(tablet);
    let tablet = world.start_without_keystore();
    let (name, waiting) = at_the_door(&tablet);
    assert!(name.starts_with("Tablet ") && waiting == 1, "{name} {waiting}");
    office.come_back();
    let begun = Instant::now();
    while office.holds() != [(card.reference.clone(), Some(card.pdf_sha256.clone()))] {
        assert!(begun.elapsed() < 2 * LONG, "it is sent");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let stage = tablet.look(Look {}).unwrap().stage;
    assert!(matches!(stage, Stage::Locked { .. }), "and lets nobody in: {stage:?}");
}

#[test]
fn a_place_that_somebody_wrote_into_the_post_is_not_taken_over() {
    let (office, world) = (TestOffice::start(), World::new());
    let tablet = world.start_without_keystore();
    tablet.enrol(Enrol { line: office.line() }).unwrap();
    tablet.add_user(first_worker(PASSPHRASE)).unwrap();
    drop(tablet);
    let key = fs::read(world.data().join("post.key")).unwrap();
    let post = unlocked(&world.data().join("post.db"), &key);
    let body: Vec<u8> = post.query_row("SELECT body FROM place", [], |row| row.get(0)).unwrap();
    let mut body: Value = serde_json::from_slice(&body).unwrap();
    let mut place: Value = serde_json::from_str(body["place"].as_str().unwrap()).unwrap();
    let thief = OfficeKey::from_seed(&[7; 32]).keys();
    (place["keys"], place["joined"]) = (serde_json::to_value(thief).unwrap(), 7.into());
    body["place"] = place.to_string().into();
    post.execute("UPDATE place SET body = ?1", [body.to_string().into_bytes()]).unwrap();
    post.close().unwrap();

    let tablet = world.start_without_keystore();
    unlock(&tablet, PASSPHRASE).unwrap();
    let (_, card) = sealed(&tablet, "The Marsh family");
    all_safe(&tablet, 1);
    assert_eq!(office.holds(), [(card.reference, Some(card.pdf_sha256))], "it is closed to its own office");
}
