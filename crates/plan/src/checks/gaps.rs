//! What a plan still lacks. Very little stops sealing; everything else is only named, here and on paper.

use crate::agreement::Agreement;
use crate::model::content::Pace;
use crate::model::people::Birth;
use crate::model::plan::Plan;
pub use crate::model::questions::Gap;
use crate::model::questions::Question;
use crate::signing::Signing;
use crate::smart::is_measure_missing;
use crate::texts::key;

/// What stops an agreement from being sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blocker {
    /// It names no child.
    NoChild,
    /// It names no adult.
    NoAdult,
    /// The family has not been shown all of their rights.
    RightsNotShown,
    /// Nobody of the family has given an answer.
    NoOutcome,
    /// Somebody who had answered is giving another answer and has not finished.
    AnswerOpen,
    /// A character that no font can set.
    CannotSet(char),
    /// It is a practice family's plan.
    Practice,
}

impl Blocker {
    /// The key of its sentence in the texts.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::NoChild => key!("blocker.no_child").as_str(),
            Self::NoAdult => key!("blocker.no_adult").as_str(),
            Self::RightsNotShown => key!("blocker.rights_not_shown").as_str(),
            Self::NoOutcome => key!("blocker.no_outcome").as_str(),
            Self::AnswerOpen => key!("blocker.answer_open").as_str(),
            Self::CannotSet(_) => key!("blocker.cannot_set").as_str(),
            Self::Practice => key!("blocker.practice").as_str(),
        }
    }
}

/// What is missing in a plan and was not left out on purpose, in the order of the agreement.
pub fn gaps(plan: &Plan) -> Vec<Gap> {
    let mut missing = not_recorded(plan);
    missing.retain(|gap| !is_left_out(plan, *gap));
    missing
}

/// What is not recorded because somebody left it out on purpose, in the order of the agreement.
pub fn left_out(plan: &Plan) -> Vec<Gap> {
    let mut left_out = not_recorded(plan);
    left_out.retain(|gap| is_left_out(plan, *gap));
    left_out
}

/// Whether something that is not recorded was left out on purpose.
pub fn is_left_out(plan: &Plan, gap: Gap) -> bool {
    plan.picked(Question::LeftOut(gap)).is_some()
}

/// Everything in a plan that is not recorded, in the order of the agreement.
pub fn not_recorded(plan: &Plan) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let mut note = |lacking: bool, gap: Gap| {
        if lacking {
            gaps.push(gap);
        }
    };
    for child in &plan.children {
        let is_due = matches!(child.birth, Birth::Due { .. });
        note(is_blank(&child.name) && !is_due, Gap::NoName(child.id));
        note(child.birth == Birth::NotRecorded && child.born_in.is_none(), Gap::NoBirth(child.id));
    }
    for adult in &plan.adults {
        note(is_blank(&adult.name), Gap::NoName(adult.id));
    }
    note(is_blank(&plan.address), Gap::NoAddress);
    note(plan.workers.is_empty(), Gap::NoWorker);
    note(plan.concerns.iter().all(|concern| is_blank(&concern.words)), Gap::NoConcern);
    note(!plan.goals.iter().any(|goal| goal.pace == Pace::Now), Gap::NoGoal);
    for goal in &plan.goals {
        note(goal.who.is_none(), Gap::GoalWho(goal.id));
        note(is_blank(&goal.what), Gap::GoalWhat(goal.id));
        note(is_measure_missing(goal, plan), Gap::GoalHowOften(goal.id));
        note(!goal.says_when(), Gap::GoalBy(goal.id));
    }
    note(plan.promises.is_empty(), Gap::NoPromise);
    note(plan.review.on.is_none(), Gap::NoReview);
    note(is_blank(&plan.review.place), Gap::NoPlace);
    note(is_blank(&plan.contact_line), Gap::NoLine);
    gaps
}

/// Everything that stops an agreement from being sealed; `can_set` says whether paper has a shape for a character.
pub fn blockers(
    plan: &Plan,
    agreement: &Agreement,
    signing: &Signing,
    can_set: impl Fn(char) -> bool,
) -> Vec<Blocker> {
    let mut blockers = before_signing(plan, agreement, can_set);
    if !signing.rights_not_shown(agreement).is_empty() {
        blockers.push(Blocker::RightsNotShown);
    }
    if plan.practice {
        blockers.push(Blocker::Practice);
    }
    let answered = |person| signing.answer(person).is_some();
    if !plan.adults.iter().any(|adult| answered(adult.id)) {
        blockers.push(Blocker::NoOutcome);
    }
    let is_changing = |person| answered(person) && signing.row(person).confirmed_at.is_none();
    if signing.signers(agreement).into_iter().any(is_changing) {
        blockers.push(Blocker::AnswerOpen);
    }
    blockers
}

/// The blockers that are known before anyone reads or signs.
pub fn before_signing(plan: &Plan, agreement: &Agreement, can_set: impl Fn(char) -> bool) -> Vec<Blocker> {
    let mut blockers = Vec::new();
    if plan.children.is_empty() {
        blockers.push(Blocker::NoChild);
    }
    if plan.adults.is_empty() {
        blockers.push(Blocker::NoAdult);
    }
    let mut unsettable: Vec<char> =
        agreement.blocks.iter().flat_map(|block| block.text.chars()).filter(|c| !can_set(*c)).collect();
    unsettable.sort_unstable();
    unsettable.dedup();
    blockers.extend(unsettable.into_iter().map(Blocker::CannotSet));
    blockers
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}
