//! Sealing: once, whole, and the same for ever after.

use std::fs;

use chrono::NaiveDate;
use ipc::refusal::Code;
use ipc::visit::{Delivery, ListPlans, NewPlan, PlanState, SaveCopy, Seal, Sealed};
use plan::agreement::AgreementHash;
use plan::change::{Change, Item};
use plan::field::Field;
use plan::people::WorkerRole;
use plan::questions::Question;
use record::Hash;

use crate::copies::whole;
use crate::family::{opened, sealed, signed, written};
use crate::offices::{OFFICE, TestOffice};
use crate::sending::{all_safe, of_a_fake_office};
use crate::world::{World, code};

#[test]
fn a_sealed_plan_says_what_was_sealed() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let before = written(&tablet, "The Marsh family");
    let sitting = signed(&tablet, &before);
    let signing = sitting.signing.as_ref().unwrap().id;
    let card = tablet.seal(Seal { signing }).unwrap();
    assert_eq!(card.agreement, sitting.agreement);
    assert_eq!(card.reference, sitting.agreement.reference);
    assert_eq!(card.code, AgreementHash::of(&sitting.agreement.to_json()).short());
    assert!(card.pages >= 1 && card.pdf_ms > 0.0 && card.seal_ms > card.pdf_ms, "{card:?}");
    let copies: Vec<_> =
        card.copies.iter().map(|copy| (copy.person, &*copy.name, &copy.saved, copy.given)).collect();
    assert_eq!(copies, [(None, "", &None, None)], "the whole plan, and nobody has it yet");
    let again = tablet.seal(Seal { signing }).unwrap();
    assert_eq!(
        (&again.pdf_sha256, again.sealed_at, again.seal_ms),
        (&card.pdf_sha256, card.sealed_at, card.seal_ms)
    );
    assert_eq!(tablet.sealed(Sealed { plan: before.plan.id }).unwrap().pdf_sha256, card.pdf_sha256);
}

#[test]
fn ten_seals_at_once_are_one() {
    let office = TestOffice::start();
    let world = World::new();
    let tablet = world.ready(&office);
    let opened = written(&tablet, "The Marsh family");
    let signing = signed(&tablet, &opened).signing.unwrap().id;
    let cards: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..10).map(|_| scope.spawn(|| tablet.seal(Seal { signing }).unwrap())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let first = &cards[0];
    assert!(
        cards.iter().all(|card| (&card.pdf_sha256, card.sealed_at) == (&first.pdf_sha256, first.sealed_at))
    );
    all_safe(&tablet, 1);
    assert_eq!(office.holds(), [(first.reference.clone(), Some(first.pdf_sha256.clone()))]);
}

#[test]
fn the_family_copy_is_saved_once_and_overwrites_nothing() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let (plan, card) = sealed(&tablet, "The Marsh family");
    let name = format!("{}.pdf", card.reference);
    fs::create_dir_all(world.copies()).unwrap();
    fs::write(world.copies().join(&name), "someone else's file").unwrap();
    let save = || {
        tablet.save_copy(SaveCopy { copy: whole(plan), drive: None }).unwrap().copies[0]
            .saved
            .clone()
            .unwrap()
    };
    let copied = save();
    assert_eq!(copied.file, format!("{} (2).pdf", card.reference));
    assert_eq!(save(), copied, "asked again, the same");
    assert_eq!(fs::read_to_string(world.copies().join(&name)).unwrap(), "someone else's file");
    let pdf = fs::read(world.copies().join(&copied.file)).unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
    assert_eq!(Hash::of(&pdf).to_string(), card.pdf_sha256);
    assert_eq!(fs::read_dir(world.copies()).unwrap().count(), 2, "no half file is left");
    drop(tablet);
    let card = world.again().sealed(Sealed { plan }).unwrap();
    assert_eq!(card.copies[0].saved, Some(copied));
}

#[test]
fn a_plan_that_is_not_sealed_has_no_copy() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let plan = written(&tablet, "The Marsh family").plan.id;
    assert_eq!(code(tablet.save_copy(SaveCopy { copy: whole(plan), drive: None })), Code::NotReady);
    assert_eq!(code(tablet.sealed(Sealed { plan })), Code::NotReady);
    assert!(!world.copies().exists());
}

#[test]
fn a_sign_without_a_shape_is_told_in_words_and_stops_nothing() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let before = written(&tablet, "The Marsh family");
    let change = Change::typing(&before.plan, Field::Title, "The Marsh family \u{1F422}").unwrap();
    let asked = ipc::visit::ChangePlan { plan: before.plan.id, base: before.revision, changes: vec![change] };
    tablet.change_plan(asked).unwrap();
    let sitting = signed(&tablet, &opened(&tablet, before.plan.id));
    assert_eq!(sitting.blockers, []);
    tablet.seal(Seal { signing: sitting.signing.unwrap().id }).unwrap();
}

#[test]
fn the_record_names_everything_the_seal_holds() {
    let world = World::new();
    let (tablet, office, _line) = of_a_fake_office(&world);
    let begun = written(&tablet, "The Marsh family");
    assert!(begun.plan.workers.iter().any(|worker| worker.role == WorkerRole::PoliceOfficer));
    let mut manager = begun.plan.workers[0].clone();
    manager.id = begun.ids[0].take();
    manager.role = WorkerRole::TeamManager;
    let holds_until = NaiveDate::from_ymd_opt(2031, 12, 24);
    let changes = vec![
        Change::Add { at: 0, item: Item::Worker(manager) },
        Change::SetReviewOn { on: NaiveDate::from_ymd_opt(2031, 11, 30) },
        Change::SetDay { question: Question::Holds, on: holds_until },
    ];
    let asked = ipc::visit::ChangePlan { plan: begun.plan.id, base: begun.revision, changes };
    tablet.change_plan(asked).unwrap();
    let sitting = signed(&tablet, &opened(&tablet, begun.plan.id));
    let signing = sitting.signing.as_ref().unwrap().id;
    let card = tablet.seal(Seal { signing }).unwrap();
    let pushed = office.first_record();

    let envelope = record::Envelope::read(&pushed.envelope).unwrap();
    let roles: Vec<(&str, &str)> =
        envelope.blobs.iter().map(|blob| (blob.role.as_str(), blob.mime.as_str())).collect();
    let json = "application/json";
    let paper = ("family-copy", "application/pdf");
    assert_eq!(roles, [("agreement", json), ("signing", json), paper, ("plan", json)]);
    assert_eq!(
        (envelope.author.role.as_str(), envelope.author.agency.as_str()),
        ("social-worker", "childrens-services")
    );
    assert_eq!(envelope.doc.uuid(), begun.plan.id.uuid());

    let body: serde_json::Value = serde_json::from_slice(&pushed.body).unwrap();
    let keys: Vec<&String> = body.as_object().unwrap().keys().collect();
    let mut expected = [
        "v",
        "plan",
        "previous",
        "plan_file",
        "signing",
        "reference",
        "title",
        "agreement",
        "sealed_at",
        "letterhead",
        "texts",
        "renderer",
        "worker",
        "outcomes",
        "children",
        "review",
        "holds_until",
        "lacks_earlier",
        "copies",
        "translations",
    ];
    expected.sort_unstable();
    assert_eq!(keys, expected);
    assert_eq!((&body["v"], envelope.schema), (&serde_json::json!(4), 4));
    assert_eq!((&body["previous"], envelope.parents.as_slice()), (&serde_json::Value::Null, [].as_slice()));
    let plan = opened(&tablet, begun.plan.id).plan;
    let notes = plan.to_json();
    let named = serde_json::json!({"sha256": Hash::of(&notes), "len": notes.len()});
    assert_eq!(body["plan_file"], named, "the plan as it was written");
    assert_eq!(envelope.blobs[3].sha256, Hash::of(&notes));
    let child = &plan.children[0];
    assert_eq!(
        body["children"][0],
        serde_json::json!({"id": child.id, "name": child.name, "birth": child.birth})
    );
    assert_eq!(body["children"].as_array().unwrap().len(), plan.children.len());
    assert_eq!(body["review"], serde_json::json!({"on": plan.review.on, "at": plan.review.at}));
    assert_eq!(body["review"]["on"], "2031-11-30");
    assert_eq!(body["holds_until"], "2031-12-24");
    assert_eq!(body["lacks_earlier"], false);
    assert_eq!(body["translations"], serde_json::json!([]));
    assert_eq!(body["title"], "The Marsh family");
    assert_eq!(body["letterhead"], serde_json::json!({"lead": "brindlewood", "with": "northmere"}));
    assert_eq!(body["copies"][0]["sha256"], card.pdf_sha256.as_str());
    assert_eq!(body["copies"][0]["role"], "family-copy");
    assert_eq!(body["agreement"]["sha256"], envelope.blobs[0].sha256.to_string());
    let dee = begun.plan.adults[0].id;
    let bound = sitting.signing.as_ref().unwrap().bound(dee, &sitting.agreement).unwrap();
    assert_eq!(
        body["outcomes"][0],
        serde_json::json!({"person": dee, "name": "Dee Marsh", "role": "family", "outcome": "signs",
            "bound": bound.to_string()})
    );
    let police = plan.workers.iter().find(|worker| worker.role == WorkerRole::PoliceOfficer).unwrap();
    let none = serde_json::json!({"person": police.id, "name": "Sam Reed", "role": "police-officer",
        "outcome": null});
    assert!(body["outcomes"].as_array().unwrap().contains(&none), "{}", body["outcomes"]);
}

#[test]
fn a_plan_that_goes_on_from_another_cites_its_record() {
    let world = World::new();
    let (tablet, office, _line) = of_a_fake_office(&world);
    let begun = written(&tablet, "The Marsh family");
    let go_on = |after| tablet.new_plan(NewPlan { title: String::new(), practice: None, after: Some(after) });
    assert_eq!(code(go_on(begun.plan.id)), Code::NotReady, "nobody goes on from what is not sealed");
    let day = |year| NaiveDate::from_ymd_opt(year, 11, 30);
    let overheard = Question::Overhear;
    let changes = vec![
        Change::SetReviewOn { on: day(2031) },
        Change::SetDay { question: Question::Holds, on: day(2032) },
        Change::typing(&begun.plan, Field::Words(overheard), "The neighbour").unwrap(),
    ];
    let asked = ipc::visit::ChangePlan { plan: begun.plan.id, base: begun.revision, changes };
    tablet.change_plan(asked).unwrap();
    let before = opened(&tablet, begun.plan.id).plan;
    tablet.seal(Seal { signing: signed(&tablet, &opened(&tablet, before.id)).signing.unwrap().id }).unwrap();

    let after = go_on(before.id).unwrap();
    let plan = &after.plan;
    assert_eq!((plan.case, plan.title.as_str()), (before.case, before.title.as_str()));
    assert_ne!(plan.id, before.id);
    assert_eq!((&plan.children, &plan.goals), (&before.children, &before.goals), "what was agreed");
    assert_eq!((plan.review.on, plan.answer(Question::Holds).and_then(|it| it.on)), (day(2031), day(2032)));
    assert_eq!((before.said(overheard), plan.said(overheard)), ("The neighbour", ""), "that was that visit");
    let cards = tablet.list_plans(ListPlans {}).unwrap();
    let goes_on: Vec<_> = cards.iter().map(|card| (card.plan, card.goes_on_from.is_some())).collect();
    assert_eq!(goes_on, [(plan.id, true), (before.id, false)]);

    // What was sealed stays as it is, and the next one says what it goes on from.
    assert_eq!(opened(&tablet, before.id).plan, before);
    tablet.seal(Seal { signing: signed(&tablet, &after).signing.unwrap().id }).unwrap();
    let (first, second) = (office.record(1), office.record(2));
    let envelope = record::Envelope::read(&second.envelope).unwrap();
    assert_eq!(envelope.parents, [first.hash()]);
    assert_eq!(envelope.case, record::Envelope::read(&first.envelope).unwrap().case);
    let body: serde_json::Value = serde_json::from_slice(&second.body).unwrap();
    assert_eq!(body["previous"], first.hash().to_string());
}

#[test]
fn the_list_says_how_far_each_plan_is() {
    let office = TestOffice::start();
    let world = World::new();
    let tablet = world.ready(&office);
    sealed(&tablet, "A");
    all_safe(&tablet, 1);
    office.go_away();
    sealed(&tablet, "B");
    signed(&tablet, &written(&tablet, "C"));
    written(&tablet, "D");
    let states: Vec<(String, PlanState)> = tablet
        .list_plans(ListPlans {})
        .unwrap()
        .into_iter()
        .map(|card| (card.title, card.state))
        .rev()
        .collect();
    let expected = [PlanState::Safe, PlanState::Sealed, PlanState::Signing, PlanState::Draft];
    assert_eq!(states.iter().map(|(_, state)| *state).collect::<Vec<_>>(), expected, "{states:?}");
    let plan = tablet.list_plans(ListPlans {}).unwrap()[3].plan;
    assert!(matches!(tablet.sealed(Sealed { plan }).unwrap().delivery, Delivery::Safe { office_seq: 1, .. }));
}
