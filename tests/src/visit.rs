//! The scripted visit: a worker and a family, from a new tablet to "Safe at the office", every step a tap, a key or a
//! stroke on the real screens.

use anyhow::Result;
use plan::people::WorkerRole;
use plan::{Plan, Texts, guards};

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

/// Looks at the whole plan and gives the texts of its blocks.
pub fn preview(window: &mut Window) -> Result<Vec<String>> {
    window.tap("See the whole plan")?;
    window.see("Your rights")?;
    window.picture("whole-plan")?;
    let texts = window.texts("[data-block]")?;
    window.tap("Done")?;
    Ok(texts)
}

/// Gives a reason wherever the plan asks for one before it may be read.
pub fn look_first(window: &mut Window, plan: &Plan) -> Result<()> {
    let open = guards::guards(plan, &Texts::english());
    if open.is_empty() {
        return Ok(());
    }
    window.tap("See the whole plan")?;
    window.see("Look at this first")?;
    window.picture("look-first")?;
    for (n, guard) in open.into_iter().enumerate() {
        let said = plan.said(plan::questions::Question::Kept(guard));
        let why = if said.is_empty() { "Agreed with the team manager." } else { said };
        window.type_at(&format!(".guard:nth-of-type({}) textarea", n + 1), why)?;
    }
    window.picture("looked-at")?;
    window.tap("Done")
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
