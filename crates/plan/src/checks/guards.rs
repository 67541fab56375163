//! What must be looked at before a plan is read with the family: each is changed, or stands with a reason on record.
//! A guard never stops the work by itself and never judges a person.

use chrono::NaiveDate;

use super::private::Private;
use crate::agreement::compose;
use crate::ids::GoalId;
use crate::model::content::{Goal, Pace};
use crate::model::plan::Plan;
use crate::model::questions::Question;
use crate::smart::{self, Names, WordingGuard};
use crate::texts::Texts;

pub use crate::model::questions::Guard;

/// The most goals that are for now: more overwhelms.
pub const MOST_NOW: usize = 3;

/// The most goals in all before it is asked whether they are too many.
pub const MOST_GOALS: usize = 7;

/// Everything there is to look at, in the order of the agreement, whether a reason stands or not.
pub fn guards(plan: &Plan, texts: &Texts) -> Vec<Guard> {
    let mut guards = Vec::new();
    let withheld = Private::of_all(plan);
    if !withheld.is_empty() {
        let agreement = compose::agreement(plan, texts, NaiveDate::default());
        let shown = withheld.iter().filter(|private| private.is_in(&agreement));
        guards.extend(shown.map(|private| Guard::WithheldShown(private.person)));
    }
    let shared = plan.children.iter().filter(|child| plan.shows_voice(child.id));
    guards.extend(shared.map(|child| Guard::VoiceShown(child.id)));
    let now = plan.goals.iter().filter(|goal| goal.pace == Pace::Now).count();
    if now > MOST_NOW {
        guards.push(Guard::TooManyNow);
    }
    if plan.goals.len() > MOST_GOALS {
        guards.push(Guard::TooManyGoals);
    }
    let names = Names::of(plan);
    for goal in &plan.goals {
        guards.extend(worded(goal, plan, &names));
        if goal.who.is_none() {
            guards.push(Guard::NoPerson(goal.id));
        }
        if plan.promises_for(goal.id).next().is_none() {
            guards.push(Guard::HelpNotPromised(goal.id));
        }
    }
    let is_worded = |who: &str, what: &str| !smart::wording(who, what, &names).is_empty();
    let offers = plan.supporters.iter().filter(|it| is_worded(&it.name, &it.offers));
    guards.extend(offers.map(|it| Guard::OfferWorded(it.id)));
    let promises = plan.promises.iter().filter(|it| is_worded("We", &it.what));
    guards.extend(promises.map(|it| Guard::PromiseWorded(it.id)));
    let offered = plan.answer(Question::TimeOffered).and_then(|answer| answer.on);
    if let (Some(review), Some(offered)) = (plan.review.on, offered)
        && review > offered
    {
        guards.push(Guard::ReviewTooLate);
    }
    guards
}

/// What there is to look at in the words of a goal.
fn worded(goal: &Goal, plan: &Plan, names: &Names) -> impl Iterator<Item = Guard> {
    let id = goal.id;
    smart::wording_of(goal, plan, names).into_iter().map(move |guard| match guard {
        WordingGuard::NoContact => Guard::NoContact(id),
        WordingGuard::MovesChildOut => Guard::MovesChildOut(id),
        WordingGuard::HarmHidden => Guard::HarmHidden(id),
        WordingGuard::ChildNoVictim => Guard::ChildNoVictim(id),
        WordingGuard::AskColleague => Guard::AskColleague(id),
    })
}

/// Whether the words of a goal must be looked at and stand without a reason.
pub fn is_to_be_looked_at(goal: GoalId, plan: &Plan) -> bool {
    let names = Names::of(plan);
    plan.goal(goal).is_some_and(|goal| worded(goal, plan, &names).any(|guard| !is_settled(guard, plan)))
}

/// The guards that stand without a reason.
pub fn open(plan: &Plan, texts: &Texts) -> Vec<Guard> {
    guards(plan, texts).into_iter().filter(|guard| !is_settled(*guard, plan)).collect()
}

/// Whether something to look at stands with a reason: in words, given for what there is now, and, where somebody who is
/// harmed would have a duty, with who agreed it.
pub fn is_settled(guard: Guard, plan: &Plan) -> bool {
    let Some(answer) = plan.answer(Question::Kept(guard)).filter(|answer| plan.is_still_for(answer)) else {
        return false;
    };
    let is_agreed = answer.question.picks().is_empty() || answer.pick.is_some();
    is_agreed && has_words(&answer.words)
}

/// The fewest words of a reason. A full stop is none, and neither is “ok”. What it says is for people to judge.
const FEWEST_WORDS: usize = 2;

/// Whether a reason is in words: two at least.
pub fn has_words(reason: &str) -> bool {
    let words = reason.split(|c: char| !c.is_alphanumeric() && !matches!(c, '’' | '\'' | '-'));
    words.filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1).count() >= FEWEST_WORDS
}

#[cfg(test)]
mod tests {
    use super::has_words;

    #[test]
    fn a_reason_has_words() {
        for reason in ["", ".", "ok", "- -", "x y", "1 2 3", "Yes."] {
            assert!(!has_words(reason), "{reason}");
        }
        for reason in ["She asked for it.", "Agreed with Sam", "بموافقة المديرة"] {
            assert!(has_words(reason), "{reason}");
        }
    }
}
