//! What the office writes about a sealed plan: it comes to the tablet by itself, and only its worker reads it there.

use std::path::Path;
use std::time::Instant;

use ipc::visit::{ListPlans, Lock, Look, OfficeSaid, OfficeSignature, OfficeWord, Sealed, SendNow};
use record::{Signature, SignsAs, What};
use tablet::Tablet;

use crate::family::sealed;
use crate::offices::TestOffice;
use crate::sending::{LONG, all_safe};
use crate::world::{PIN, World, unlock};

/// What the one plan's line says of the office, once it is something else than before.
fn said(tablet: &Tablet, before: Option<&OfficeSaid>) -> OfficeSaid {
    let begun = Instant::now();
    loop {
        tablet.send_now(SendNow {}).unwrap();
        let cards = tablet.list_plans(ListPlans {}).unwrap();
        let [card] = cards.as_slice() else { panic!("{cards:?}") };
        match &card.office {
            Some(office) if Some(office) != before => return office.clone(),
            Some(_) | None => assert!(begun.elapsed() < LONG, "{card:?}"),
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

fn countersigned() -> What {
    What::PlanCountersigned { phone: None, signs_as: None, signature: None }
}

#[test]
fn a_plan_is_returned_and_then_countersigned_and_a_locked_tablet_tells_nobody() {
    let (office, world) = (TestOffice::start(), World::new());
    let tablet = world.ready(&office);
    sealed(&tablet, "The Marsh family");
    all_safe(&tablet, 1);
    assert_eq!(tablet.list_plans(ListPlans {}).unwrap()[0].office, None);
    office.write(1, What::PlanReturned, "Say who walks with the children.");
    office.write(2, What::NoteSeen, "");
    let returned = said(&tablet, None);
    assert_eq!(returned.kind, OfficeWord::Returned);
    assert_eq!((&*returned.name, &*returned.role), ("Miriam Hart", "Team manager"));
    assert_eq!(returned.words, "Say who walks with the children.");

    tablet.lock(Lock { left: None, holds_words: false }).unwrap();
    office.write(3, countersigned(), "");
    let stands = format!("{:?}", tablet.look(Look {}).unwrap());
    assert!(!stands.contains("Miriam") && !stands.contains("walks"), "{stands}");
    unlock(&tablet, PIN).unwrap();
    let agreed = said(&tablet, Some(&returned));
    assert!(agreed.kind == OfficeWord::Agreed && agreed.words.is_empty());
    drop(tablet);
    assert_eq!(said(&world.again(), None), agreed, "it is still there after a start");
}

#[test]
fn what_is_taken_back_stands_no_more_and_can_be_read() {
    let (office, world) = (TestOffice::start(), World::new());
    let tablet = world.ready(&office);
    let (plan, before) = sealed(&tablet, "The Marsh family");
    all_safe(&tablet, 1);
    assert_eq!(before.office, []);
    office.write(1, What::PlanReturned, "Say who walks with the children.");
    let returned = said(&tablet, None);
    let signature = Some(Signature::Typed { name: "Miriam Hart".into() });
    let signs = What::PlanCountersigned { phone: None, signs_as: Some(SignsAs::Manager), signature };
    let signed = office.write(2, signs, "");
    let agreed = said(&tablet, Some(&returned));
    assert_eq!((agreed.kind, &agreed.signature), (OfficeWord::Agreed, &None), "the list shows none");
    office.write(3, What::PlanUnsigned { said: signed }, "I had not read all of it.");
    assert_eq!(said(&tablet, Some(&agreed)), returned, "what was said before stands again");
    let card = tablet.sealed(Sealed { plan }).unwrap();
    let kinds: Vec<OfficeWord> = card.office.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [OfficeWord::Returned, OfficeWord::Agreed, OfficeWord::TakenBack]);
    let name = "Miriam Hart".to_owned();
    assert_eq!(card.office[1].signature, Some(OfficeSignature::Typed { name }));
    assert_eq!(card.office[2].words, "I had not read all of it.");
    assert_eq!(card.pdf_sha256, before.pdf_sha256, "the family's paper is the same");
}

#[test]
fn what_an_office_lost_of_its_own_words_is_on_the_tablet_and_can_be_taken_back() {
    let (office, world) = (TestOffice::start(), World::new());
    let tablet = world.ready(&office);
    sealed(&tablet, "The Marsh family");
    all_safe(&tablet, 1);
    office.go_away();
    let backup = office.back_up();
    office.come_back();
    office.write(1, countersigned(), "");
    let agreed = said(&tablet, None);
    drop(tablet);
    office.go_away();
    office.restore(&backup);
    office.begin_another_life();
    office.come_back();

    let into = tempfile::tempdir().unwrap();
    let found = |name: &str| {
        let found = office.recover(&world.data(), &into.path().join(Path::new(name)));
        let [one] = found.as_slice() else { panic!("{found:?}") };
        (one.taken_back, one.unreadable)
    };
    assert_eq!(found("first"), (1, 0));
    assert_eq!(found("second"), (0, 0), "twice is once");
    assert_eq!(said(&world.again(), None), agreed, "and it is there once");
}

#[test]
fn a_plan_that_the_office_prepared_is_about_no_record_and_is_kept_all_the_same() {
    let (office, world) = (TestOffice::start(), World::new());
    let tablet = world.ready(&office);
    sealed(&tablet, "The Marsh family");
    all_safe(&tablet, 1);
    office.go_away();
    let backup = office.back_up();
    office.come_back();
    office.prepare(1);
    office.write(2, countersigned(), "");
    // It comes behind the other, so that is here too.
    assert_eq!(said(&tablet, None).kind, OfficeWord::Agreed);
    drop(tablet);
    office.go_away();
    office.restore(&backup);
    office.begin_another_life();
    office.come_back();
    let into = tempfile::tempdir().unwrap();
    let found = office.recover(&world.data(), &into.path().join("found"));
    let [one] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((one.taken_back, one.unreadable), (2, 0));
}
