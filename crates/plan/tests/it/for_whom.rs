//! Every block is said by whom and what it is for: whatever somebody typed stands only in blocks whose kind names the goal,
//! the worry, the promise or the person it was typed about, so that leaving out, excerpts and papers never need to read words.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use plan::agreement::{Agreement, BelongsTo, Block, BlockKind, Section};
use plan::domain::Domain;
use plan::ids::PersonId;
use plan::languages::{self, Offered};
use plan::people::Outsider;
use plan::questions::About;
use plan::{Plan, Texts, clauses, compose};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::examples::all;

/// Where something was typed that belongs to one thing of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// One goal, worry or person.
    One(BelongsTo),
    /// A promise that helps with no goal.
    LoosePromise,
    /// Those whom a family can ring, which everybody who helps has to know.
    ToRing,
    /// Nobody who reads it: it is for the workers alone.
    Nobody,
    /// The plan.
    Plan,
}

/// One text of a plan, put in the place of what stood there: a word that nothing else says.
#[derive(Debug)]
struct Marked {
    word: String,
    field: String,
    owner: Owner,
}

/// What stands in a plan that nobody types, and names: a name may stand anywhere. Whatever is not here is typed, so that a
/// new field is looked at from its first day.
const NOT_TYPED: [&str; 24] = [
    "about", "agency", "at", "birth", "born", "by", "case", "code", "domain", "goal", "helps", "id", "lasts",
    "name", "of", "on", "pace", "pick", "question", "role", "title", "who", "form", "practice",
];

/// Letters only, so that no rule about numbers, capitals or ends of sentences changes it.
fn word(number: usize) -> String {
    let letter = |digit: usize| char::from(b'a' + u8::try_from(digit % 20).unwrap());
    format!("zq{}{}{}qz", letter(number / 400), letter(number / 20), letter(number))
}

/// A plan in which what was typed is marked, each with what it belongs to. `keep` says which fields stay empty.
fn marked(plan: &Plan, is_kept: impl Fn(usize) -> bool) -> (Plan, Vec<Marked>) {
    let mut plan = plan.clone();
    // No example has these, and most are not stored while they are empty.
    for (at, name) in ["Gary", "Pike, Pete"].into_iter().enumerate() {
        let id = PersonId::new(at as u64, &[9; 10]);
        plan.outsiders.push(Outsider { id, name: name.into() });
    }
    plan.goals.iter_mut().for_each(|goal| goal.aim = "they are well".into());
    for worker in &mut plan.workers {
        (worker.rank, worker.collar) = ("PC".into(), "4471".into());
    }
    let mut json = serde_json::to_value(&plan).unwrap();
    let mut all = Vec::new();
    for (room, value) in json.as_object_mut().unwrap() {
        let is_list = value.is_array();
        let items: Vec<&mut Value> =
            if is_list { value.as_array_mut().unwrap().iter_mut().collect() } else { vec![value] };
        for item in items {
            let owner = owner(&plan, room, item);
            let worker = plan.workers.iter().find(|it| item.get("id") == Some(&json!(it.id))).map(|it| it.id);
            let mut mark_one = |field: &str| {
                let owner = match (field, worker) {
                    ("rank" | "collar", Some(worker)) => Owner::One(BelongsTo::Person(worker)),
                    _ => owner,
                };
                let word = word(all.len());
                let text = if is_kept(all.len()) { word.clone() } else { String::new() };
                all.push(Marked { word, field: format!("{room}.{field}"), owner });
                text
            };
            // Everybody else is named somewhere; their names stand nowhere.
            if owner == Owner::Nobody {
                item["name"] = mark_one("name").into();
            } else {
                mark(room, item, &mut mark_one);
            }
        }
    }
    // In the forms before, a permission was for whatever there was: for what is marked.
    json["form"] = 2.into();
    (Plan::from_json(&serde_json::to_vec(&json).unwrap()).unwrap(), all)
}

fn mark(key: &str, value: &mut Value, mark_one: &mut impl FnMut(&str) -> String) {
    if NOT_TYPED.contains(&key) {
        return;
    }
    if let Value::String(text) = value
        && !text.trim().is_empty()
    {
        *text = mark_one(key);
    } else if let Value::Object(fields) = value {
        for (inner, value) in fields.iter_mut() {
            mark(if key == "slots" { key } else { inner }, value, mark_one);
        }
    } else if let Value::Array(items) = value {
        items.iter_mut().for_each(|item| mark(key, item, mark_one));
    }
}

/// What an item of a list of the plan belongs to.
fn owner(plan: &Plan, room: &str, item: &Value) -> Owner {
    let is = |id: Value| item.get("id") == Some(&id);
    let one = match room {
        "goals" => plan.goals.iter().find(|it| is(json!(it.id))).map(|it| BelongsTo::Goal(it.id)),
        "concerns" => plan.concerns.iter().find(|it| is(json!(it.id))).map(|it| BelongsTo::Worry(it.id)),
        "children" => plan.children.iter().find(|it| is(json!(it.id))).map(|it| BelongsTo::Person(it.id)),
        "adults" => plan.adults.iter().find(|it| is(json!(it.id))).map(|it| BelongsTo::Person(it.id)),
        "supporters" => plan.supporters.iter().find(|it| is(json!(it.id))).map(|it| BelongsTo::Person(it.id)),
        "promises" => {
            let promise = plan.promises.iter().find(|it| is(json!(it.id))).unwrap();
            return promise.goal.map_or(Owner::LoosePromise, |goal| Owner::One(BelongsTo::Goal(goal)));
        }
        "answers" => {
            let of = plan.answers.iter().find(|it| item.get("question") == Some(&json!(it.question)));
            match of.unwrap().question.about() {
                About::Person(person) => Some(BelongsTo::Person(person)),
                About::Goal(goal) => Some(BelongsTo::Goal(goal)),
                About::Promise(_) | About::Plan => None,
            }
        }
        "workers" | "contact_line" => return Owner::ToRing,
        "outsiders" => return Owner::Nobody,
        _ => None,
    };
    one.map_or(Owner::Plan, Owner::One)
}

/// Whether a block may say what belongs to somebody or something.
fn may_say(block: &Block, owner: Owner) -> bool {
    match (owner, &block.kind) {
        (Owner::One(one), kind) => kind.belongs_to() == Some(one),
        (Owner::LoosePromise, kind) => matches!(kind, BlockKind::Promise { goal: None, .. }),
        (Owner::ToRing, kind) => {
            block.section == Section::Contact && matches!(kind, BlockKind::Sentence { .. } | BlockKind::Line)
        }
        (Owner::Nobody, _) => false,
        (Owner::Plan, kind) => matches!(kind, BlockKind::Sentence { typed: true }),
    }
}

fn says(block: &Block, word: &str) -> bool {
    block.text.to_lowercase().contains(word)
}

/// The agreement in English, and in a language in which every clause of the library has its words.
fn composed(plan: &Plan) -> [Agreement; 2] {
    let (english, today) = (Texts::english(), NaiveDate::from_ymd_opt(2026, 11, 28).unwrap());
    let other = languages::pseudo(&english).texts(&english, Offered::All, today);
    let mut unchanged = plan.clone();
    let library = clauses::english();
    for goal in &mut unchanged.goals {
        let clause = goal.clause.as_ref().and_then(|used| library.iter().find(|it| it.code == used.code));
        if let (Some(clause), Some(used)) = (clause, &goal.clause) {
            goal.what = clause.filled(&used.slots);
            goal.how_often = clauses::fill(&clause.how_often, &used.slots);
        }
    }
    [compose::agreement(plan, &english, today), compose::agreement(&unchanged, &other, today)]
}

proptest! {
    #[test]
    fn every_block_is_said_by_whom_it_is_for(
        which in any::<prop::sample::Index>(),
        kept in prop::collection::vec(prop::bool::weighted(0.8), 200),
        domains in prop::sample::subsequence(Domain::ALL.to_vec(), 0..4),
    ) {
        let examples = all();
        let example = &which.get(&examples).plan;
        let (plan, all) = marked(example, |at| kept.get(at).copied().unwrap_or(true));
        for whole in composed(&plan) {
            for Marked { word, field, owner } in &all {
                for block in whole.blocks.iter().filter(|block| says(block, word)) {
                    prop_assert!(may_say(block, *owner), "{field} of {owner:?} stands in {block:?}");
                }
            }
            // A helper gets what was typed about their parts of life, and nothing else that was typed.
            let part = whole.part(&domains);
            for Marked { word, field, owner } in &all {
                let is_theirs = matches!(owner, Owner::One(BelongsTo::Goal(goal))
                    if whole.domain(*goal).is_some_and(|domain| domains.contains(&domain)));
                let is_theirs = is_theirs || *owner == Owner::ToRing;
                prop_assert!(is_theirs || !part.blocks.iter().any(|block| says(block, word)), "{field} of {owner:?}");
            }
            // Whatever may be left out takes all that was typed about it along.
            for gone in whole.blocks.iter().filter(|block| block.may_be_left_out()) {
                let Some(one @ (BelongsTo::Goal(_) | BelongsTo::Worry(_))) = gone.kind.belongs_to() else { continue };
                let less = whole.without(std::slice::from_ref(&gone.id));
                for Marked { word, .. } in all.iter().filter(|it| it.owner == Owner::One(one)) {
                    prop_assert!(!less.blocks.iter().any(|block| says(block, word)), "{one:?}");
                }
            }
        }
    }
}

#[test]
fn what_is_typed_is_marked_in_every_example() {
    for example in all() {
        let (plan, all) = marked(&example.plan, |_| true);
        let [whole, _] = composed(&plan);
        let said = all.iter().filter(|it| whole.blocks.iter().any(|block| says(block, &it.word))).count();
        assert!(
            said * 2 > all.len(),
            "of {} only {said} stand in the agreement of {}",
            all.len(),
            plan.title
        );
    }
}

#[test]
fn every_field_in_which_people_type_is_said_somewhere() {
    let (mut typed, mut said) = (BTreeSet::new(), BTreeSet::new());
    for example in all() {
        let (plan, all) = marked(&example.plan, |_| true);
        let composed = composed(&plan);
        let is_said =
            |it: &Marked| composed.iter().flat_map(|it| &it.blocks).any(|block| says(block, &it.word));
        said.extend(all.iter().filter(|it| is_said(it)).map(|it| it.field.clone()));
        typed.extend(all.into_iter().filter(|it| it.owner != Owner::Nobody).map(|it| it.field));
    }
    assert_eq!(typed, said);
}
