//! What is told of plans that wait: to whoever is in, and at the locked door.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use ipc::visit::{Lock, Look, Stage};
use tablet::Tablet;

use crate::family::sealed;
use crate::sending::{LONG, of_a_fake_office};
use crate::world::World;

#[test]
fn what_waits_longer_than_a_day_is_late_and_the_locked_tablet_tells_how_many_wait() {
    let world = World::new();
    let (tablet, office, line) = of_a_fake_office(&world);
    line.to_nobody();
    sealed(&tablet, "The Marsh family");
    world.clock.set_wall(TimeDelta::hours(25));
    sealed(&tablet, "The Reed family");
    let sending = tablet.look(Look {}).unwrap().sending;
    assert_eq!((sending.waiting, sending.late), (2, 1));
    tablet.lock(Lock::plain()).unwrap();
    let waiting = |tablet: &Tablet| match tablet.look(Look {}).unwrap().stage {
        Stage::Locked { waiting, .. } => waiting,
        other @ (Stage::Fresh | Stage::NoUser { .. } | Stage::Open { .. } | Stage::Closed) => {
            panic!("{other:?}")
        }
    };
    assert_eq!(waiting(&tablet), 2);
    let served = office.clone();
    line.answer(move |asked| served.answer(asked));
    let begun = Instant::now();
    while waiting(&tablet) > 0 {
        assert!(begun.elapsed() < 3 * LONG);
        std::thread::sleep(Duration::from_millis(20));
    }
}
