//! An office that does what the real one hardly ever does: it refuses, another signs for it, it says that the tablet is lost.

use std::time::{Duration, Instant};

use ed25519_dalek::SigningKey;
use ipc::visit::{Delivery, Enrol, Look, Sealed, SendNow, Stage};
use record::wire::{Order, PROTOCOL, ProtocolRange, RefuseCode, StuckWhy};

use crate::fake_office::FakeOffice;
use crate::family::sealed;
use crate::sending::{LONG, all_safe, of_a_fake_office, until};
use crate::wire::Line;
use crate::world::World;

#[test]
fn a_receipt_counts_only_from_our_office() {
    let world = World::new();
    let (tablet, office, _line) = of_a_fake_office(&world);
    office.mood.lock().unwrap().signs_as = Some(SigningKey::from_bytes(&[3; 32]));
    sealed(&tablet, "The Marsh family");
    let sending =
        until(&tablet, |sending| sending.last.as_deref().is_some_and(|last| last.contains("could not take")));
    assert_eq!((sending.waiting, sending.safe), (1, 0), "another's receipt proves nothing");
    office.mood.lock().unwrap().signs_as = None;
    all_safe(&tablet, 1);
}

#[test]
fn a_record_the_office_will_not_take_is_kept_named_and_offered_again_when_asked() {
    let world = World::new();
    let (tablet, office, line) = of_a_fake_office(&world);
    office.mood.lock().unwrap().refuses.insert(1, RefuseCode::UnknownVersion);
    line.to_nobody();
    let (first, _) = sealed(&tablet, "The Marsh family");
    let (second, _) = sealed(&tablet, "The Reed family");
    let served = office.clone();
    line.answer(move |asked| served.answer(asked));
    tablet.send_now(SendNow {}).unwrap();
    let begun = Instant::now();
    let sending = loop {
        let sending = tablet.look(Look {}).unwrap().sending;
        if !sending.stuck.is_empty() && sending.safe == 1 {
            break sending;
        }
        assert!(begun.elapsed() < LONG, "{sending:?}");
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(sending.waiting, 0, "the one after it does not wait for it");
    let [stuck] = &*sending.stuck else { panic!("{:?}", sending.stuck) };
    assert!(stuck.why.contains("is not deleted"), "{stuck:?}");
    assert_eq!(stuck.title.as_deref(), Some("The Marsh family"));
    let card = tablet.sealed(Sealed { plan: first }).unwrap();
    assert_eq!(card.delivery, Delivery::Stuck { why: stuck.why.clone() });
    assert_eq!((&card.reference, card.sealed_at), (&stuck.reference, stuck.since));
    assert!(matches!(tablet.sealed(Sealed { plan: second }).unwrap().delivery, Delivery::Safe { .. }));
    drop(tablet);
    let tablet = world.again();
    until(&tablet, |_| {
        let told = |asked: &record::wire::Ask| {
            asked.stuck.iter().any(|it| it.seq == 1 && it.why == StuckWhy::Refused)
        };
        office.mood.lock().unwrap().asked.iter().any(told)
    });
    office.mood.lock().unwrap().refuses.clear();
    all_safe(&tablet, 2);
}

#[test]
fn an_office_that_is_newer_or_older_than_is_understood_is_told_apart_and_joined_when_it_is_not() {
    let (world, line) = (World::new(), Line::to("127.0.0.1:9".parse().unwrap()));
    let (office, tablet) = (FakeOffice::at(&line), world.start());
    let joins_one_that_speaks = |min, max| {
        office.mood.lock().unwrap().speaks = Some(ProtocolRange { min, max });
        tablet.enrol(Enrol { line: FakeOffice::line(&line) }).map_err(|refusal| refusal.sentence)
    };
    let newer = joins_one_that_speaks(PROTOCOL + 1, PROTOCOL + 2).unwrap_err();
    assert!(newer.starts_with("The office’s program is newer"), "{newer}");
    let older = joins_one_that_speaks(PROTOCOL - 1, PROTOCOL - 1).unwrap_err();
    assert!(older.starts_with("This tablet’s program is newer"), "{older}");
    joins_one_that_speaks(PROTOCOL - 1, PROTOCOL + 1).unwrap();
}

#[test]
fn letters_have_one_of_four_lengths_and_tell_no_name() {
    let world = World::new();
    let (tablet, office, _line) = of_a_fake_office(&world);
    sealed(&tablet, "The Marsh family");
    all_safe(&tablet, 1);
    let mood = office.mood.lock().unwrap();
    assert!(mood.lengths.len() > 3, "{:?}", mood.lengths);
    assert!(mood.lengths.iter().all(|length| record::letter::LETTER_SIZES.contains(length)));
}

#[test]
fn a_lost_tablet_is_closed_to_everyone_but_the_office_and_sends_what_it_holds() {
    let world = World::new();
    let (tablet, office, line) = of_a_fake_office(&world);
    line.to_nobody();
    sealed(&tablet, "The Marsh family");
    drop(tablet);
    office.mood.lock().unwrap().orders.push(Order::Close);
    let served = office.clone();
    line.answer(move |asked| served.answer(asked));
    let tablet = world.start();
    let begun = Instant::now();
    while tablet.look(Look {}).unwrap().stage != Stage::Closed {
        assert!(begun.elapsed() < LONG);
        std::thread::sleep(Duration::from_millis(20));
    }
    while office.mood.lock().unwrap().came != [1] {
        assert!(begun.elapsed() < LONG, "what it held goes on being sent");
        std::thread::sleep(Duration::from_millis(20));
    }
    let file = world.key_file();
    for (kind, is_there) in [("\"user\"", false), ("\"phone\"", false), ("\"office\"", true)] {
        assert_eq!(file.contains(&format!("\"kind\": {kind}")), is_there, "{kind}");
    }
    assert!(!world.keystore.names().iter().any(|name| name.ends_with(" secret")));
    assert!(world.user_folder().join("plans.db").exists(), "nothing is erased");
}
