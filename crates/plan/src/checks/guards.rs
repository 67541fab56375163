//! What must be looked at before a plan is read with the family: each is changed, or stands with a reason on record.
//! A guard never stops the work by itself and never judges a person.

use chrono::NaiveDate;

use super::private::Private;
use super::reasons;
use crate::agreement::compose;
use crate::model::content::Pace;
use crate::model::plan::Plan;
use crate::model::questions::Question;
use crate::smart::{self, Names, WordingGuard};
use crate::texts::Texts;

pub use super::reasons::has_words;
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
        for guard in smart::wording_of(goal, plan, &names) {
            guards.push(match guard {
                WordingGuard::NoContact => Guard::NoContact(goal.id),
                WordingGuard::MovesChildOut => Guard::MovesChildOut(goal.id),
                WordingGuard::HarmHidden => Guard::HarmHidden(goal.id),
                WordingGuard::ChildNoVictim => Guard::ChildNoVictim(goal.id),
                WordingGuard::AskColleague => Guard::AskColleague(goal.id),
            });
        }
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

/// The guards that stand without a reason.
pub fn open(plan: &Plan, texts: &Texts) -> Vec<Guard> {
    guards(plan, texts).into_iter().filter(|guard| !is_settled(*guard, plan, texts)).collect()
}

/// Whether something to look at stands with a reason: in words, given for what there is now, and, where somebody who is
/// harmed would have a duty, naming who agreed it.
pub fn is_settled(guard: Guard, plan: &Plan, texts: &Texts) -> bool {
    let Some(answer) = plan.answer(Question::Kept(guard)).filter(|answer| plan.is_still_for(answer)) else {
        return false;
    };
    let names_somebody =
        !matches!(guard, Guard::NoContact(_)) || reasons::names_somebody(&answer.words, plan, texts);
    has_words(&answer.words) && names_somebody
}
