//! Who gets in: joining, the first worker, right and wrong PINs.

use chrono::TimeDelta;
use ipc::refusal::Code;
use ipc::visit::{
    AddUser, Enrol, ListPlans, Lock, Look, NewPlan, Shows, Stage, Start, Started, Unlock, UserCard,
};

use plan::ids::UserId;
use serde_json::{Value, from_str};
use tablet::Outfit;

use crate::offices::OFFICE;
use crate::world::{PASSPHRASE, PIN, World, code, first_worker, outfit, unlock, users};

const WRONG: &str = "958316";

#[test]
fn a_tablet_goes_from_fresh_to_open_and_locks() {
    let world = World::new();
    let tablet = world.start();
    assert_eq!(tablet.look(Look {}).unwrap().stage, Stage::Fresh);
    assert_eq!(code(tablet.add_user(first_worker(PIN))), Code::NotReady, "no office yet");
    let standing = tablet.enrol(Enrol { line: OFFICE.line() }).unwrap();
    assert_eq!(standing.stage, Stage::NoUser { office: "Brindlewood".into(), passphrase: false });
    assert_eq!(code(tablet.enrol(Enrol { line: OFFICE.line() })), Code::NotUsable, "it has an office");
    let Stage::Open { user, passphrase: false } = tablet.add_user(first_worker(PIN)).unwrap().stage else {
        panic!("not open")
    };
    assert_eq!(user.name, "Ada Okafor");
    let standing = tablet.lock(Lock::plain()).unwrap();
    assert_eq!(code(tablet.add_user(first_worker(PIN))), Code::NotUsable, "it has a worker, who is not in");
    let Stage::Locked { users: at_the_door, passphrase: false, tablet: Some(_), waiting: 0 } = standing.stage
    else {
        panic!("not at the door")
    };
    assert_eq!(at_the_door, [UserCard { code: Some(1), ..user.clone() }]);
    assert_eq!(code(tablet.list_plans(ListPlans {})), Code::Locked);
    assert_eq!(
        code(tablet.new_plan(NewPlan { title: String::new(), practice: None, after: None })),
        Code::Locked
    );
    let standing = tablet.unlock(Unlock { user: user.id, pin: PIN.into() }).unwrap();
    assert_eq!(standing.stage, Stage::Open { user, passphrase: false });
}

#[test]
fn with_a_keystore_joining_outlives_the_app() {
    let world = World::new();
    world.start().enrol(Enrol { line: OFFICE.line() }).unwrap();
    let tablet = world.start();
    assert!(matches!(tablet.look(Look {}).unwrap().stage, Stage::NoUser { .. }));
    tablet.add_user(first_worker(PIN)).unwrap();
    assert!(
        !world.keystore.names().iter().any(|name| name.ends_with("joined")),
        "it lies in the database now"
    );
}

#[test]
fn without_a_keystore_a_passphrase_is_asked_for_and_joining_does_not_outlive_the_app() {
    let world = World::new();
    let tablet = world.start_without_keystore();
    let standing = tablet.enrol(Enrol { line: OFFICE.line() }).unwrap();
    assert_eq!(standing.stage, Stage::NoUser { office: "Brindlewood".into(), passphrase: true });
    drop(tablet);
    let tablet = world.start_without_keystore();
    assert_eq!(tablet.look(Look {}).unwrap().stage, Stage::Fresh);
    tablet.enrol(Enrol { line: OFFICE.line() }).unwrap();
    assert_eq!(code(tablet.add_user(first_worker(PIN))), Code::NotUsable, "a PIN is too weak alone");
    tablet.add_user(first_worker(PASSPHRASE)).unwrap();
    drop(tablet);
    let tablet = world.start_without_keystore();
    assert!(matches!(tablet.look(Look {}).unwrap().stage, Stage::Locked { passphrase: true, .. }));
    unlock(&tablet, PASSPHRASE).unwrap();
    assert!(matches!(tablet.look(Look {}).unwrap().stage, Stage::Open { passphrase: true, .. }));
}

#[test]
fn lines_and_workers_that_cannot_be_used_are_refused_in_words() {
    let world = World::new();
    let tablet = world.start();
    let line = OFFICE.line();
    let parts: Vec<&str> = line.split(' ').collect();
    let other_pin = format!("{} 0000-0000-0000-0000-0000-0000-00 {}", parts[0], parts[2]);
    let other_code = format!("{} {} 0000-0000-0000-0000", parts[0], parts[1]);
    let nobody = format!("http://127.0.0.1:9 {} {}", parts[1], parts[2]);
    let plain = format!("http://office.example {} {}", parts[1], parts[2]);
    for (line, expected) in [
        ("", Code::NotUsable),
        ("what", Code::NotUsable),
        (&other_pin, Code::NotUsable),
        (&plain, Code::NotUsable),
        (&nobody, Code::NoOffice),
        (&other_code, Code::OfficeRefused),
    ] {
        assert_eq!(code(tablet.enrol(Enrol { line: line.into() })), expected, "{line}");
    }
    tablet.enrol(Enrol { line }).unwrap();
    for pin in ["", "12345", "111111", "123456", "987654"] {
        assert_eq!(code(tablet.add_user(first_worker(pin))), Code::NotUsable, "{pin}");
    }
    let nameless = AddUser { name: "  ".into(), ..first_worker(PIN) };
    assert_eq!(code(tablet.add_user(nameless)), Code::NotUsable);
    assert!(
        matches!(tablet.look(Look {}).unwrap().stage, Stage::NoUser { .. }),
        "all of that changed nothing"
    );
}

#[test]
fn wrong_pins_wait_longer_and_longer_until_only_the_office_unlocks() {
    let world = World::new();
    world.clock.freeze();
    drop(world.ready(&OFFICE));
    let mut tablet = world.start();
    for (number, wait_s) in [0, 0, 0, 5, 15, 60, 300, 900, 900].into_iter().enumerate() {
        assert_eq!(code(unlock(&tablet, WRONG)), Code::WrongPin { wait_s }, "after wrong PIN {}", number + 1);
        if wait_s > 0 {
            world.clock.set_wall(TimeDelta::days(-400));
            let early = code(unlock(&tablet, PIN));
            assert_eq!(
                early,
                Code::TooEarly { wait_s },
                "the right one is too early, whatever the clock says"
            );
            world.clock.set_wall(TimeDelta::days(800));
            assert_eq!(
                code(unlock(&tablet, PIN)),
                Code::TooEarly { wait_s },
                "forwards does not help either"
            );
            drop(tablet);
            tablet = world.start();
            assert!(
                matches!(code(unlock(&tablet, PIN)), Code::TooEarly { .. }),
                "starting the app does not help"
            );
            world.clock.restart();
            assert_eq!(code(unlock(&tablet, PIN)), Code::TooEarly { wait_s }, "nor does the machine's start");
            world.clock.pass(u64::from(wait_s));
        }
    }
    assert_eq!(code(unlock(&tablet, WRONG)), Code::OfficeOnly, "the tenth");
    world.clock.pass(1_000_000);
    assert_eq!(code(unlock(&tablet, PIN)), Code::OfficeOnly, "the right one comes too late");
    drop(tablet);
    assert_eq!(code(unlock(&world.start(), PIN)), Code::OfficeOnly);
    assert!(world.user_folder().join("plans.db").exists(), "nothing is ever erased");
}

#[test]
fn a_pin_costs_what_the_outfit_says_and_without_a_word_the_full_price() {
    let made_with = |outfit| {
        let world = World::new();
        drop(world.ready_with(&OFFICE, outfit));
        unlock(&world.start(), PIN).unwrap();
        let file: Value = from_str(&world.key_file()).unwrap();
        let kdf = &file["slots"][0]["kdf"];
        (kdf["m_kib"].as_u64(), kdf["t"].as_u64(), kdf["p"].as_u64())
    };
    let (memory, rounds, lanes) = made_with(Outfit::default());
    assert_eq!((memory, lanes), (Some(64 * 1024), Some(1)), "what the program is started with");
    assert!(rounds.is_some_and(|rounds| (3..=24).contains(&rounds)), "{rounds:?}: more on a faster machine");
    let is_full = made_with(outfit()).0 == memory;
    assert_eq!(is_full, !cfg!(debug_assertions), "these tests, unless built for release");
}

#[test]
fn the_right_pin_forgets_the_wrong_ones() {
    let world = World::new();
    drop(world.ready(&OFFICE));
    let tablet = world.start();
    for _ in 0..3 {
        for _ in 0..3 {
            assert_eq!(code(unlock(&tablet, WRONG)), Code::WrongPin { wait_s: 0 });
        }
        unlock(&tablet, PIN).unwrap();
        tablet.lock(Lock::plain()).unwrap();
    }
}

#[test]
fn taking_the_counter_away_does_not_take_the_count_away() {
    let world = World::new();
    world.clock.freeze();
    drop(world.ready(&OFFICE));
    let tablet = world.start();
    for _ in 0..4 {
        assert!(matches!(code(unlock(&tablet, WRONG)), Code::WrongPin { .. }));
    }
    let counter = ["tries.json", "tries.json.2"].map(|name| world.user_folder().join(name));
    for file in &counter {
        std::fs::remove_file(file).unwrap();
    }
    assert_eq!(code(unlock(&tablet, PIN)), Code::TooEarly { wait_s: 5 }, "the keystore remembers");
    for file in &counter {
        std::fs::write(file, "{}").unwrap();
    }
    assert_eq!(code(unlock(&tablet, PIN)), Code::TooEarly { wait_s: 5 }, "the higher one holds");
}

#[test]
fn a_keystore_that_keeps_nothing_makes_no_wrong_pin_of_a_right_one() {
    let world = World::new();
    drop(world.ready(&OFFICE));
    let tablet = world.start();
    world.keystore.fill(true);
    for _ in 0..12 {
        assert_eq!(code(unlock(&tablet, PIN)), Code::Other, "it is not tried");
    }
    world.keystore.fill(false);
    assert_eq!(code(unlock(&tablet, WRONG)), Code::WrongPin { wait_s: 0 }, "the first that counts");
    unlock(&tablet, PIN).unwrap();
}

#[test]
fn the_door_writes_nothing_into_a_store_that_another_app_may_have() {
    let world = World::new();
    drop(world.ready(&OFFICE));
    let copy = world.user_folder().join("keys.json.2");
    std::fs::remove_file(&copy).unwrap();
    let tablet = world.start();
    assert_eq!(users(&tablet).len(), 1);
    assert!(!copy.exists(), "another may be writing it just now");
    unlock(&tablet, PIN).unwrap();
    assert!(copy.exists(), "whoever has the store mends it");
}

#[test]
fn the_files_alone_open_nothing() {
    let world = World::new();
    drop(world.ready(&OFFICE));
    world.keystore.clear();
    let tablet = world.start();
    assert_eq!(code(unlock(&tablet, PIN)), Code::OfficeOnly, "the other half of the key is in the keystore");
    assert_eq!(users(&tablet).len(), 1);
}

#[test]
fn a_beginning_that_was_cut_off_is_made_again_and_what_it_left_is_kept() {
    let world = World::new();
    world.start().enrol(Enrol { line: OFFICE.line() }).unwrap();
    for name in ["post.db", "post.db-wal"] {
        std::fs::write(world.data().join(name), b"half a database").unwrap();
    }
    let half = world.data().join("users").join(UserId::new(1, &[1; 10]).to_string());
    std::fs::create_dir(&half).unwrap();
    world.start().add_user(first_worker(PIN)).unwrap();
    let tablet = world.start();
    unlock(&tablet, PIN).unwrap();
    let left = std::fs::read_dir(world.data()).unwrap().map(|entry| entry.unwrap());
    let left: Vec<_> =
        left.filter(|entry| entry.file_name().to_string_lossy().starts_with("aside-")).collect();
    assert_eq!(left.len(), 2, "the office's answer is still in the keystore");
    for entry in left {
        assert_eq!(std::fs::read(entry.path()).unwrap(), b"half a database");
    }
}

#[cfg(unix)]
#[test]
fn other_accounts_of_the_machine_cannot_look_into_the_store() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::new();
    drop(world.ready(&OFFICE));
    for folder in [world.data(), world.data().join("users"), world.user_folder()] {
        let mode = std::fs::metadata(&folder).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}", folder.display());
    }
}

#[test]
fn two_apps_do_not_share_one_folder_where_it_has_no_locks() {
    let world = World::new();
    let first = world.ready(&OFFICE);
    let second = world.start();
    std::fs::remove_file(world.data().join("in-use")).unwrap();
    let user = users(&second)[0].id;
    let refused = second.unlock(Unlock { user, pin: PIN.into() }).unwrap_err();
    assert!(refused.sentence.contains("open twice"), "{}", refused.sentence);
    first.new_plan(NewPlan { title: "The Marsh family".into(), practice: None, after: None }).unwrap();
}

#[test]
fn the_lock_screen_has_each_word_it_shows_and_few_others() {
    let tablet = World::new().start();
    let words = |shows| {
        let Started { texts, .. } = tablet.start(Start { shows }).unwrap();
        texts
    };
    let (some, all) = (words(Shows::LockScreen), words(Shows::EveryScreen));
    let mut shown = 0;
    for source in [
        include_str!("../../../../src-ui/src/visit/door/locked.rs"),
        include_str!("../../../../src-ui/src/visit/door/by_phone.rs"),
        include_str!("../../../../src-ui/src/visit/door/wait.rs"),
        include_str!("../../../../src-ui/src/platform/shell.rs"),
    ] {
        for key in source.split('"').skip(1).step_by(2).filter(|it| all.get(it) != "…") {
            assert_eq!(some.get(key), all.get(key), "{key}");
            shown += 1;
        }
    }
    assert!(shown > 25, "{shown}");
    assert_ne!(all.get("home.title"), "…");
    assert_eq!(some.get("home.title"), "…");
}

#[test]
fn a_practice_tablet_says_so_at_the_door() {
    let world = World::new();
    let tablet = world.start();
    assert_eq!(tablet.look(Look {}).unwrap().notice, None);
    tablet.set_notice("This tablet is for practice.").unwrap();
    drop(tablet);
    assert_eq!(world.start().look(Look {}).unwrap().notice.as_deref(), Some("This tablet is for practice."));
}

/// The program may take its time to end.
#[test]
fn a_tablet_that_was_closed_lets_the_next_in_before_its_program_has_ended() {
    let world = World::new();
    let first = world.ready(&OFFICE);
    first.close();
    unlock(&world.start(), PIN).unwrap();
}

#[test]
fn the_store_is_the_first_apps_until_it_ends() {
    let world = World::new();
    let first = world.ready(&OFFICE);
    first.lock(Lock::plain()).unwrap();
    let second = world.start();
    let refused = unlock(&second, PIN).unwrap_err();
    assert!(refused.sentence.contains("open twice"), "{}", refused.sentence);
    assert_eq!(code(unlock(&first, WRONG)), Code::WrongPin { wait_s: 0 }, "none was tried by the second");
    unlock(&first, PIN).unwrap();
    drop(first);
    unlock(&second, PIN).unwrap();
}
