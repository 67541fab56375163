//! The history of a text: who made it what and when, earlier words put back by a change like any other, the same after the plan is
//! safe at the office and its changes are folded.

use ipc::refusal::Code;
use ipc::visit::{ChangePlan, FieldEntry, FieldHistory, ListPlans, Lock};
use plan::Change;
use plan::field::Field;
use plan::ids::PlanId;
use tablet::Tablet;

use crate::family::{opened, retitled, signed, written};
use crate::offices::{OFFICE, TestOffice};
use crate::sending::all_safe;
use crate::world::{PIN, World, code, unlock};

fn history(tablet: &Tablet, plan: PlanId) -> Vec<FieldEntry> {
    tablet.field_history(FieldHistory { plan, field: Field::Title }).unwrap()
}

/// A title typed letter by letter.
fn typed(tablet: &Tablet, plan: PlanId, title: &str) {
    for end in (0..=title.len()).filter(|end| title.is_char_boundary(*end)) {
        let now = opened(tablet, plan);
        if let Some(change) = Change::typing(&now.plan, Field::Title, &title[..end]) {
            tablet.change_plan(ChangePlan { plan, base: now.revision, changes: vec![change] }).unwrap();
        }
    }
}

fn told(history: &[FieldEntry]) -> Vec<(&str, &str)> {
    history.iter().map(|entry| (entry.from.as_str(), entry.to.as_str())).collect()
}

#[test]
fn earlier_words_are_told_and_put_back_and_that_is_undone_in_the_same_way() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let plan = written(&tablet, "The Marsh family").plan.id;
    world.clock.pass(600);
    unlock(&tablet, PIN).unwrap();
    typed(&tablet, plan, "Reed");
    let first = [("The Marsh family", "Reed"), ("", "The Marsh family")];
    assert_eq!(told(&history(&tablet, plan)), first, "one entry, whatever it was typed in");
    assert!(history(&tablet, plan).iter().all(|entry| entry.who.as_deref() == Some("Ada Okafor")));
    let [newer, older] = [0, 1].map(|n| history(&tablet, plan)[n].at);
    assert!((newer - older).num_seconds() >= 600);

    world.clock.pass(180);
    unlock(&tablet, PIN).unwrap();
    tablet.change_plan(retitled(&opened(&tablet, plan), "The Marsh family")).unwrap();
    world.clock.pass(180);
    unlock(&tablet, PIN).unwrap();
    tablet.change_plan(retitled(&opened(&tablet, plan), "Reed")).unwrap();
    let all = [("The Marsh family", "Reed"), ("Reed", "The Marsh family"), first[0], first[1]];
    assert_eq!(told(&history(&tablet, plan)), all, "nothing is taken out of it by that");
}

#[test]
fn it_is_told_to_its_worker_only_and_of_what_is_there() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let plan = written(&tablet, "The Marsh family").plan.id;
    let of = |plan, field| tablet.field_history(FieldHistory { plan, field });
    assert_eq!(code(of(PlanId::new(9, &[9; 10]), Field::Title)), Code::NotHere);
    let never_there = Field::ChildName(opened(&tablet, plan).ids[0].take());
    assert_eq!(of(plan, never_there).unwrap(), []);
    tablet.lock(Lock::plain()).unwrap();
    assert_eq!(code(of(plan, Field::Title)), Code::Locked);
}

#[test]
fn what_is_withheld_and_was_taken_out_again_is_offered_to_nobody() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let before = written(&tablet, "The Marsh family");
    let (plan, adult) = (before.plan.id, before.plan.adults[0].id);
    let (phone, number) = (Field::AdultPhone(adult), "01632 960 777");
    let mut changes = vec![Change::typing(&before.plan, phone, number).unwrap()];
    changes.push(Change::SetWithheld { adult, withheld: true });
    let asked = ChangePlan { plan, base: before.revision, changes };
    tablet.change_plan(asked).unwrap();
    for title in ["Ring 01632 960777", "The Marsh family of Tia", "The Marsh family"] {
        world.clock.pass(600);
        unlock(&tablet, PIN).unwrap();
        tablet.change_plan(retitled(&opened(&tablet, plan), title)).unwrap();
    }
    let told: Vec<_> = history(&tablet, plan).into_iter().map(|it| it.from).collect();
    assert_eq!(told, ["The Marsh family of Tia", ""]);
    let own = || tablet.field_history(FieldHistory { plan, field: phone }).unwrap();
    assert_eq!(own()[0].to, number, "where it stands it can be read anyway");
    world.clock.pass(600);
    unlock(&tablet, PIN).unwrap();
    let now = opened(&tablet, plan);
    let changes = vec![Change::typing(&now.plan, phone, "").unwrap()];
    tablet.change_plan(ChangePlan { plan, base: now.revision, changes }).unwrap();
    assert!(own().iter().all(|it| !it.from.contains(number) && !it.to.contains(number)), "{:?}", own());
    assert_eq!(history(&tablet, plan).len(), 2, "nor is it known anew because it is gone where it was typed");
}

#[test]
fn it_is_the_same_after_the_plan_is_safe_and_so_is_the_plan() {
    let (office, world) = (TestOffice::start(), World::new());
    let tablet = world.ready(&office);
    let (plan, draft) = (written(&tablet, "The Marsh family").plan.id, written(&tablet, "Draft").plan.id);
    typed(&tablet, plan, "The Reed family");
    typed(&tablet, draft, "Another");
    let before = (history(&tablet, plan), history(&tablet, draft), opened(&tablet, plan));
    let signing = signed(&tablet, &before.2).signing.unwrap().id;
    tablet.seal(ipc::visit::Seal { signing }).unwrap();
    all_safe(&tablet, 1);
    for _ in 0..2 {
        assert_eq!(tablet.list_plans(ListPlans {}).unwrap().len(), 2);
        let now = opened(&tablet, plan);
        assert_eq!((history(&tablet, plan), history(&tablet, draft)), (before.0.clone(), before.1.clone()));
        assert_eq!((now.plan, now.revision), (before.2.plan.clone(), before.2.revision));
    }
    tablet.check_files().unwrap();
}
