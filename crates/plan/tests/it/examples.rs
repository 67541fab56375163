//! The made-up families: each is a plan a worker could have written, and shows what it is there to show.

use std::fs;
use std::path::PathBuf;

use chrono::NaiveDate;
use plan::agreement::{Block, BlockKind};
use plan::change::Item;
use plan::language::{Glossary, findings};
use plan::people::Birth;
use plan::{Agreement, Change, Plan, Texts, clauses, compose, guards};

use crate::stored::golden;

/// Those that are older than the guards and keep their bytes.
const OLDER: [&str; 2] = ["marsh", "wisniewska-oneill"];

/// The one that shows how much there is room for, and is not meant to be plain.
const LONG: &str = "long-text";

pub(crate) struct Example {
    name: String,
    bytes: Vec<u8>,
    pub(crate) plan: Plan,
}

fn all_in(folder: &str) -> Vec<Example> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets")).join(folder);
    let mut all: Vec<Example> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let file = entry.unwrap().path();
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            let bytes = fs::read(&file).unwrap();
            let plan = Plan::from_json(&bytes).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            Example { name, bytes, plan }
        })
        .collect();
    all.sort_by(|one, other| one.name.cmp(&other.name));
    all
}

fn examples() -> Vec<Example> {
    all_in("examples")
}

pub(crate) fn all() -> Vec<Example> {
    examples().into_iter().chain(all_in("practice")).collect()
}

fn agreed(plan: &Plan) -> Agreement {
    compose::agreement(plan, &Texts::english(), NaiveDate::from_ymd_opt(2026, 11, 24).unwrap())
}

#[test]
fn there_is_a_family_of_each_kind() {
    let names: Vec<String> = all().into_iter().map(|it| it.name).collect();
    let wanted = [
        "interpreter",
        "long-text",
        "marsh",
        "one-child",
        "police-only",
        "refusing",
        "separated-withheld",
        "ten-children",
        "unborn",
        "wisniewska-oneill",
        "practice-1",
        "practice-2",
        "practice-3",
    ];
    assert_eq!(names, wanted);
}

#[test]
fn each_is_read_and_written_without_loss() {
    for Example { name, bytes, plan } in all() {
        assert_eq!(Plan::from_json(&plan.to_json()).unwrap(), plan, "{name}");
        if !OLDER.contains(&name.as_str()) {
            let file: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
            let mut written: serde_json::Value = serde_json::from_slice(&plan.to_json()).unwrap();
            as_form_2(&mut written);
            assert_eq!(file, written, "{name} leaves out a field or has one too many");
        }
    }
}

/// The families were written in form 2, which did not say what a reason or a permission is for, and had the names of those
/// outside the plan whom the harm comes from in one text.
fn as_form_2(written: &mut serde_json::Value) {
    written["form"] = 2.into();
    let outsiders = written.as_object_mut().and_then(|plan| plan.remove("outsiders")).unwrap();
    let names = outsiders.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap());
    written["harm_by"] = names.collect::<Vec<_>>().join(", ").into();
    for answer in written["answers"].as_array_mut().into_iter().flatten() {
        answer.as_object_mut().map(|answer| answer.remove("of"));
    }
}

/// No plan of an earlier form reads otherwise than it did. What is the same for every family, and all that marsh says, stands
/// in the golden agreement.
#[test]
fn each_says_what_it_always_said() {
    let marsh = agreed(&crate::marsh());
    let mut said = String::new();
    for Example { name, plan, .. } in all() {
        let blocks = agreed(&plan).blocks.into_iter().filter(|block| marsh.block(&block.id) != Some(block));
        said += &format!("# {name}\n\n");
        said.extend(blocks.map(|Block { id, text, .. }| format!("{}: {text}\n\n", id.0)));
    }
    golden("agreements.txt", said.as_bytes());
}

/// Every id is used once, and nothing is named that is not there.
#[test]
fn each_can_be_made_with_changes() {
    for Example { name, plan, .. } in all() {
        let mut made = Plan {
            title: plan.title.clone(),
            address: plan.address.clone(),
            review: plan.review.clone(),
            contact_line: plan.contact_line.clone(),
            answers: plan.answers.clone(),
            ..Plan::empty(plan.id, plan.case)
        };
        let people = plan.children.iter().cloned().map(Item::Child);
        let people = people.chain(plan.adults.iter().cloned().map(Item::Adult));
        let people = people.chain(plan.workers.iter().cloned().map(Item::Worker));
        let people = people.chain(plan.supporters.iter().cloned().map(Item::Supporter));
        let people = people.chain(plan.outsiders.iter().cloned().map(Item::Outsider));
        let said = plan.concerns.iter().cloned().map(Item::Concern);
        let said = said.chain(plan.goals.iter().cloned().map(Item::Goal));
        let said = said.chain(plan.promises.iter().cloned().map(Item::Promise));
        let said = said.chain(plan.contacts.iter().cloned().map(Item::Contact));
        // Each is put before the ones already there, so the lists come out the other way round.
        for item in people.chain(said) {
            made.apply(&Change::Add { at: 0, item }).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        }
        made.children.reverse();
        made.adults.reverse();
        made.workers.reverse();
        made.supporters.reverse();
        made.outsiders.reverse();
        made.concerns.reverse();
        made.goals.reverse();
        made.promises.reverse();
        made.contacts.reverse();
        assert_eq!(made, plan, "{name}");
    }
}

#[test]
fn answers_are_in_order_and_could_have_been_given() {
    for Example { name, plan, .. } in all() {
        assert!(plan.answers.is_sorted_by(|one, next| one.question < next.question), "{name}");
        for answer in &plan.answers {
            let question = answer.question;
            assert!(plan.can_ask(question), "{name}: {question:?} is about nothing in the plan");
            assert!(answer.pick.is_none_or(|pick| question.picks().contains(&pick)), "{name}: {answer:?}");
            assert!(answer.on.is_none() || question.asks_day(), "{name}: {answer:?}");
            let is_empty = answer.pick.is_none() && answer.on.is_none() && answer.words.is_empty();
            assert!(!is_empty, "{name}: {question:?} has an answer with nothing in it");
        }
    }
}

#[test]
fn clauses_are_in_the_library_with_their_slots() {
    let library = clauses::english();
    for Example { name, plan, .. } in all() {
        for used in plan.goals.iter().filter_map(|goal| goal.clause.as_ref()) {
            let code = &used.code;
            let clause = library.iter().find(|clause| clause.code == *code);
            let mut slots = clause.unwrap_or_else(|| panic!("{name}: no clause {code}")).slot_names();
            slots.sort_unstable();
            assert_eq!(used.slots.keys().collect::<Vec<_>>(), slots, "{name}: {code}");
        }
    }
}

#[test]
fn examples_have_a_reason_for_every_guard_and_practice_families_have_not() {
    for Example { name, plan, .. } in examples() {
        let open = guards::open(&plan, &Texts::english());
        if OLDER.contains(&name.as_str()) {
            println!("{name}: {open:?}");
        } else {
            assert_eq!(open, [], "{name}");
        }
    }
    for Example { name, plan, .. } in all_in("practice") {
        println!("{name}: {:?}", guards::open(&plan, &Texts::english()));
        assert_ne!(guards::open(&plan, &Texts::english()), [], "{name}");
        assert!(plan.title.starts_with("Practice: "), "{name}");
    }
}

/// No reason stands for something that needs none.
#[test]
fn every_reason_has_its_guard() {
    for Example { name, plan, .. } in all() {
        let standing = guards::guards(&plan, &Texts::english());
        for answer in &plan.answers {
            if let plan::questions::Question::Kept(guard) = answer.question {
                assert!(standing.contains(&guard), "{name}: {guard:?}");
            }
        }
    }
}

#[test]
fn what_the_family_reads_is_plain() {
    let glossary = Glossary::english();
    let mut not_plain = Vec::new();
    for Example { name, plan, .. } in examples() {
        for Block { kind, text, .. } in agreed(&plan).blocks {
            let is_ours =
                matches!(kind, BlockKind::Goal { .. } | BlockKind::Step { .. } | BlockKind::Promise { .. });
            for finding in findings(&text, &glossary) {
                println!("{name}: {:?} “{}”", finding.rule, finding.text);
                if is_ours && name != LONG {
                    not_plain.push(format!("{name}: {:?} in “{text}”", finding.rule));
                }
            }
        }
    }
    assert_eq!(not_plain, Vec::<String>::new());
}

/// Letters and digits alone, in small letters.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[test]
fn what_is_withheld_is_nowhere_in_the_agreement() {
    let mut withheld = 0;
    for Example { name, plan, .. } in all() {
        let shown: Vec<String> = agreed(&plan).blocks.iter().map(|block| bare(&block.text)).collect();
        for adult in plan.adults.iter().filter(|adult| adult.withheld) {
            for line in adult.address.lines().chain([adult.phone.as_str()]).filter(|it| !it.is_empty()) {
                assert!(!shown.iter().any(|text| text.contains(&bare(line))), "{name} shows “{line}”");
                withheld += 1;
            }
        }
    }
    assert!(withheld > 0, "no family has anything withheld");
}

#[test]
fn a_child_who_is_not_born_is_called_so() {
    let unborn = examples().into_iter().find(|it| it.name == "unborn").unwrap().plan;
    let shown = agreed(&unborn).blocks;
    for child in &unborn.children {
        let is_due = matches!(child.birth, Birth::Due { .. });
        let line = shown
            .iter()
            .find(|it| matches!(it.kind, BlockKind::Person { person, .. } if person == child.id))
            .unwrap();
        assert_eq!(line.text.contains("baby due"), is_due, "{}", line.text);
    }
    assert!(shown.iter().any(|block| block.text.contains("baby due")));
}

#[test]
fn the_long_one_is_as_long_as_it_is_meant_to_be() {
    let long = examples().into_iter().find(|it| it.name == LONG).unwrap().plan;
    let longest =
        |texts: &mut dyn Iterator<Item = &String>| texts.map(|it| it.chars().count()).max().unwrap();
    assert!(longest(&mut long.concerns.iter().map(|it| &it.words)) >= 6_000);
    assert!(longest(&mut long.concerns.iter().map(|it| &it.seen)) >= 3_000);
    assert!(longest(&mut long.goals.iter().map(|it| &it.what)) >= 1_500);
    assert!(longest(&mut long.goals.iter().map(|it| &it.own_words)) >= 1_500);
    assert!(long.children.iter().all(|it| it.name.chars().count() >= 100));
    assert_eq!(long.address.lines().count(), 25);
    assert_eq!(long.promises_for(long.goals[0].id).count(), 8);
}
