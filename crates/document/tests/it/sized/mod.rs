//! Plans of any size, rolled from a few numbers.

pub(crate) mod typed;

use plan::content::{Goal, Pace, Step};
use plan::domain::Domain;
use plan::ids::{GoalId, PersonId, StepId};
use plan::people::{Birth, Child};
use plan::signing::{Event, Outcome, Part, Way};
use plan::texts::Language;
use plan::{Agreement, Plan};
use proptest::prelude::*;

use crate::family::sitting::{DAD, MUM, WITNESS, began, in_own_words, joining, said_back, someone, turn};
use crate::family::{Family, answer, answers, day, plan, promise};
use typed::{Dice, Hand};

/// The most that a plan holds.
const CHILDREN: usize = 12;
const GOALS: usize = 80;
const LETTERS_OF_A_GOAL: usize = 2_000;
const LETTERS_OF_A_NAME: usize = 120;

/// How much is in a plan, and how it is typed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) children: usize,
    pub(crate) goals: usize,
    pub(crate) letters_of_a_goal: usize,
    pub(crate) letters_of_a_name: usize,
    pub(crate) hand: Hand,
    pub(crate) language: &'static str,
    pub(crate) asked: Asked,
    pub(crate) seed: u64,
}

/// What people were asked.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Asked {
    Nothing,
    NobodyYet,
    Everyone,
    /// In a whole sitting, with parts left out for mum.
    Together,
}

/// As much as there may be of everything.
pub(crate) const LARGEST: Size = Size {
    children: CHILDREN,
    goals: GOALS,
    letters_of_a_goal: LETTERS_OF_A_GOAL,
    letters_of_a_name: LETTERS_OF_A_NAME,
    hand: Hand { scripts: 0b11_1111, longest_word: LETTERS_OF_A_NAME },
    language: "en",
    asked: Asked::Together,
    seed: 1,
};

/// Mostly small plans, and some that are as large as they may be.
pub(crate) fn sizes() -> impl Strategy<Value = Size> {
    let goals = prop_oneof![1 => Just(0), 5 => 1..=4usize, 3 => 5..=16usize, 1 => 17..=GOALS];
    let of_a_goal = prop_oneof![3 => 0..=90usize, 2 => 0..=600usize, 1 => Just(LETTERS_OF_A_GOAL)];
    let of_a_name = prop_oneof![2 => 0..=30usize, 1 => 0..=LETTERS_OF_A_NAME, 1 => Just(LETTERS_OF_A_NAME)];
    let longest_word = prop_oneof![3 => Just(14usize), 1 => 15..=LETTERS_OF_A_NAME];
    let hand = (prop_oneof![1 => Just(1u8), 2 => 1..64u8], longest_word);
    let hand = hand.prop_map(|(scripts, longest_word)| Hand { scripts, longest_word });
    let language = proptest::sample::select(vec!["en", "en", "pl", "ur", "ne", "pa"]);
    let asked = vec![Asked::Nothing, Asked::NobodyYet, Asked::Everyone, Asked::Together];
    let asked = proptest::sample::select(asked);
    (0..=CHILDREN, goals, of_a_goal, of_a_name, hand, language, asked, any::<u64>()).prop_map(
        |(children, goals, letters_of_a_goal, letters_of_a_name, hand, language, asked, seed)| Size {
            children,
            goals,
            letters_of_a_goal,
            letters_of_a_name,
            hand,
            language,
            asked,
            seed,
        },
    )
}

impl Size {
    fn plan(&self, dice: &mut Dice) -> Plan {
        let mut plan = plan();
        let mut name = || dice.text(self.hand, self.letters_of_a_name);
        plan.children.truncate(0);
        plan.children.extend((0..self.children).map(|number| child(number, name())));
        plan.adults.iter_mut().for_each(|it| it.name = name());
        plan.workers.iter_mut().for_each(|it| it.name = name());
        plan.title = name();
        plan.goals = (0..self.goals).map(|number| self.goal(number, dice)).collect();
        plan.promises.retain(|promise| promise.goal.is_none());
        for (number, goal) in plan.goals.iter().enumerate().step_by(3) {
            let what = self.words(dice);
            plan.promises.push(promise(100 + u8::try_from(number).unwrap(), Some(goal), 20, &what));
        }
        plan.concerns.iter_mut().for_each(|it| it.words = self.words(dice));
        plan.review.place = self.words(dice);
        plan
    }

    /// Every third text is as long as it may be.
    fn words(&self, dice: &mut Dice) -> String {
        let most = self.letters_of_a_goal;
        let letters = if dice.up_to(2) == 0 { most } else { dice.up_to(most) };
        dice.text(self.hand, letters)
    }

    fn goal(&self, number: usize, dice: &mut Dice) -> Goal {
        let number = u8::try_from(number).unwrap();
        let steps = (0..dice.up_to(2)).map(|step| Step {
            id: StepId::new(5, &[number, u8::try_from(step).unwrap(), 0, 0, 0, 0, 0, 0, 0, 0]),
            what: self.words(dice),
            by: Some(day(2026, 12, 4)),
        });
        let steps = steps.collect();
        Goal {
            who: someone(MUM),
            what: self.words(dice),
            how_often: dice.text(self.hand, 40),
            help: dice.text(self.hand, self.letters_of_a_name),
            own_words: if dice.up_to(1) == 0 { String::new() } else { self.words(dice) },
            pace: if dice.up_to(2) == 0 { Pace::Later } else { Pace::Now },
            by: Some(day(2026, 12, 18)),
            steps,
            ..Goal::empty(GoalId::new(2, &[number; 10]), Domain::ALL[dice.up_to(7)])
        }
    }

    /// The family whose plan it is.
    pub(crate) fn family(&self, dice: &mut Dice) -> Family {
        let plan = self.plan(dice);
        let mut family = match self.asked {
            Asked::Nothing | Asked::NobodyYet => Family::new(plan, &[]),
            Asked::Everyone => Family::new(plan, &answers()),
            Asked::Together => {
                let (name, words) = (dice.text(self.hand, self.letters_of_a_name), self.words(dice));
                Family::holding(plan, |agreement| together(agreement, &name, &words))
            }
        };
        family.texts.language = Language(self.language.into());
        family.agreement.language = Language(self.language.into());
        family
    }
}

fn child(number: usize, name: String) -> Child {
    let number = u8::try_from(number).unwrap();
    let birth = Birth::Born { on: day(2012 + i32::from(number), 3, 14) };
    Child { name, birth, ..Child::empty(PersonId::new(1, &[100 + number; 10])) }
}

/// A sitting with every second part left out for mum, who gives a name; dad agrees in part.
fn together(agreement: &Agreement, name: &str, words: &str) -> Vec<Event> {
    let may = agreement.blocks.iter().filter(|it| it.may_be_left_out()).step_by(2);
    let without: Vec<_> = may.map(|it| it.id.clone()).collect();
    let (mum, dad) = (someone(MUM).unwrap(), someone(DAD).unwrap());
    let mut events = vec![began()];
    events.extend(joining());
    events.extend(turn(agreement, MUM, Way::ReadsAlone, &without, 120_000));
    events.push(said_back(MUM, Part::Rights, in_own_words(words)));
    events.extend(turn(agreement, DAD, Way::TabletReads, &[], 60_000));
    let gives_name = Outcome::SignsWithoutDrawing { typed: name.into(), witness: someone(WITNESS) };
    events.extend(answer(0, mum, gives_name));
    events.extend(answer(1, dad, Outcome::AgreesInPart { which: words.into() }));
    events.extend(answer(2, someone(WITNESS).unwrap(), Outcome::Signs));
    events
}
