//! Every block is said by whom and what it is for: whatever somebody typed stands only in blocks whose kind names the goal,
//! the worry, the promise or the person it was typed about, so that leaving out, excerpts and papers never need to read words.

use chrono::NaiveDate;
use plan::agreement::{Agreement, BelongsTo, Block, BlockKind, Section};
use plan::domain::Domain;
use plan::questions::About;
use plan::{Plan, Texts, compose};
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
    /// The plan.
    Plan,
}

/// One text of a plan, put in the place of what stood there: a word that nothing else says.
#[derive(Debug)]
struct Marked {
    word: String,
    owner: Owner,
}

/// The fields of a plan in which people type, names aside: a name may stand anywhere.
const TYPED: [&str; 13] = [
    "words",
    "seen",
    "what",
    "how_often",
    "help",
    "own_words",
    "place",
    "address",
    "offers",
    "school",
    "health_visitor",
    "contact_line",
    "phone",
];

/// Letters only, so that no rule about numbers, capitals or ends of sentences changes it.
fn word(number: usize) -> String {
    let letter = |digit: usize| char::from(b'a' + u8::try_from(digit % 20).unwrap());
    format!("zq{}{}{}qz", letter(number / 400), letter(number / 20), letter(number))
}

/// A plan in which what was typed is marked, each with what it belongs to. `keep` says which fields stay empty.
fn marked(plan: &Plan, is_kept: impl Fn(usize) -> bool) -> (Plan, Vec<Marked>) {
    let mut json = serde_json::to_value(plan).unwrap();
    let mut all = Vec::new();
    for (room, value) in json.as_object_mut().unwrap() {
        let items: Vec<&mut Value> = match value {
            Value::Array(items) => items.iter_mut().collect(),
            other => vec![other],
        };
        for item in items {
            let owner = owner(plan, room, item);
            mark(room, item, owner, &is_kept, &mut all);
        }
    }
    (serde_json::from_value(json).unwrap(), all)
}

fn mark(key: &str, value: &mut Value, owner: Owner, is_kept: &impl Fn(usize) -> bool, all: &mut Vec<Marked>) {
    match value {
        Value::String(text) if TYPED.contains(&key) && !text.trim().is_empty() => {
            let word = word(all.len());
            *text = if is_kept(all.len()) { word.clone() } else { String::new() };
            all.push(Marked { word, owner });
        }
        Value::Object(fields) => {
            for (key, value) in fields.iter_mut() {
                mark(key, value, owner, is_kept, all);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| mark(key, item, owner, is_kept, all)),
        _ => {}
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
            block.section == Section::Contact && matches!(kind, BlockKind::Sentence { .. })
        }
        (Owner::Plan, kind) => matches!(kind, BlockKind::Sentence { typed: true }),
    }
}

fn says(block: &Block, word: &str) -> bool {
    block.text.to_lowercase().contains(word)
}

fn composed(plan: &Plan) -> Agreement {
    compose::agreement(plan, &Texts::english(), NaiveDate::from_ymd_opt(2026, 11, 28).unwrap())
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
        let whole = composed(&plan);
        for Marked { word, owner } in &all {
            for block in whole.blocks.iter().filter(|block| says(block, word)) {
                prop_assert!(may_say(block, *owner), "{:?} of {owner:?} stands in {block:?}", word);
            }
        }
        // A helper gets what was typed about their parts of life, and nothing else that was typed.
        let part = whole.part(&domains);
        for Marked { word, owner } in &all {
            let is_theirs = matches!(owner, Owner::One(BelongsTo::Goal(goal))
                if whole.domain(*goal).is_some_and(|domain| domains.contains(&domain)));
            let is_theirs = is_theirs || *owner == Owner::ToRing;
            prop_assert!(is_theirs || !part.blocks.iter().any(|block| says(block, word)), "{owner:?}");
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

#[test]
fn what_is_typed_is_marked_in_every_example() {
    for example in all() {
        let (plan, all) = marked(&example.plan, |_| true);
        let whole = composed(&plan);
        let said = all.iter().filter(|it| whole.blocks.iter().any(|block| says(block, &it.word))).count();
        assert!(
            said * 2 > all.len(),
            "of {} only {said} stand in the agreement of {}",
            all.len(),
            plan.title
        );
    }
}
