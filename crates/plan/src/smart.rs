//! What of a goal is there and what is missing: S, M and T of SMART, by rules on its words. A and R are asked of people.
//! It names what is missing so that it can be added; it never scores anyone.

mod action;
mod actor;
mod away;
mod calendar;
mod clauses;
mod goal_words;
mod harm;
mod items;
mod known;
mod lists;
mod measure;
mod model;
mod moves;
mod names;
mod own_verb;
mod pattern;
mod people;
mod strangers;
mod subject;
mod time;
mod tokens;
mod view;
mod who;
mod words;

use serde::Serialize;

use crate::model::content::Goal;
use crate::model::plan::Plan;
use crate::texts::key;

pub use harm::WordingGuard;
pub use names::Names;

use people::People;
use tokens::Tokens;

/// What was found in a goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Smart {
    /// A named adult, we, or a named helper does something that can be seen.
    pub specific: bool,
    /// It says how much or how often, or it is a single act that is plainly done or not.
    pub measurable: bool,
    /// It says by when or until when.
    pub time_bound: bool,
    /// What is missing.
    pub missing: Vec<Missing>,
    /// What must be looked at before it stands.
    pub guards: Vec<WordingGuard>,
}

/// A part of a goal that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// Nobody of the plan is named to do it.
    Who,
    /// Nothing that can be seen is named.
    What,
    /// Not said how much or how often.
    HowOften,
    /// Not said by when.
    By,
}

impl Missing {
    /// The key of its words in the texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Who => key!("missing.who").as_str(),
            Self::What => key!("missing.what").as_str(),
            Self::HowOften => key!("missing.how_often").as_str(),
            Self::By => key!("missing.by").as_str(),
        }
    }
}

/// Reads a goal as it stands in words.
pub fn check(text: &str, names: &Names) -> Smart {
    let words = words::words(text);
    let people = People::of(names);
    let tokens = Tokens::of(&words, &people);
    let actor = actor::actor(&tokens);
    let named = actor.as_ref().is_some_and(|actor| actor.is_named());
    let verb = actor.as_ref().and_then(|actor| actor.verb).or_else(|| actor::first_verb(&tokens));
    let measured = measure::says_how_much(&tokens);
    let acts = verb.is_some_and(|verb| action::can_be_seen(&tokens, verb, measured));
    let once =
        verb.is_some_and(|verb| action::is_one_act(&tokens, verb)) || acts && time::is_on_one_day(&tokens);
    let time_bound = time::is_bounded(&tokens);
    let specific = named && acts;
    let measurable = measured || once;
    let lacks = [
        (!named, Missing::Who),
        (!acts, Missing::What),
        (!measurable, Missing::HowOften),
        (!time_bound, Missing::By),
    ];
    Smart {
        specific,
        measurable,
        time_bound,
        missing: lacks.into_iter().filter(|(lacks, _)| *lacks).map(|(_, what)| what).collect(),
        guards: harm::guards(&words, &people),
    }
}

/// Reads a goal of a plan: its parts put into one sentence, as the family hears them.
pub fn of_goal(goal: &Goal, plan: &Plan, names: &Names) -> Smart {
    let text = format!("{} will {} {}", who(goal, plan), goal.what.trim(), goal.how_often.trim());
    let mut smart = check(&text, names);
    if goal.says_when() {
        smart.time_bound = true;
        smart.missing.retain(|missing| *missing != Missing::By);
    }
    smart
}

/// Whether nobody could tell how much is meant: no words for it, and no single act or number in what is done.
pub fn is_measure_missing(goal: &Goal, plan: &Plan) -> bool {
    goal.how_often.trim().is_empty()
        && of_goal(goal, plan, &Names::of(plan)).missing.contains(&Missing::HowOften)
}

fn who<'a>(goal: &Goal, plan: &'a Plan) -> &'a str {
    let name = goal.who.and_then(|who| plan.adult(who)).map(|adult| adult.name.trim());
    name.filter(|name| !name.is_empty()).unwrap_or("Someone")
}

/// What the wording of something somebody offers or promises must be looked at for; `what` follows "will". The family's own
/// people are no agency, whatever name they have.
pub fn wording(who: &str, what: &str, names: &Names) -> Vec<WordingGuard> {
    if what.trim().is_empty() {
        return Vec::new();
    }
    let who = Some(who.trim()).filter(|who| !who.is_empty()).unwrap_or("Someone");
    check(&format!("{who} will {}", what.trim()), names).guards
}

/// What the wording of a goal, of its small steps, of what it is for and of who helps must be looked at for.
pub fn wording_of(goal: &Goal, plan: &Plan, names: &Names) -> Vec<WordingGuard> {
    let mut found = of_goal(goal, plan, names).guards;
    let who = who(goal, plan);
    for step in goal.steps.iter().filter(|step| !step.what.trim().is_empty()) {
        found.extend(check(&format!("{who} will {}", step.what.trim()), names).guards);
    }
    found.extend(wording_of_help(goal, plan, names));
    if !goal.aim.trim().is_empty() {
        let aim = format!("{who} will {} so that {}", goal.what.trim(), goal.aim.trim());
        found.extend(check(&aim, names).guards);
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// What the words for who helps must be looked at for. Whom "her" means is known from the goal, so what is unclear alone
/// must be unclear beside it too.
fn wording_of_help(goal: &Goal, plan: &Plan, names: &Names) -> Vec<WordingGuard> {
    let help = goal.help.trim();
    if help.is_empty() {
        return Vec::new();
    }
    let mut found = check(&format!("{help} will help"), names).guards;
    if found.contains(&WordingGuard::AskColleague) {
        let beside = format!("{} will {}, with help from {help}", who(goal, plan), goal.what.trim());
        found
            .retain(|guard| *guard != WordingGuard::AskColleague || !check(&beside, names).guards.is_empty());
    }
    found
}
