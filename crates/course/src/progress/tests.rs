//! The task list of made-up families, with the words people see.

use std::fs;
use std::path::Path;

use plan::ids::{CaseId, PlanId};

use super::*;

fn nothing() -> Plan {
    Plan::empty(PlanId::new(0, &[1; 10]), CaseId::new(0, &[2; 10]))
}

fn example(name: &str) -> Plan {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../assets/examples/{name}.json"));
    Plan::from_json(&fs::read(file).unwrap()).unwrap()
}

#[test]
fn every_row_has_words() {
    let texts = Texts::english();
    for plan in [nothing(), example("marsh")] {
        for task in writing(&plan, &texts) {
            for words in [task.name, &task.says, &task.state] {
                assert!(!words.contains('…'), "{task:?}");
            }
        }
    }
    for how in [PlanState::Draft, PlanState::Signing, PlanState::Sealed, PlanState::Safe] {
        assert!(!state(how, &texts).0.contains('…'), "{how:?}");
    }
}

#[test]
fn a_new_plan_begins_with_the_family_and_a_whole_one_has_nothing_left() {
    let texts = Texts::english();
    assert_eq!(next(&nothing(), &texts).map(|(place, _)| place), Some(Place::Family));
    let marsh = example("marsh");
    let family = writing(&marsh, &texts).into_iter().find(|task| task.place == Place::Family).unwrap();
    assert_eq!((family.tone, family.is_optional), ("good", false), "{family:?}");
    assert_eq!(next(&marsh, &texts), None);
}

#[test]
fn from_each_step_the_next_open_one_is_next_and_at_last_the_reading() {
    let texts = Texts::english();
    let onward = |from, plan: &Plan| onward(from, plan, &texts).0;
    let mut plan = nothing();
    assert_eq!(onward(Place::Family, &plan), Place::Workers, "the next one, though this one is empty");
    assert_eq!(onward(Place::Needs, &plan), Place::Worries);
    assert_eq!(onward(Place::Meeting, &plan), Place::Family, "the first one that is open");
    plan = example("marsh");
    for task in writing(&plan, &texts) {
        let place = reading(&plan, &texts);
        assert_eq!(onward(task.place, &plan), place, "{}", task.name);
    }
    plan.concerns.clear();
    assert_eq!(onward(Place::Family, &plan), Place::Worries);
    assert_ne!(onward(Place::Worries, &plan), Place::Worries);
}

#[test]
fn what_must_be_looked_at_first_stands_before_the_reading() {
    let texts = Texts::english();
    assert_eq!(reading(&nothing(), &texts), Place::HandOver);
    let marsh = example("marsh");
    let is_open = !guards::open(&marsh, &texts).is_empty();
    assert_eq!(reading(&marsh, &texts) == Place::Check, is_open);
}
