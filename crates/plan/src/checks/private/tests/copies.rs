//! Wherever a private address or number is typed, in whatever spelling: either nobody else's copy has it, or it is asked about.

use chrono::NaiveDate;
use serde_json::Value;

use super::*;
use crate::agreement::compose;
use crate::checks::guards::{self, Guard};
use crate::model::people::Supporter;
use crate::texts::Texts;

/// Stands beside what is private, so that it is found again without the rules that are looked at here.
const MARK: &str = "zqzq";

/// What stands in a stored plan that nobody types.
const NOT_TYPED: [&str; 21] = [
    "about", "agency", "at", "birth", "born", "by", "case", "code", "domain", "goal", "helps", "id", "known",
    "lasts", "of", "on", "pace", "pick", "question", "role", "who",
];

/// A family in which the first adult withholds where they live, with something in every field.
fn family() -> Plan {
    let file = include_bytes!("../../../../../../assets/examples/separated-withheld.json");
    let mut plan = Plan::from_json(file).unwrap();
    plan.goals.truncate(2);
    plan.goals.iter_mut().for_each(|goal| goal.aim = "they are well".into());
    for worker in &mut plan.workers {
        (worker.rank, worker.collar) = ("PC".into(), "4471".into());
    }
    let nan = Supporter {
        name: "Nana Jean".into(),
        offers: "cook tea".into(),
        ..Supporter::empty(PersonId::new(0, &[2; 10]))
    };
    plan.supporters.push(nan);
    plan.adults.iter_mut().for_each(|adult| adult.withheld = false);
    let first = &mut plan.adults[0];
    (first.phone, first.address, first.withheld) =
        ("07700 900 482".into(), "Flat 5\n31 Saltmarsh Way\nNorthmere\nNM4 7TY".into(), true);
    plan
}

/// The places of all that is typed in a stored plan.
fn fields(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(path.to_owned()),
        Value::Object(all) => {
            let typed = all.iter().filter(|(key, _)| !NOT_TYPED.contains(&key.as_str()));
            typed.for_each(|(key, value)| fields(value, &format!("{path}/{key}"), found));
        }
        Value::Array(all) => {
            all.iter().enumerate().for_each(|(at, value)| fields(value, &format!("{path}/{at}"), found));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The same, but for what is withheld itself.
fn typed() -> Vec<String> {
    let mut found = Vec::new();
    fields(&serde_json::to_value(family()).unwrap(), "", &mut found);
    found.retain(|path| !["/adults/0/phone", "/adults/0/address"].contains(&path.as_str()));
    found
}

fn with(field: &str, text: &str) -> Plan {
    let mut json = serde_json::to_value(family()).unwrap();
    *json.pointer_mut(field).unwrap() = text.into();
    // In this form a permission is for what there is.
    json["form"] = 2.into();
    Plan::from_json(&serde_json::to_vec(&json).unwrap()).unwrap()
}

/// Whether what was typed stands on the copy of somebody else.
fn is_on_a_copy(plan: &Plan) -> bool {
    let agreement =
        compose::agreement(plan, &Texts::english(), NaiveDate::from_ymd_opt(2026, 11, 29).unwrap());
    agreement.text().contains(MARK) || agreement.title.contains(MARK)
}

fn is_asked(plan: &Plan) -> bool {
    let guard = Guard::WithheldShown(plan.adults[0].id);
    guards::open(plan, &Texts::english()).contains(&guard)
}

fn private_thing() -> impl Strategy<Value = String> {
    prop_oneof![
        number(),
        spelled(&["saltmarsh", "way"]),
        spelled(&["31", "saltmarsh"]),
        spelled(&["nm4", "7ty"]),
        spelled(&["flat", "5"]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_withheld_is_on_no_copy_of_another_adult_unasked(
        field in prop::sample::select(typed()),
        private in private_thing(),
        before in prop::sample::select(vec!["", "At ", "Ring her: "]),
    ) {
        let plan = with(&field, &format!("{before}{private} {MARK}"));
        prop_assert!(!is_on_a_copy(&plan) || is_asked(&plan), "{field}: {private}");
    }
}

#[test]
fn it_can_be_typed_in_many_fields_that_are_read_and_is_asked_about_in_no_other() {
    let (mut on_a_copy, mut on_none) = (Vec::new(), Vec::new());
    for field in typed() {
        let plan = with(&field, &format!("07700 900 482 {MARK}"));
        let list = if is_on_a_copy(&plan) { &mut on_a_copy } else { &mut on_none };
        assert_eq!(is_asked(&plan), is_on_a_copy(&plan), "{field}");
        list.push(field);
    }
    assert!(on_a_copy.len() > 40 && !on_none.is_empty(), "{on_a_copy:?}, {on_none:?}");
}
