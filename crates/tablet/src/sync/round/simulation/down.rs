//! What an office wrote, on a tablet that is locked when it comes.

use record::wire::{Change, Cursor};

use super::*;

/// A tablet whose office wrote so many times about what it sealed, and that nobody unlocked since.
fn fetched(times: usize) -> World {
    let mut world = World::new(Dice::new(16));
    world.faulty = false;
    world.seal(0);
    let world = RefCell::new(world);
    round(&world, 0);
    (0..times).for_each(|_| world.borrow_mut().write(0));
    talk(&world, 0);
    world.into_inner()
}

fn read(world: &mut World) -> usize {
    world.tablet(0).records.as_ref().unwrap().all_from_office().unwrap().len()
}

#[test]
fn it_is_kept_closed_until_its_worker_is_in_and_twice_is_once() {
    let mut world = fetched(3);
    assert_eq!(world.written[0].len(), 3);
    assert_eq!(read(&mut world), 0, "nobody was in");
    assert!(world.tablet(0).courier.takes_news(), "whoever comes in reads it");
    let (folder, left) = world.tablets[0].take().unwrap().close();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        assert!(!has_canary(&std::fs::read(entry.unwrap().path()).unwrap()), "and nothing can be read");
    }
    world.tablets[0] = Some(SimTablet::start(folder, left));
    assert_eq!(read(&mut world), 3);

    // Its post is lost, and with it how far was fetched.
    let (folder, left) = world.tablets[0].take().unwrap().close();
    SimTablet::lose_post(&folder);
    world.tablets[0] = Some(SimTablet::start(folder, left));
    let world = RefCell::new(world);
    round(&world, 0);
    assert_eq!(read(&mut world.borrow_mut()), 3, "it came again and is there once");
    heal(&world);
}

#[test]
fn what_is_not_the_office_s_stands_aside_and_the_rest_goes_on() {
    let mut world = fetched(0);
    let user = world.tablet(0).code().unwrap().user;
    let strange = Hash::of(b"never written");
    let bad = Change { record: strange, closed: vec![1; 4096] };
    let kept = world.tablet(0).courier.with(|post| {
        let next = post.workers()?.remove(0).after.unwrap_or(Cursor::from(String::new()));
        post.keep_changes(user, &[bad], &next)
    });
    kept.unwrap();
    (0..2).for_each(|_| world.write(0));
    let world = RefCell::new(world);
    round(&world, 0);
    let mut world = world.into_inner();
    assert_eq!(read(&mut world), 2);
    let aside = world.tablet(0).courier.with(|post| Ok(post.changes_aside())).unwrap();
    assert_eq!(aside, [(strange, "not_opened".to_owned())]);
}
