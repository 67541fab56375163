//! The visit's interface in Chromium is the same interface on the same tablet.

use anyhow::{Context, Result, ensure};
use tests::process::until;
use tests::ready::Ready;
use tests::window::{Hand, Step};
use tests::{bridge, examples};

use crate::acknowledged;

#[test]
fn what_is_typed_in_chromium_is_on_the_tablet() -> Result<()> {
    let ready = Ready::new()?;
    let plan = ready.write(&examples::plan("marsh")?)?;
    let mut window = bridge::open(&ready)?;
    window.tap("The Marsh family")?;
    window.tap("Meeting again")?;
    acknowledged::listen(&window)?;
    window.type_into("Where, and who comes?", ", at four")?;
    let whole = "At home, with Nana Jean, at four";
    until("it is saved", || Ok((acknowledged::words(&window)? == whole).then_some(())))?;
    let tree = window.accessibility_tree()?;
    let told = |role: &str, name: &str| tree.iter().position(|it| it.0 == role && it.1 == name);
    let heading = told("heading", "Meeting again").context("a screen reader is told no heading")?;
    let field = told("textbox", "Where, and who comes?").context("a screen reader is told no field")?;
    ensure!(heading < field, "the heading comes first");
    window.close()?;
    assert_eq!(ready.plan(plan)?.review.place, whole);
    Ok(())
}

/// Only a browser runs the page's own script.
#[test]
fn a_program_that_does_not_come_is_told_in_the_pages_own_words() -> Result<()> {
    let ready = Ready::new()?;
    for missing in ["door_bg.wasm", "visit_bg.wasm", "visit.js"] {
        let window = bridge::open_without(&ready.stage, ready.tablet()?, Some(missing))?;
        window.see("Everything that was saved is safe. Close Doorstep and open it again.")?;
        ensure!(!window.shows("Doorstep is starting")?, "{missing}");
        window.close()?;
    }
    Ok(())
}

#[test]
fn a_pen_and_a_finger_reach_the_page_together() -> Result<()> {
    let ready = Ready::new()?;
    ready.read(&examples::plan("marsh")?)?;
    let mut window = bridge::open(&ready)?;
    window.tap("The Marsh family")?;
    window.script(
        "window.heard = [];
        addEventListener('pointermove', it => it.buttons && heard.push(it.pointerType), true);",
    )?;
    let way = [(10.0, 10.0), (20.0, 10.0), (30.0, 10.0)].map(Step::To);
    let steps = [&way[..1], &[Step::Down(0.5)], &way[1..], &[Step::Up]].concat();
    window.gesture("h1", &[Hand::pen(steps.clone()), Hand::touch("finger", steps)])?;
    assert_eq!(window.script("return heard.slice(0, 2).sort()")?, serde_json::json!(["pen", "touch"]));
    window.close()?;
    Ok(())
}
