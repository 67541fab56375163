//! Those the harm comes from who are not in the plan: a list of people that is for the guards and for nobody to read.

use chrono::NaiveDate;
use plan::change::{Change, Item, ItemId};
use plan::field::Field;
use plan::guards::{self, Guard};
use plan::ids::PersonId;
use plan::people::Outsider;
use plan::questions::{Pick, Question};
use plan::smart::Names;
use plan::{Agreement, Plan, Texts, compose};
use proptest::prelude::*;

use crate::bound_answers::{make, type_text};
use crate::marsh;

/// Written by the last program that had one text in the place of the list; a reason was given with that text.
const FORM_4: &[u8] = include_bytes!("../../golden/plan-4-harm-by.json");

const NAMES: [&str; 4] = ["O’Rourke, Dean", "Gary Pike", "Pete Lomax", "Nan’s brother"];

fn with(names: &[&str]) -> Plan {
    let mut plan = marsh();
    for (at, name) in names.iter().enumerate() {
        add(&mut plan, at, name);
    }
    plan
}

fn id(at: usize) -> PersonId {
    PersonId::new(at as u64, &[9; 10])
}

fn add(plan: &mut Plan, at: usize, name: &str) {
    let item = Item::Outsider(Outsider { id: id(at), name: name.into() });
    plan.apply(&Change::Add { at, item }).unwrap();
}

fn names(plan: &Plan) -> Vec<&str> {
    plan.outsiders.iter().map(|it| it.name.as_str()).collect()
}

fn agreement(plan: &Plan) -> Agreement {
    compose::agreement(plan, &Texts::english(), NaiveDate::from_ymd_opt(2026, 11, 30).unwrap())
}

/// Whether the first goal's words have to be looked at because of somebody the harm comes from.
fn is_about_harm(plan: &Plan) -> bool {
    let goal = plan.goals[0].id;
    guards::guards(plan, &Texts::english()).contains(&Guard::NoContact(goal))
}

#[test]
fn the_text_of_an_earlier_form_is_read_as_a_list_and_its_reasons_stay() {
    let plan = Plan::from_json(FORM_4).unwrap();
    assert_eq!(names(&plan), NAMES);
    let guard = Guard::NoContact(plan.goals[0].id);
    assert!(is_about_harm(&plan) && guards::is_settled(guard, &plan));
    let written = String::from_utf8(plan.to_json()).unwrap();
    assert!(!written.contains("harm_by"), "{written}");
    assert_eq!(Plan::from_json(written.as_bytes()).unwrap(), plan);
    assert_eq!(Plan::from_json(FORM_4).unwrap(), plan, "the ids are the same whenever it is read");
    let mut ids: Vec<PersonId> = plan.outsiders.iter().map(|it| it.id).collect();
    ids.dedup();
    assert_eq!(ids.len(), NAMES.len());
}

#[test]
fn changes_of_an_earlier_form_make_the_same_plan() {
    let earlier = [
        r#"{"change":"edit","field":"harm_by","at":0,"remove":"","insert":"O’Rourke, Dean\nGary Pik"}"#,
        r#"{"change":"set_review_on","on":"2026-12-18"}"#,
        r#"{"change":"edit","field":"harm_by","at":23,"remove":"","insert":"e, Pete Lomax; Nan’s brother"}"#,
    ];
    let mut made = marsh();
    for change in earlier {
        made.apply(&serde_json::from_str(change).unwrap()).unwrap();
    }
    let mut read = Plan::from_json(&made.to_json()).unwrap();
    assert_eq!(names(&read), NAMES);
    // What is done to the list later is done to the same list.
    let later = [
        Change::Remove { item: ItemId::Outsider(read.outsiders[1].id) },
        Change::typing(&read, Field::OutsiderName(read.outsiders[0].id), "Dean").unwrap(),
        Change::Add { at: 3, item: Item::Outsider(Outsider::empty(id(7))) },
    ];
    for change in later {
        made.apply(&change).unwrap();
        read.apply(&change).unwrap();
    }
    assert_eq!(made, read);
    assert_eq!(names(&read), ["Dean", "Pete Lomax", "Nan’s brother", ""]);
}

#[test]
fn a_name_with_a_comma_is_one_person() {
    let mut plan = with(&["Pike, Gary", "Lomax, the lodger"]);
    assert_eq!(Names::of(&plan).harm_by, ["Pike, Gary", "Lomax, the lodger"]);
    let words = Field::GoalWhat(plan.goals[0].id);
    for name in ["Gary", "Mr Pike", "Gary Pike", "Lomax"] {
        type_text(&mut plan, words, &format!("cook tea before {name} comes round"));
        assert!(is_about_harm(&plan), "{name}");
    }
}

#[test]
fn the_guards_see_each_of_them_and_nobody_without_a_name() {
    let all = ["Gary Pike", "", "Pete Lomax", "  "];
    for (at, first) in [(0, "Gary"), (2, "Pete")] {
        let mut plan = with(&all);
        let goal = plan.goals[0].id;
        type_text(&mut plan, Field::GoalWhat(goal), &format!("cook tea before {first} comes round"));
        assert!(is_about_harm(&plan), "{first}");
        plan.apply(&Change::Remove { item: ItemId::Outsider(id(1)) }).unwrap();
        assert!(is_about_harm(&plan), "{first}, without one who has no name");
        plan.apply(&Change::Remove { item: ItemId::Outsider(id(at)) }).unwrap();
        assert!(!is_about_harm(&plan), "without {first}");
    }
    assert_eq!(Names::of(&with(&all)).harm_by, ["Gary Pike", "Pete Lomax"]);
    assert!(!with(&["", " "]).does_harm(marsh().adults[1].id));
}

#[test]
fn one_named_like_an_adult_of_the_plan_is_that_adult() {
    for (name, is_dean) in [
        ("Dean O'Rourke", true),
        ("O’ROURKE, Dean", true),
        ("Mr O'Rourke", true),
        ("Dean", true),
        ("Gary O'Neill", false),
        ("", false),
    ] {
        let mut plan = with(&["Gary", name]);
        let [kelly, dean] = [plan.adults[0].id, plan.adults[1].id];
        assert_eq!(plan.does_harm(dean), is_dean, "{name}");
        assert!(!plan.does_harm(kelly), "{name}");
        make(&mut plan, &Change::SetPick { question: Question::SourceOfHarm(dean), pick: Some(Pick::No) });
        assert!(!plan.does_harm(dean), "what was picked counts");
    }
}

#[test]
fn a_reason_ends_when_one_is_taken_out_or_comes() {
    let mut plan = with(&["Gary Pike", "Pete Lomax"]);
    let goal = plan.goals[0].id;
    type_text(&mut plan, Field::GoalWhat(goal), "not let Gary or Pete in");
    let guard = Guard::NoContact(goal);
    make(&mut plan, &Change::SetPick { question: Question::Kept(guard), pick: Some(Pick::Manager) });
    type_text(&mut plan, Field::Words(Question::Kept(guard)), "Kelly asked for it herself");
    let is_open = |plan: &Plan| guards::open(plan, &Texts::english()).contains(&guard);
    assert!(!is_open(&plan));
    let remove = Change::Remove { item: ItemId::Outsider(id(1)) };
    let put_back = remove.undo(&plan).unwrap();
    plan.apply(&remove).unwrap();
    assert!(is_open(&plan), "it was given for two");
    plan.apply(&put_back).unwrap();
    assert!(!is_open(&plan), "as it was");
    add(&mut plan, 2, "");
    assert!(!is_open(&plan), "one without a name is nobody");
    type_text(&mut plan, Field::OutsiderName(id(2)), "Sid");
    assert!(is_open(&plan), "it was not given for a third");
}

proptest! {
    /// Whoever is listed, nothing that a family reads is another: no name stands there, and nobody is called otherwise.
    #[test]
    fn no_agreement_tells_who_is_listed(
        listed in prop::collection::vec(
            prop_oneof![
                prop::sample::select(vec!["Dean", "Kelly Marsh", "Tia", "Sam Okoro", "Pike, Gary", "Will", ""]).prop_map(str::to_owned),
                "\\PC{0,12}",
            ],
            0..4,
        ),
    ) {
        let listed: Vec<&str> = listed.iter().map(String::as_str).collect();
        let plan = with(&listed);
        prop_assert_eq!(agreement(&plan), agreement(&marsh()));
        let named: Vec<&str> = listed.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
        prop_assert_eq!(Names::of(&plan).harm_by, named, "each is one person");
        prop_assert_eq!(Plan::from_json(&plan.to_json()).unwrap(), plan);
    }

    /// Whatever stood in the text of an earlier form, all its letters are in the list and no name is empty.
    #[test]
    fn nothing_is_lost_of_the_text_of_an_earlier_form(text in "[A-Za-zéń’ ,;\n]{0,40}") {
        let mut json: serde_json::Value = serde_json::from_slice(FORM_4).unwrap();
        json["harm_by"] = text.clone().into();
        let plan = Plan::from_json(&serde_json::to_vec(&json).unwrap()).unwrap();
        let letters = |text: &str| text.chars().filter(|c| !matches!(c, ' ' | ',' | ';' | '\n')).collect::<String>();
        prop_assert_eq!(letters(&names(&plan).concat()), letters(&text));
        prop_assert!(plan.outsiders.iter().all(|it| !it.name.trim().is_empty()));
    }
}
