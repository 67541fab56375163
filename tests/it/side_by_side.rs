//! Every screen of a visit beside those it comes after, with the tablet level and upright: no main button lies where a
//! different one lay, so a slow second tap never does what nobody asked for. In Chromium on a real tablet: where things lie
//! only a page knows.

use anyhow::{Result, ensure};
use tests::process::until;
use tests::ready::{PASSPHRASE, Ready};
use tests::window::{LANDSCAPE, PORTRAIT, Window};
use tests::{bridge, examples, visit};

use crate::accessible::{GOALS, WRITING, at};

/// What the home of a plan leads to besides the writing.
const FROM_HOME: [&str; 3] = ["See the whole plan", "Read it together", "Print or save them"];

/// The fewest steps from screen to screen in one walk. It is there so that a walk which stops half-way is seen.
const FEWEST: usize = 90;

#[test]
fn no_main_button_lies_on_another_with_the_tablet_level() -> Result<()> {
    walk(LANDSCAPE)
}

#[test]
fn no_main_button_lies_on_another_with_the_tablet_upright() -> Result<()> {
    walk(PORTRAIT)
}

fn walk(size: (u32, u32)) -> Result<()> {
    let ready = Ready::new()?;
    let plan = examples::plan("marsh")?;
    ready.write(&plan)?;
    let mut window = bridge::open(&ready)?;
    window.turn(size)?;
    window.watch_main_buttons();
    window.tap("Practise")?;
    window.tap("Back")?;
    from_step_to_step(&mut window)?;
    window.tap(&plan.title)?;
    there_and_back(&mut window)?;
    too_early(&mut window)?;
    visit::look_first(&mut window, &plan)?;
    window.tap("Read it together")?;
    window.glance(&format!("hand-over-{}", size.0))?;
    window.tap("Back")?;
    there_and_back(&mut window)?;
    visit::read_and_sign(&mut window, &plan, PASSPHRASE)?;
    window.tap("Add someone")?;
    at(&window, "Someone else takes part")?;
    window.tap("Back")?;
    visit::seal(&mut window)?;
    window.tap("Back")?;
    for name in ["Copy and sending", "Read the plan"] {
        window.tap(name)?;
        window.tap("Back")?;
    }
    window.tap("All plans")?;
    at(&window, "Your plans")?;
    window.glance(&format!("plans-{}", size.0))?;
    window.tap("Lock")?;
    window.type_into("Your passphrase", PASSPHRASE)?;
    window.tap("Unlock")?;
    window.tap("New plan")?;
    at(&window, "A short plan")?;
    window.tap("The whole plan")?;
    let walked = window.no_main_button_on_the_spot_of_another()?;
    println!("from screen to screen: {walked} times");
    ensure!(walked >= FEWEST, "only {walked} screens came after another");
    window.close()
}

/// A new plan, from each of its steps to the one that is open next.
fn from_step_to_step(window: &mut Window) -> Result<()> {
    window.tap("New plan")?;
    at(window, "A short plan")?;
    window.tap("The whole plan")?;
    for name in WRITING.into_iter().chain([GOALS]) {
        window.tap(name)?;
        at(window, name)?;
        window.tap_at(".bottom .main:not([hidden])")?;
        until("another step", || Ok(window.texts("h1")?.iter().any(|it| it != name).then_some(())))?;
        window.tap_at(".bottom .button:not(.main)")?;
        at(window, "A new plan")?;
    }
    window.tap("All plans")?;
    at(window, "Your plans")
}

fn there_and_back(window: &mut Window) -> Result<()> {
    for name in WRITING.into_iter().chain([GOALS]).chain(FROM_HOME) {
        window.tap(name)?;
        window.tap_at(".bottom .button:not(.main)")?;
        window.see("All plans")?;
    }
    window.tap("Open the short plan")?;
    window.tap("The whole plan")?;
    window.tap("What will change")?;
    window.tap_at(".row .link")?;
    window.tap("Continue")?;
    window.tap("Back")
}

/// What says that it is too early leads back as well.
fn too_early(window: &mut Window) -> Result<()> {
    window.tap("Seal and give a copy")?;
    window.see("Not yet")?;
    window.tap("Back to the plan")?;
    window.tap("Sign")?;
    window.see("Read the plan together first.")?;
    window.tap("Back")
}
