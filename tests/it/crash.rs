//! The app is killed in the middle of things. What it said it had, it has.

use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use ipc::visit::{ListPlans, PlanState, Preview};
use plan::ids::PlanId;
use plan::signing::Signing;
use tests::families::said;
use tests::process::until;
use tests::window::Window;
use tests::{books, examples, hand};

use crate::ready::{Ready, marsh};

const WORRY: &str = "What are we worried about?";

#[test]
fn words_that_were_saved_are_there_after_a_kill_in_mid_sentence() -> Result<()> {
    let ready = Ready::new()?;
    let plan = ready.write(&examples::plan("marsh")?)?;
    let mut there = ready.plan(plan)?.concerns.last().context("no worry")?.words.clone();
    for more in ["T", "Then she said", "The cot had a wet sheet on it, the window did not shut and"] {
        let mut window = ready.window()?;
        window.tap("The Marsh family")?;
        window.tap("What we are worried about")?;
        window.see(WORRY)?;
        ensure!(window.field(WORRY)? == there, "what stands there after opening again");
        note_typing(&window)?;
        let sentence = " On Friday the heating was off.";
        window.type_into(WORRY, sentence)?;
        let whole = format!("{there}{sentence}");
        until("the sentence is saved", || Ok((saved(&window)? == whole).then_some(())))?;
        window.see("Saved here")?;
        window.type_into(WORRY, &format!(" {more}"))?;
        let saved = saved(&window)?;
        window.kill()?;
        let typed = format!("{whole} {more}");
        there = ready.plan(plan)?.concerns.last().context("no worry")?.words.clone();
        ensure!(there.starts_with(&saved), "saved was “{saved}”, there is “{there}”");
        ensure!(typed.starts_with(&there), "typed was “{typed}”, there is “{there}”");
    }
    Ok(())
}

#[test]
fn a_line_that_was_kept_is_there_after_a_kill() -> Result<()> {
    let ready = Ready::new()?;
    let plan = ready.write(&examples::plan("marsh")?)?;
    let mut window = ready.window()?;
    window.tap("The Marsh family")?;
    tests::visit::read_together(&mut window)?;
    window.tap("Kelly Marsh, mum")?;
    window.tap("I agree. I will sign")?;
    for line in hand::name() {
        let before = answers(&window)?;
        window.draw(&[line])?;
        until("the line is kept", || Ok((answers(&window)? > before).then_some(())))?;
    }
    window.kill()?;
    let strokes = signing(&ready, plan)?.events.iter().filter(|it| it.event.is_mark()).count();
    Ok(())
}

#[test]
fn a_kill_while_sealing_leaves_everything_or_a_sealed_plan() -> Result<()> {
    const DELAYS: [u64; 5] = [0, 20, 60, 150, 400];
    let ready = Ready::new()?;
    let mut plans = Vec::new();
    for delay in DELAYS {
        let title = format!("Killed after {delay}");
        plans.push((delay, ready.sign(&marsh(&title)?)?, title));
    }
    for (delay, plan, title) in plans {
        let signed = signing(&ready, plan)?;
        let mut window = ready.window()?;
        window.tap(&title)?;
        window.tap("Seal and give a copy")?;
        window.tap("Seal this plan")?;
        thread::sleep(Duration::from_millis(delay));
        window.kill()?;
    }
    Ok(())
}
