//! What each row of the task list says: something true and useful, and how far it is, in words.

use ipc::visit::PlanState;
use plan::content::Pace;
use plan::gaps::{Gap, gaps};
use plan::{Plan, dates};

use super::frame::counted;
use super::screen::Place;
use crate::words::{t, texts};

/// One row of the task list.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Task {
    /// Where it leads.
    pub(crate) place: Place,
    /// Its name.
    pub(crate) name: &'static str,
    /// What is there.
    pub(crate) says: String,
    /// How far it is, in words.
    pub(crate) state: String,
    /// How those words are coloured.
    pub(crate) tone: &'static str,
}

/// The parts of the plan that are written, in the family's order.
pub(crate) fn writing(plan: &Plan) -> Vec<Task> {
    let gaps = gaps(plan);
    let lacking = |which: fn(&Gap) -> bool| gaps.iter().filter(|gap| which(gap)).count();
    let family = lacking(|gap| matches!(gap, Gap::NoName(_) | Gap::NoBirth(_) | Gap::NoAddress));
    let goals = lacking(|gap| {
        matches!(gap, Gap::GoalWho(_) | Gap::GoalWhat(_) | Gap::GoalHowOften(_) | Gap::GoalBy(_))
    });
    let now = plan.goals.iter().filter(|goal| goal.pace == Pace::Now).count();
    let row = |place, key: &'static str, says: String, is_begun: bool, missing: usize| {
        let (state, tone) = match (is_begun, missing) {
            (false, _) => (t("state.not_started").to_owned(), ""),
            (true, 0) => (t("state.done").to_owned(), "good"),
            (true, missing) => (counted("state.missing", missing), "care"),
        };
        Task { place, name: t(key), says, state, tone }
    };
    let people = format!(
        "{}, {}",
        counted("count.children", plan.children.len()),
        counted("count.adults", plan.adults.len())
    );
    let is_family_begun = !plan.children.is_empty() || !plan.adults.is_empty();
    let no_one = usize::from(plan.children.is_empty()) + usize::from(plan.adults.is_empty());
    let paces = match plan.goals.len() - now {
        0 => counted("count.now", now),
        later => format!("{}, {}", counted("count.now", now), counted("count.later", later)),
    };
    let review = plan.review.on.map(|on| dates::day(on, texts())).unwrap_or_default();
    vec![
        row(Place::Family, "task.family", people, is_family_begun, family + no_one),
        row(
            Place::Workers,
            "task.workers",
            counted("count.workers", plan.workers.len()),
            !plan.workers.is_empty(),
            lacking(|gap| matches!(gap, Gap::NoWorker)),
        ),
        row(
            Place::Worries,
            "task.worries",
            counted("count.worries", plan.concerns.len()),
            !plan.concerns.is_empty(),
            lacking(|gap| matches!(gap, Gap::NoConcern)),
        ),
        row(Place::Goals, "task.goals", paces, !plan.goals.is_empty(), goals),
        row(
            Place::Promises,
            "task.promises",
            counted("count.promises", plan.promises.len()),
            !plan.promises.is_empty(),
            0,
        ),
        row(Place::Meeting, "task.meeting", review, plan.review.on.is_some(), 0),
    ]
}

/// The first thing still to do, as a place and a sentence; nothing when the plan can be read together.
pub(crate) fn next(plan: &Plan) -> Option<(Place, &'static str)> {
    let first_open = |tasks: Vec<Task>| tasks.into_iter().find(|task| task.tone != "good");
    first_open(writing(plan)).map(|task| (task.place, task.name))
}

/// How far a plan is, for lists: words and colour.
pub(crate) fn state(state: PlanState) -> (&'static str, &'static str) {
    match state {
        PlanState::Draft => (t("plan.draft"), ""),
        PlanState::Signing => (t("plan.signing"), ""),
        PlanState::Sealed => (t("plan.sealed"), "care"),
        PlanState::Safe => (t("plan.safe"), "good"),
    }
}
