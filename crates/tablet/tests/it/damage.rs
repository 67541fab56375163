//! Files that are not what they should be: a plain refusal, and nothing is deleted or written over.

use std::fs;
use std::path::Path;

use ipc::refusal::Code;
use ipc::visit::{Files, ListPlans, Lock, Look, OpenPlan, Opened, PlanState, Sign, Stage, Unlock};
use plan::ids::{SigningId, UserId};
use plan::signing::Signing;
use tablet::{Outfit, Tablet};

use crate::family::{begun, opened, retitled, sealed, take_back, turned, written};
use crate::newer::{keys, unlocked};
use crate::offices::OFFICE;
use crate::sending::{all_safe, of_a_fake_office};
use crate::world::{PIN, World, code, users};

mod sittings;

#[test]
fn a_key_file_that_is_not_one_is_refused() {
    let world = World::new();
    drop(world.ready(&OFFICE));
    let good = world.key_file();
    let newer = good.replace("\"version\": 1", "\"version\": 2");
    let other_kind = good.replace("\"user\",", "\"office\",");
    let cut = &good[..good.len() / 2];
    assert!(newer != good && other_kind != good);
    for (bytes, expected) in [
        ("", Code::Damaged),
        ("{}", Code::Damaged),
        ("not a key file", Code::Damaged),
        (cut, Code::Damaged),
        (&newer, Code::TooNew),
    ] {
        world.put_key_file(bytes);
        assert_eq!(code(world.start().look(Look {})), expected, "{bytes}");
        assert_eq!(world.key_file(), bytes, "it is left as it was");
    }
    world.put_key_file(&other_kind);
    assert_eq!(
        world.start().look(Look {}).unwrap().stage,
        Stage::Closed,
        "without a slot for a PIN it is the office's"
    );
    world.put_key_file(&good);
    drop(world.again());
}

#[test]
fn no_flipped_bit_of_the_small_files_keeps_a_worker_out() {
    let world = World::new();
    drop(world.ready(&OFFICE));
    let user = world.user_folder();
    for path in [user.join("keys.json"), user.join("tries.json"), world.data().join("folder-id")] {
        let good = fs::read(&path).unwrap();
        for at in (0..good.len()).step_by(7) {
            let mut bytes = good.clone();
            bytes[at] ^= 1 << (at % 8);
            fs::write(&path, &bytes).unwrap();
            let tablet = world.start();
            unlock_only(&tablet).unwrap();
            tablet.lock(Lock::plain()).unwrap();
        }
        fs::remove_file(&path).unwrap();
        drop(world.again());
        assert!(path.exists(), "{} is there again", path.display());
    }
}

#[test]
fn a_slot_with_other_parameters_does_not_open_and_does_not_stand_still() {
    let world = World::new();
    drop(world.ready_with(&OFFICE, Outfit::default()));
    let good = world.key_file();
    for (from, to, expected) in [
        ("\"m_kib\": 65536", "\"m_kib\": 4294967295", Code::Damaged),
        ("\"t\": ", "\"t\": 4000000", Code::Damaged),
        ("argon2id", "none", Code::Damaged),
        ("xchacha20poly1305", "none", Code::Damaged),
        ("\"m_kib\": 65536", "\"m_kib\": 1024", Code::WrongPin { wait_s: 0 }),
    ] {
        let changed = good.replace(from, to);
        assert_ne!(changed, good, "{from}");
        world.put_key_file(&changed);
        let tablet = world.start();
        assert_eq!(code(unlock_only(&tablet)), expected, "{to}");
        world.put_key_file(&good);
        unlock_only(&tablet).unwrap();
    }
}

#[test]
fn another_workers_slot_opens_nothing() {
    let world = World::new();
    drop(world.ready(&OFFICE));
    let other = World::new();
    drop(other.ready(&OFFICE));
    world.put_key_file(&other.key_file());
    let tablet = world.start();
    let user: UserId = world.user_folder().file_name().unwrap().to_str().unwrap().parse().unwrap();
    assert!(tablet.unlock(Unlock { user, pin: PIN.into() }).is_err());
}

#[test]
fn a_database_that_is_not_ours_is_refused_and_left_alone() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let plan = written(&tablet, "The Marsh family").plan.id;
    drop(tablet);
    let other = World::new();
    drop(other.ready(&OFFICE));
    for (path, foreign) in [
        (world.user_folder().join("plans.db"), other.user_folder().join("plans.db")),
        (world.user_folder().join("records.db"), other.user_folder().join("records.db")),
    ] {
        let good = fs::read(&path).unwrap();
        let plain = [b"SQLite format 3\0".as_slice(), &good[16..]].concat();
        let mut flipped = good.clone();
        flipped[100] ^= 1;
        let foreign = fs::read(foreign).unwrap();
        for (what, bytes) in [
            ("empty", Vec::new()),
            ("text", b"This is not a database. ".repeat(500)),
            ("plain", plain),
            ("one bit", flipped),
            ("another tablet's", foreign),
            ("cut within a page", good[..2000].to_vec()),
        ] {
            refused_with(&world, &path, &bytes, what);
        }
        fs::remove_file(&path).unwrap();
        assert_eq!(code(unlock_only(&world.start())), Code::Damaged, "no file");
        assert!(!path.exists(), "an empty one in its place would look as if all were gone");
        fs::write(&path, good).unwrap();
    }
    assert_eq!(
        opened(&world.again(), plan).plan.title,
        "The Marsh family",
        "with the files back all is there"
    );
}

#[test]
fn a_database_cut_in_the_middle_is_refused_wherever_it_is_noticed() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    for number in 0..4 {
        sealed(&tablet, &format!("Family {number}"));
    }
    drop(tablet);
    for path in ["plans.db", "records.db"].map(|name| world.user_folder().join(name)) {
        let good = fs::read(&path).unwrap();
        let cut = &good[..(good.len() / 2 / 4096) * 4096];
        fs::write(&path, cut).unwrap();
        let tablet = world.start();
        let noticed = unlock_only(&tablet).and_then(|()| tablet.check_files());
        assert_eq!(code(noticed), Code::Damaged);
        drop(tablet);
        let left = fs::read(&path).unwrap();
        assert_eq!(left.len(), cut.len(), "nothing more is cut off");
        fs::write(&path, good).unwrap();
    }
    let tablet = world.again();
    tablet.check_files().unwrap();
    assert_eq!(tablet.list_plans(ListPlans {}).unwrap().len(), 4);
}

/// Each page of what is sealed is damaged in turn: every plan is in the list, and what is known not to be sealed is worked on. What may
/// be sealed is never opened or changed as if it were not.
#[test]
fn a_damaged_page_of_what_is_sealed_hides_no_plan_and_unseals_none() {
    let world = World::new();
    let (tablet, _office, line) = of_a_fake_office(&world);
    let safe = sealed(&tablet, "The Ash family").0;
    all_safe(&tablet, 1);
    line.to_nobody();
    let waiting = sealed(&tablet, "The Birch family").0;
    let drafts = ["The Elm family", "The Oak family"].map(|title| written(&tablet, title).plan.id);
    let agreed = [safe, waiting].map(|plan| opened(&tablet, plan));
    assert_eq!(agreed.each_ref().map(|now| now.state), [PlanState::Safe, PlanState::Sealed]);
    drop(tablet);
    let path = world.user_folder().join("records.db");
    let pages = pages_but_of_files(&path, &keys(&world).1);
    let good = fs::read(&path).unwrap();
    let (mut unknown, mut told) = (0, 0);
    for (page, name) in pages {
        let what = format!("page {page}, {name}");
        let mut bytes = good.clone();
        bytes[page * 4096 + 77] ^= 4;
        fs::write(&path, bytes).unwrap();
        for left in ["records.db-wal", "not-closed"] {
            let _ = fs::remove_file(world.user_folder().join(left));
        }
        let tablet = world.start();
        if unlock_only(&tablet).is_err() {
            assert!(["enrolment", "sqlite_schema"].contains(&&*name), "{what}");
            continue;
        }
        let cards = tablet.list_plans(ListPlans {}).unwrap();
        assert_eq!(cards.len(), 4, "{what}");
        assert!(cards.iter().all(|it| it.plan != waiting || it.state != PlanState::Safe), "{what}");
        for plan in drafts {
            let now = opened(&tablet, plan);
            assert!(matches!(now.state, PlanState::Draft | PlanState::Signing), "{what}: {:?}", now.state);
            tablet.change_plan(retitled(&now, &what)).unwrap();
            // Nor does it keep a family from reading it.
            let signing = turned_to_the_first(&tablet, &now);
            take_back(&tablet, signing);
        }
        for before in &agreed {
            unknown += usize::from(stays_closed(&tablet, before, &what) == Code::Damaged);
        }
        told += usize::from(tablet.look(Look {}).unwrap().files == Files::Damaged);
    }
    assert!(unknown > 0, "the page with the seals themselves");
    assert!(told > 1, "that, and the one with receipts");
    fs::write(&path, good).unwrap();
    let _ = fs::remove_file(world.user_folder().join("records.db-wal"));
    assert_eq!(opened(&world.again(), safe).state, PlanState::Safe);
}

/// Begins to read a plan, and turns the tablet to its first adult.
fn turned_to_the_first(tablet: &Tablet, now: &Opened) -> SigningId {
    let (_, Signing { id, .. }) = begun(tablet, now.plan.id);
    let events = vec![turned(&[now.plan.adults[0].id], &[])];
    tablet.sign(Sign { signing: id, events }).unwrap();
    id
}

/// Damages pages of a database that nobody has open.
fn spoil(path: &Path, pages: &[usize]) {
    let mut bytes = fs::read(path).unwrap();
    for page in pages {
        bytes[page * 4096 + 77] ^= 4;
    }
    fs::write(path, bytes).unwrap();
    let _ = fs::remove_file(path.with_extension("db-wal"));
}

/// Tries to open and to change a plan that is sealed, and says how the change was refused.
fn stays_closed(tablet: &Tablet, before: &Opened, what: &str) -> Code {
    let open = tablet.open_plan(OpenPlan { plan: before.plan.id });
    let refused = code(tablet.change_plan(retitled(before, "Other words")));
    match open {
        Ok(now) => {
            assert!(matches!(now.state, PlanState::Sealed | PlanState::Safe), "{what}: {:?}", now.state);
            assert_eq!(refused, Code::Sealed, "{what}");
        }
        Err(refusal) => assert_eq!([refusal.code, refused], [Code::Damaged; 2], "{what}"),
    }
    refused
}

/// The pages of a database but its first and those of the files in it, and what each holds.
fn pages_but_of_files(path: &Path, key: &[u8]) -> Vec<(usize, String)> {
    let database = unlocked(path, key);
    let sql = "SELECT pageno, name FROM dbstat WHERE pageno > 1 AND name NOT LIKE '%blob_chunk%'";
    let mut statement = database.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?))).unwrap();
    let page = |row: rusqlite::Result<(i64, String)>| {
        let (number, name) = row.unwrap();
        (usize::try_from(number).unwrap() - 1, name)
    };
    rows.map(page).collect()
}

fn refused_with(world: &World, path: &Path, bytes: &[u8], what: &str) {
    fs::write(path, bytes).unwrap();
    let refused = unlock_only(&world.start());
    assert_eq!(code(refused), Code::Damaged, "{what} in place of {}", path.display());
    assert_eq!(fs::read(path).unwrap(), bytes, "{what} is left as it was");
}

fn unlock_only(tablet: &Tablet) -> Result<(), ipc::Refusal> {
    let user = users(tablet)[0].id;
    tablet.unlock(Unlock { user, pin: PIN.into() }).map(|_| ())
}
