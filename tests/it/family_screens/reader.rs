//! What a screen reader tells of the family's screens, kept in `tests/data/family/told.txt` to be read by people. Written
//! anew with `WRITE_GOLDEN=1`.

use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result, bail, ensure};
use tests::bridge;
use tests::process::checkout;
use tests::window::Window;

use super::tongue::Tongue;
use super::walk::Walk;

/// Roles that must have a name to be of use.
const NAMED: [&str; 9] =
    ["heading", "button", "textbox", "radio", "radiogroup", "group", "checkbox", "image", "navigation"];

#[test]
fn a_screen_reader_tells_every_screen_in_order() -> Result<()> {
    let (ready, plan) = super::ready()?;
    let mut window = bridge::open(&ready)?;
    let tongue = Tongue::english();
    let mut told = String::new();
    let mut faults = Vec::new();
    let mut look = |window: &mut Window, name: &str| {
        let tree = window.accessibility_tree()?;
        if let Err(fault) = in_order(window, &tree) {
            faults.push(format!("{name}: {fault:#}"));
        }
        writeln!(told, "## {name}\n\n{}", as_told(&tree))?;
        Ok(())
    };
    let mut walk = Walk { window: &mut window, tongue: &tongue, plan: &plan };
    walk.go_to_hand_over()?;
    walk.turn()?;
    walk.read(&mut look)?;
    walk.say_back(&mut look)?;
    walk.answer(&mut look)?;
    window.close()?;
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    same_as_kept(&without_days(&told))
}

/// A line for each thing that is said. What only holds others, and the text of what has just been named, is not said.
fn as_told(tree: &[(String, String)]) -> String {
    let mut lines = String::new();
    let mut before = "";
    for (role, name) in tree.iter().skip(1) {
        let is_text = role == "StaticText";
        let is_said = NAMED.contains(&role.as_str()) || ["alert", "status"].contains(&role.as_str());
        if is_said || (is_text && name != before) {
            let role = if is_text { "" } else { &format!("[{role}] ") };
            lines.push_str(&format!("{role}{}\n", name.trim()));
        }
        before = name;
    }
    lines
}

/// One heading of level 1, before everything but where one is; the plan's blocks in their order; a name for everything.
fn in_order(window: &Window, tree: &[(String, String)]) -> Result<()> {
    let headings = window.texts("h1")?;
    let [heading] = headings.as_slice() else { bail!("its headings are {headings:?}") };
    let first = tree.iter().find(|(role, _)| role == "heading").context("no heading")?;
    ensure!(first.1 == *heading, "“{}” comes before its heading", first.1);
    for (role, name) in tree {
        ensure!(!NAMED.contains(&role.as_str()) || !name.trim().is_empty(), "a {role} has no name");
    }
    let texts = window.texts("[data-block]")?;
    let mut rest = tree.iter().map(|(_, name)| name.as_str());
    for text in texts {
        let beginning = text.split(['.', '\n']).next().unwrap_or_default();
        ensure!(rest.any(|name| name.contains(beginning)), "“{text}” is not told in its place");
    }
    Ok(())
}

/// Today's date and the like differ from day to day.
fn without_days(told: &str) -> String {
    let mut lines = String::new();
    for line in told.lines() {
        let line = match line.split_once("We made it on ") {
            Some((before, _)) => format!("{before}We made it on …"),
            None => line.to_owned(),
        };
        lines.push_str(&line);
        lines.push('\n');
    }
    lines
}

fn same_as_kept(told: &str) -> Result<()> {
    let file = checkout().join("tests/data/family/told.txt");
    if std::env::var_os("WRITE_GOLDEN").is_some() {
        return Ok(fs::write(file, told)?);
    }
    let kept = fs::read_to_string(&file)?;
    let differs = kept.lines().zip(told.lines()).find(|(kept, told)| kept != told);
    ensure!(
        kept == told,
        "a screen reader is told something else than is kept: {differs:?}; WRITE_GOLDEN=1 writes it anew"
    );
    Ok(())
}
