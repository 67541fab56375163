//! Printing from the screen after sealing, on a real printer program: printed, out of paper, refused, vanished half-way,
//! tapped too often. The right words stand on the screen, and nothing is printed twice.

use std::fs;

use anyhow::{Context, Result, ensure};
use tests::process::until;
use tests::ready::Ready;
use tests::window::Window;
use tests::{bridge, examples, paper};

use crate::stage::Stage;

/// A sealed plan on the screen, with the printer's address typed in, and the paper as it should come out.
fn before_printing(ready: &mut Ready, printer: &Stage) -> Result<(Window, Vec<u8>)> {
    let marsh = examples::plan("marsh")?;
    ready.sign(&marsh)?;
    let mut window = bridge::open(ready)?;
    window.tap(&marsh.title)?;
    window.tap("Seal and give a copy")?;
    window.tap("Seal this plan")?;
    window.see("Sealed here on")?;
    window.tap("Save as a file")?;
    window.see("Saved as")?;
    let paper = fs::read(ready.copy()?)?;
    window.type_into("Address of the printer", &format!("127.0.0.1:{}", printer.port()))?;
    Ok((window, paper))
}

fn printed(printer: &Stage, paper: &[u8], times: usize) -> Result<()> {
    let tray = printer.tray();
    ensure!(tray.len() == times, "{} papers in the tray, not {times}", tray.len());
    ensure!(tray.iter().all(|it| it == paper), "another paper than the sealed one");
    Ok(())
}

#[test]
fn the_sealed_paper_comes_out_once_however_often_print_is_tapped() -> Result<()> {
    let (mut ready, printer) = (Ready::new()?, Stage::new());
    let (mut window, sealed) = before_printing(&mut ready, &printer)?;
    window.tap_quickly("#print .button.main", 4)?;
    window.see("The plan is printed. Take all the pages")?;
    printed(&printer, &sealed, 1)?;
    window.glance("printed")?;
    window.tap("Print again")?;
    until("it came out again", || Ok((printer.tray().len() == 2).then_some(())))?;
    window.see("The plan is printed.")?;
    window.tap("Short page")?;
    window.tap("Print")?;
    until("the short page came out", || Ok((printer.tray().len() == 3).then_some(())))?;
    let tray = printer.tray();
    ensure!(tray[2] != sealed, "the short page is another paper");
    let short = ready.stage.place("short.pdf");
    fs::write(&short, &tray[2])?;
    let says = paper::words(&short)?.join(" ");
    ensure!(says.contains("Short page"), "it does not say which it is: {says}");
    window.tap("As signed")?;
    window.tap("Print again")?;
    until("as signed once more", || Ok((printer.tray().len() == 4).then_some(())))?;
    ensure!(printer.tray()[3] == sealed, "as signed it is the same as before");
    let asked = printer.asked(0);
    ensure!(!asked.contains("Marsh") && !asked.contains("FSP-"), "the printer is told of nobody: {asked}");
    let mut left = fs::read_dir(std::env::temp_dir())?.filter_map(Result::ok);
    let is_paper = |file: fs::DirEntry| fs::read(file.path()).is_ok_and(|bytes| bytes == sealed);
    ensure!(!left.any(is_paper), "a paper is left behind");
    window.close()
}

#[test]
fn without_paper_it_says_so_and_goes_on_by_itself() -> Result<()> {
    let (mut ready, printer) = (Ready::new()?, Stage::new());
    printer.take_paper_out();
    let (mut window, paper) = before_printing(&mut ready, &printer)?;
    window.tap("Print")?;
    window.see("The printer has no paper. The plan is safe here. Put paper in")?;
    window.glance("no-paper")?;
    printer.put_paper_in();
    window.see("The plan is printed.")?;
    printed(&printer, &paper, 1)?;
    window.close()
}

#[test]
fn a_printer_that_cannot_is_named_and_another_is_tried() -> Result<()> {
    let (mut ready, photos, good) = (Ready::new()?, Stage::taking("image/jpeg"), Stage::new());
    let (mut window, paper) = before_printing(&mut ready, &photos)?;
    window.tap("Print")?;
    window.see("This printer cannot read the plan’s kind of file. Nothing was printed.")?;
    window.type_instead("Address of the printer", "www.example.org/print")?;
    window.tap("Print again")?;
    window.see("Nothing was sent.")?;
    window.type_instead("Address of the printer", &format!("127.0.0.1:{}", good.port()))?;
    window.tap("Print again")?;
    window.see("The plan is printed.")?;
    printed(&good, &paper, 1)?;
    printed(&photos, &paper, 0)?;
    window.close()
}

#[test]
fn a_printer_that_knows_no_pdf_gets_pictures_of_the_pages() -> Result<()> {
    let (mut ready, printer) = (Ready::new()?, Stage::taking("image/pwg-raster"));
    let (mut window, _) = before_printing(&mut ready, &printer)?;
    window.tap("Print")?;
    window.see("The plan is printed.")?;
    let tray = printer.tray();
    ensure!(tray.len() == 1, "{} papers in the tray", tray.len());
    ensure!(tray[0].starts_with(b"RaS2PwgRaster"), "no pictures of pages");
    window.close()
}

#[test]
fn a_printer_that_vanishes_half_way_prints_once_in_the_end() -> Result<()> {
    let (mut ready, mut printer) = (Ready::new()?, Stage::new());
    printer.slow_down();
    let (mut window, paper) = before_printing(&mut ready, &printer)?;
    window.tap("Print")?;
    window.see("The plan is printing.")?;
    printer.pull_the_plug();
    window.see("Look if paper comes out.")?;
    window.glance("printer-gone")?;
    printer.speed_up();
    printer.switch_on();
    window.tap("Print again")?;
    // It has no memory of the job, so a person has to look.
    window.see("Print again only if there is no paper.")?;
    printed(&printer, &paper, 0).context("nothing is sent before somebody looked")?;
    window.tap("No paper came out. Print again")?;
    window.see("The plan is printed.")?;
    printed(&printer, &paper, 1)?;
    window.close()
}

#[test]
fn a_printer_with_another_key_gets_nothing_until_somebody_says_so() -> Result<()> {
    let (mut ready, mut printer) = (Ready::new()?, Stage::new());
    let (mut window, paper) = before_printing(&mut ready, &printer)?;
    window.type_instead("Address of the printer", &printer.encrypted().to_string())?;
    window.tap("Print")?;
    window.see("The plan is printed.")?;
    printer.pull_the_plug();
    printer.forget_its_key();
    printer.switch_on();
    window.tap("Print again")?;
    window.see("This printer proves itself with another key than last time. Nothing was sent.")?;
    window.glance("other-key")?;
    printed(&printer, &paper, 1)?;
    window.tap("Use it all the same")?;
    window.see("The plan is printed.")?;
    printed(&printer, &paper, 2)?;
    window.close()
}

#[test]
fn a_print_can_be_stopped_and_printers_are_found() -> Result<()> {
    let (mut ready, printer) = (Ready::new()?, Stage::new());
    printer.be_on_the_network();
    printer.slow_down();
    let (mut window, _) = before_printing(&mut ready, &printer)?;
    window.tap("Look for printers")?;
    window.see(&printer.name())?;
    window.tap(&printer.name())?;
    window.tap("Print")?;
    window.see("The plan is printing.")?;
    window.tap("Stop printing")?;
    window.see("The print was stopped. The plan is safe here.")?;
    window.close()
}
