//! A program that ends leaves nothing of its memory behind, and keeps what was typed: the window is closed right after the last
//! key, before any pause in which typing is saved by itself. Nothing cheaper proves it: whether the last words reach the disk
//! depends on the window's closing being held, on the web view still carrying out what the page sends then, and on the program
//! ending by itself.

use std::fs;

use anyhow::{Result, ensure};
use tests::examples;
use tests::process::children_named;
use tests::ready::Ready;

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
