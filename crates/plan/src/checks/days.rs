//! Days that cannot be, or hardly: a meeting that was last year, a birthday that is still to come. Each is said at once and
//! named before reading together; none is refused, because a family may know better than a rule.

use std::borrow::Cow;

use chrono::{Months, NaiveDate};

use crate::ids::{GoalId, PersonId, PromiseId, StepId};
use crate::model::people::{Birth, Child};
use crate::model::plan::Plan;
use crate::model::questions::Question;
use crate::texts::key;
use crate::texts::{Key, Texts, dates};

/// The age from which nobody is a child in a plan: 25 is how long care leavers and young people with a plan for their
/// education are still looked after (Children and Families Act 2014; Children and Social Work Act 2017).
pub const OLDEST_CHILD: u32 = 25;

/// The age below which nobody is one of the adults. Young parents are younger than 18, none is younger than this.
pub const YOUNGEST_ADULT: u32 = 10;

/// Older than anybody is.
pub const OLDEST: u32 = 115;

/// How long a baby can be on its way, in months, and how long one may be late.
const PREGNANCY: (Months, Months) = (Months::new(10), Months::new(1));

/// One day that cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OddDay {
    /// The day as it stands, or as much of it as is known.
    pub on: When,
    /// What is odd about it.
    pub what: Odd,
}

/// A day, or the year alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// The day.
    Day(NaiveDate),
    /// The year, where nobody knows the day.
    Year(i32),
}

impl When {
    /// The first and the last day it can be; nothing for a year that is none.
    fn bounds(self) -> Option<(NaiveDate, NaiveDate)> {
        match self {
            Self::Day(day) => Some((day, day)),
            Self::Year(year) => {
                Some((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?))
            }
        }
    }
}

/// What is odd about a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Odd {
    /// A child or adult is born after today.
    NotBornYet(PersonId),
    /// A child is older than [`OLDEST_CHILD`].
    NoChild(PersonId),
    /// An adult is younger than [`YOUNGEST_ADULT`].
    NoAdult(PersonId),
    /// An adult is older than [`OLDEST`].
    TooOld(PersonId),
    /// An adult is younger than a child.
    YoungerThan {
        /// The adult.
        adult: PersonId,
        /// The child.
        child: PersonId,
    },
    /// A baby should have been born a month ago or more.
    DueLongAgo(PersonId),
    /// A baby is due later than one can be.
    DueTooLate(PersonId),
    /// A goal's last day is over.
    GoalOver(GoalId),
    /// A small step's day is over.
    StepOver(StepId),
    /// A promise's day is over.
    PromiseOver(PromiseId),
    /// We met again before we meet.
    MeetingOver,
    /// The day an answer names is over before the plan begins, or still to come though it was.
    Answer(Question),
}

impl Odd {
    /// Whether it is about the day on which this child or adult was born, or is due.
    pub fn is_born(self, person: PersonId) -> bool {
        match self {
            Self::NotBornYet(who)
            | Self::NoChild(who)
            | Self::NoAdult(who)
            | Self::TooOld(who)
            | Self::DueLongAgo(who)
            | Self::DueTooLate(who) => who == person,
            Self::YoungerThan { adult, child } => adult == person || child == person,
            Self::GoalOver(_)
            | Self::StepOver(_)
            | Self::PromiseOver(_)
            | Self::MeetingOver
            | Self::Answer(_) => false,
        }
    }

    /// The key of its sentence in the texts.
    pub const fn key(self) -> Key {
        match self {
            Self::NotBornYet(_) => key!("odd_day.not_born_yet"),
            Self::NoChild(_) => key!("odd_day.no_child"),
            Self::NoAdult(_) => key!("odd_day.no_adult"),
            Self::TooOld(_) => key!("odd_day.too_old"),
            Self::YoungerThan { .. } => key!("odd_day.younger_than"),
            Self::DueLongAgo(_) => key!("odd_day.due_long_ago"),
            Self::DueTooLate(_) => key!("odd_day.due_too_late"),
            Self::GoalOver(_) => key!("odd_day.goal_over"),
            Self::StepOver(_) => key!("odd_day.step_over"),
            Self::PromiseOver(_) => key!("odd_day.promise_over"),
            Self::MeetingOver => key!("odd_day.meeting_over"),
            Self::Answer(question) if question.looks_back() => key!("odd_day.answer_to_come"),
            Self::Answer(_) => key!("odd_day.answer_over"),
        }
    }
}

impl OddDay {
    /// What is said about it, under the field and before reading together.
    pub fn said(&self, plan: &Plan, texts: &Texts) -> String {
        let someone = || Cow::Borrowed(texts.get(key!("agreement.someone")));
        let called = |person| plan.called(person).unwrap_or_else(someone);
        let nobody = Cow::Borrowed("");
        let (who, child) = match self.what {
            Odd::NotBornYet(person)
            | Odd::NoChild(person)
            | Odd::NoAdult(person)
            | Odd::TooOld(person)
            | Odd::DueLongAgo(person)
            | Odd::DueTooLate(person) => (called(person), nobody),
            Odd::YoungerThan { adult, child } => (called(adult), called(child)),
            Odd::GoalOver(goal) => {
                (plan.goal(goal).and_then(|it| it.who).map_or_else(someone, called), nobody)
            }
            Odd::StepOver(_) | Odd::PromiseOver(_) | Odd::MeetingOver | Odd::Answer(_) => {
                (nobody.clone(), nobody)
            }
        };
        let day = match self.on {
            When::Day(on) => dates::birthday(on, texts),
            When::Year(year) => year.to_string(),
        };
        texts.fill(self.what.key(), &[("who", &who), ("child", &child), ("day", &day)])
    }
}

/// Every day in a plan that cannot be, as seen on the day it is made, in the order of the agreement.
pub fn odd_days(plan: &Plan, today: NaiveDate) -> Vec<OddDay> {
    let mut odd = births(plan, today);
    let mut note = |on: Option<NaiveDate>, what: Odd| {
        if let Some(on) = on {
            let looks_back = matches!(what, Odd::Answer(question) if question.looks_back());
            let is_odd = if looks_back { on > today } else { on < today };
            if is_odd {
                odd.push(OddDay { on: When::Day(on), what });
            }
        }
    };
    for goal in &plan.goals {
        note(goal.by, Odd::GoalOver(goal.id));
        goal.steps.iter().for_each(|step| note(step.by, Odd::StepOver(step.id)));
    }
    plan.promises.iter().for_each(|promise| note(promise.by, Odd::PromiseOver(promise.id)));
    note(plan.review.on, Odd::MeetingOver);
    plan.answers.iter().for_each(|answer| note(answer.on, Odd::Answer(answer.question)));
    odd
}

/// The days of birth that cannot be.
fn births(plan: &Plan, today: NaiveDate) -> Vec<OddDay> {
    let mut odd = Vec::new();
    let mut note = |on: When, is_odd: bool, what: Odd| {
        if is_odd {
            odd.push(OddDay { on, what });
        }
    };
    let is_past = |last: NaiveDate, years: u32| today.years_since(last).is_some_and(|age| age > years);
    let is_not_yet = |first: NaiveDate, years: u32| today.years_since(first).is_some_and(|age| age < years);
    for child in &plan.children {
        if let Birth::Due { on } = child.birth {
            let (longest, late) = PREGNANCY;
            let is_over = on.checked_add_months(late).is_some_and(|day| day < today);
            note(When::Day(on), is_over, Odd::DueLongAgo(child.id));
            let is_far = today.checked_add_months(longest).is_some_and(|day| day < on);
            note(When::Day(on), is_far, Odd::DueTooLate(child.id));
        }
        let Some(on) = birth(child) else { continue };
        let Some((first, last)) = on.bounds() else { continue };
        note(on, first > today, Odd::NotBornYet(child.id));
        note(on, is_past(last, OLDEST_CHILD), Odd::NoChild(child.id));
    }
    for adult in &plan.adults {
        let Some(on) = adult.born.map(When::Day).or(adult.born_in.map(When::Year)) else { continue };
        let Some((first, last)) = on.bounds() else { continue };
        note(on, first > today, Odd::NotBornYet(adult.id));
        note(on, is_not_yet(first, YOUNGEST_ADULT), Odd::NoAdult(adult.id));
        note(on, is_past(last, OLDEST), Odd::TooOld(adult.id));
        let is_older = |child: &&Child| {
            let born = birth(child).and_then(When::bounds);
            born.is_some_and(|(_, last)| last < first && last <= today)
        };
        if let Some(child) = plan.children.iter().find(is_older) {
            note(on, true, Odd::YoungerThan { adult: adult.id, child: child.id });
        }
    }
    odd
}

/// When a child was born, as far as it is known.
fn birth(child: &Child) -> Option<When> {
    match child.birth {
        Birth::Born { on } => Some(When::Day(on)),
        Birth::Due { .. } => None,
        Birth::NotRecorded => child.born_in.map(When::Year),
    }
}
