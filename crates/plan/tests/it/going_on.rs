//! A plan that goes on from one that was sealed: what was agreed is in it, what was of that visit is not.

use chrono::NaiveDate;
use plan::Plan;
use plan::ids::PlanId;
use plan::questions::Question;

use crate::marsh;

fn gone_on(before: &Plan, today: NaiveDate) -> Plan {
    let mut plan = Plan::empty(PlanId::new(1, &[9; 10]), before.case);
    for change in plan.go_on_from(before, today) {
        plan.apply(&change).unwrap();
    }
    plan
}

fn day(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap()
}

#[test]
fn what_was_agreed_goes_on() {
    let before = marsh();
    let plan = gone_on(&before, day(2000));
    assert_eq!((plan.id == before.id, plan.case), (false, before.case));
    assert_eq!((&plan.children, &plan.adults), (&before.children, &before.adults));
    assert_eq!((&plan.workers, &plan.supporters), (&before.workers, &before.supporters));
    assert_eq!((&plan.concerns, &plan.goals), (&before.concerns, &before.goals));
    assert_eq!((&plan.promises, &plan.outsiders), (&before.promises, &before.outsiders));
    assert_eq!((&plan.review, &plan.contacts), (&before.review, &before.contacts));
}

#[test]
fn no_day_to_come_is_past() {
    let before = marsh();
    assert!(before.review.on.is_some());
    let plan = gone_on(&before, day(2200));
    assert_eq!((plan.review.on, plan.review.at), (None, None));
    assert!(plan.goals.iter().all(|it| it.by.is_none() && it.steps.iter().all(|step| step.by.is_none())));
    assert!(plan.promises.iter().all(|promise| promise.by.is_none()));
    for question in [Question::Holds, Question::TimeOffered] {
        assert_eq!(plan.answer(question).and_then(|answer| answer.on), None, "{question:?}");
    }
    let (decided, again) = (before.answer(Question::PoliceOutcome), plan.answer(Question::PoliceOutcome));
    assert_eq!(decided.and_then(|it| it.on), again.and_then(|it| it.on), "what was is not to come");
    assert_eq!(plan.goals.len(), before.goals.len());
}

#[test]
fn what_was_of_one_visit_is_asked_anew() {
    let before = marsh();
    let plan = gone_on(&before, day(2000));
    let person = before.adults[0].id;
    for question in [
        Question::Prepared,
        Question::BlankCopy,
        Question::Today(person),
        Question::SafeToTalk(person),
        Question::Overhear,
        Question::Ready,
        Question::TookPart,
    ] {
        assert_eq!(plan.answer(question), None, "{question:?}");
    }
}
