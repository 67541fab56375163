//! What the paper form asks has its place in the agreement, and what is only for the workers has none.

use chrono::{NaiveDate, NaiveTime};
use plan::agreement::Section;
use plan::content::Lasts;
use plan::field::Field;
use plan::gaps::{Gap, gaps};
use plan::guards::{self, Guard};
use plan::ids::PersonId;
use plan::people::{Outsider, Whose, Worker, WorkerRole};
use plan::questions::{Pick, Question};
use plan::{Agreement, Change, Plan, Texts, compose};

use crate::marsh;

fn agreement(plan: &Plan) -> Agreement {
    compose::agreement(plan, &Texts::english(), NaiveDate::from_ymd_opt(2026, 11, 29).unwrap())
}

fn section(plan: &Plan, section: Section) -> Vec<String> {
    agreement(plan).section(section).map(|block| block.text.clone()).collect()
}

fn say(plan: &mut Plan, field: Field, words: &str) {
    plan.apply(&Change::typing(plan, field, words).unwrap()).unwrap();
}

fn pick(plan: &mut Plan, question: Question, pick: Pick) {
    plan.apply(&Change::SetPick { question, pick: Some(pick) }).unwrap();
}

#[test]
fn the_plan_beside_it_and_our_number_are_said_where_they_can_be_left_out() {
    let mut plan = marsh();
    let before = agreement(&plan);
    pick(&mut plan, Question::PlanKind, Pick::NoOtherPlan);
    say(&mut plan, Field::Words(Question::PoliceReference), "44260129871");
    assert_eq!(agreement(&plan), before, "the number of the police is only for us");
    pick(&mut plan, Question::PlanKind, Pick::ChildProtection);
    say(&mut plan, Field::Words(Question::CaseReference), "CS 20417.");
    let said = agreement(&plan);
    for text in [
        "The children have a child protection plan too. This plan goes with it.",
        "Our number for your family: CS 20417.",
    ] {
        let block = said.blocks.iter().find(|block| block.text == text);
        assert!(block.is_some_and(|block| block.may_be_left_out()), "{text}");
    }
    say(&mut plan, Field::Words(Question::AfterClosing), "the school on 01632 960 300.");
    let closing =
        "When our work with you has ended, you can still get help. Ring the school on 01632 960 300.";
    assert!(section(&plan, Section::Contact).iter().any(|text| text == closing));
}

#[test]
fn a_police_worker_stands_there_with_rank_and_collar_number_once() {
    for (name, rank, collar, said) in [
        ("Ellis Vaughan", "PC", "4471", "PC 4471 Ellis Vaughan"),
        ("PC Ellis Vaughan", "PC", "4471", "4471 PC Ellis Vaughan"),
        ("Ellis Vaughan", "", "", "Ellis Vaughan"),
        ("Ellis Vaughan", "DC", "", "DC Ellis Vaughan"),
    ] {
        let mut plan = marsh();
        let id = PersonId::new(9, &[9; 10]);
        let worker = Worker {
            name: name.into(),
            rank: rank.into(),
            collar: collar.into(),
            ..Worker::empty(id, WorkerRole::PoliceOfficer)
        };
        plan.workers.push(worker);
        let people = section(&plan, Section::People);
        assert!(people.contains(&format!("{said}, police officer")), "{people:?}");
        let places = section(&plan, Section::Signatures);
        assert!(places.contains(&format!("{said}, police officer")), "{places:?}");
    }
}

#[test]
fn what_worries_both_agencies_stands_first_and_under_both_names() {
    let mut plan = marsh();
    let last = plan.concerns.last().unwrap().id;
    plan.apply(&Change::SetConcernAgency { concern: last, whose: Whose::Both }).unwrap();
    let words = plan.concern(last).unwrap().words.clone();
    let worries = section(&plan, Section::Worries);
    assert_eq!(worries[1], "Children’s Services and the police");
    assert!(worries[2].contains(words.trim()), "{worries:?}");
}

#[test]
fn a_goal_says_what_it_is_for_and_may_go_on_for_as_long_as_the_children_live_here() {
    let mut plan = marsh();
    let goal = plan.goals[0].id;
    say(&mut plan, Field::GoalAim(goal), "Tia gets to school on time.");
    plan.apply(&Change::SetGoalBy { goal, by: None }).unwrap();
    assert!(gaps(&plan).contains(&Gap::GoalBy(goal)));
    plan.apply(&Change::SetGoalLasts { goal, lasts: Lasts::WhileChildrenLiveHere }).unwrap();
    assert!(!gaps(&plan).contains(&Gap::GoalBy(goal)), "no day is missing");
    let said = compose::goal_sentences(plan.goal(goal).unwrap(), &plan, &Texts::english());
    assert!(said.contains("This is so that Tia gets to school on time."), "{said}");
    assert!(said.ends_with("This goes on for as long as the children live here."), "{said}");
    assert!(!said.contains("Not recorded"), "{said}");
}

#[test]
fn what_a_goal_is_for_is_looked_at_like_the_goal() {
    let mut plan = marsh();
    let goal = plan.goals[0].id;
    plan.outsiders.push(Outsider { name: "Gary".into(), ..Outsider::empty(PersonId::new(9, &[9; 10])) });
    assert!(!guards::guards(&plan, &Texts::english()).contains(&Guard::NoContact(goal)));
    say(&mut plan, Field::GoalAim(goal), "Gary does not get angry with her");
    let found = guards::guards(&plan, &Texts::english());
    let is_found =
        found.iter().any(|it| matches!(it, Guard::NoContact(id) | Guard::AskColleague(id) if *id == goal));
    assert!(is_found, "{found:?}");
}

#[test]
fn a_meeting_has_its_time_of_day() {
    let mut plan = marsh();
    let without = section(&plan, Section::Meeting);
    plan.apply(&Change::SetReviewAt { at: NaiveTime::from_hms_opt(16, 30, 0) }).unwrap();
    let with = section(&plan, Section::Meeting);
    assert_eq!(with[1], without[1].trim_end_matches('.').to_owned() + " at 4:30pm.");
}

/// The night the clocks change has an hour that is not there, or is there twice: a meeting is at the time that was typed.
#[test]
fn a_meeting_keeps_its_time_when_the_clocks_change() {
    for (on, said) in [
        ("2026-03-29", "Sunday 29 March 2026 at 1:30am."),
        ("2026-10-25", "Sunday 25 October 2026 at 1:30am."),
    ] {
        let mut plan = marsh();
        plan.apply(&Change::SetReviewOn { on: on.parse().ok() }).unwrap();
        plan.apply(&Change::SetReviewAt { at: NaiveTime::from_hms_opt(1, 30, 0) }).unwrap();
        let read = Plan::from_json(&plan.to_json()).unwrap();
        assert_eq!(read.review, plan.review);
        let meeting = section(&read, Section::Meeting);
        assert!(meeting[1].ends_with(said), "{meeting:?}");
    }
}

#[test]
fn what_is_only_for_us_stands_nowhere_and_ends_no_reading() {
    let mut plan = marsh();
    let adult = plan.adults[0].id;
    let before = agreement(&plan);
    for (question, picked) in [
        (Question::LegalAdvice(adult), Pick::Wanted),
        (Question::AdultServices(adult), Pick::Offered),
        (Question::Schemes(adult), Pick::ToldAlone),
        (Question::PoliceOutcome, Pick::CommunityResolution),
    ] {
        pick(&mut plan, question, picked);
        say(&mut plan, Field::Words(question), "In the kitchen, about Gary.");
    }
    let on = NaiveDate::from_ymd_opt(2026, 11, 27);
    plan.apply(&Change::SetDay { question: Question::PoliceOutcome, on }).unwrap();
    assert_eq!(agreement(&plan), before);
}
