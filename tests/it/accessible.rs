//! Everyone can use every screen: axe finds no fault in light or dark colours, nothing scrolls sideways at 200 % text, and
//! the screens can be used with the keyboard alone. What a machine cannot judge is not judged here.
//!
//! In Chromium, which answers faster; axe looks at every screen of a visit in the app's own web view too, in `visit`.

mod giving;
mod office;
mod trouble;
mod ways_back;

use anyhow::Result;
use plan::Plan;
use plan::people::Adult;
use tablet::{Folders, NoKeystore, Outfit, System, Tablet};
use tests::axe::Looked;
use tests::process::until;
use tests::stage::{Keystore, Office, Stage};
use tests::window::{LANDSCAPE, Window};
use tests::{bridge, examples, visit};

use tests::ready::{PASSPHRASE, Ready};

/// The screens for writing, by their headings.
pub(crate) const WRITING: [&str; 9] = [
    "Before you go",
    "The family",
    "Who is helping",
    "What each person needs",
    "What each child says",
    "What we are worried about",
    "What we promise",
    "Meeting again",
    "How it went",
];
pub(crate) const GOALS: &str = "What will change";
const CHECK: &str = "See the whole plan";
const SLOTS: [&str; 6] = ["who", "what", "how_often", "help", "aim", "by"];

#[test]
fn a_new_tablet() -> Result<()> {
    let stage = Stage::new(Keystore::Absent)?;
    let office = Office::start(stage.place("office"))?;
    let folders = Folders { data: stage.place("data"), copies: stage.place("copies") };
    let tablet = Tablet::open(folders, Box::new(System::new()), Box::new(NoKeystore), Outfit::default())?;
    let mut window = bridge::open_on(&stage, tablet)?;
    let mut looked = Looked::default();
    window.see("Join your office")?;
    looked.screen(&window, "join")?;
    looked.keyboard(&mut window, "join")?;
    window.type_into("The office’s line", "nonsense")?;
    window.tap("Join")?;
    until("it is refused", || Ok((!window.texts("[role=alert]")?.is_empty()).then_some(())))?;
    looked.screen(&window, "join, refused")?;
    window.type_instead("The office’s line", &office.enrolment_line()?)?;
    window.tap("Join")?;
    window.see("Who will use this tablet?")?;
    looked.screen(&window, "first worker")?;
    looked.keyboard(&mut window, "first worker")?;
    window.type_into("Your full name", visit::WORKER)?;
    window.type_into("The number families can ring", visit::PHONE)?;
    window.type_into("A passphrase of twelve characters or more", PASSPHRASE)?;
    window.tap("Start")?;
    at(&window, "Your plans")?;
    looked.screen(&window, "no plans")?;
    window.tap("New plan")?;
    at(&window, "A short plan")?;
    looked.screen(&window, "short plan, empty")?;
    looked.keyboard(&mut window, "short plan, empty")?;
    window.tap("The whole plan")?;
    at(&window, "A new plan")?;
    looked.screen(&window, "home, empty")?;
    for name in WRITING.into_iter().chain([GOALS]) {
        window.tap(name)?;
        at(&window, name)?;
        looked.screen(&window, &format!("{name}, empty"))?;
        window.tap("Back")?;
        at(&window, "A new plan")?;
    }
    window.tap("Lock")?;
    window.see("Your passphrase")?;
    looked.screen(&window, "locked")?;
    looked.keyboard(&mut window, "locked")?;
    window.type_into("Your passphrase", "another one altogether")?;
    window.tap("Unlock")?;
    until("it is refused", || Ok((!window.texts("[role=alert]")?.is_empty()).then_some(())))?;
    looked.screen(&window, "locked, refused")?;
    window.close()?;
    looked.end("a new tablet")
}

#[test]
fn writing() -> Result<()> {
    let (_ready, mut window, plan) = open("one-child")?;
    let mut looked = Looked::default();
    looked.screen(&window, "home")?;
    window.tap("All plans")?;
    at(&window, "Your plans")?;
    looked.screen(&window, "plans")?;
    window.tap("Practise")?;
    window.see("Back")?;
    looked.screen(&window, "practice")?;
    window.tap("Back")?;
    window.tap(&plan.title)?;
    for name in WRITING {
        window.tap(name)?;
        at(&window, name)?;
        unfold_all(&mut window)?;
        if name == "What we are worried about" {
            window.tap("Add a worry")?;
            window.type_into("What are we worried about?", "Parental engagement is poor ASAP")?;
            window.see("Say it more plainly")?;
            looked.screen(&window, "a worry in hard words")?;
            window.tap_last("Remove")?;
            window.see("was removed.")?;
        }
        looked.screen(&window, name)?;
        window.tap("Back")?;
    }
    goals(&mut window, &mut looked)?;
    window.tap("Print or save them")?;
    at(&window, "Papers for the family")?;
    looked.screen(&window, "papers for the family")?;
    looked.keyboard(&mut window, "papers for the family")?;
    window.tap("Back")?;
    window.tap(CHECK)?;
    at(&window, "The whole plan")?;
    unfold_all(&mut window)?;
    looked.screen(&window, "the whole plan")?;
    window.close()?;
    looked.end("writing")
}

fn goals(window: &mut Window, looked: &mut Looked) -> Result<()> {
    window.tap(GOALS)?;
    at(window, GOALS)?;
    unfold_all(window)?;
    looked.screen(window, GOALS)?;
    window.tap_at(".row .link")?;
    window.see("We could promise")?;
    unfold_all(window)?;
    looked.screen(window, "a goal from the library")?;
    for slot in SLOTS {
        window.tap_at(&format!("#slot-{slot}"))?;
        window.see("Next part").or_else(|_| window.see("Finish the sentence"))?;
        looked.screen(window, &format!("a goal, {slot}"))?;
    }
    window.tap("Take another one")?;
    the_library(window)?;
    looked.screen(window, "the library")?;
    window.tap("Back")?;
    at(window, GOALS)?;
    unfold_all(window)?;
    window.tap_last("Add a goal")?;
    window.see("choose who")?;
    looked.screen(window, "a new goal")?;
    window.tap("Continue")?;
    window.tap("Back")
}

#[test]
fn the_longest_plan() -> Result<()> {
    let (_ready, mut window, _) = open("ten-children")?;
    let mut looked = Looked::default();
    looked.screen(&window, "home, long")?;
    for name in WRITING.into_iter().chain([GOALS]) {
        window.tap(name)?;
        at(&window, name)?;
        unfold_all(&mut window)?;
        looked.screen(&window, &format!("{name}, long"))?;
        window.tap("Back")?;
    }
    window.tap(CHECK)?;
    at(&window, "The whole plan")?;
    looked.screen(&window, "the whole plan, long")?;
    window.close()?;
    looked.end("the longest plan")
}

#[test]
fn together_and_sealed() -> Result<()> {
    let (ready, mut window, plan) = open("marsh")?;
    let mut looked = Looked::default();
    window.tap("Seal and give a copy")?;
    window.see("Not yet")?;
    looked.screen(&window, "seal, too early")?;
    window.tap("Back to the plan")?;
    window.tap("Sign")?;
    window.see("Read the plan together first.")?;
    looked.screen(&window, "signatures, too early")?;
    window.tap("Back")?;
    visit::look_first(&mut window, &plan)?;
    window.tap("Read it together")?;
    window.see("Who is going to read it now?")?;
    looked.screen(&window, "hand over, too early")?;
    window.tap("Turn it to the family")?;
    window.see("Choose who is going to read it.")?;
    looked.screen(&window, "hand over, nobody chosen")?;
    window.tap("Kelly Marsh")?;
    window.tap("Turn it to the family")?;
    window.see("Say whether it is safe first.")?;
    window.tap("No, leave some parts out")?;
    looked.screen(&window, "hand over, leaving out")?;
    window.unfold("What we are worried about")?;
    window.tap_at("details[open] input")?;
    window.see("1 left out")?;
    looked.screen(&window, "hand over, a worry is left out")?;
    looked.keyboard(&mut window, "hand over")?;
    let kelly: Vec<&Adult> = plan.adults.iter().take(1).collect();
    visit::hand_over(&mut window, &kelly)?;
    let last = "return document.querySelectorAll('.dots li').length > 0 && !document.querySelector('.dots li:not(.done)')";
    for part in 1.. {
        window.see(&format!("part {part} of"))?;
        looked.screen(&window, &format!("together, part {part}"))?;
        let is_last = window.script(last)?.as_bool() == Some(true);
        if part == 1 || is_last {
            looked.keyboard(&mut window, &format!("together, part {part}"))?;
        }
        window.tap("Next")?;
        if is_last {
            break;
        }
    }
    window.see("In your own words · 1 of 6")?;
    looked.screen(&window, "say back")?;
    looked.keyboard(&mut window, "say back")?;
    window.tap("All on one screen")?;
    window.see("When will we meet again?")?;
    looked.screen(&window, "say all back")?;
    looked.keyboard(&mut window, "say all back")?;
    window.tap("One by one")?;
    window.see("In your own words · 1 of 6")?;
    window.tap("Not yet")?;
    window.tap("Not yet")?;
    window.see("Shall we stop here for now?")?;
    looked.screen(&window, "say back, offered to stop")?;
    looked.keyboard(&mut window, "say back, offered to stop")?;
    window.tap("Go on")?;
    visit::skip_saying_back(&mut window)?;
    at(&window, "What would you like to do, Kelly?")?;
    looked.screen(&window, "sign, no answer yet")?;
    for answer in [
        "I agree. I will make a mark",
        "I agree, but I cannot draw",
        "I agree with part of it",
        "I want more time or advice",
        "I do not agree",
        "I agree. I will sign",
    ] {
        window.tap(answer)?;
        window.see("This is my")?;
        looked.screen(&window, &format!("sign, {answer}"))?;
    }
    looked.keyboard(&mut window, "sign")?;
    window.draw(&[vec![(100.0, 100.0)]])?;
    window.tap("This is my mark")?;
    window.see("Is this your mark?")?;
    looked.screen(&window, "sign, a dot")?;
    window.tap("Yes, it is")?;
    window.see("Give the tablet back to")?;
    looked.screen(&window, "give back")?;
    looked.keyboard(&mut window, "give back")?;
    visit::take_back(&mut window, PASSPHRASE)?;
    looked.screen(&window, "signatures")?;
    looked.keyboard(&mut window, "signatures")?;
    window.tap("Add someone")?;
    at(&window, "Someone else takes part")?;
    window.tap("Interpreter")?;
    window.tap("Family, a friend or a child")?;
    looked.screen(&window, "join, a relative")?;
    window.tap("They come from a service")?;
    looked.screen(&window, "join, an interpreter")?;
    looked.keyboard(&mut window, "join")?;
    window.tap("Back")?;
    visit::workers_sign(&mut window, &plan)?;
    window.tap("Kelly Marsh, mum")?;
    window.see("We keep your answer.")?;
    looked.screen(&window, "sign, answered")?;
    window.tap("Back")?;
    window.tap("Go on to sealing")?;
    window.see("Seal this plan")?;
    looked.screen(&window, "seal")?;
    looked.keyboard(&mut window, "seal")?;
    window.tap("Seal this plan")?;
    window.see("Safe at the office since")?;
    window.tap("Save as a file")?;
    window.see("Saved as")?;
    looked.screen(&window, "sealed")?;
    looked.keyboard(&mut window, "sealed")?;
    window.tap("Back")?;
    window.see("Copy and sending")?;
    looked.screen(&window, "home, sealed")?;
    window.tap("Read the plan")?;
    at(&window, "The whole plan")?;
    looked.screen(&window, "the whole plan, sealed")?;
    window.close()?;
    office::look(&ready, &mut looked)?;
    looked.end("together and sealed")
}

#[test]
fn by_keyboard() -> Result<()> {
    let (_ready, mut window, _) = open("one-child")?;
    let mut looked = Looked::default();
    window.turn(LANDSCAPE)?;
    looked.keyboard(&mut window, "home")?;
    for name in WRITING.into_iter().chain([GOALS]) {
        window.tap(name)?;
        at(&window, name)?;
        unfold_all(&mut window)?;
        looked.keyboard(&mut window, name)?;
        if name == GOALS {
            window.tap_at(".row .link")?;
            window.see("We could promise")?;
            for slot in SLOTS {
                window.tap_at(&format!("#slot-{slot}"))?;
                looked.keyboard(&mut window, &format!("a goal, {slot}"))?;
            }
            window.tap("Continue")?;
            at(&window, GOALS)?;
            window.tap_at(".row .link")?;
            window.see("We could promise")?;
            window.tap("Take another one")?;
            the_library(&mut window)?;
            looked.keyboard(&mut window, "the library")?;
            window.tap("Continue")?;
        }
        window.tap("Back")?;
    }
    window.tap(CHECK)?;
    at(&window, "The whole plan")?;
    looked.keyboard(&mut window, "the whole plan")?;
    window.close()?;
    looked.end("by keyboard")
}

/// A window at the home of a made-up family's plan.
fn open(name: &str) -> Result<(Ready, Window, Plan)> {
    let ready = Ready::new()?;
    let plan = examples::plan(name)?;
    ready.write(&plan)?;
    let mut window = bridge::open(&ready)?;
    window.watch_main_buttons();
    window.tap(&plan.title)?;
    window.see("Read it together")?;
    Ok((ready, window, plan))
}

/// Waits until the screen with this heading is there.
pub(crate) fn at(window: &Window, heading: &str) -> Result<()> {
    until(&format!("the screen “{heading}”"), || {
        Ok(window.texts("h1")?.iter().any(|it| it == heading).then_some(()))
    })
}

/// Waits for the list of the library and opens it.
fn the_library(window: &mut Window) -> Result<()> {
    until("the library is there", || Ok((!window.texts("details.library .link")?.is_empty()).then_some(())))?;
    unfold_all(window)
}

/// Opens everything that is folded away, so that it is looked at as well.
fn unfold_all(window: &mut Window) -> Result<()> {
    while !window.texts("details:not([open]):not([hidden]) > summary")?.is_empty() {
        window.tap_at("details:not([open]):not([hidden]) > summary")?;
    }
    Ok(())
}
