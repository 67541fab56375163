//! A reason for keeping something stands for what it was given for: once that is another, it is asked again, and whatever
//! else is changed, it is not.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use plan::change::{Change, Item, ItemId};
use plan::content::{Goal, Lasts, Pace, Step};
use plan::domain::Domain;
use plan::field::Field;
use plan::guards::{self, Guard};
use plan::ids::{GoalId, PersonId, StepId};
use plan::people::{Outsider, Supporter};
use plan::private::{Private, Shown};
use plan::questions::{Pick, Question};
use plan::{Plan, Texts, compose};
use proptest::prelude::*;

use crate::bound_answers::{make, type_text};
use crate::laws::{self, Doing};
use crate::marsh;

pub(crate) const NUMBER: &str = "ring 07700 900123";
const PLACE: &str = "they live at 31 Saltmarsh Way";

/// What raises one of each kind that is about the words of a goal.
const WORDED: [&str; 5] = [
    "not let Dean in",
    "let Tia live with Nan",
    "stop the fighting",
    "say that Tia only witnessed the violence",
    "let Tia stay with Kelly on Friday",
];

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, 18).unwrap()
}

pub(crate) fn pick(plan: &mut Plan, question: Question, pick: Pick) {
    make(plan, &Change::SetPick { question, pick: Some(pick) });
}

/// A plan in which there is something of each kind to look at, and nothing has a reason yet.
pub(crate) fn asking() -> Plan {
    let mut plan = marsh();
    let (kelly, dean, tia) = (plan.adults[0].id, plan.adults[1].id, plan.children[0].id);
    plan.promises.clear();
    plan.promises.extend(marsh().promises.pop());
    plan.promises[0].what = "make sure that Kelly does not let Dean in".into();
    for n in 0..9_u8 {
        let mut goal = Goal { who: Some(kelly), ..Goal::empty(GoalId::new(6, &[n; 10]), Domain::Safety) };
        goal.what = WORDED.get(usize::from(n)).copied().unwrap_or("cook tea").into();
        goal.steps.push(Step { id: StepId::new(9, &[n; 10]), what: "buy a pan".into(), by: None });
        plan.goals.push(goal);
    }
    plan.goals[0].who = None;
    plan.goals[0].own_words = NUMBER.into();
    let offers = "not let Dean in".into();
    let nan = Supporter { name: "Nana Jean".into(), offers, ..Supporter::empty(PersonId::new(5, &[9; 10])) };
    plan.supporters.push(nan);
    plan.outsiders
        .push(Outsider { name: "Gary Pike".into(), ..Outsider::empty(PersonId::new(5, &[19; 10])) });
    plan.adults[0].phone = NUMBER.into();
    plan.adults[0].address = "31 Saltmarsh Way\nBrindlewood".into();
    plan.adults[0].withheld = true;
    type_text(&mut plan, Field::Words(Question::Advocate(kelly)), "She has one.");
    plan.review.on = Some(day() + Days::new(1));
    make(&mut plan, &Change::SetDay { question: Question::TimeOffered, on: Some(day()) });
    pick(&mut plan, Question::SourceOfHarm(dean), Pick::Yes);
    type_text(&mut plan, Field::Words(Question::VoiceGood(tia)), "I like my bed.");
    pick(&mut plan, Question::VoiceShare(tia), Pick::Share);
    plan
}

/// Gives a reason for everything there is to look at.
fn give_reasons(plan: &mut Plan) -> Vec<Guard> {
    let all = guards::guards(plan, &Texts::english());
    for guard in all.iter().copied() {
        let question = Question::Kept(guard);
        if let Some(agreed) = question.picks().first() {
            pick(plan, question, *agreed);
        }
        type_text(plan, Field::Words(question), "Kelly asked for it herself");
    }
    all
}

/// What a reason is for, in words; for what is withheld see [`shown`].
fn matter(plan: &Plan, guard: Guard) -> String {
    let is_shared = |name: &str| plan.adults.iter().filter(|it| it.name.trim() == name).count() > 1;
    let adult = |id: PersonId| {
        let name = plan.adult(id).unwrap().name.trim();
        (id, name, !name.is_empty() && is_shared(name))
    };
    let is_source = |id: PersonId| plan.picked(Question::SourceOfHarm(id)) == Some(Pick::Yes);
    let sources: Vec<_> = plan.adults.iter().filter(|it| is_source(it.id)).map(|it| adult(it.id)).collect();
    let outsiders = plan.outsiders.iter().map(|it| it.name.trim()).filter(|name| !name.is_empty());
    let harm = (sources, outsiders.collect::<Vec<_>>());
    match guard {
        Guard::NoContact(goal)
        | Guard::MovesChildOut(goal)
        | Guard::NoPerson(goal)
        | Guard::HelpNotPromised(goal)
        | Guard::HarmHidden(goal)
        | Guard::ChildNoVictim(goal)
        | Guard::AskColleague(goal) => {
            let goal = plan.goal(goal).unwrap();
            let said = [&goal.what, &goal.how_often, &goal.help, &goal.aim].map(|text| text.trim());
            let steps: Vec<&str> = goal.steps.iter().map(|step| step.what.trim()).collect();
            format!("{:?}", (goal.who.map(adult), said, steps, harm))
        }
        Guard::OfferWorded(helper) => {
            let helper = plan.supporter(helper).unwrap();
            format!("{:?}", (helper.name.trim(), helper.offers.trim(), harm))
        }
        Guard::PromiseWorded(promise) => {
            format!("{:?}", (plan.promise(promise).unwrap().what.trim(), harm))
        }
        Guard::VoiceShown(child) => {
            let all =
                [Question::VoiceGood, Question::VoiceWorries, Question::VoiceWishes, Question::VoiceSeen];
            format!("{:?}", all.map(|question| plan.said(question(child)).trim()))
        }
        Guard::TooManyNow => {
            let now: Vec<_> = plan.goals.iter().filter(|it| it.pace == Pace::Now).map(|it| it.id).collect();
            format!("{now:?}")
        }
        Guard::TooManyGoals => format!("{:?}", plan.goals.iter().map(|it| it.id).collect::<Vec<_>>()),
        Guard::ReviewTooLate => {
            format!("{:?}", (plan.review.on, plan.answer(Question::TimeOffered).and_then(|it| it.on)))
        }
        // What is withheld has a law of its own below.
        Guard::WithheldShown(_) => String::new(),
    }
}

/// Where in the agreement something is shown that is withheld, and what.
pub(crate) fn shown(plan: &Plan, person: PersonId) -> BTreeSet<(String, Shown)> {
    let Some(private) = Private::of_all(plan).into_iter().find(|it| it.person == person) else {
        return BTreeSet::new();
    };
    let blocks = compose::agreement(plan, &Texts::english(), day()).blocks;
    let lines = blocks.iter().flat_map(|it| it.text.lines().map(|line| (it.id.0.clone(), line)));
    // Which goals come first is not what is shown.
    let item = |id: String| id.split_once('.').unwrap().1.to_owned();
    lines.filter_map(|(id, line)| Some((item(id), private.shows(line)?))).collect()
}

/// Which reason a change is itself about.
const fn reason(change: &Change) -> Option<Guard> {
    let (Change::Edit { field: Field::Words(Question::Kept(guard)), .. }
    | Change::SetPick { question: Question::Kept(guard), .. }
    | Change::SetFor { question: Question::Kept(guard), .. }) = change
    else {
        return None;
    };
    Some(*guard)
}

/// A change that is for something a reason may be for.
fn touching() -> impl Strategy<Value = Doing> {
    let plan = asking();
    let goals: Vec<GoalId> = plan.goals.iter().map(|goal| goal.id).collect();
    let adults: Vec<PersonId> = plan.adults.iter().map(|adult| adult.id).collect();
    let (tia, nan, promise) = (plan.children[0].id, plan.supporters[0].id, plan.promises[0].id);
    let mut fields = vec![Field::SupporterName(nan), Field::SupporterOffers(nan), Field::ContactLine];
    // One who is there, and two who may come.
    let outsiders = [19, 20, 21].map(|n| PersonId::new(5, &[n; 10]));
    fields.extend(outsiders.map(Field::OutsiderName));
    fields.extend([Field::PromiseWhat(promise), Field::Words(Question::Overhear)]);
    let voice = [Question::VoiceGood, Question::VoiceWorries, Question::VoiceWishes, Question::VoiceSeen];
    fields.extend(voice.map(|question| Field::Words(question(tia))));
    fields.extend(adults.iter().flat_map(|id| {
        [Field::AdultName(*id), Field::AdultPhone(*id), Field::Words(Question::Interpreter(*id))]
    }));
    fields.extend(goals.iter().flat_map(|id| {
        [Field::GoalWhat, Field::GoalHowOften, Field::GoalHelp, Field::GoalAim].map(|it| it(*id))
    }));
    let steps = plan.goals.iter().flat_map(|goal| &goal.steps);
    fields.extend(steps.map(|step| Field::StepWhat(step.id)));
    let texts = ["", " ", "a", "not let Dean in", "Dean", "Kelly Marsh", NUMBER, PLACE];
    let goal = prop::sample::select(goals);
    let adult = prop::sample::select(adults);
    let outsider = prop::sample::select(outsiders.to_vec());
    prop_oneof![
        1 => outsider.clone().prop_map(|id| Doing::TakeOut(ItemId::Outsider(id))),
        8 => (prop::sample::select(fields), prop::sample::select(texts.to_vec()))
            .prop_map(|(field, text)| Doing::Type(field, text.to_owned())),
        4 => prop_oneof![
            (goal.clone(), prop::option::of(adult.clone())).prop_map(|(goal, who)| Change::SetGoalWho { goal, who }),
            (goal.clone(), prop::sample::select(vec![Pace::Now, Pace::Later]))
                .prop_map(|(goal, pace)| Change::SetGoalPace { goal, pace }),
            goal.prop_map(|goal| Change::SetGoalLasts { goal, lasts: Lasts::WhileChildrenLiveHere }),
            (adult.clone(), prop::sample::select(vec![Pick::Yes, Pick::No]))
                .prop_map(|(id, pick)| Change::SetPick { question: Question::SourceOfHarm(id), pick: Some(pick) }),
            (adult.clone(), prop::sample::select(vec![Pick::Offered, Pick::NotNeeded]))
                .prop_map(|(id, pick)| Change::SetPick { question: Question::Interpreter(id), pick: Some(pick) }),
            prop::sample::select(vec![Pick::Share, Pick::AskAgain])
                .prop_map(move |pick| Change::SetPick { question: Question::VoiceShare(tia), pick: Some(pick) }),
            (adult, any::<bool>()).prop_map(|(adult, withheld)| Change::SetWithheld { adult, withheld }),
            (0..3_u64).prop_map(|n| Change::SetReviewOn { on: Some(day() + Days::new(n)) }),
            (0..3_u64).prop_map(|n| Change::SetDay {
                question: Question::TimeOffered,
                on: Some(day() + Days::new(n))
            }),
            (outsider, prop::sample::select(vec!["", "Gary Pike", "Dean"]))
                .prop_map(|(id, name)| Change::Add { at: 0, item: Item::Outsider(Outsider { id, name: name.into() }) }),
            (20..22_u8).prop_map(|n| Change::Add {
                at: 0,
                item: Item::Goal(Goal::empty(GoalId::new(6, &[n; 10]), Domain::Safety))
            }),
        ]
        .prop_map(|change| Doing::Make(Box::new(change))),
    ]
}

#[test]
fn there_is_something_of_each_kind() {
    let texts = Texts::english();
    let mut plan = asking();
    let raised: BTreeSet<&str> = guards::open(&plan, &texts).iter().map(|guard| guard.key()).collect();
    let all: BTreeSet<&str> =
        texts.section("guard").map(|(key, _)| key).filter(|key| !key.ends_with("_do")).collect();
    assert_eq!(raised, all);
    give_reasons(&mut plan);
    assert_eq!(guards::open(&plan, &texts), []);
}

/// Whoever reads the name alone cannot tell for which of the two a reason was given.
#[test]
fn a_father_and_a_son_of_one_name_are_two() {
    for name in ["Dean Marsh", ""] {
        let mut plan = marsh();
        plan.adults.iter_mut().for_each(|adult| adult.name = name.into());
        let (father, son, goal) = (plan.adults[0].id, plan.adults[1].id, plan.goals[0].id);
        let guard = Guard::HelpNotPromised(goal);
        pick(&mut plan, Question::SourceOfHarm(father), Pick::Yes);
        make(&mut plan, &Change::SetGoalWho { goal, who: Some(father) });
        type_text(&mut plan, Field::Words(Question::Kept(guard)), "He asked for it himself");
        make(&mut plan, &Change::SetGoalWho { goal, who: Some(son) });
        assert!(!guards::is_settled(guard, &plan), "it was for the father");
        make(&mut plan, &Change::SetGoalWho { goal, who: Some(father) });
        assert!(guards::is_settled(guard, &plan), "as it was");
        pick(&mut plan, Question::SourceOfHarm(father), Pick::No);
        pick(&mut plan, Question::SourceOfHarm(son), Pick::Yes);
        assert!(!guards::is_settled(guard, &plan), "the harm came from the father");
    }
}

/// A change by which something that is withheld may come to be shown, or go.
fn showing() -> impl Strategy<Value = Doing> {
    let plan = asking();
    let (dean, tia, goal) = (plan.adults[1].id, plan.children[0].id, plan.goals[1].id);
    let words = [Question::Interpreter(dean), Question::VoiceGood(tia)];
    let mut fields = words.map(Field::Words).to_vec();
    fields.extend([Field::GoalAim(goal), Field::AdultPhone(dean), Field::AdultAddress(dean), Field::Address]);
    let picks = [
        (Question::Interpreter(dean), Some(Pick::Offered)),
        (Question::Interpreter(dean), Some(Pick::NotNeeded)),
        (Question::VoiceShare(tia), Some(Pick::Share)),
        (Question::VoiceShare(tia), None),
    ];
    prop_oneof![
        (prop::sample::select(fields), prop::sample::select(vec!["", "a", NUMBER, PLACE]))
            .prop_map(|(field, text)| Doing::Type(field, text.to_owned())),
        prop::sample::select(picks.to_vec())
            .prop_map(|(question, pick)| Doing::Make(Box::new(Change::SetPick { question, pick }))),
        any::<bool>()
            .prop_map(move |withheld| Doing::Make(Box::new(Change::SetWithheld { adult: dean, withheld }))),
        prop::sample::select(vec![Pace::Now, Pace::Later])
            .prop_map(move |pace| Doing::Make(Box::new(Change::SetGoalPace { goal, pace }))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_reason_ends_with_what_it_was_for_and_with_nothing_else(
        first in prop::collection::vec(touching(), 0..6),
        // Nothing is to take the last one back.
        all in prop::collection::vec(prop::option::weighted(0.8, prop_oneof![4 => touching(), 1 => laws::doing()]), 1..30),
    ) {
        let mut plan = asking();
        for one in first {
            laws::changes(&plan, one).iter().for_each(|change| make(&mut plan, change));
        }
        let given = give_reasons(&mut plan).into_iter().filter(|it| !matches!(it, Guard::WithheldShown(_)));
        let mut given: Vec<(Guard, String)> = given.map(|guard| (guard, matter(&plan, guard))).collect();
        let mut before = Vec::new();
        for one in all {
            if let Some(one) = one {
                let is_removal = matches!(one, Doing::TakeOut(_));
                for change in laws::changes(&plan, one) {
                    let of = reason(&change);
                    if of.is_some() && !is_removal {
                        continue;
                    }
                    given.retain(|(guard, _)| Some(*guard) != of);
                    before.push(plan.clone());
                    make(&mut plan, &change);
                }
            } else {
                plan = before.pop().unwrap_or(plan);
            }
            for (guard, of) in &given {
                let now = matter(&plan, *guard);
                prop_assert_eq!(guards::is_settled(*guard, &plan), now == *of, "{:?} given for {}, now {}", guard, of, now);
            }
        }
    }
}

proptest! {
    #[test]
    fn no_reason_shows_more_of_what_is_withheld_than_it_was_given_for(
        first in prop::collection::vec(showing(), 0..6),
        then in prop::collection::vec(showing(), 1..6),
    ) {
        let mut plan = asking();
        plan.goals.truncate(2);
        let kelly = plan.adults[0].id;
        for one in first {
            laws::changes(&plan, one).iter().for_each(|change| make(&mut plan, change));
        }
        let question = Question::Kept(Guard::WithheldShown(kelly));
        type_text(&mut plan, Field::Words(question), "Kelly asked for it herself");
        let shown_then = shown(&plan, kelly);
        for one in then {
            let is_of_no_matter = matches!(&one, Doing::Make(change) if matches!(**change, Change::SetGoalPace { .. }));
            let was_settled = guards::is_settled(Guard::WithheldShown(kelly), &plan);
            laws::changes(&plan, one).iter().for_each(|change| make(&mut plan, change));
            let is_settled = guards::is_settled(Guard::WithheldShown(kelly), &plan);
            prop_assert!(!is_of_no_matter || is_settled == was_settled);
            let now = shown(&plan, kelly);
            prop_assert!(!is_settled || now.is_subset(&shown_then), "{:?}, given for {:?}", now, shown_then);
        }
    }
}
