//! The scripted visit: a worker and a family, from a new tablet to "Safe at the office", every step a tap, a key or a
//! stroke on the real screens.

use anyhow::Result;
use plan::people::{Adult, WorkerRole};
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
    window.step("joining");
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
    window.tap("Back")?;
    Ok(texts)
}

/// Gives a reason wherever the plan asks for one before it may be read.
pub fn look_first(window: &mut Window, plan: &Plan) -> Result<()> {
    let open = guards::guards(plan, &Texts::english());
    if open.is_empty() {
        return Ok(());
    }
    window.step("look first");
    window.tap("See the whole plan")?;
    window.see("Look at this first")?;
    window.picture("look-first")?;
    for (n, guard) in open.into_iter().enumerate() {
        let said = plan.said(plan::questions::Question::Kept(guard));
        let why = if said.is_empty() { "Agreed with the team manager." } else { said };
        let asked = plan::questions::Question::Kept(guard).picks();
        if !asked.is_empty() {
            window.tap_at(&format!(".guard:nth-of-type({}) .choice:last-of-type", n + 1))?;
        }
        window.type_at(&format!(".guard:nth-of-type({}) textarea", n + 1), why)?;
    }
    window.picture("looked-at")?;
    window.tap("Back")
}

/// Turns the tablet to these adults and reads the plan together, part by part. Ends where the first of them is asked to
/// say it back.
pub fn read_together(window: &mut Window, adults: &[&Adult]) -> Result<()> {
    window.step("hand over");
    window.tap("Read it together")?;
    hand_over(window, adults)?;
    read_parts(window)
}

/// Turns the tablet to these adults, who may see all of it.
pub fn hand_over(window: &mut Window, adults: &[&Adult]) -> Result<()> {
    all_of_it_to(window, adults)?;
    window.picture("hand-over")?;
    window.tap("Turn it to the family")?;
    window.see("part 1 of")
}

/// Says on the hand-over screen that these adults read it now, and may see all of it.
pub fn all_of_it_to(window: &mut Window, adults: &[&Adult]) -> Result<()> {
    window.see("Who is going to read it now?")?;
    for adult in adults {
        // The only adult of a family is ticked already.
        if !window.texts("label:has(input:checked)")?.contains(&adult.name) {
            window.tap(&adult.name)?;
        }
    }
    if window.shows("With whom did you agree")? {
        window.type_at("#agreed-with", "With our team manager")?;
    }
    window.tap("Yes, all of it")?;
    in_some_way(window)
}

/// Chooses how they go through the plan, where they have not been asked before the reading.
pub fn in_some_way(window: &mut Window) -> Result<()> {
    let is_chosen = window.script("return document.querySelector('input[name=way]:checked') !== null")?;
    if is_chosen.as_bool() == Some(true) { Ok(()) } else { window.tap("They read it themselves") }
}

/// Reads every part in front of the family.
pub fn read_parts(window: &mut Window) -> Result<()> {
    window.step("reading");
    turn_parts_over(window, |window, part| window.picture(&format!("together-{part}")))
}

/// Looks at every part and turns it over as soon as that is done.
pub fn turn_parts_over(
    window: &mut Window,
    mut look: impl FnMut(&mut Window, usize) -> Result<()>,
) -> Result<()> {
    for part in 1.. {
        window.see(&format!("part {part} of"))?;
        look(window, part)?;
        let is_last =
            window.script("return document.querySelectorAll('.dots li:not(.done)').length === 0")?;
        window.tap("Next")?;
        if is_last.as_bool() == Some(true) {
            break;
        }
    }
    window.see("In your own words · 1 of 6")
}

/// What a parent of the script says to each of the six questions.
pub const SAID_BACK: [&str; 6] = [
    "I can say no or ask for time.",
    "The kids are cold and miss school.",
    "Clean the kitchen every evening.",
    "Sam comes on Tuesdays and Nana Jean helps.",
    "You may have to do more.",
    "Before Christmas, here at home.",
];

/// One person says all six parts back. Ends at their answer.
pub fn say_back(window: &mut Window, adult: &Adult) -> Result<()> {
    window.step("saying back");
    let first = first_name(adult);
    for (part, words) in (1..).zip(SAID_BACK) {
        window.see(&format!("In your own words · {part} of 6"))?;
        let field = format!("{first} says");
        if part == 1 {
            window.type_into(&field, words)?;
            window.picture("said-back")?;
        } else {
            window.type_on_in(&field, words)?;
        }
        window.tap("Said it")?;
    }
    window.see("What would you like to do")
}

/// One person is not asked to say anything back. Ends at their answer.
pub fn skip_saying_back(window: &mut Window) -> Result<()> {
    for part in 1..=6 {
        window.see(&format!("In your own words · {part} of 6"))?;
        window.tap("Next")?;
    }
    window.see("What would you like to do")
}

/// The person before the tablet signs with these lines.
pub fn sign_with(window: &mut Window, marks: &[Vec<(f64, f64)>]) -> Result<()> {
    window.tap("I agree. I will sign")?;
    window.draw(marks)?;
    window.picture("mark")?;
    window.tap("This is my mark")
}

/// The worker takes the tablet back.
pub fn take_back(window: &mut Window, pin: &str) -> Result<()> {
    window.step("taking back");
    window.see("Give the tablet back to")?;
    window.picture("give-back")?;
    window.type_into("The worker’s PIN", pin)?;
    window.tap("Take the tablet back")?;
    window.see("What does each of us say?")
}

/// Every adult says it back and signs, and the tablet goes back.
pub fn family_signs(window: &mut Window, adults: &[&Adult], pin: &str) -> Result<()> {
    for (n, adult) in adults.iter().enumerate() {
        say_back(window, adult)?;
        window.picture("answer")?;
        window.step("answers of the family");
        sign_with(window, &if n == 0 { hand::name() } else { hand::cross() })?;
    }
    take_back(window, pin)
}

/// The workers answer: they sign, the manager agreed by phone.
pub fn workers_sign(window: &mut Window, plan: &Plan) -> Result<()> {
    window.picture("who-signs")?;
    window.step("answers of the workers");
    let texts = Texts::english();
    for worker in &plan.workers {
        window.tap(&format!("{}, {}", worker.name, texts.get(worker.role.key())))?;
        if worker.role == WorkerRole::TeamManager {
            window.tap("Agreed by phone")?;
            window.tap("This is my answer")?;
        } else {
            sign_with(window, &hand::name())?;
        }
        window.see("What does each of us say?")?;
    }
    window.picture("all-answered")
}

/// Reading, saying back and signing, for everyone in a plan.
pub fn read_and_sign(window: &mut Window, plan: &Plan, pin: &str) -> Result<()> {
    let adults: Vec<&Adult> = plan.adults.iter().collect();
    read_together(window, &adults)?;
    family_signs(window, &adults, pin)?;
    workers_sign(window, plan)
}

fn first_name(adult: &Adult) -> &str {
    plan::names::first(&adult.name).unwrap_or_default()
}

/// Seals.
pub fn seal(window: &mut Window) -> Result<()> {
    window.step("sealing");
    window.tap("Go on to sealing")?;
    window.see("Seal this plan")?;
    window.picture("seal")?;
    window.tap("Seal this plan")?;
    window.see("Sealed here on")
}

/// Saves the family's copy and notes that they have it on paper.
pub fn give_copy(window: &mut Window) -> Result<()> {
    window.step("copy and leaving");
    window.tap("Save as a file")?;
    window.see("Saved as")?;
    window.tap("On paper")?;
    window.see("You can go.")
}

/// Seals, gives the family their copy and waits until the office has it.
pub fn seal_and_send(window: &mut Window) -> Result<()> {
    seal(window)?;
    give_copy(window)?;
    window.see("Safe at the office since")?;
    window.picture("sealed")
}
