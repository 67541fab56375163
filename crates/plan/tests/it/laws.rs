//! What holds for every change of every plan.

use chrono::NaiveDate;
use plan::change::{Change, ChangeError, Item, ItemId};
use plan::content::{ClauseUse, Concern, Goal, Lasts, Pace, Promise, Step};
use plan::domain::Domain;
use plan::field::Field;
use plan::guards::Guard;
use plan::ids::{ConcernId, ContactId, GoalId, PersonId, PromiseId, StepId};
use plan::people::{Adult, Agency, Birth, Child, Contact, Outsider, Supporter, Whose, Worker, WorkerRole};
use plan::questions::{Gap, Pick, Question};
use plan::splice::MAX_CHARS;
use plan::{Plan, Texts, compose};
use proptest::prelude::*;

use crate::marsh;

/// Few ids, so that changes often meet: some of the example's own and some new.
fn person() -> impl Strategy<Value = PersonId> {
    let plan = marsh();
    let known = [plan.children[0].id, plan.adults[0].id, plan.adults[1].id, plan.workers[0].id];
    prop_oneof![prop::sample::select(known.to_vec()), (0..4_u8).prop_map(|n| PersonId::new(5, &[n; 10]))]
}

fn goal() -> impl Strategy<Value = GoalId> {
    let known: Vec<_> = marsh().goals.iter().map(|goal| goal.id).collect();
    prop_oneof![prop::sample::select(known), (0..4_u8).prop_map(|n| GoalId::new(6, &[n; 10]))]
}

fn promise() -> impl Strategy<Value = PromiseId> {
    let known: Vec<_> = marsh().promises.iter().map(|promise| promise.id).collect();
    prop_oneof![prop::sample::select(known), (0..4_u8).prop_map(|n| PromiseId::new(7, &[n; 10]))]
}

fn concern() -> impl Strategy<Value = ConcernId> {
    let known: Vec<_> = marsh().concerns.iter().map(|concern| concern.id).collect();
    prop_oneof![prop::sample::select(known), (0..4_u8).prop_map(|n| ConcernId::new(8, &[n; 10]))]
}

fn day() -> impl Strategy<Value = Option<NaiveDate>> {
    prop::option::of((0..20_000_i32).prop_map(|n| NaiveDate::from_num_days_from_ce_opt(730_000 + n).unwrap()))
}

fn step() -> impl Strategy<Value = StepId> {
    (0..3_u8).prop_map(|n| StepId::new(9, &[n; 10]))
}

fn contact() -> impl Strategy<Value = ContactId> {
    (0..3_u8).prop_map(|n| ContactId::new(10, &[n; 10]))
}

fn question() -> impl Strategy<Value = Question> {
    prop_oneof![
        Just(Question::Section47),
        Just(Question::TimeOffered),
        Just(Question::Overhear),
        Just(Question::PlanKind),
        Just(Question::PoliceReference),
        person().prop_map(Question::Schemes),
        person().prop_map(Question::Advocate),
        person().prop_map(Question::VoiceGood),
        person().prop_map(Question::VoiceShare),
        goal().prop_map(Question::CanDo),
        goal().prop_map(|goal| Question::Kept(Guard::NoPerson(goal))),
        person().prop_map(|person| Question::Kept(Guard::VoiceShown(person))),
        goal().prop_map(|goal| Question::LeftOut(Gap::GoalBy(goal))),
        person().prop_map(|person| Question::LeftOut(Gap::NoBirth(person))),
    ]
}

fn pick() -> impl Strategy<Value = Option<Pick>> {
    let picks = [None, Some(Pick::Yes), Some(Pick::Offered), Some(Pick::Share), Some(Pick::Calm)];
    prop::sample::select(picks.to_vec())
}

fn field() -> impl Strategy<Value = Field> {
    prop_oneof![
        Just(Field::Title),
        Just(Field::Address),
        Just(Field::ReviewPlace),
        person().prop_map(Field::ChildName),
        person().prop_map(Field::AdultRelationship),
        person().prop_map(Field::WorkerPhone),
        concern().prop_map(Field::ConcernWords),
        goal().prop_map(Field::GoalWhat),
        goal().prop_map(Field::GoalOwnWords),
        goal().prop_map(Field::GoalAim),
        person().prop_map(Field::WorkerCollar),
        promise().prop_map(Field::PromiseWhat),
        concern().prop_map(Field::ConcernSeen),
        person().prop_map(Field::ChildSchool),
        person().prop_map(Field::AdultAddress),
        person().prop_map(Field::SupporterOffers),
        person().prop_map(Field::OutsiderName),
        contact().prop_map(Field::ContactPhone),
        step().prop_map(Field::StepWhat),
        question().prop_map(Field::Words),
    ]
}

fn item() -> impl Strategy<Value = Item> {
    let text = "\\PC{0,12}";
    prop_oneof![
        (person(), text).prop_map(|(id, name)| Item::Child(Child { name, ..Child::empty(id) })),
        (person(), text, day()).prop_map(|(id, name, born)| Item::Adult(Adult {
            name,
            born,
            ..Adult::empty(id)
        })),
        (person(), text).prop_map(|(id, name)| {
            Item::Worker(Worker { name, ..Worker::empty(id, WorkerRole::PoliceOfficer) })
        }),
        (concern(), text)
            .prop_map(|(id, words)| Item::Concern(Concern { words, ..Concern::empty(id, Agency::Police) })),
        (goal(), prop::option::of(person()))
            .prop_map(|(id, who)| { Item::Goal(Goal { who, ..Goal::empty(id, Domain::Education) }) }),
        (promise(), prop::option::of(goal()), prop::option::of(person()), text)
            .prop_map(|(id, goal, who, what)| Item::Promise(Promise { id, goal, who, what, by: None })),
        (person(), text).prop_map(|(id, name)| Item::Supporter(Supporter { name, ..Supporter::empty(id) })),
        (person(), text).prop_map(|(id, name)| Item::Outsider(Outsider { id, name })),
        (contact(), text).prop_map(|(id, name)| Item::Contact(Contact { id, name, phone: String::new() })),
        (goal(), step(), text)
            .prop_map(|(goal, id, what)| Item::Step { goal, step: Step { id, what, by: None } }),
    ]
}

/// Something a person might do: typing is made against the plan as it stands.
#[derive(Debug, Clone)]
pub(crate) enum Doing {
    Type(Field, String),
    Make(Box<Change>),
    TakeOut(ItemId),
}

pub(crate) fn doing() -> impl Strategy<Value = Doing> {
    let change = prop_oneof![
        (person(), day()).prop_map(|(child, on)| Change::SetBirth {
            child,
            birth: on.map_or(Birth::NotRecorded, |on| Birth::Born { on })
        }),
        (person(), day()).prop_map(|(adult, on)| Change::SetBorn { adult, on }),
        (person(), prop::option::of(1990..2030))
            .prop_map(|(person, year)| Change::SetBornIn { person, year }),
        concern().prop_map(|concern| Change::SetConcernAgency { concern, whose: Whose::Both }),
        goal().prop_map(|goal| Change::SetGoalLasts { goal, lasts: Lasts::WhileChildrenLiveHere }),
        (0..24_u32).prop_map(|hour| Change::SetReviewAt { at: chrono::NaiveTime::from_hms_opt(hour, 30, 0) }),
        (goal(), prop::option::of(person())).prop_map(|(goal, who)| Change::SetGoalWho { goal, who }),
        (goal(), day()).prop_map(|(goal, by)| Change::SetGoalBy { goal, by }),
        goal().prop_map(|goal| Change::SetGoalPace { goal, pace: Pace::Later }),
        (promise(), prop::option::of(person()))
            .prop_map(|(promise, who)| Change::SetPromiseWho { promise, who }),
        (promise(), day()).prop_map(|(promise, by)| Change::SetPromiseBy { promise, by }),
        day().prop_map(|on| Change::SetReviewOn { on }),
        (question(), pick()).prop_map(|(question, pick)| Change::SetPick { question, pick }),
        (question(), day()).prop_map(|(question, on)| Change::SetDay { question, on }),
        question().prop_map(|question| Change::SetFor { question, of: marsh().matter(question) }),
        (person(), any::<bool>()).prop_map(|(adult, withheld)| Change::SetWithheld { adult, withheld }),
        (concern(), prop::collection::vec(person(), 0..3))
            .prop_map(|(concern, about)| Change::SetConcernAbout { concern, about }),
        (goal(), prop::option::of("BC0[1-3]")).prop_map(|(goal, code)| Change::SetGoalClause {
            goal,
            clause: code.map(|code| ClauseUse { code, slots: [("meals".into(), "two".into())].into() })
        }),
        (goal(), prop::option::of(concern())).prop_map(|(goal, helps)| Change::SetGoalHelps { goal, helps }),
        (step(), day()).prop_map(|(step, by)| Change::SetStepBy { step, by }),
        (0..7_usize, item()).prop_map(|(at, item)| Change::Add { at, item }),
    ];
    prop_oneof![
        3 => (field(), "\\PC{0,20}").prop_map(|(field, text)| Doing::Type(field, text)),
        4 => change.prop_map(|change| Doing::Make(Box::new(change))),
        1 => item().prop_map(|item| Doing::TakeOut(item.id())),
    ]
}

pub(crate) fn changes(plan: &Plan, doing: Doing) -> Vec<Change> {
    match doing {
        Doing::Type(field, text) => Change::typing(plan, field, &text).into_iter().collect(),
        Doing::Make(change) => vec![*change],
        Doing::TakeOut(item) => Change::removal(plan, item),
    }
}

proptest! {
    #[test]
    fn the_same_changes_make_the_same_plan_and_undoing_them_brings_it_back(all in prop::collection::vec(doing(), 0..40)) {
        let mut plan = marsh();
        let mut log = Vec::new();
        let mut undo = Vec::new();
        for one in all {
            for change in changes(&plan, one) {
                let before = plan.clone();
                match plan.apply(&change) {
                    Ok(()) => {
                        undo.push(change.undo(&before).unwrap());
                        log.push(serde_json::to_vec(&change).unwrap());
                    }
                    Err(_) => prop_assert_eq!(&plan, &before, "a change that is refused changes nothing"),
                }
            }
        }
        let mut again = marsh();
        for stored in &log {
            again.apply(&serde_json::from_slice(stored).unwrap()).unwrap();
        }
        prop_assert_eq!(&again, &plan, "the log alone makes the plan");
        prop_assert_eq!(Plan::from_json(&plan.to_json()).unwrap(), plan.clone());
        let made_on = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let agreement = compose::agreement(&plan, &Texts::english(), made_on);
        prop_assert!(agreement.blocks.iter().all(|block| !block.text.is_empty()));
        for change in undo.iter().rev() {
            plan.apply(change).unwrap();
        }
        prop_assert_eq!(plan, marsh());
    }
}

#[test]
fn nobody_is_taken_out_while_a_goal_names_them() {
    let mut plan = marsh();
    let kelly = plan.adults[0].id;
    let remove = Change::Remove { item: ItemId::Adult(kelly) };
    assert_eq!(plan.apply(&remove), Err(ChangeError::Named));
    for change in Change::removal(&plan.clone(), ItemId::Adult(kelly)) {
        plan.apply(&change).unwrap();
    }
    assert!(plan.adult(kelly).is_none());
    assert!(plan.goals.iter().all(|goal| goal.who != Some(kelly)));
}

#[test]
fn a_text_can_be_long_but_not_without_end() {
    let mut plan = marsh();
    let field = Field::ConcernWords(plan.concerns[0].id);
    let long = "word ".repeat(4_000);
    plan.apply(&Change::typing(&plan.clone(), field, &long).unwrap()).unwrap();
    assert_eq!(field.of(&plan).unwrap(), long);
    let endless = "x".repeat(MAX_CHARS + 1);
    assert_eq!(
        plan.apply(&Change::typing(&plan.clone(), field, &endless).unwrap()),
        Err(ChangeError::TooLong)
    );
    assert_eq!(field.of(&plan).unwrap(), long, "what was there is still there");
}
