//! The screens on which papers are given, with what they tell: printers and what stops a print, sticks, files, a copy that is
//! owed, somebody who is asked again; and the papers that are no family's copy come out of a real printer.

use std::fs;

use anyhow::{Result, ensure};
use chrono::NaiveDate;
use plan::signing::Outcome;
use tests::axe::Looked;
use tests::ready::Ready;
use tests::window::Window;
use tests::{bridge, browser, examples, paper, short};

use super::{at, unfold_all};
use crate::stage::Stage as Printer;

#[test]
fn what_printing_tells() -> Result<()> {
    let (ready, mut printer) = (Ready::new()?, Printer::new());
    let marsh = examples::plan("marsh")?;
    ready.sign(&marsh)?;
    let mut window = bridge::open(&ready)?;
    let mut looked = Looked::default();
    window.tap(&marsh.title)?;
    window.tap("Seal and give a copy")?;
    window.tap("Seal this plan")?;
    window.see("Sealed here on")?;
    window.tap("Print")?;
    window.see("There is no address yet.")?;
    looked.screen(&window, "printing, no address")?;
    window.type_into("Address of the printer", &format!("ipp://127.0.0.1:{}", printer.port()))?;
    window.see("Others on this Wi-Fi could read the paper")?;
    looked.screen(&window, "printing, an open line")?;
    printer.take_paper_out();
    window.tap("Print")?;
    window.see("The printer has no paper.")?;
    looked.screen(&window, "printing, no paper")?;
    looked.keyboard(&mut window, "printing, no paper")?;
    printer.put_paper_in();
    window.see("The plan is printed.")?;
    looked.screen(&window, "printed")?;
    window.type_instead("Address of the printer", &printer.encrypted().to_string())?;
    window.tap("Print")?;
    window.see("The plan is printed.")?;
    printer.pull_the_plug();
    printer.forget_its_key();
    printer.switch_on();
    window.tap("Print again")?;
    window.see("This printer proves itself with another key than last time.")?;
    looked.screen(&window, "printing, another key")?;
    window.glance("another-key")?;
    window.tap("Save to a stick")?;
    window.see("No stick was found.")?;
    window.tap("Save as a file")?;
    window.see("Saved as")?;
    looked.screen(&window, "saved, no stick")?;
    looked.keyboard(&mut window, "saved, no stick")?;
    printer.be_on_the_network();
    window.tap("Look for printers")?;
    window.see("Printers near you")?;
    looked.screen(&window, "printers near you")?;
    window.close()?;
    looked.end("what printing tells")
}

#[test]
fn owed_open_and_for_others() -> Result<()> {
    let (ready, printer) = (Ready::new()?, Printer::new());
    let plan = examples::plan("one-child")?;
    asked_again(&ready, &plan)?;
    let mut window = bridge::open(&ready)?;
    let mut looked = Looked::default();
    window.tap(&plan.title)?;
    window.see("Copy and sending")?;
    window.see("Still open")?;
    window.see("Ask again by Thursday 3 December 2026.")?;
    window.tap("Copy and sending")?;
    window.see("Safe at the office since")?;
    window.tap("Later")?;
    window.see("You promised a copy for later.")?;
    looked.screen(&window, "sealed, a copy is owed")?;
    let words = printed(&ready, &mut window, &printer, "Part for the school")?;
    ensure!(words.contains("Part for the school"), "{words}");
    window.tap("Back")?;
    window.see("A copy is owed")?;
    looked.screen(&window, "home, owed and open")?;
    looked.keyboard(&mut window, "home, owed and open")?;
    window.glance("owed-and-open")?;
    window.tap("All plans")?;
    window.see("Copy owed")?;
    looked.screen(&window, "plans, one owed")?;
    window.close()?;
    let mut page = browser::open(&ready.stage, &ready.stage.place("downloads"))?;
    browser::sign_in(&mut page, &ready.office)?;
    page.see("What needs you")?;
    looked.screen(&page, "office, today, somebody is asked again")?;
    page.tap("Agreements")?;
    page.see("Ask again by Thursday 3 December 2026.")?;
    looked.screen(&page, "office, somebody is asked again")?;
    page.close()?;
    looked.end("owed, open and for others")
}

/// Everybody wants more time, and it is sealed.
fn asked_again(ready: &Ready, plan: &plan::Plan) -> Result<()> {
    let tablet = ready.tablet()?;
    let id = tests::families::write(&tablet, plan)?.plan.id;
    let wants = Outcome::WantsTime { until: NaiveDate::from_ymd_opt(2026, 12, 3) };
    let signing = tests::families::sign(&tablet, id, &wants)?;
    tests::families::said(tablet.seal(ipc::visit::Seal { signing })).map(drop)
}

#[test]
fn a_short_plan_with_all_in_it_and_papers_for_anybody() -> Result<()> {
    let (ready, printer) = (Ready::new()?, Printer::new());
    let mut window = bridge::open(&ready)?;
    let mut looked = Looked::default();
    short::write(&mut window)?;
    window.tap("Back")?;
    window.tap("Open the short plan")?;
    at(&window, "A short plan")?;
    unfold_all(&mut window)?;
    looked.screen(&window, "short plan, all in it")?;
    looked.keyboard(&mut window, "short plan, all in it")?;
    window.tap("The whole plan")?;
    window.tap("All plans")?;
    window.tap("New plan")?;
    window.tap("The whole plan")?;
    window.tap("Meeting again")?;
    window.type_day("When do we meet again?", NaiveDate::from_ymd_opt(2026, 1, 12).unwrap_or_default())?;
    window.see("That day is over.")?;
    let beside = "return document.querySelector('.odd').closest('section').contains(document.activeElement)";
    ensure!(window.script(beside)?.as_bool() == Some(true), "it is said beside its field");
    looked.screen(&window, "meeting, a day that is over")?;
    window.glance("odd-day")?;
    window.tap("Back")?;
    window.see("Not there yet")?;
    unfold_all(&mut window)?;
    looked.screen(&window, "home, what is missing")?;
    looked.keyboard(&mut window, "home, what is missing")?;
    window.tap_at("#missing .button.plain")?;
    unfold_all(&mut window)?;
    window.see("Ask again")?;
    looked.screen(&window, "home, left out on purpose")?;
    window.tap("Print or save them")?;
    at(&window, "Papers for the family")?;
    let blank = printed(&ready, &mut window, &printer, "Blank agreement, to read before we meet")?;
    ensure!(blank.contains("You can say no to this plan."), "{blank}");
    ensure!(!blank.contains("Harper") && !blank.contains("Tannery"), "it is nobody’s: {blank}");
    looked.screen(&window, "papers, printed")?;
    window.close()?;
    looked.end("a short plan with all in it")
}

/// Prints a paper in this form: its words.
fn printed(ready: &Ready, window: &mut Window, printer: &Printer, form: &str) -> Result<String> {
    window.tap(form)?;
    window.type_instead("Address of the printer", &format!("127.0.0.1:{}", printer.port()))?;
    window.tap("Print")?;
    window.see("The plan is printed.")?;
    let tray = printer.tray();
    ensure!(tray.len() == 1, "{} papers in the tray", tray.len());
    let file = ready.stage.place("printed.pdf");
    fs::write(&file, &tray[0])?;
    Ok(paper::words(&file)?.join(" "))
}
