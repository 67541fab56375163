//! What is missing in a plan, in words. What counts as missing is in `gaps`.

use super::gaps::{Gap, gaps};
use crate::ids::{GoalId, PersonId};
use crate::model::people::WorkerRole;
use crate::model::plan::Plan;
use crate::names;
use crate::texts::Texts;

/// The longest a goal is told here, in characters.
const LONGEST: usize = 60;

/// Everything that an agreement would be sealed without, in a few words each: what is missing and was not left out on purpose,
/// and a manager.
pub fn sealed_without(plan: &Plan, texts: &Texts) -> Vec<String> {
    let manager = plan.workers.iter().any(|worker| worker.role == WorkerRole::TeamManager);
    let none = (!manager).then(|| texts.get("missing.no_manager").to_owned());
    gaps(plan).into_iter().map(|gap| named(gap, plan, texts)).chain(none).collect()
}

/// What is missing, in a few words.
pub fn named(gap: Gap, plan: &Plan, texts: &Texts) -> String {
    let key = |key: &str| format!("missing.{key}");
    match gap {
        Gap::NoName(person) => {
            let is_child = plan.child(person).is_some();
            texts.get(if is_child { "missing.no_name_child" } else { "missing.no_name_adult" }).to_owned()
        }
        Gap::NoBirth(person) => texts.fill(key(gap.key()), &[("name", &called(person, plan, texts))]),
        Gap::GoalWho(goal) | Gap::GoalWhat(goal) | Gap::GoalHowOften(goal) | Gap::GoalBy(goal) => {
            texts.fill(key(gap.key()), &[("goal", &told(goal, plan, texts))])
        }
        Gap::NoAddress
        | Gap::NoConcern
        | Gap::NoGoal
        | Gap::NoPromise
        | Gap::NoReview
        | Gap::NoWorker
        | Gap::NoLine
        | Gap::NoPlace => texts.get(key(gap.key())).to_owned(),
    }
}

fn called(person: PersonId, plan: &Plan, texts: &Texts) -> String {
    let name = plan.child(person).map_or("", |child| child.name.as_str());
    names::first(name).map_or_else(|| texts.get("missing.no_name_child").to_owned(), str::to_owned)
}

/// As much of a goal as tells it from the others.
fn told(goal: GoalId, plan: &Plan, texts: &Texts) -> String {
    let Some(goal) = plan.goal(goal) else { return String::new() };
    let what = goal.what.trim();
    if what.is_empty() {
        return texts.get(goal.domain.key()).to_owned();
    }
    match what.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", what.get(..end).unwrap_or(what).trim_end()),
        None => what.to_owned(),
    }
}
