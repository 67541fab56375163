//! Typing a whole family into a plan, as a worker does: every field the example has, on the real screens.

use anyhow::{Context, Result};
use plan::content::{Goal, Pace, Promise};
use plan::people::{Adult, Birth, Child, Whose, WorkerRole};
use plan::questions::{About, Question};
use plan::{Plan, Texts, dates};

use crate::window::Window;

/// Types a whole family into a new plan. Ends at the plan's home.
pub fn write(window: &mut Window, plan: &Plan) -> Result<()> {
    window.tap("New plan")?;
    window.see("A short plan")?;
    window.picture("short-empty")?;
    window.tap("The whole plan")?;
    window.see("Read it together")?;
    window.picture("home-empty")?;
    before(window, plan)?;
    family(window, plan)?;
    workers(window, plan)?;
    needs(window, plan)?;
    voices(window, plan)?;
    worries(window, plan)?;
    goals(window, plan)?;
    loose_promises(window, plan)?;
    meeting(window, plan)?;
    after(window, plan)?;
    window.picture("home")
}

fn before(window: &mut Window, plan: &Plan) -> Result<()> {
    let asked = [
        Question::StrategyDiscussion,
        Question::Section47,
        Question::PlanKind,
        Question::CaseReference,
        Question::PoliceReference,
        Question::Lead,
        Question::Prepared,
        Question::BlankCopy,
    ];
    on_page(window, plan, "Before you go", &asked, "before")
}

fn after(window: &mut Window, plan: &Plan) -> Result<()> {
    let asked = [Question::Ready, Question::TookPart, Question::Agencies, Question::PoliceOutcome];
    on_page(window, plan, "How it went", &asked, "after")
}

fn on_page(window: &mut Window, plan: &Plan, page: &str, asked: &[Question], picture: &str) -> Result<()> {
    window.tap(page)?;
    for question in asked {
        if let Some(answer) = plan.answer(*question) {
            window.answer(None, answer)?;
        }
    }
    window.picture(picture)?;
    window.tap("Back")
}

fn family(window: &mut Window, plan: &Plan) -> Result<()> {
    window.tap("The family")?;
    for child in &plan.children {
        window.tap("Add a child")?;
        one_child(window, child)?;
    }
    for person in &plan.adults {
        window.tap("Add an adult")?;
        one_adult(window, plan, person)?;
    }
    for supporter in &plan.supporters {
        window.tap("Add someone who helps")?;
        window.type_into("Full name", &supporter.name)?;
        window.type_into("Who are they to the family?", &supporter.relationship)?;
        window.type_into("Their own number", &supporter.phone)?;
        window.type_into("What do they offer to do?", &supporter.offers)?;
    }
    window.type_into("Where the family lives", &plan.address)?;
    window.type_into("What do you call this family?", &plan.title)?;
    if !plan.outsiders.is_empty() {
        window.unfold("Does the harm come from someone else?")?;
    }
    for outsider in &plan.outsiders {
        window.tap("Harm comes from somebody else")?;
        window.type_into("Name", &outsider.name)?;
    }
    window.picture("family")?;
    window.tap("Back")
}

fn one_child(window: &mut Window, child: &Child) -> Result<()> {
    window.type_into("Full name", &child.name)?;
    match child.birth {
        Birth::NotRecorded => {}
        Birth::Born { on } => window.type_day("Date of birth", on)?,
        Birth::Due { on } => {
            window.tap_last_choice("Not born yet")?;
            window.type_day("When is the baby due?", on)?;
        }
    }
    if !child.school.is_empty() {
        window.type_into("School or nursery", &child.school)?;
    }
    if !child.health_visitor.is_empty() {
        window.type_into("Health visitor", &child.health_visitor)?;
    }
    Ok(())
}

fn one_adult(window: &mut Window, plan: &Plan, adult: &Adult) -> Result<()> {
    window.type_into("Full name", &adult.name)?;
    window.type_into("What are they to the children?", &adult.relationship)?;
    if let Some(born) = adult.born {
        window.type_day("Date of birth", born)?;
    }
    let asked = [Question::ParentalResponsibility(adult.id), Question::SourceOfHarm(adult.id)];
    let answers: Vec<_> = asked.iter().filter_map(|question| plan.answer(*question)).collect();
    if adult.phone.is_empty() && adult.address.is_empty() && !adult.withheld && answers.is_empty() {
        return Ok(());
    }
    window.unfold("More about")?;
    window.type_into("Their own number", &adult.phone)?;
    window.type_into("Where they live, if not with the children", &adult.address)?;
    if adult.withheld {
        window.tap_last_choice("Keep their number and address out of the plan")?;
    }
    answers.into_iter().try_for_each(|answer| window.answer(None, answer))
}

fn workers(window: &mut Window, plan: &Plan) -> Result<()> {
    window.tap("Who is helping")?;
    for worker in plan.workers.iter().filter(|worker| worker.role != WorkerRole::SocialWorker) {
        let texts = Texts::english();
        window.tap(&format!("Add a {}", texts.get(worker.role.key())))?;
        window.type_into("Full name", &worker.name)?;
        if !worker.phone.is_empty() {
            window.type_into("Number the family can ring", &worker.phone)?;
        }
    }
    for contact in &plan.contacts {
        window.tap("Add a number")?;
        window.type_into("Who answers?", &contact.name)?;
        window.type_into("Their number", &contact.phone)?;
    }
    // A new plan has the council's own.
    if window.field("Number to ring when nobody can be reached")? != plan.contact_line {
        window.type_instead("Number to ring when nobody can be reached", &plan.contact_line)?;
    }
    window.picture("workers")?;
    window.tap("Back")
}

/// The answers about the people of the plan that belong on this page.
fn about_people(window: &mut Window, plan: &Plan, which: fn(Question) -> bool) -> Result<()> {
    for answer in plan.answers.iter().filter(|answer| which(answer.question)) {
        let name = match answer.question.about() {
            About::Person(id) => plan.child(id).map(|it| &it.name).or(plan.adult(id).map(|it| &it.name)),
            About::Plan | About::Goal(_) | About::Promise(_) => None,
        };
        window.answer(name.map(String::as_str), answer)?;
    }
    Ok(())
}

fn needs(window: &mut Window, plan: &Plan) -> Result<()> {
    window.tap("What each person needs")?;
    let which = |question| {
        matches!(
            question,
            Question::Overhear
                | Question::WayThrough(_)
                | Question::Language(_)
                | Question::Interpreter(_)
                | Question::Reading(_)
                | Question::Learning(_)
                | Question::SightHearing(_)
                | Question::Advocate(_)
                | Question::Today(_)
                | Question::SafeToTalk(_)
        )
    };
    about_people(window, plan, which)?;
    window.picture("needs")?;
    window.tap("Back")
}

fn voices(window: &mut Window, plan: &Plan) -> Result<()> {
    window.tap("What each child says")?;
    let which = |question| {
        matches!(
            question,
            Question::VoiceGood(_)
                | Question::VoiceWorries(_)
                | Question::VoiceWishes(_)
                | Question::VoiceSeen(_)
                | Question::VoiceWriter(_)
                | Question::VoiceShare(_)
        )
    };
    about_people(window, plan, which)?;
    window.picture("voices")?;
    window.tap("Back")
}

fn worries(window: &mut Window, plan: &Plan) -> Result<()> {
    window.tap("What we are worried about")?;
    for concern in &plan.concerns {
        window.tap("Add a worry")?;
        window.type_into("What are we worried about?", &concern.words)?;
        if !concern.seen.is_empty() {
            window.type_into("What did you see, hear or smell?", &concern.seen)?;
        }
        for child in concern.about.iter().filter_map(|child| plan.child(*child)) {
            window.tap_last(&child.name)?;
        }
        if concern.whose == Whose::Police {
            window.tap_last_choice("The police")?;
        }
    }
    window.picture("worries")?;
    window.tap("Back")
}

fn goals(window: &mut Window, plan: &Plan) -> Result<()> {
    let texts = Texts::english();
    window.tap("What will change")?;
    window.picture("no-goals")?;
    for (n, goal) in plan.goals.iter().enumerate() {
        if !goal.domain.is_main() {
            window.unfold_if_folded("More areas")?;
        }
        window.tap(&format!("Add a goal for {}", texts.get(goal.domain.key())))?;
        if n == 0 {
            window.picture("goal-empty")?;
        }
        one_goal(window, plan, goal)?;
        for promise in plan.promises_for(goal.id) {
            one_promise(window, plan, promise)?;
        }
        steps(window, goal)?;
        asked_of_people(window, plan, goal)?;
        if n == 0 {
            window.picture("goal")?;
        }
        if goal.pace == Pace::Later {
            window.tap("Later")?;
        }
        window.tap("Continue")?;
    }
    window.picture("goals")?;
    window.tap("Back")
}

fn one_goal(window: &mut Window, plan: &Plan, goal: &Goal) -> Result<()> {
    let who = goal.who.and_then(|who| plan.adult(who)).context("the example's goal names nobody")?;
    window.tap(&who.name)?;
    window.type_into("What will they do?", &goal.what)?;
    window.tap("Next part")?;
    window.type_into("How much or how often?", &goal.how_often)?;
    window.tap("Next part")?;
    if !goal.help.is_empty() {
        window.type_into("With whose help?", &goal.help)?;
    }
    window.tap("Next part")?;
    if let Some(by) = goal.by {
        window.type_day("Until when?", by)?;
    }
    window.tap("Finish the sentence")?;
    if !goal.own_words.is_empty() {
        window.type_into("In their own words", &goal.own_words)?;
    }
    Ok(())
}

fn steps(window: &mut Window, goal: &Goal) -> Result<()> {
    for step in &goal.steps {
        window.tap("Add a small step")?;
        window.type_into("What comes first?", &step.what)?;
        if let Some(by) = step.by {
            window.type_day("By when?", by)?;
        }
    }
    Ok(())
}

/// A and R: whether it can be done, and which worry it helps with.
fn asked_of_people(window: &mut Window, plan: &Plan, goal: &Goal) -> Result<()> {
    let at = goal.helps.and_then(|helps| {
        let mut told = plan.concerns.iter().filter(|concern| !concern.words.trim().is_empty());
        told.position(|concern| concern.id == helps)
    });
    if let Some(at) = at {
        window.tap_at(&format!("label:has(> [id^='helps-'][id$='-{at}'])"))?;
    }
    plan.answer(Question::CanDo(goal.id)).map_or(Ok(()), |answer| window.answer(None, answer))
}

fn one_promise(window: &mut Window, plan: &Plan, promise: &Promise) -> Result<()> {
    window.tap("Add a promise")?;
    window.type_into("What will we do?", &promise.what)?;
    let who = promise.who.and_then(|who| plan.worker(who));
    if let Some(who) = who.filter(|who| who.role != WorkerRole::SocialWorker) {
        window.tap_last_choice(&who.name)?;
    }
    match promise.by {
        Some(by) => window.type_day("By when?", by),
        None => Ok(()),
    }
}

fn loose_promises(window: &mut Window, plan: &Plan) -> Result<()> {
    window.tap("What we promise")?;
    for promise in plan.promises.iter().filter(|promise| promise.goal.is_none()) {
        one_promise(window, plan, promise)?;
    }
    window.picture("promises")?;
    window.tap("Back")
}

fn meeting(window: &mut Window, plan: &Plan) -> Result<()> {
    window.tap("Meeting again")?;
    if let Some(on) = plan.review.on {
        window.type_day("When do we meet again?", on)?;
        window.see(&dates::day(on, &Texts::english()))?;
    }
    window.type_into("Where, and who comes?", &plan.review.place)?;
    for question in [Question::TimeOffered, Question::Holds] {
        if let Some(answer) = plan.answer(question) {
            window.answer(None, answer)?;
        }
    }
    window.picture("meeting")?;
    window.tap("Back")
}
