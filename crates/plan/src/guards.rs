//! What must be looked at before a plan is read with the family: each is changed, or stands with a reason on record.
//! A guard never stops the work by itself and never judges a person.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::agreement::Agreement;
use crate::compose;
use crate::content::Pace;
use crate::ids::{GoalId, PersonId};
use crate::people::Adult;
use crate::plan::Plan;
use crate::questions::{About, Pick, Question};
use crate::smart::{self, Names, WordingGuard};
use crate::texts::Texts;

/// The most goals that are for now: more overwhelms.
pub const MOST_NOW: usize = 3;

/// The most goals in all before it is asked whether they are too many.
pub const MOST_GOALS: usize = 7;

/// One thing to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guard {
    /// A duty about contact is put on someone the harm does not come from.
    NoContact(GoalId),
    /// A child would live or stay away from home.
    MovesChildOut(GoalId),
    /// Nobody is named to do it.
    NoPerson(GoalId),
    /// We promise no help with it.
    HelpNotPromised(GoalId),
    /// More than [`MOST_NOW`] goals are for now.
    TooManyNow,
    /// More than [`MOST_GOALS`] goals in all.
    TooManyGoals,
    /// We meet again after the time offered is over.
    ReviewTooLate,
    /// A child's words are about to be shown.
    VoiceShown(PersonId),
    /// An address or number that is withheld stands in the plan's words.
    WithheldShown(PersonId),
}

impl Guard {
    /// What it is about.
    pub const fn about(self) -> About {
        match self {
            Self::NoContact(goal)
            | Self::MovesChildOut(goal)
            | Self::NoPerson(goal)
            | Self::HelpNotPromised(goal) => About::Goal(goal),
            Self::VoiceShown(person) | Self::WithheldShown(person) => About::Person(person),
            Self::TooManyNow | Self::TooManyGoals | Self::ReviewTooLate => About::Plan,
        }
    }

    /// Its key in the texts, under `guard`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoContact(_) => "no_contact",
            Self::MovesChildOut(_) => "moves_child_out",
            Self::NoPerson(_) => "no_person",
            Self::HelpNotPromised(_) => "help_not_promised",
            Self::TooManyNow => "too_many_now",
            Self::TooManyGoals => "too_many_goals",
            Self::ReviewTooLate => "review_too_late",
            Self::VoiceShown(_) => "voice_shown",
            Self::WithheldShown(_) => "withheld_shown",
        }
    }
}

/// Everything there is to look at, in the order of the agreement, whether a reason stands or not.
pub fn guards(plan: &Plan, texts: &Texts) -> Vec<Guard> {
    let mut guards = Vec::new();
    let withheld: Vec<&Adult> = plan.adults.iter().filter(|adult| adult.withheld).collect();
    if !withheld.is_empty() {
        let agreement = compose::agreement(plan, texts, NaiveDate::default());
        let shown = withheld
            .into_iter()
            .filter(|adult| is_shown(&agreement, &adult.address) || is_shown(&agreement, &adult.phone));
        guards.extend(shown.map(|adult| Guard::WithheldShown(adult.id)));
    }
    let shared = plan.children.iter().filter(|child| shows_voice(plan, child.id));
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
            });
        }
        if goal.who.is_none() {
            guards.push(Guard::NoPerson(goal.id));
        }
        if plan.promises_for(goal.id).next().is_none() {
            guards.push(Guard::HelpNotPromised(goal.id));
        }
    }
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
    let has_reason = |guard: &Guard| !plan.said(Question::Kept(*guard)).trim().is_empty();
    guards(plan, texts).into_iter().filter(|guard| !has_reason(guard)).collect()
}

/// Whether a child's words are to be shown to the family.
pub fn shows_voice(plan: &Plan, child: PersonId) -> bool {
    let said = [Question::VoiceGood, Question::VoiceWorries, Question::VoiceWishes, Question::VoiceSeen];
    plan.picked(Question::VoiceShare(child)) == Some(Pick::Share)
        && said.iter().any(|question| !plan.said(question(child)).trim().is_empty())
}

/// The fewest letters and digits by which something withheld is known again.
const TELLING: usize = 5;

/// Whether something withheld stands anywhere in what the family reads: a line of an address that has a number in it, or
/// a telephone number.
fn is_shown(agreement: &Agreement, withheld: &str) -> bool {
    let pieces = withheld.split(['\n', ',']).map(bare);
    let telling: Vec<String> =
        pieces.filter(|it| it.len() >= TELLING && it.contains(|c: char| c.is_ascii_digit())).collect();
    let shown = |text: &str| {
        let text = bare(text);
        telling.iter().any(|piece| text.contains(piece))
    };
    agreement.blocks.iter().any(|block| shown(&block.text))
}

/// Letters and digits alone, in small letters.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
