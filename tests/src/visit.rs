//! The scripted visit: a worker and a family, from a new tablet to "Safe at the office", every step a tap, a key or a
//! stroke on the real screens.

use anyhow::{Context, Result};
use plan::content::{Goal, Promise};
use plan::people::{Agency, Birth, Child, WorkerRole};
use plan::{Plan, Texts, dates};

use crate::hand;
use crate::stage::Office;
use crate::window::Window;

/// The worker of the script.
pub const WORKER: &str = "Sam Okoro";
/// Their number.
pub const PHONE: &str = "01632 960 114";
/// Their PIN.
pub const PIN: &str = "482915";

/// Joins the office and sets up the worker.
pub fn set_up(window: &mut Window, office: &Office) -> Result<()> {
    window.see("Join your office")?;
    window.picture("join")?;
    window.type_into("The office’s line", &office.enrolment_line()?)?;
    window.tap("Join")?;
    window.see("Who will use this tablet?")?;
    window.type_into("Your full name", WORKER)?;
    window.tap("Social worker")?;
    window.type_into("The number families can ring", PHONE)?;
    window.type_into("A PIN of six digits or more", PIN)?;
    window.picture("first-worker")?;
    window.tap("Start")?;
    window.see("Your plans")?;
    window.picture("no-plans")
}

/// Locks the tablet and comes back in.
pub fn lock_and_unlock(window: &mut Window) -> Result<()> {
    window.tap("Lock")?;
    window.see("Your PIN")?;
    window.picture("locked")?;
    unlock(window, PIN)?;
    window.see("Lock")
}

/// Types a PIN at the door.
pub fn unlock(window: &mut Window, pin: &str) -> Result<()> {
    window.type_into("Your PIN", pin)?;
    window.tap("Unlock")
}

/// Types a whole family into a new plan. Ends at the plan's home.
pub fn write(window: &mut Window, plan: &Plan) -> Result<()> {
    window.tap("New plan")?;
    window.type_into("What do you call this family?", &plan.title)?;
    window.picture("new-plan")?;
    window.tap("Start the plan")?;
    window.see("Read it together")?;
    window.picture("home-empty")?;
    family(window, plan)?;
    workers(window, plan)?;
    worries(window, plan)?;
    goals(window, plan)?;
    loose_promises(window, plan)?;
    meeting(window, plan)?;
    window.picture("home")
}

fn family(window: &mut Window, plan: &Plan) -> Result<()> {
    window.tap("The family")?;
    for Child { name, birth, .. } in &plan.children {
        window.tap("Add a child")?;
        window.type_into("Full name", name)?;
        match birth {
            Birth::NotRecorded => {}
            Birth::Born { on } | Birth::Due { on } => window.type_day("Date of birth", *on)?,
        }
    }
    for adult in &plan.adults {
        window.tap("Add an adult")?;
        window.type_into("Full name", &adult.name)?;
        window.type_into("What are they to the children?", &adult.relationship)?;
        if let Some(born) = adult.born {
            window.type_day("Date of birth", born)?;
        }
    }
    window.type_into("Where the family lives", &plan.address)?;
    window.picture("family")?;
    window.tap("Done")
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
    window.type_into("Number to ring when nobody can be reached", &plan.contact_line)?;
    window.picture("workers")?;
    window.tap("Done")
}

fn worries(window: &mut Window, plan: &Plan) -> Result<()> {
    window.tap("What we are worried about")?;
    for concern in &plan.concerns {
        window.tap("Add a worry")?;
        window.type_into("What are we worried about?", &concern.words)?;
        if concern.agency == Agency::Police {
            window.tap_at("section.card:last-of-type label.choice:last-of-type")?;
        }
    }
    window.picture("worries")?;
    window.tap("Done")
}

fn goals(window: &mut Window, plan: &Plan) -> Result<()> {
    let texts = Texts::english();
    window.tap("What will change")?;
    window.picture("no-goals")?;
    for (n, goal) in plan.goals.iter().enumerate() {
        window.tap(&format!("Add a goal for {}", texts.get(goal.domain.key())))?;
        if n == 0 {
            window.picture("goal-empty")?;
        }
        one_goal(window, plan, goal)?;
        for promise in plan.promises_for(goal.id) {
            one_promise(window, plan, promise)?;
        }
        if n == 0 {
            window.picture("goal")?;
        }
        if goal.pace == plan::content::Pace::Later {
            window.tap("Later")?;
        }
        window.tap("Continue")?;
    }
    window.picture("goals")?;
    window.tap("Done")
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
    window.tap("Done")
}

fn meeting(window: &mut Window, plan: &Plan) -> Result<()> {
    window.tap("Meeting again")?;
    if let Some(on) = plan.review.on {
        window.type_day("When do we meet again?", on)?;
        window.see(&dates::day(on, &Texts::english()))?;
    }
    window.type_into("Where, and who comes?", &plan.review.place)?;
    window.picture("meeting")?;
    window.tap("Done")
}

/// Looks at the whole plan and gives the texts of its blocks.
pub fn preview(window: &mut Window) -> Result<Vec<String>> {
    window.tap("See the whole plan")?;
    window.see("Your rights")?;
    window.picture("whole-plan")?;
    let texts = window.texts("[data-block]")?;
    window.tap("Done")?;
    Ok(texts)
}

/// Reads the plan together, part by part. Ends at the list of who signs.
pub fn read_together(window: &mut Window) -> Result<()> {
    window.tap("Read it together")?;
    window.see("part 1 of")?;
    for part in 1.. {
        window.see(&format!("part {part} of"))?;
        window.picture(&format!("together-{part}"))?;
        let is_last =
            window.script("return document.querySelectorAll('.dots li:not(.done)').length === 0")?;
        window.tap("Next")?;
        if is_last.as_bool() == Some(true) {
            break;
        }
    }
    window.see("What does each of us say?")
}

/// Everyone with a place signs or answers: the family sign, workers sign, the manager agreed by phone.
pub fn sign(window: &mut Window, plan: &Plan) -> Result<()> {
    window.picture("who-signs")?;
    let texts = Texts::english();
    for (n, adult) in plan.adults.iter().enumerate() {
        window.tap(&format!("{}, {}", adult.name, adult.relationship))?;
        if n == 0 {
            window.picture("answer")?;
        }
        window.tap("I agree. I will sign")?;
        let marks = if n == 0 { hand::name() } else { hand::cross() };
        window.draw(&marks)?;
        if n == 0 {
            window.picture("mark")?;
        }
        window.tap("This is my mark")?;
        window.see("What does each of us say?")?;
    }
    for worker in &plan.workers {
        window.tap(&format!("{}, {}", worker.name, texts.get(worker.role.key())))?;
        if worker.role == WorkerRole::TeamManager {
            window.tap("Agreed by phone")?;
            window.tap("This is my answer")?;
        } else {
            window.tap("I agree. I will sign")?;
            window.draw(&hand::name())?;
            window.tap("This is my mark")?;
        }
        window.see("What does each of us say?")?;
    }
    window.picture("all-answered")
}

/// Seals, saves the family's copy and waits until the office has it.
pub fn seal_and_send(window: &mut Window) -> Result<()> {
    window.tap("Go on to sealing")?;
    window.see("Everything that has to be there is there.")?;
    window.picture("seal")?;
    window.tap("Seal this plan")?;
    window.see("Sealed here on")?;
    window.tap("Save the family’s copy")?;
    window.see("Saved as")?;
    window.see("Safe at the office since")?;
    window.picture("sealed")
}
