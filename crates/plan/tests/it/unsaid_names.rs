//! No name changes what stands on words it does not contain: neither how a wording is read nor what the agreement says.

use chrono::NaiveDate;
use plan::change::{Change, Item};
use plan::guards::guards;
use plan::ids::PersonId;
use plan::people::{Adult, Child, Supporter, Worker, WorkerRole};
use plan::questions::{Pick, Question};
use plan::smart::{Names, check};
use plan::{Agreement, Plan, Texts, compose};
use proptest::prelude::*;

use crate::bound_answers::make;
use crate::labelled::lines;
use crate::marsh;
use crate::wordings::{OURS, names};

/// One of our own wordings.
fn wording(n: usize) -> &'static str {
    let texts: Vec<&str> =
        OURS.iter().flat_map(|file| lines(file)).filter_map(|it| it.split('\t').nth(1)).collect();
    texts[n * 11 % texts.len()]
}

/// Many a name is typed before there is one, so words that are nobody's name count for nothing: "The baby" is not "the".
fn name() -> BoxedStrategy<String> {
    prop_oneof!["Q[uxyz]{3,6}( Z[qxj]{4,6})?".boxed(), words_of_a_name()].boxed()
}

fn words_of(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).map(str::to_lowercase)
}

/// Whether a text has a word of a name, or the first letter of one: somebody may be called by that too.
fn says(text: &str, name: &str) -> bool {
    let said = |word: &str| words_of(text).any(|it| it == word);
    words_of(name)
        .any(|word| !EMPTY.contains(&word.as_str()) && (said(&word) || word.get(..1).is_some_and(said)))
}

/// Whether a text has a short or a longer form of a name: who harms is looked for by "Deano" too.
fn says_for_short(text: &str, name: &str) -> bool {
    let is_form =
        |said: &str, word: &str| said.len() > 2 && (said.starts_with(word) || word.starts_with(said));
    words_of(name).any(|word| words_of(text).any(|said| is_form(&said, &word)))
}

/// Where a source of harm is named who can be "he" and "she" and whom nobody in the plan is, another changes nothing. Without,
/// one does by design: "he" comes to mean somebody, and "the neighbour" may be that one.
fn known_harm(names: &Names) -> Names {
    let mut known = names.clone();
    known.harm_by.push("Oquil".to_owned());
    known
}

/// A plan with wordings of ours in it, and somebody from whom the harm comes who can be "he" and "she".
fn worded(n: usize) -> Plan {
    let mut plan = marsh();
    plan.goals.truncate(2);
    let wording = |at: usize| wording(n + at).to_owned();
    for (at, goal) in plan.goals.iter_mut().enumerate() {
        (goal.what, goal.help, goal.aim) = (wording(at), wording(at + 100), wording(at + 200));
    }
    plan.promises.iter_mut().for_each(|promise| promise.what = wording(300));
    plan.concerns.iter_mut().for_each(|concern| concern.words = wording(400));
    let nan = Supporter {
        name: "Nana Jean".into(),
        offers: wording(500),
        ..Supporter::empty(PersonId::new(5, &[9; 10]))
    };
    plan.supporters.push(nan);
    add_harmful(&mut plan, PersonId::new(5, &[8; 10]), "Oquil");
    plan
}

fn add_harmful(plan: &mut Plan, id: PersonId, name: &str) {
    let at = plan.adults.len();
    make(plan, &Change::Add { at, item: Item::Adult(Adult { name: name.into(), ..Adult::empty(id) }) });
    make(plan, &Change::SetPick { question: Question::SourceOfHarm(id), pick: Some(Pick::Yes) });
}

/// The plan with one more person of this name: a parent, who harms or does not, a child, somebody's helper, a worker.
fn with_one_more(plan: &Plan, name: &str) -> [Plan; 5] {
    let id = PersonId::new(5, &[7; 10]);
    let name = name.to_owned();
    let worker = Worker {
        name: name.clone(),
        phone: "01632 960 100".into(),
        ..Worker::empty(id, WorkerRole::SocialWorker)
    };
    let items = [
        (plan.adults.len(), Item::Adult(Adult { name: name.clone(), ..Adult::empty(id) })),
        (plan.children.len(), Item::Child(Child { name: name.clone(), ..Child::empty(id) })),
        (plan.supporters.len(), Item::Supporter(Supporter { name: name.clone(), ..Supporter::empty(id) })),
        (plan.workers.len(), Item::Worker(worker)),
    ];
    let [adult, child, supporter, worker] = items.map(|(at, item)| {
        let mut more = plan.clone();
        make(&mut more, &Change::Add { at, item });
        more
    });
    let mut harmful = plan.clone();
    add_harmful(&mut harmful, id, &name);
    [adult, child, supporter, worker, harmful]
}

fn agreement(plan: &Plan) -> Agreement {
    compose::agreement(plan, &Texts::english(), NaiveDate::from_ymd_opt(2026, 11, 29).unwrap())
}

proptest! {
    #[test]
    fn a_name_that_is_not_in_the_text_changes_nothing(name in name(), n in 0_usize..800) {
        let text = wording(n);
        prop_assume!(!says(text, &name));
        let before = names("Kelly Marsh, Dean O'Rourke", "Dean O'Rourke", "Tia", "Home-Start");
        let mut after = before.clone();
        for list in [&mut after.people, &mut after.children, &mut after.helpers] {
            list.push(name.clone());
        }
        prop_assert_eq!(check(text, &before), check(text, &after), "{}: {}", name, text);
    }

    #[test]
    fn another_source_of_harm_who_is_not_in_the_text_changes_nothing(name in name(), n in 0_usize..800) {
        let text = wording(n);
        prop_assume!(!says(text, &name) && !says_for_short(text, &name));
        let before = known_harm(&names("Kelly Marsh, Dean O'Rourke", "Dean O'Rourke", "Tia", "Home-Start"));
        let mut after = before.clone();
        after.harm_by.push(name.clone());
        prop_assert_eq!(check(text, &before), check(text, &after), "{}: {}", name, text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_name_that_is_nowhere_in_a_plan_changes_no_guard_and_no_block_but_its_own(name in name(), n in 0_usize..800) {
        let plan = worded(n);
        let (texts, before) = (Texts::english(), agreement(&plan));
        let said = before.text();
        // "A man named Pete" is Pete, and then may be one of two.
        let is_described = words_of(&name).any(|word| word == "named");
        prop_assume!(!says(&said, &name) && !says_for_short(&said, &name) && !is_described);
        let found = guards(&plan, &texts);
        for more in with_one_more(&plan, &name) {
            prop_assert_eq!(&guards(&more, &texts), &found, "{}", name);
            let mut after = agreement(&more);
            let carries = |text: &str| text.contains(&name);
            for block in &before.blocks {
                let now = after.block(&block.id).unwrap();
                prop_assert!(now == block || carries(&now.text), "{}: {:?}, now {:?}", name, block, now);
            }
            // What came in is theirs.
            after.blocks.retain(|block| before.block(&block.id).is_none());
            prop_assert!(after.blocks.iter().all(|block| carries(&block.text)), "{}: {:?}", name, after.blocks);
            prop_assert!(after.title == before.title);
        }
    }
}

/// Words that are nobody's name.
const EMPTY: [&str; 24] = [
    "the", "a", "no", "not", "to", "be", "next", "my", "her", "his", "if", "in", "at", "who", "one", "all",
    "and", "yet", "with", "from", "out", "up", "with", "of",
];

/// What people type where there is no name: common words, some of them nobody's name.
fn words_of_a_name() -> BoxedStrategy<String> {
    let common = [
        "baby",
        "name",
        "named",
        "confirmed",
        "door",
        "friend",
        "school",
        "neighbour",
        "shop",
        "man",
        "bump",
        "twin",
        "lad",
        "old",
        "big",
        "upstairs",
        "street",
        "church",
        "known",
        "sure",
        "work",
        "group",
        "mate",
        "lady",
    ];
    let word = prop_oneof![prop::sample::select(EMPTY.as_slice()), prop::sample::select(common.to_vec()),];
    (prop::collection::vec(word, 2..5), any::<bool>())
        .prop_map(|(words, capitals)| {
            let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
            let many = if capitals { words.len() } else { 1 };
            for word in words.iter_mut().take(many) {
                let first = word.remove(0).to_ascii_uppercase();
                word.insert(0, first);
            }
            words.join(" ")
        })
        .boxed()
}
