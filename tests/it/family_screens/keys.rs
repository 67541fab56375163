//! The family's way by keys alone: Tab, Enter, Space and the arrows, from the turn to where the tablet goes back.

use anyhow::{Result, bail, ensure};
use ipc::visit::Preview;
use plan::signing::{Event, Outcome, SaidBack};
use serde_json::Value;
use tests::bridge;
use tests::families::said;
use tests::process::until;
use tests::ready::PASSPHRASE;
use tests::window::Window;

use super::tongue::{Tongue, first_name};
use super::walk::Walk;

const TAB: &str = "\u{E004}";
const ENTER: &str = "\u{E007}";
const SPACE: &str = " ";
const DOWN: &str = "\u{E015}";

/// No screen of the family has more to stop at.
const MOST_STOPS: usize = 60;

const TYPED: &str = "Desmond Frost";

#[test]
fn the_whole_way_by_keys_alone() -> Result<()> {
    let (ready, plan) = super::ready()?;
    let mut window = bridge::open(&ready)?;
    let tongue = Tongue::english();
    let mut walk = Walk { window: &mut window, tongue: &tongue, plan: &plan };
    walk.go_to_hand_over()?;
    let before = walk.window.taps;

    enter(walk.window, "Turn it to the family")?;
    let adult = &plan.adults[0];
    let first = first_name(&adult.name)?;
    walk.window.see("part 1 of")?;
    let parts = walk.window.texts(".dots li")?.len();
    for part in 1..=parts {
        begins_at_heading(walk.window, &format!("Our plan · part {part} of {parts}"))?;
        enter(walk.window, "Next")?;
    }
    for part in 1..=6 {
        let progress = format!("In your own words · {part} of 6");
        if part == 1 {
            begins_at_heading(walk.window, &progress)?;
            to(walk.window, &format!("{first} says"))?;
        } else {
            goes_on_typing(walk.window, &progress)?;
        }
        press(walk.window, "We talked about it.")?;
        enter(walk.window, "Said it")?;
    }
    walk.at_answer()?;
    to(walk.window, "I agree. I will sign")?;
    press(walk.window, SPACE)?;
    press(walk.window, DOWN)?;
    press(walk.window, DOWN)?;
    ensure!(focused(walk.window)?.1.starts_with("I agree, but I cannot draw"));
    to(walk.window, "Type the name here")?;
    press(walk.window, TYPED)?;
    // The focus goes on from the field although what was typed is kept as it is left.
    press(walk.window, TAB)?;
    let (_, witness) = focused(walk.window)?;
    ensure!(witness.starts_with("Sam Okoro"), "after the name comes {witness}");
    press(walk.window, SPACE)?;
    press(walk.window, DOWN)?;
    let (_, witness) = focused(walk.window)?;
    enter(walk.window, "This is my answer")?;
    walk.window.see("Give the tablet back to")?;
    to(walk.window, "The worker’s PIN")?;
    press(walk.window, PASSPHRASE)?;
    press(walk.window, ENTER)?;
    walk.window.see("What does each of us say?")?;
    println!(
        "by keys alone: {parts} parts, {} keys at {} stops",
        walk.window.keystrokes,
        walk.window.taps - before
    );
    window.close()?;

    let sitting = said(ready.tablet()?.preview(Preview { plan: plan.id }))?;
    let (signing, agreement) = (sitting.signing.unwrap(), sitting.agreement);
    let row = signing.row(adult.id);
    ensure!(row.confirmed_at.is_some(), "the answer was not kept");
    let Some(Outcome::SignsWithoutDrawing { typed, witness: Some(who) }) = row.outcome else {
        bail!("{:?}", row.outcome)
    };
    ensure!(typed == TYPED);
    ensure!(witness.starts_with(name_of(&plan, who)), "{witness} is not who saw it");
    let in_own_words =
        |event: &Event| matches!(event, Event::SaidBack { how: SaidBack::InOwnWords { .. }, .. });
    ensure!(signing.events.iter().filter(|it| in_own_words(&it.event)).count() == 6);
    ensure!(signing.rights_not_shown_to(&agreement, adult.id).is_empty());
    Ok(())
}

/// Who types goes on typing: the next screen begins in its field, and how far one is and what is asked is said with it.
fn goes_on_typing(window: &Window, progress: &str) -> Result<()> {
    window.see(progress)?;
    let script = "const it = document.activeElement;
        const ids = (it.getAttribute('aria-describedby') ?? '').split(' ');
        const said = ids.map(id => document.getElementById(id)?.textContent ?? '');
        return [it.tagName, said[0], (said[1] ?? '').length > 5]";
    until(&format!("“{progress}” begins in its field"), || {
        Ok((window.script(script)? == serde_json::json!(["TEXTAREA", progress, true])).then_some(()))
    })
}

/// A screen begins at its heading, and how far one is belongs to that.
fn begins_at_heading(window: &Window, progress: &str) -> Result<()> {
    window.see(progress)?;
    let script = "const it = document.activeElement;
        return [it.tagName, document.getElementById(it.getAttribute('aria-describedby'))?.textContent ?? '']";
    let found = window.script(script)?;
    ensure!(found == serde_json::json!(["H1", progress]), "“{progress}” begins at {found}");
    Ok(())
}

fn name_of(plan: &plan::Plan, who: plan::ids::PersonId) -> &str {
    plan.worker(who).map_or("nobody", |worker| worker.name.as_str())
}

/// Goes on with Tab until the focus is on something with these words.
fn to(window: &mut Window, words: &str) -> Result<()> {
    let mut passed = Vec::new();
    for _ in 0..MOST_STOPS {
        press(window, TAB)?;
        let (_, name) = focused(window)?;
        if name.starts_with(words) {
            return Ok(());
        }
        passed.push(name);
    }
    bail!("Tab does not come to “{words}”: {passed:?}")
}

fn enter(window: &mut Window, words: &str) -> Result<()> {
    to(window, words)?;
    press(window, ENTER)
}

fn press(window: &mut Window, keys: &str) -> Result<()> {
    window.type_at(":focus", keys)
}

/// The tag of what has the focus, and the words on it or on its label.
fn focused(window: &Window) -> Result<(String, String)> {
    let script = "const it = document.activeElement;
        return [it.tagName, (it.labels?.[0] ?? it).textContent.replace(/\\s+/g, ' ').trim()]";
    let found: Value = window.script(script)?;
    Ok(serde_json::from_value(found)?)
}
