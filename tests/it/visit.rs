//! The whole visit in the real window: what the family saw is what was sealed, printed, sent and receipted, and nobody who
//! takes the tablet away can read a word of it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use tests::figures::sha256;
use tests::stage::{Keystore, Office, Stage};
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
    let office = Office::start(stage.place("office"))?;
    let line = office.enrolment_line()?.parse()?;

    let mut window = Window::open(&stage)?;
    visit::set_up(&mut window, &office)?;
    writing::write(&mut window, &plan)?;
    nothing_can_be_read(&stage, "while it is written")?;
    let seen = visit::preview(&mut window)?;
    visit::look_first(&mut window, &plan)?;
    visit::read_and_sign(&mut window, &plan, visit::PIN)?;
    visit::seal_and_send(&mut window)?;
    nothing_can_be_read(&stage, "while it is open")?;
    window.tap("Back")?;
    window.tap("Lock")?;
    window.see("Your PIN")?;
    nothing_can_be_read(&stage, "when it is locked")?;
    window.close()?;
    nothing_can_be_read(&stage, "when it is closed")?;

    let held = books::only(&office)?;
    assert!(seen.iter().any(|text| text.contains(CANARY)), "the preview shows what was typed");
    assert_eq!(seen, held.texts(), "the preview is what was sealed");
    let copy = only_file(&stage)?;
    assert_eq!(paper::first_out_of_order(&paper::words(&copy)?, &seen), None, "all of it is on the paper");
    assert_eq!(sha256(&copy)?, held.pdf_sha256(), "the office holds the paper the family has");
    held.check_receipt(&line)
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
    for name in ["device.db", "plans.db", "keys.json"] {
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
