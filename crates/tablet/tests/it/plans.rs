//! Plans: every change is on the disk when it is answered, and none is made on a plan that moved on.

use ipc::refusal::Code;
use ipc::visit::{
    AddUser, ChangePlan, Enrol, ListPlans, Lock, NewPlan, OpenPlan, PlanState, PutAway, RemovePractice, Seal,
    StartSigning,
};
use plan::change::{Change, Item, ItemId};
use plan::field::Field;
use plan::ids::PlanId;
use plan::people::WorkerRole;
use plan::questions::Question;

use crate::family::{opened, retitled, sealed, signed, written};
use crate::offices::OFFICE;
use crate::world::{PIN, World, code, first_worker, unlock};

#[test]
fn a_new_plan_names_the_worker_and_lies_in_the_list() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let begun =
        tablet.new_plan(NewPlan { title: " The Marsh family ".into(), practice: None, after: None }).unwrap();
    assert_eq!(
        (begun.plan.title.as_str(), begun.revision, begun.state),
        ("The Marsh family", 7, PlanState::Draft)
    );
    assert_eq!(begun.plan.contact_line, "01632 960 900", "the council’s number that always answers");
    let worker = &begun.plan.workers[0];
    assert_eq!((worker.name.as_str(), worker.role), ("Ada Okafor", WorkerRole::SocialWorker));
    assert_eq!(worker.phone, "01632 960123");
    assert!(begun.ids.len() >= 32, "the interface has ids ahead");

    let other = written(&tablet, "The Reed family");
    let cards = tablet.list_plans(ListPlans {}).unwrap();
    let titles: Vec<&str> = cards.iter().map(|card| card.title.as_str()).collect();
    assert_eq!(titles, ["The Reed family", "The Marsh family"], "the one changed last stands first");
    assert_eq!(cards[0].children, ["Tia Marsh"]);
    assert_eq!(cards[0].plan, other.plan.id);
}

#[test]
fn what_was_answered_is_there_after_a_start_and_after_a_crash() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let plan = written(&tablet, "The Marsh family").plan.id;
    for title in ["The M", "The Mar", "The Marsh-Reed family"] {
        tablet.change_plan(retitled(&opened(&tablet, plan), title)).unwrap();
    }
    let before = opened(&tablet, plan);
    tablet.lock(Lock::plain()).unwrap();
    unlock(&tablet, PIN).unwrap();
    assert_eq!(opened(&tablet, plan).plan, before.plan, "after locking");
    drop(tablet);
    let after = opened(&world.again(), plan);
    assert_eq!((after.plan, after.revision, after.saved_at), (before.plan, before.revision, before.saved_at));
}

#[test]
fn changes_for_another_revision_are_refused_and_none_of_them_made() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let before = written(&tablet, "The Marsh family");
    let change = retitled(&before, "The Reed family");
    let saved = tablet.change_plan(change.clone()).unwrap();
    assert_eq!(saved.revision, before.revision + 1);
    assert_eq!(code(tablet.change_plan(change)), Code::OutOfStep, "the same again");

    let fits_anywhere = vec![Change::SetReviewOn { on: Some(saved.saved_at.date_naive()) }];
    let asked = ChangePlan { plan: before.plan.id, base: before.revision, changes: fits_anywhere };
    assert_eq!(code(tablet.change_plan(asked)), Code::OutOfStep, "even one that would fit");

    let now = opened(&tablet, before.plan.id);
    assert_eq!(now.revision, saved.revision);
    let fits = Change::typing(&now.plan, Field::Address, "2 Mill Lane").unwrap();
    let does_not = Change::Remove { item: ItemId::Goal(now.ids[0].take()) };
    let changes = vec![fits, does_not];
    let asked = ChangePlan { plan: now.plan.id, base: now.revision, changes };
    assert_eq!(code(tablet.change_plan(asked)), Code::OutOfStep);
    let after = opened(&tablet, now.plan.id);
    assert_eq!((after.plan, after.revision), (now.plan, now.revision), "all or none");
}

#[test]
fn a_text_that_is_too_long_is_refused_and_the_old_one_stays() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let before = written(&tablet, "The Marsh family");
    let asked = retitled(&before, &"x".repeat(plan::splice::MAX_CHARS + 1));
    assert_eq!(code(tablet.change_plan(asked)), Code::NotUsable);
    assert_eq!(opened(&tablet, before.plan.id).plan, before.plan);
}

#[test]
fn used_ids_are_replaced() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let before = written(&tablet, "The Marsh family");
    let mut adult = before.plan.adults[0].clone();
    adult.id = before.ids[0].take();
    let changes = vec![
        Change::Add { at: 1, item: Item::Adult(adult) },
        Change::typing(&before.plan, Field::Address, "2 Mill Lane").unwrap(),
    ];
    let asked = ChangePlan { plan: before.plan.id, base: before.revision, changes };
    let saved = tablet.change_plan(asked).unwrap();
    assert_eq!(saved.ids.len(), 1, "one was used up");
    assert!(!before.ids.contains(&saved.ids[0]));
}

#[test]
fn a_plan_that_is_not_here_is_refused() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let plan = PlanId::new(1, &[7; 10]);
    assert_eq!(code(tablet.open_plan(OpenPlan { plan })), Code::NotHere);
    assert_eq!(code(tablet.change_plan(ChangePlan { plan, base: 0, changes: Vec::new() })), Code::NotHere);
}

#[test]
fn a_sealed_plan_does_not_change() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let (plan, _) = sealed(&tablet, "The Marsh family");
    let before = opened(&tablet, plan);
    assert_eq!(code(tablet.change_plan(retitled(&before, "Another"))), Code::Sealed);
    drop(tablet);
    let tablet = world.again();
    assert_eq!(
        code(tablet.change_plan(retitled(&before, "Another"))),
        Code::Sealed,
        "not after a start either"
    );
    let after = opened(&tablet, plan);
    assert_eq!((after.plan, after.revision), (before.plan, before.revision));
}

#[test]
fn a_plan_can_be_changed_after_signing_and_then_sealed_anew() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let before = written(&tablet, "The Marsh family");
    let first = signed(&tablet, &before).signing.unwrap().id;
    tablet.change_plan(retitled(&before, "The Reed family")).unwrap();
    assert_eq!(code(tablet.seal(Seal { signing: first })), Code::Superseded);
    let now = opened(&tablet, before.plan.id);
    assert_eq!(now.state, PlanState::Draft);
    let second = signed(&tablet, &now).signing.unwrap().id;
    assert_ne!(first, second);
    assert_eq!(tablet.seal(Seal { signing: second }).unwrap().agreement.title, "The Reed family");
}

#[test]
fn a_practice_family_is_never_sealed() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    for number in [0, 1, 2, 99] {
        let begun =
            tablet.new_plan(NewPlan { title: String::new(), practice: Some(number), after: None }).unwrap();
        assert!(begun.plan.practice, "{number}");
        assert!(begun.plan.title.starts_with("Practice: ") && !begun.plan.goals.is_empty(), "{number}");
        assert_eq!(begun.plan.workers[0].name, "Ada Okafor", "the worker who is in stands in it");
        let sitting = signed(&tablet, &begun);
        let signing = sitting.signing.unwrap().id;
        let refused = tablet.seal(Seal { signing }).unwrap_err();
        assert!(refused.sentence.contains("practice family"), "{}", refused.sentence);
    }
    assert_eq!(tablet.look(ipc::visit::Look {}).unwrap().sending.waiting, 0, "nothing waits to be sent");
}

#[test]
fn a_new_plan_has_the_numbers_the_council_gives_every_family() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let plan = tablet
        .new_plan(NewPlan { title: "The Marsh family".into(), practice: None, after: None })
        .unwrap()
        .plan;
    assert_eq!(plan.contacts.len(), 3, "{:?}", plan.contacts);
    assert!(plan.contacts.iter().all(|it| !it.name.is_empty() && !it.phone.is_empty()));
    assert!(plan.said(Question::AfterClosing).contains("line for families"));
    assert!(!plan.contact_line.is_empty());
}

#[test]
fn a_plan_is_put_away_and_back_and_only_one_for_practice_is_ever_removed() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let real = written(&tablet, "The Marsh family").plan.id;
    let begun = tablet.new_plan(NewPlan { title: String::new(), practice: Some(0), after: None }).unwrap();
    let practice = begun.plan.id;
    let card = |plan| {
        let cards = tablet.list_plans(ListPlans {}).unwrap();
        cards.into_iter().find(|card| card.plan == plan)
    };
    assert!(card(practice).unwrap().practice && !card(real).unwrap().practice);
    for away in [true, false, true] {
        let cards = tablet.put_away(PutAway { plan: real, away }).unwrap();
        assert_eq!(cards.iter().find(|card| card.plan == real).unwrap().put_away, away);
        assert_eq!(opened(&tablet, real).put_away, away);
    }
    assert_eq!(opened(&tablet, real).plan.title, "The Marsh family", "nothing of it is lost");
    assert_eq!(code(tablet.remove_practice(RemovePractice { plan: real })), Code::NotHere);
    let base = opened(&tablet, real).revision;
    let to_practice = ChangePlan { plan: real, base, changes: vec![Change::StartPractice] };
    assert_eq!(code(tablet.change_plan(to_practice)), Code::NotHere, "a real plan never becomes one");
    assert!(card(real).is_some());
    tablet.start_signing(StartSigning { plan: practice }).unwrap();
    tablet.remove_practice(RemovePractice { plan: practice }).unwrap();
    assert!(card(practice).is_none());
    assert_eq!(code(tablet.open_plan(OpenPlan { plan: practice })), Code::NotHere);
    assert_eq!(code(tablet.put_away(PutAway { plan: practice, away: true })), Code::NotHere);
    assert!(card(real).is_some(), "and nothing else went with it");
}

#[test]
fn an_officers_rank_and_collar_number_stand_in_the_plans_they_begin() {
    let world = World::new();
    let tablet = world.start();
    tablet.enrol(Enrol { line: OFFICE.line() }).unwrap();
    let officer = AddUser {
        name: "Ellis Vaughan".into(),
        role: WorkerRole::PoliceOfficer,
        rank: " PC ".into(),
        collar: "4471".into(),
        ..first_worker(PIN)
    };
    tablet.add_user(officer).unwrap();
    let plan = tablet.new_plan(NewPlan { title: String::new(), practice: None, after: None }).unwrap().plan;
    let worker = &plan.workers[0];
    assert_eq!((worker.rank.as_str(), worker.collar.as_str()), ("PC", "4471"));
}
