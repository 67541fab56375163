//! A sitting that cannot be read, or of which nothing can be written: the family can sign, and no worker is shut in with them.

use std::fs;
use std::path::Path;
use std::slice;

use ipc::refusal::Code;
use ipc::visit::{
    AddUser, ChangePlan, Files, ListPlans, Lock, Look, Opened, PlanState, Seal, Sign, StartSigning, TakeBack,
    Unlock,
};
use plan::agreement::BlockKind;
use plan::change::Change;
use plan::field::Field;
use plan::questions::Question;
use plan::signing::{Event, Signing};
use tablet::Tablet;

use super::{pages_but_of_files, spoil, turned_to_the_first, unlock_only};
use crate::family::{begun, opened, retitled, sealed, signed, take_back, turned, written};
use crate::newer::{keys, unlocked};
use crate::offices::OFFICE;
use crate::sending::{all_safe, of_a_fake_office};
use crate::world::{PIN, World, code, first_worker, users};

/// Nobody can tell whether the plan is sealed, so nothing is written of its sitting: whoever gives their PIN has the tablet back.
#[test]
fn a_pin_takes_the_tablet_back_also_where_the_sitting_cannot_say_so() {
    let world = World::new();
    let (tablet, _office, line) = of_a_fake_office(&world);
    line.to_nobody();
    sealed(&tablet, "The Ash family");
    let before = written(&tablet, "The Marsh family");
    let signing = turned_to_the_first(&tablet, &before);
    tablet.lock(Lock::plain()).unwrap();
    let path = world.user_folder().join("records.db");
    let good = fs::read(&path).unwrap();
    let pages = pages_but_of_files(&path, &keys(&world).1);
    let of_seals = ["sealed", "sqlite_autoindex_sealed_1"];
    let of_seals: Vec<usize> =
        pages.into_iter().filter(|(_, name)| of_seals.contains(&&**name)).map(|(page, _)| page).collect();
    spoil(&path, &of_seals);
    unlock_only(&tablet).unwrap();
    assert_eq!(tablet.look(Look {}).unwrap().with_family, Some(signing));
    let take_back = |pin: &str| tablet.take_back(TakeBack { signing, pin: pin.into() });
    assert_eq!(code(take_back("975310")), Code::WrongPin { wait_s: 0 });
    assert_eq!(code(tablet.list_plans(ListPlans {})), Code::WithFamily);
    take_back(PIN).unwrap();
    assert_eq!(tablet.look(Look {}).unwrap().with_family, None);
    assert_eq!(tablet.list_plans(ListPlans {}).unwrap().len(), 2);
    assert_eq!(code(tablet.start_signing(StartSigning { plan: before.plan.id })), Code::Damaged);
    let _ = tablet.lock(Lock::plain());
    fs::write(&path, good).unwrap();
    let _ = fs::remove_file(world.user_folder().join("records.db-wal"));
    unlock_only(&tablet).unwrap();
    let (_, now) = begun(&tablet, before.plan.id);
    assert_eq!(now.events.last().unwrap().event, Event::TakenBack, "and now it says so");
}

/// A page of a sitting is damaged: of the one before a change of words, or of the one after it.
#[test]
fn a_family_signs_a_plan_of_which_a_sitting_cannot_be_read() {
    for is_the_later in [false, true] {
        let world = World::new();
        let (tablet, office, line) = of_a_fake_office(&world);
        line.to_nobody();
        let before = written(&tablet, "The Marsh family");
        let plan = before.plan.id;
        signed(&tablet, &before);
        tablet.change_plan(retitled(&opened(&tablet, plan), "The Reed family")).unwrap();
        let second = signed(&tablet, &opened(&tablet, plan)).signing.unwrap().id;
        tablet.lock(Lock::plain()).unwrap();
        drop(tablet);
        let path = world.user_folder().join("plans.db");
        let pages = pages_of_sittings(&path, &keys(&world).0);
        spoil(&path, &[if is_the_later { pages[pages.len() - 1] } else { pages[0] }]);

        let tablet = world.again();
        let now = opened(&tablet, plan);
        let note = Change::typing(&now.plan, Field::Words(Question::Agencies), "We see it the same way.");
        let changes = vec![note.unwrap()];
        let noted = tablet.change_plan(ChangePlan { plan, base: now.revision, changes }).unwrap();
        assert_eq!(noted.reading, None, "what the workers note for themselves ends nothing");
        if is_the_later {
            let refused = code(tablet.start_signing(StartSigning { plan }));
            assert_eq!(refused, Code::Damaged, "in a minute it may be read again");
            world.clock.pass(61);
        }
        let (_, signing) = begun(&tablet, plan);
        assert_eq!(signing.id != second, is_the_later);
        let strokes = |it: &Signing| it.events.iter().any(|it| matches!(it.event, Event::Drew { .. }));
        assert_eq!(strokes(&signing), !is_the_later, "what was signed goes on where it can be read");
        if is_the_later {
            signed(&tablet, &opened(&tablet, plan));
        } else {
            let refused = code(tablet.seal(Seal { signing: signing.id }));
            assert_eq!(refused, Code::Damaged, "what was answered before may be read again");
            world.clock.pass(61);
        }
        tablet.seal(Seal { signing: signing.id }).unwrap();
        assert_eq!(opened(&tablet, plan).state, PlanState::Sealed);
        assert_eq!(tablet.list_plans(ListPlans {}).unwrap().len(), 1);
        assert_eq!(tablet.look(Look {}).unwrap().files, Files::Damaged, "and that is told");
        let served = office.clone();
        line.answer(move |asked| served.answer(asked));
        all_safe(&tablet, 1);
        let body: serde_json::Value = serde_json::from_slice(&office.first_record().body).unwrap();
        assert_eq!(body["lacks_earlier"], true, "to whoever reads it at the office too");
    }
}

/// Where nobody can tell any more what was kept from somebody, nothing older is taken for it: the worker chooses anew.
#[test]
fn what_was_left_out_in_a_sitting_that_cannot_be_read_is_chosen_anew() {
    let world = World::new();
    let (tablet, ..) = of_a_fake_office(&world);
    let before = written(&tablet, "The Marsh family");
    let (plan, dee) = (before.plan.id, before.plan.adults[0].id);
    let (sitting, signing) = begun(&tablet, plan);
    let worry = sitting.agreement.blocks.iter().find(|it| matches!(it.kind, BlockKind::Worry { .. }));
    let worry = worry.unwrap().id.clone();
    let events = vec![turned(&[dee], slice::from_ref(&worry))];
    tablet.sign(Sign { signing: signing.id, events }).unwrap();
    take_back(&tablet, signing.id);
    tablet.change_plan(retitled(&opened(&tablet, plan), "The Reed family")).unwrap();
    assert_eq!(begun(&tablet, plan).0.left_out, [(dee, vec![worry])]);
    tablet.lock(Lock::plain()).unwrap();
    drop(tablet);
    let path = world.user_folder().join("plans.db");
    let page = pages_of_sittings(&path, &keys(&world).0)[0];
    spoil(&path, &[page]);
    let tablet = world.again();
    assert!(begun(&tablet, plan).0.left_out.is_empty());
    // What is chosen now is known.
    let (sitting, signing) = begun(&tablet, plan);
    let worry = sitting.agreement.blocks.iter().find(|it| matches!(it.kind, BlockKind::Worry { .. }));
    let events = vec![turned(&[dee], slice::from_ref(&worry.unwrap().id))];
    tablet.sign(Sign { signing: signing.id, events }).unwrap();
    take_back(&tablet, signing.id);
    assert_eq!(begun(&tablet, plan).0.left_out.len(), 1);
}

/// The pages that the sittings' agreements go on on, in the order of the sittings.
fn pages_of_sittings(path: &Path, key: &[u8]) -> Vec<usize> {
    let database = unlocked(path, key);
    let sql = "SELECT pageno FROM dbstat WHERE name = 'signing' AND pagetype = 'overflow' ORDER BY path";
    let mut statement = database.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get::<_, i64>(0)).unwrap();
    rows.map(|page| usize::try_from(page.unwrap()).unwrap() - 1).collect()
}

/// Turns the tablet to the first adult, unless it stands before them, and locks it.
fn locked_before(tablet: &Tablet, before: &Opened) {
    unlock_only(tablet).unwrap();
    if tablet.look(Look {}).unwrap().with_family.is_none() {
        turned_to_the_first(tablet, before);
    }
    tablet.lock(Lock::plain()).unwrap();
}

/// Tries something with each page but the first of a database damaged in turn, and puts it right again.
fn with_each_page_damaged(path: &Path, mut before: impl FnMut(), mut tried: impl FnMut(&str)) {
    let pages = 1..fs::read(path).unwrap().len() / 4096;
    for page in pages {
        before();
        let good = fs::read(path).unwrap();
        let mut bytes = good.clone();
        bytes[page * 4096 + 77] ^= 4;
        fs::write(path, bytes).unwrap();
        tried(&format!("page {page}"));
        fs::write(path, good).unwrap();
        for left in ["plans.db-wal", "not-closed"] {
            let _ = fs::remove_file(path.with_file_name(left));
        }
    }
}

#[test]
fn no_damaged_page_shuts_a_worker_in_with_the_family() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let before = written(&tablet, "The Marsh family");
    tablet.lock(Lock::plain()).unwrap();
    let (mut is_back, mut is_taken) = (0, 0);
    let path = world.user_folder().join("plans.db");
    let in_front = || locked_before(&tablet, &before);
    with_each_page_damaged(&path, in_front, |what| {
        if unlock_only(&tablet).is_ok() {
            match tablet.look(Look {}).unwrap().with_family {
                None => is_back += 1,
                Some(signing) => {
                    tablet.take_back(TakeBack { signing, pin: PIN.into() }).unwrap();
                    is_taken += 1;
                }
            }
            let listed = tablet.list_plans(ListPlans {});
            assert!(listed.err().is_none_or(|no| no.code != Code::WithFamily), "{what}");
            let _ = tablet.lock(Lock::plain());
        }
    });
    assert!(is_back > 0 && is_taken > 0, "{is_back} {is_taken}");
}

#[test]
fn no_damaged_page_of_theirs_shuts_a_colleague_in_with_another_s_family() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let before = written(&tablet, "The Marsh family");
    let colleague = AddUser { name: "Bo Lind".into(), ..first_worker("860351") };
    tablet.add_user(colleague).unwrap();
    tablet.lock(Lock::plain()).unwrap();
    let colleague = users(&tablet).into_iter().find(|user| user.name == "Bo Lind").unwrap();
    let path = world.data().join("users").join(colleague.id.to_string()).join("plans.db");
    let mut came_in = 0;
    with_each_page_damaged(
        &path,
        || locked_before(&tablet, &before),
        |what| {
            let come_in = Unlock { user: colleague.id, pin: "860351".into() };
            if let Ok(standing) = tablet.unlock(come_in) {
                assert_eq!(standing.with_family, None, "{what}");
                came_in += 1;
                let _ = tablet.lock(Lock::plain());
            }
        },
    );
    assert!(came_in > 5, "{came_in}");
}
