//! The whole visit in the real window: what the family saw is what was sealed, printed, sent and receipted, and nobody who
//! takes the tablet away can read a word of it. On the way axe looks at every screen.

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::{Context, Result, bail, ensure};
use plan::signing::Event;
use plan::{Plan, names};
use tests::axe::Looked;
use tests::books::Held;
use tests::figures::sha256;
use tests::stage::{Keystore, Office, Stage};
use tests::visit::SAID_BACK;
use tests::window::Window;
use tests::{books, examples, paper, visit, writing};

use tests::ready::only_file;

/// Typed into a worry. Nothing else anywhere says it.
const CANARY: &str = "Quokka 7431 Quagga";

#[test]
fn what_was_seen_is_sealed_printed_and_at_the_office() -> Result<()> {
    let mut plan = examples::plan("marsh")?;
    plan.concerns[0].words.push_str(&format!(" {CANARY}."));
    let stage = Stage::with_display(Keystore::Here)?;
    let mut office = Office::start(stage.place("office"))?;
    let line = office.enrolment_line()?.parse()?;

    let mut window = Window::open(&stage)?;
    let looked = Rc::new(RefCell::new(Looked::default()));
    let look = Rc::clone(&looked);
    window.at_each_screen(move |window, name| look.borrow_mut().axe(window, name));
    window.watch_main_buttons();
    visit::set_up(&mut window, &office)?;
    writing::write(&mut window, &plan)?;
    nothing_can_be_read(&stage, "while it is written")?;
    let seen = visit::preview(&mut window)?;
    visit::look_first(&mut window, &plan)?;
    visit::read_and_sign(&mut window, &plan, visit::PIN)?;
    office.stop()?;
    seal_and_leave(&mut window)?;
    office.start_again()?;
    window.see("Safe at the office since")?;
    window.see("The plan is safe at the office.")?;
    ensure!(!window.shows("The office does not have it yet.")?, "it has it now");
    nothing_can_be_read(&stage, "while it is open")?;
    window.tap("Back")?;
    window.tap("Lock")?;
    window.see("Your PIN")?;
    nothing_can_be_read(&stage, "when it is locked")?;
    window.no_main_button_on_the_spot_of_another()?;
    window.close()?;
    nothing_can_be_read(&stage, "when it is closed")?;
    looked.take().end("a visit in the app’s own web view")?;

    let held = books::only(&office)?;
    assert!(seen.iter().any(|text| text.contains(CANARY)), "the preview shows what was typed");
    assert_eq!(seen, held.texts(), "the preview is what was sealed");
    let copy = only_file(&stage)?;
    let printed = paper::words(&copy)?;
    assert_eq!(paper::first_out_of_order(&printed, &seen), None, "all of it is on the paper");
    everything_said_back_is_on(&printed, &plan)?;
    ensure!(!printed.join(" ").contains("at the office"), "paper cannot know what the office has");
    who_held_the_tablet_is_kept(&held, &plan)?;
    assert_eq!(sha256(&copy)?, held.pdf_sha256(), "the office holds the paper the family has");
    held.check_receipt(&line)
}

/// Seals and gives the copy while the office cannot be reached. What the screen says before the door closes is true then.
fn seal_and_leave(window: &mut Window) -> Result<()> {
    visit::seal(window)?;
    window.see("Safe to leave?")?;
    window.see("One more look before you close the door.")?;
    window.see("Say how the family got their copy.")?;
    visit::give_copy(window)?;
    window.see("You noted how the family got their copy.")?;
    window.see("The plan is safe on this tablet.")?;
    window.see("The office does not have it yet. It goes by itself when there is signal.")?;
    for untrue in ["Safe at the office since", "The plan is safe at the office.", "One more look"] {
        ensure!(!window.shows(untrue)?, "the screen says “{untrue}”");
    }
    Ok(())
}

/// Each parent's own words to all six questions are on the paper, under their name.
fn everything_said_back_is_on(printed: &[String], plan: &Plan) -> Result<()> {
    let told = plan.adults.iter().flat_map(|adult| {
        let first = names::first(&adult.name).unwrap_or_default();
        SAID_BACK.map(|words| format!("{first} said: “{words}”"))
    });
    let told: Vec<String> = told.collect();
    ensure!(told.len() == 12, "two parents, six questions each");
    let missing = paper::first_out_of_order(printed, &told);
    ensure!(missing.is_none(), "{missing:?} is not on the paper");
    Ok(())
}

/// The office's copy of the sitting says when the tablet was turned to whom and when it was taken back, and for each answer
/// whose PIN had opened the tablet.
fn who_held_the_tablet_is_kept(held: &Held, plan: &Plan) -> Result<()> {
    let Held { signing, agreement, .. } = held;
    let mut turns = signing.events.iter().filter_map(|it| {
        if let Event::HandedOver { to, .. } = &it.event {
            Some((it, Some(to)))
        } else {
            (it.event == Event::TakenBack).then_some((it, None))
        }
    });
    let (Some((turned, Some(to))), Some((back, None)), None) = (turns.next(), turns.next(), turns.next())
    else {
        bail!("the tablet was turned once and taken back once")
    };
    let worker = turned.by.context("who turned the tablet is not kept")?;
    ensure!(to.len() == plan.adults.len(), "it was turned to {} people", to.len());
    ensure!(back.by == Some(worker), "another worker took it back");
    for person in agreement.signers() {
        let row = signing.row(person);
        let confirmed_at = row.confirmed_at.context("an answer is not confirmed")?;
        ensure!(row.held_by == Some(worker), "who held the tablet is {:?}, not {worker}", row.held_by);
        let is_parents = to.contains(&person);
        let was_in_front = (turned.at..=back.at).contains(&confirmed_at);
        ensure!(is_parents == was_in_front, "parents answer while the tablet is theirs, workers after it");
    }
    Ok(())
}

/// Looks into every file of the stage except the office's and the family's own.
fn nothing_can_be_read(stage: &Stage, when: &str) -> Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(stage.folder())? {
        let path = entry?.path();
        if path != stage.place("office") && path != stage.place("copies") {
            files_below(&path, &mut files)?;
        }
    }
    for name in ["post.db", "records.db", "plans.db", "keys.json"] {
        let is_there = |file: &PathBuf| file.file_name().is_some_and(|it| it == name);
        ensure!(files.iter().any(is_there), "{name} was not looked into");
    }
    let needles = [CANARY, "Tia Marsh", "Tannery Row", visit::PIN];
    for file in files {
        // A file of the web view may go while it is looked for.
        let Ok(bytes) = fs::read(&file) else { continue };
        for needle in needles {
            let wide: Vec<u8> = needle.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for needle_bytes in [needle.as_bytes(), &wide] {
                ensure!(!contains(&bytes, needle_bytes), "{when}, {} says “{needle}”", file.display());
            }
        }
    }
    Ok(())
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    let first = needle[0];
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == first) {
        rest = &rest[at..];
        if rest.starts_with(needle) {
            return true;
        }
        rest = &rest[1..];
    }
    false
}

fn files_below(path: &Path, into: &mut Vec<PathBuf>) -> Result<()> {
    let kind = fs::symlink_metadata(path)?.file_type();
    if kind.is_file() {
        into.push(path.to_owned());
    } else if kind.is_dir() {
        for entry in fs::read_dir(path)? {
            files_below(&entry?.path(), into)?;
        }
    }
    Ok(())
}
