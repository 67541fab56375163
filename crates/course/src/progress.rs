//! What each row of the task list says: something true and useful, and how far it is, in words.

use ipc::visit::PlanState;
use plan::content::Pace;
use plan::gaps::{Gap, gaps, is_left_out};
use plan::ids::PersonId;
use plan::people::Birth;
use plan::questions::{About, Question};
use plan::{Plan, Texts, dates, guards, names};

use crate::place::Place;

/// One row of the task list.
#[derive(Debug, Clone, PartialEq)]
pub struct Task<'t> {
    /// Where it leads.
    pub place: Place,
    /// Its name.
    pub name: &'t str,
    /// What is there.
    pub says: String,
    /// How far it is, in words.
    pub state: String,
    /// How those words are coloured.
    pub tone: &'static str,
    /// Whether it may be left out.
    pub is_optional: bool,
}

/// The parts of the plan that are written, in the family's order.
pub fn writing<'t>(plan: &Plan, texts: &'t Texts) -> Vec<Task<'t>> {
    let counted = |key, count| texts.count(key, count);
    let gaps = gaps(plan);
    let lacking = |which: fn(&Gap) -> bool| gaps.iter().filter(|gap| which(gap)).count();
    let family = lacking(|gap| matches!(gap, Gap::NoName(_) | Gap::NoBirth(_) | Gap::NoAddress));
    let goals = lacking(|gap| {
        matches!(gap, Gap::GoalWho(_) | Gap::GoalWhat(_) | Gap::GoalHowOften(_) | Gap::GoalBy(_))
    });
    let now = plan.goals.iter().filter(|goal| goal.pace == Pace::Now).count();
    let row = |place, key, says: String, is_begun: bool, missing: usize| {
        let (state, tone) = match (is_begun, missing) {
            (false, _) => (texts.get("state.not_started").to_owned(), ""),
            (true, 0) => (texts.get("state.done").to_owned(), "good"),
            (true, missing) => (counted("state.missing", missing), "care"),
        };
        Task { place, name: texts.get(key), says, state, tone, is_optional: false }
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
    let review = plan.review.on.map(|on| dates::day(on, texts)).unwrap_or_default();
    let asked = |which: fn(&Question) -> bool| plan.answers.iter().filter(|it| which(&it.question)).count();
    let before = asked(|it| {
        matches!(
            it,
            Question::StrategyDiscussion
                | Question::Section47
                | Question::PlanKind
                | Question::CaseReference
                | Question::PoliceReference
                | Question::Lead
                | Question::Prepared
                | Question::BlankCopy
        )
    });
    let needs = plan
        .adults
        .iter()
        .filter(|it| plan.answers.iter().any(|answer| is_need_of(answer.question, it.id)))
        .count();
    let voices = plan.children.iter().filter(|it| has_voice(plan, it.id)).count();
    vec![
        optional(texts, Place::Before, "task.before", String::new(), before > 0),
        row(Place::Family, "task.family", people, is_family_begun, family + no_one),
        row(
            Place::Workers,
            "task.workers",
            counted("count.workers", plan.workers.len()),
            !plan.workers.is_empty() || is_left_out(plan, Gap::NoWorker),
            lacking(|gap| matches!(gap, Gap::NoWorker)),
        ),
        optional(texts, Place::Needs, "task.needs", counted("count.asked", needs), needs > 0),
        optional(texts, Place::Voice, "task.voice", counted("count.heard", voices), voices > 0),
        row(
            Place::Worries,
            "task.worries",
            counted("count.worries", plan.concerns.len()),
            !plan.concerns.is_empty() || is_left_out(plan, Gap::NoConcern),
            lacking(|gap| matches!(gap, Gap::NoConcern)),
        ),
        row(
            Place::Goals,
            "task.goals",
            paces,
            !plan.goals.is_empty() || is_left_out(plan, Gap::NoGoal),
            goals,
        ),
        row(
            Place::Promises,
            "task.promises",
            counted("count.promises", plan.promises.len()),
            !plan.promises.is_empty() || is_left_out(plan, Gap::NoPromise),
            0,
        ),
        row(
            Place::Meeting,
            "task.meeting",
            review,
            plan.review.on.is_some() || is_left_out(plan, Gap::NoReview),
            0,
        ),
        optional(texts, Place::After, "task.after", String::new(), asked(is_after) > 0),
    ]
}

/// What is noted after a visit.
const fn is_after(question: &Question) -> bool {
    matches!(
        question,
        Question::Ready
            | Question::TookPart
            | Question::Agencies
            | Question::PoliceOutcome
            | Question::LegalAdvice(_)
            | Question::AdultServices(_)
            | Question::Schemes(_)
    )
}

/// A part that may be left out.
fn optional<'t>(texts: &'t Texts, place: Place, key: &str, says: String, is_begun: bool) -> Task<'t> {
    let (state, tone) = if is_begun { ("state.begun", "good") } else { ("state.optional", "") };
    Task { place, name: texts.get(key), says, state: texts.get(state).to_owned(), tone, is_optional: true }
}

fn is_need_of(question: Question, person: PersonId) -> bool {
    let work = matches!(question, Question::ParentalResponsibility(_) | Question::SourceOfHarm(_));
    question.about() == About::Person(person) && !work && !is_after(&question)
}

fn has_voice(plan: &Plan, child: PersonId) -> bool {
    let said = [Question::VoiceGood, Question::VoiceWorries, Question::VoiceWishes, Question::VoiceSeen];
    said.iter().any(|question| !plan.said(question(child)).trim().is_empty())
}

/// The first thing still to do, as a place and a sentence; nothing when the plan can be read together.
pub fn next<'t>(plan: &Plan, texts: &'t Texts) -> Option<(Place, &'t str)> {
    let first_open =
        |tasks: Vec<Task<'t>>| tasks.into_iter().find(|task| task.tone != "good" && !task.is_optional);
    first_open(writing(plan, texts)).map(|task| (task.place, task.name))
}

/// Where to go on from a step: to the next open one behind it, else to an open one before it, else to reading together, by
/// way of what must be looked at first. With its name.
pub fn onward<'t>(from: Place, plan: &Plan, texts: &'t Texts) -> (Place, &'t str) {
    let tasks = writing(plan, texts);
    let behind = tasks.iter().position(|task| task.place == from).map_or(0, |at| at + 1);
    let (before, after) = tasks.split_at(behind);
    let is_open = |task: &&Task<'t>| task.tone != "good" && !task.is_optional && task.place != from;
    let open = after.iter().chain(before).find(is_open).map(|task| (task.place, task.name));
    open.unwrap_or_else(|| {
        let place = reading(plan, texts);
        let name = if place == Place::Check { "guards.title" } else { "task.together" };
        (place, texts.get(name))
    })
}

/// Where reading together begins: with what must be looked at first, if anything.
pub fn reading(plan: &Plan, texts: &Texts) -> Place {
    if guards::open(plan, texts).is_empty() { Place::HandOver } else { Place::Check }
}

/// Whether there is a child, and an adult to read the plan with.
pub fn has_family(plan: &Plan) -> bool {
    has_child(plan) && plan.adults.iter().any(|it| is_said(&it.name))
}

/// Whether there is a child with a name, or one that is not born yet.
pub fn has_child(plan: &Plan) -> bool {
    plan.children.iter().any(|it| is_said(&it.name) || matches!(it.birth, Birth::Due { .. }))
}

fn is_said(words: &str) -> bool {
    !words.trim().is_empty()
}

/// Which of the short plan's four parts have nothing in them yet, in words.
pub fn short_lacks(plan: &Plan, texts: &Texts) -> String {
    let has = [
        has_family(plan),
        plan.concerns.iter().any(|it| is_said(&it.words)),
        plan.goals.iter().any(|it| it.pace == Pace::Now && is_said(&it.what)),
        plan.review.on.is_some() && is_said(&plan.contact_line),
    ];
    let lacking = has.iter().zip(1..).filter(|(has, _)| !**has);
    let parts: Vec<String> = lacking.map(|(_, part): (_, u8)| part.to_string()).collect();
    let key = match parts.len() {
        0 => return texts.get("short.all_there").to_owned(),
        1 => "short.lacks",
        _ => "short.lacks_some",
    };
    texts.fill(key, &[("parts", &names::listed(&parts, texts))])
}

/// How far a plan is, for lists: words and colour.
pub fn state(state: PlanState, texts: &Texts) -> (&str, &'static str) {
    match state {
        PlanState::Draft => (texts.get("plan.draft"), ""),
        PlanState::Signing => (texts.get("plan.signing"), ""),
        PlanState::Sealed => (texts.get("plan.sealed"), "care"),
        PlanState::Safe => (texts.get("plan.safe"), "good"),
    }
}

#[cfg(test)]
mod tests;
