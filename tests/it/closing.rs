//! A program that ends leaves nothing of its memory behind, and keeps what was typed: the window is closed right after the last
//! key, before any pause in which typing is saved by itself. Nothing cheaper proves it: whether the last words reach the disk
//! depends on the window's closing being held, on the web view still carrying out what the page sends then, and on the program
//! ending by itself.

use std::fs;

use anyhow::{Result, ensure};
use plan::ids::PlanId;
use tests::process::{children_named, until};
use tests::ready::Ready;
use tests::window::Window;
use tests::{bridge, examples};

#[test]
fn what_was_typed_last_is_there_after_the_window_was_closed_at_once() -> Result<()> {
    const TYPED: &str = ", and Nana Jean comes along with us";
    let ready = Ready::new()?;
    let plan = ready.write(&examples::plan("marsh")?)?;
    let mut window = ready.window()?;
    window.tap("The Marsh family")?;
    window.tap("Meeting again")?;
    let app = window.app_process()?;
    let pages = children_named(app, "WebKitWebProces");
    ensure!(!pages.is_empty(), "the page has a process of its own");
    for process in pages.into_iter().chain([app]) {
        let limits = fs::read_to_string(format!("/proc/{process}/limits"))?;
        let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap_or_default();
        let is_small = core.split_whitespace().filter(|it| matches!(*it, "0" | "1")).count() == 2;
        ensure!(is_small, "a crash of {process} leaves its memory: {core}");
    }
    let place = "Where, and who comes?";
    let before = window.field(place)?;
    window.type_by_hand();
    window.type_into(place, TYPED)?;
    window.close_by_its_button(&ready.stage)?;
    assert_eq!(ready.plan(plan)?.review.place, format!("{before}{TYPED}"));
    Ok(())
}

/// A disk that is full as the page sees it: what would be written is refused. One that is stuck writes when it is told to go on. And
/// how often the page closed its window.
const FULL: &str = "
    window.isFull = true;
    window.isStuck = false;
    window.timesClosed = 0;
    const ask = window.fetch;
    window.fetch = (...all) => {
        const command = String(all[0]).split('/').pop();
        if (command === 'plugin:window|destroy') window.timesClosed += 1;
        if (command === 'change_plan' && window.isStuck) {
            return new Promise((answer) => { window.unstick = () => answer(ask(...all)); });
        }
        if (command !== 'change_plan' || !window.isFull) return ask(...all);
        const refusal = JSON.stringify({ code: 'full', sentence: 'There is no room left.' });
        return Promise.resolve(new Response(refusal, { headers: { 'Tauri-Response': 'error' } }));
    };
";

/// The shell asks the page to close, and a while later whether the window stays.
const PRESSED: &str = "dispatchEvent(new Event('closing', { cancelable: true }))";
const STAYS: &str = "return !dispatchEvent(new Event('stays', { cancelable: true }))";

/// The field that is written in.
const PLACE: &str = "Where, and who comes?";

/// A plan in Chromium, at the screen with that field.
fn at_the_place(ready: &Ready) -> Result<(PlanId, Window)> {
    let plan = ready.write(&examples::plan("marsh")?)?;
    let mut window = bridge::open(ready)?;
    window.tap("The Marsh family")?;
    window.tap("Meeting again")?;
    Ok((plan, window))
}

/// In Chromium, where a full disk can be had for the asking. What the shell makes of it is not seen here.
#[test]
fn what_is_refused_is_named_and_nothing_closes_until_somebody_says_so() -> Result<()> {
    let ready = Ready::new()?;
    let (plan, mut window) = at_the_place(&ready)?;
    let before = window.field(PLACE)?;
    window.script(FULL)?;
    window.type_into(PLACE, ", at four")?;
    for _ in 0..2 {
        window.script(PRESSED)?;
        window.see("Not all of it is saved")?;
        window.see("There is no room left.")?;
        window.see("What you wrote last in “The Marsh family”")?;
        window.glance("closing-refused")?;
        until("the window stays", || Ok((window.script(STAYS)? == true).then_some(())))?;
    }
    window.tap("Go on writing")?;
    ensure!(!window.shows("Not all of it is saved")?, "it is still asked");
    ensure!(window.script("return window.timesClosed")? == 0, "it closed by itself");
    window.script("window.isFull = false")?;
    window.type_on_in(PLACE, "!")?;
    window.see("Saved here")?;
    window.script(PRESSED)?;
    until("the page closes its window", || {
        Ok((window.script("return window.timesClosed")? == 1).then_some(()))
    })?;
    window.close()?;
    assert_eq!(ready.plan(plan)?.review.place, format!("{before}, at four!"));
    Ok(())
}

/// What is under way is lost with the window as well, and what was typed after it.
#[test]
fn what_hangs_is_named_and_the_window_closes_by_itself_once_it_is_saved() -> Result<()> {
    let ready = Ready::new()?;
    let (plan, mut window) = at_the_place(&ready)?;
    let before = window.field(PLACE)?;
    window.script(FULL)?;
    window.script("window.isFull = false; window.isStuck = true")?;
    window.type_into(PLACE, ", at four")?;
    let is_under_way = "return window.unstick !== undefined";
    until("it is under way", || Ok((window.script(is_under_way)? == true).then_some(())))?;
    window.type_on_in(PLACE, "!")?;
    window.script(PRESSED)?;
    window.see("What you wrote last in “The Marsh family”")?;
    until("the window stays", || Ok((window.script(STAYS)? == true).then_some(())))?;
    ensure!(window.script("return window.timesClosed")? == 0, "it closed and lost words");
    window.script("window.isStuck = false; window.unstick()")?;
    until("the page closes its window", || {
        Ok((window.script("return window.timesClosed > 0")? == true).then_some(()))
    })?;
    window.close()?;
    assert_eq!(ready.plan(plan)?.review.place, format!("{before}, at four!"));
    Ok(())
}
