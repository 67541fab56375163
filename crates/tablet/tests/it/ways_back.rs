//! Ways back in: a code by telephone, another PIN, a colleague, joining again. And who stays out.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ipc::office::Mark;
use ipc::refusal::Code;
use ipc::visit::{
    AddUser, ChangePin, Enrol, ListPlans, Lock, Look, OpenPlan, Sealed, Stage, Unlock, UnlockByPhone,
    UserCard,
};
use plan::people::WorkerRole;
use record::Purpose;
use tablet::Tablet;

use crate::fake_office::FakeOffice;
use crate::family::{sealed, written};
use crate::offices::{OFFICE, TestOffice};
use crate::sending::{all_safe, of_a_fake_office, through_a_line, until};
use crate::unattended::at_the_door;
use crate::wire::forward;
use crate::world::{PASSPHRASE, PIN, World, code, first_worker, unlock, users};

mod recovered;

const NEW: &str = "860351";

pub(crate) fn by_phone(tablet: &Tablet, told: &str, pin: &str) -> Result<(), ipc::Refusal> {
    let user = users(tablet)[0].id;
    let asked = UnlockByPhone { user, code: told.into(), pin: pin.into() };
    tablet.unlock_by_phone(asked).map(|_| ())
}

fn number(tablet: &Tablet) -> u32 {
    users(tablet)[0].code.unwrap()
}

fn colleague(name: &str) -> AddUser {
    AddUser { name: name.into(), role: WorkerRole::PoliceOfficer, ..first_worker(NEW) }
}

fn let_in(tablet: &Tablet, user: &UserCard, pin: &str) -> Result<(), ipc::Refusal> {
    tablet.unlock(Unlock { user: user.id, pin: pin.into() }).map(|_| ())
}

#[test]
fn a_code_by_telephone_lets_in_whoever_tried_too_often_with_no_signal() {
    let world = World::new();
    world.clock.freeze();
    let (tablet, _office, line) = of_a_fake_office(&world);
    let plan = written(&tablet, "The Marsh family").plan.id;
    tablet.lock(Lock::plain()).unwrap();
    line.to_nobody();
    for _ in 0..10 {
        assert!(unlock(&tablet, "975310").is_err());
        world.clock.pass(1000);
    }
    assert_eq!(code(unlock(&tablet, PIN)), Code::OfficeOnly);
    assert_eq!(number(&tablet), 1);
    let right = FakeOffice::code(1);
    for (wrong, pin, expected) in [
        ("", NEW, Code::NotUsable),
        ("what", NEW, Code::NotUsable),
        (&*FakeOffice::code(2), NEW, Code::NotUsable),
        (&*right, "123456", Code::NotUsable),
    ] {
        assert_eq!(code(by_phone(&tablet, wrong, pin)), expected, "{wrong} {pin}");
    }
    by_phone(&tablet, &right.to_lowercase().replace('-', " "), NEW).unwrap();
    assert_eq!(tablet.list_plans(ListPlans {}).unwrap()[0].plan, plan);
    tablet.lock(Lock::plain()).unwrap();
    assert_eq!(number(&tablet), 2, "each is told once");
    assert_eq!(code(by_phone(&tablet, &right, PIN)), Code::NotUsable, "it was used");
    assert_eq!(
        code(unlock(&tablet, PIN)),
        Code::WrongPin { wait_s: 0 },
        "nobody has to guess its PIN any more"
    );
    unlock(&tablet, NEW).unwrap();
}

#[test]
fn the_real_office_tells_a_code_that_opens_this_tablet_and_no_other() {
    let (one, other) = (World::new(), World::new());
    let [one, other] = [&one, &other].map(|world| {
        let tablet = world.ready(&OFFICE);
        tablet.lock(Lock::plain()).unwrap();
        tablet
    });
    let Stage::Locked { tablet: Some(name), .. } = one.look(Look {}).unwrap().stage else {
        panic!("no name")
    };
    let told = OFFICE.unlock_code(&name, number(&one));
    assert_eq!(code(by_phone(&other, &told, NEW)), Code::NotUsable);
    by_phone(&one, &told, NEW).unwrap();
}

#[test]
fn a_code_needs_this_machine_s_keystore() {
    let world = World::new();
    let (tablet, ..) = of_a_fake_office(&world);
    drop(tablet);
    world.keystore.clear();
    assert_eq!(code(by_phone(&world.start(), &FakeOffice::code(1), NEW)), Code::OfficeOnly);
}

#[test]
fn without_a_keystore_a_code_works_as_well() {
    let world = World::new();
    let tablet = world.start_without_keystore();
    tablet.enrol(Enrol { line: OFFICE.line() }).unwrap();
    tablet.add_user(first_worker(PASSPHRASE)).unwrap();
    drop(tablet);
    let tablet = world.start_without_keystore();
    let (name, _) = at_the_door(&tablet);
    let told = OFFICE.unlock_code(&name, number(&tablet));
    assert_eq!(code(by_phone(&tablet, &told, PIN)), Code::NotUsable, "a PIN is too weak alone");
    by_phone(&tablet, &told, "four green hills").unwrap();
}

#[test]
fn the_office_s_key_opens_its_slot_without_keystore_or_pin() {
    let world = World::new();
    let (tablet, ..) = of_a_fake_office(&world);
    let user = match tablet.look(Look {}).unwrap().stage {
        Stage::Open { user, .. } => user.id,
        other @ (Stage::Fresh | Stage::NoUser { .. } | Stage::Locked { .. } | Stage::Closed) => {
            panic!("{other:?}")
        }
    };
    drop(tablet);
    let file: serde_json::Value = serde_json::from_str(&world.key_file()).unwrap();
    let slots = file["slots"].as_array().unwrap();
    let closed = slots.iter().find(|slot| slot["kind"] == "office").unwrap()["closed"].as_str().unwrap();
    let closed = base::base64::decode(closed).unwrap();
    let keys = FakeOffice::opening_key().open(Purpose::OfficeSlot(user), None, &closed).unwrap();
    assert_eq!(keys.len(), 64, "the key of the plans and that of the records");
    assert!(FakeOffice::opening_key().open(Purpose::PhoneSlot(user), None, &closed).is_err());
}

#[test]
fn another_pin_changes_the_slot_and_nothing_else() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let plan = written(&tablet, "The Marsh family").plan.id;
    let wrong = ChangePin { pin: "975310".into(), new: NEW.into() };
    assert_eq!(code(tablet.change_pin(wrong)), Code::WrongPin { wait_s: 0 });
    let easy = ChangePin { pin: PIN.into(), new: "123456".into() };
    assert_eq!(code(tablet.change_pin(easy)), Code::NotUsable);
    let before = fs::read(world.user_folder().join("plans.db")).unwrap();
    tablet.change_pin(ChangePin { pin: PIN.into(), new: NEW.into() }).unwrap();
    assert_eq!(fs::read(world.user_folder().join("plans.db")).unwrap(), before, "nothing is written anew");
    drop(tablet);
    let tablet = world.start();
    assert!(unlock(&tablet, PIN).is_err());
    unlock(&tablet, NEW).unwrap();
    tablet.open_plan(OpenPlan { plan }).unwrap();
}

#[test]
fn what_one_wrote_and_sealed_is_closed_to_the_other_in_the_store() {
    let (office, world) = (TestOffice::start(), World::new());
    let tablet = world.ready(&office);
    let (sealed_plan, _) = sealed(&tablet, "The Marsh family");
    let draft = written(&tablet, "The Reed family").plan.id;
    tablet.add_user(colleague("Bo Lindqvist")).unwrap();
    assert_eq!(tablet.list_plans(ListPlans {}).unwrap().len(), 2, "whoever is in stays in");
    all_safe(&tablet, 1);
    tablet.lock(Lock::plain()).unwrap();
    let at_the_door = users(&tablet);
    let [ada, bo] =
        ["Ada Okafor", "Bo Lindqvist"].map(|name| at_the_door.iter().find(|it| it.name == name).unwrap());
    assert_eq!(code(let_in(&tablet, bo, PIN)), Code::WrongPin { wait_s: 0 });
    let_in(&tablet, bo, NEW).unwrap();
    assert!(tablet.list_plans(ListPlans {}).unwrap().is_empty());
    assert_eq!(code(tablet.open_plan(OpenPlan { plan: draft })), Code::NotHere);
    assert!(tablet.sealed(Sealed { plan: sealed_plan }).is_err());
    assert_eq!(tablet.look(Look {}).unwrap().sending.safe, 0, "nor how many there are");
    sealed(&tablet, "The Ash family");
    all_safe(&tablet, 1);
    assert_eq!(office.holds().len(), 2, "each has a chain of their own");
    assert_eq!(office.marked(Mark::TwoBranches), 0, "and neither is a branch of the other");

    // With the other's files in the place of their own nobody gets further than their key goes.
    tablet.lock(Lock::plain()).unwrap();
    drop(tablet);
    let folder = |user: &UserCard| world.data().join("users").join(user.id.to_string());
    let numbers: BTreeSet<_> = at_the_door.iter().filter_map(|user| user.code).collect();
    assert_eq!(numbers.len(), 1, "{numbers:?}: who was not in yet has none");
    for name in ["plans.db", "records.db"] {
        let own = fs::read(folder(bo).join(name)).unwrap();
        fs::copy(folder(ada).join(name), folder(bo).join(name)).unwrap();
        assert_eq!(code(let_in(&world.start(), bo, NEW)), Code::Damaged, "{name}");
        fs::write(folder(bo).join(name), own).unwrap();
    }
    let_in(&world.start(), ada, PIN).unwrap();
}

#[test]
fn no_number_is_two_workers_also_where_what_lies_ready_was_lost() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    for name in ["Bo Lindqvist", "Cy Ash"] {
        tablet.add_user(colleague(name)).unwrap();
    }
    drop(tablet);
    let mut told = BTreeSet::from([1]);
    for name in ["Bo Lindqvist", "Cy Ash", "Ada Okafor"] {
        fs::remove_file(world.data().join("post.db")).unwrap();
        let tablet = world.start();
        let user = users(&tablet).into_iter().find(|it| it.name == name).unwrap();
        let_in(&tablet, &user, if name == "Ada Okafor" { PIN } else { NEW }).unwrap();
        if name == "Ada Okafor" {
            tablet.change_pin(ChangePin { pin: PIN.into(), new: "519420".into() }).unwrap();
        }
        tablet.lock(Lock::plain()).unwrap();
        let number = users(&tablet).into_iter().find(|it| it.name == name).unwrap().code.unwrap();
        assert!(told.insert(number), "{number} of {name} was another's, or told before");
    }
}

#[test]
fn a_joining_again_whose_answer_was_lost_is_asked_again_with_the_same_line() {
    let (office, world) = (TestOffice::start(), World::new());
    office.go_away();
    let backup = office.back_up();
    office.come_back();
    let (tablet, line) = through_a_line(&world, &office);
    sealed(&tablet, "Before");
    all_safe(&tablet, 1);
    office.go_away();
    office.restore(&backup);
    office.come_back();
    let joining = office.line_through(line.address());
    // The office lets it in; what it says of that gets lost.
    let address = office.address();
    line.answer(move |asked| {
        let answer = forward(address, asked);
        if asked.target.ends_with("/enrol") { Vec::new() } else { answer }
    });
    assert_eq!(code(tablet.enrol(Enrol { line: joining.clone() })), Code::NoOffice);
    line.to_office(address);
    let sending = until(&tablet, |sending| sending.must_join_again);
    assert!(sending.last.unwrap().contains("join again"));
    tablet.enrol(Enrol { line: joining }).unwrap();
    all_safe(&tablet, 1);
}

#[test]
fn a_tablet_the_office_does_not_know_joins_again_and_all_of_it_arrives() {
    let (office, world) = (TestOffice::start(), World::new());
    office.go_away();
    let backup = office.back_up();
    office.come_back();
    let tablet = world.ready(&office);
    let (first, _) = sealed(&tablet, "Before");
    all_safe(&tablet, 1);
    office.go_away();
    office.restore(&backup);
    office.come_back();
    sealed(&tablet, "After");
    let sending =
        until(&tablet, |sending| sending.last.as_deref().is_some_and(|last| last.contains("join again")));
    assert_eq!((sending.waiting, sending.safe, sending.must_join_again), (1, 1, true));
    let line = office.line();
    let parts: Vec<&str> = line.split(' ').collect();
    let elsewhere = format!("{} 0000-0000-0000-0000-0000-0000-00 {}", parts[0], parts[2]);
    assert_eq!(code(tablet.enrol(Enrol { line: elsewhere })), Code::NotUsable, "another office");
    tablet.enrol(Enrol { line }).unwrap();
    until(&tablet, |sending| sending.waiting == 0 && office.holds().len() == 2);
    assert!(!tablet.look(Look {}).unwrap().sending.must_join_again);
    assert!(tablet.sealed(Sealed { plan: first }).is_ok());
    assert_eq!(office.marked(Mark::TwoBranches) + office.marked(Mark::EarlierMissing), 0);
}

#[test]
fn two_tablets_that_go_on_from_one_both_arrive_and_people_are_told() {
    let (office, world) = (TestOffice::start(), World::new());
    let tablet = world.ready(&office);
    sealed(&tablet, "Before");
    all_safe(&tablet, 1);
    drop(tablet);
    let twin = World::with_keystore_of(&world);
    copy_all(&world.data(), &twin.data());
    for (world, title) in [(&world, "On the one"), (&twin, "On its twin")] {
        let tablet = world.again();
        sealed(&tablet, title);
        all_safe(&tablet, 2);
    }
    assert_eq!(office.holds().len(), 3);
    assert_eq!(office.marked(Mark::TwoBranches), 2, "the office says that there are two");
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let beside = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_all(&entry.path(), &beside);
        } else {
            fs::copy(entry.path(), beside).unwrap();
        }
    }
}
