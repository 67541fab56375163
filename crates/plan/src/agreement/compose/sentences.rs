//! How goals and promises are said: short sentences, one thing in each.

use super::continued::{After, clause};
use crate::languages::goal_words;
use crate::model::content::{Goal, Lasts, Promise, Step};
use crate::model::plan::Plan;
use crate::smart::is_measure_missing;
use crate::texts::Texts;
use crate::texts::key;
use crate::texts::{dates, names};

/// How the family will read a goal: short sentences, one thing in each.
pub fn goal_sentences(goal: &Goal, plan: &Plan, texts: &Texts) -> String {
    let mut missing = Vec::new();
    let who = goal.who.and_then(|who| plan.called(who)).unwrap_or_else(|| {
        missing.push(texts.get(key!("missing.who")));
        texts.get(key!("agreement.someone")).into()
    });
    let words = goal_words(goal, texts);
    let said = words.as_ref().map_or((&goal.what, &goal.how_often), |words| (&words.what, &words.how_often));
    let what = clause(said.0, After::Will, plan).unwrap_or_else(|| {
        missing.push(texts.get(key!("missing.what")));
        texts.get(key!("agreement.something")).into()
    });
    let often = clause(said.1, After::Anything, plan);
    let done = often.as_ref().map_or_else(|| what.to_string(), |often| format!("{what} {often}"));
    if is_measure_missing(goal, plan) {
        missing.push(texts.get(key!("missing.how_often")));
    }
    let mut sentences = vec![texts.fill(key!("agreement.goal"), &[("who", &who), ("what", &done)])];
    if let Some(help) = clause(&goal.help, After::Anything, plan) {
        sentences.push(texts.fill(key!("agreement.goal_help"), &[("help", &help)]));
    }
    if let Some(aim) = clause(&goal.aim, After::Anything, plan) {
        sentences.push(texts.fill(key!("agreement.goal_aim"), &[("aim", &aim)]));
    }
    match goal.by {
        _ if goal.lasts == Lasts::WhileChildrenLiveHere => {
            sentences.push(texts.get(key!("agreement.goal_lasts")).to_owned());
        }
        Some(by) => {
            let goes_on = often.is_some() && !is_done_once(&goal.how_often);
            let key = if goes_on { key!("agreement.goal_until") } else { key!("agreement.goal_by") };
            sentences.push(texts.fill(key, &[("day", &dates::day(by, texts))]));
        }
        None => missing.push(texts.get(key!("missing.by"))),
    }
    if !missing.is_empty() {
        let missing = names::listed(&missing, texts);
        sentences.push(texts.fill(key!("agreement.goal_missing"), &[("missing", &missing)]));
    }
    sentences.join(" ")
}

/// When something is done once. It goes on until no day.
const ONCE: [&str; 12] = [
    "once",
    "now",
    "at once",
    "straight away",
    "right away",
    "immediately",
    "today",
    "tonight",
    "tomorrow",
    "this morning",
    "this afternoon",
    "this evening",
];

/// Whether what stands for how much or how often is a moment, such as “tonight”.
pub fn is_done_once(how_often: &str) -> bool {
    let said = how_often.trim().trim_end_matches('.').to_lowercase();
    ONCE.contains(&&*said)
}

pub(super) fn own_words(goal: &Goal, plan: &Plan, texts: &Texts) -> Option<String> {
    let words = Some(goal.own_words.trim()).filter(|words| !words.is_empty())?;
    Some(match goal.who.and_then(|who| plan.called(who)) {
        Some(who) => texts.fill(key!("agreement.own_words"), &[("who", &who), ("words", words)]),
        None => texts.fill(key!("agreement.family_words"), &[("words", words)]),
    })
}

/// How the family will read a promise.
pub fn promise_sentence(promise: &Promise, plan: &Plan, texts: &Texts) -> String {
    let worker = promise.who.and_then(|who| plan.worker(who)).filter(|it| names::first(&it.name).is_some());
    let who = worker.map_or_else(
        || texts.get(key!("agreement.we")).into(),
        |worker| {
            let role = if plan.has_namesake(worker.id) { texts.get(worker.role.key()) } else { "" };
            names::with_who(names::full(&worker.name), role)
        },
    );
    let what = clause(&promise.what, After::Will, plan);
    let what = what.unwrap_or_else(|| texts.get(key!("agreement.something")).into());
    match promise.by {
        Some(by) => texts.fill(
            key!("agreement.promise_by"),
            &[("who", &who), ("what", &what), ("day", &dates::day(by, texts))],
        ),
        None => texts.fill(key!("agreement.promise"), &[("who", &who), ("what", &what)]),
    }
}

/// How the family will read a small step.
pub(super) fn step_sentence(step: &Step, plan: &Plan, texts: &Texts) -> Option<String> {
    let what = clause(&step.what, After::Will, plan)?;
    Some(match step.by {
        Some(by) => {
            texts.fill(key!("agreement.step_by"), &[("what", &what), ("day", &dates::day(by, texts))])
        }
        None => texts.fill(key!("agreement.step"), &[("what", &what)]),
    })
}
