//! The scripted visit, in the real window on a display of its own. Leaves what it made and measured in `target/demo`.

use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Result, ensure};
use clap::Parser;
use ipc::office::ReceiptFile;
use record::EnrolmentLine;
use serde_json::{Value, json};
use tests::figures::{Durations, Stolen, gzipped, sha256};
use tests::process::{checkout, program};
use tests::ready::only_file;
use tests::stage::{Keystore, Office, Stage};
use tests::window::{Window, since_start};
use tests::{browser, examples, large, visit, writing};

/// The scripted visit.
#[derive(Debug, Parser)]
struct Arguments {
    /// The profile this was built with, for the summary.
    #[arg(long, default_value = "dev")]
    profile: String,
    /// The made-up family it types, by its file's name under `assets/examples`.
    #[arg(long, default_value = "marsh")]
    family: String,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let out = checkout().join("target/demo");
    let stolen = Stolen::since_now()?;
    let _ = fs::remove_dir_all(&out);
    fs::create_dir_all(out.join("screens"))?;
    let plan = examples::plan(&arguments.family)?;
    let stage = Stage::with_display(Keystore::Here)?;
    let office = Office::start(stage.place("office"))?;
    println!("• The office listens on {}", office.address);

    let began = Instant::now();
    let mut window = Window::open(&stage)?;
    window.keep_screens(&out.join("screens"));
    window.type_by_hand();
    visit::set_up(&mut window, &office)?;
    println!("• The tablet joined the office");
    let (taps, keystrokes) = (window.taps, window.keystrokes);
    window.step("writing");
    writing::write(&mut window, &plan)?;
    visit::lock_and_unlock(&mut window)?;
    println!("• {} is written", plan.title);
    window.step("looking at the whole plan");
    visit::preview(&mut window)?;
    visit::look_first(&mut window, &plan)?;
    visit::read_and_sign(&mut window, &plan, visit::PIN)?;
    visit::seal_and_send(&mut window)?;
    println!("• Sealed here, and safe at the office");
    let seconds = began.elapsed().as_secs_f64();
    let save = Durations::measured(&window, "save")?;
    let answer = Durations::measured(&window, "answer")?;
    let (seal, pdf) = (Durations::measured(&window, "seal")?, Durations::measured(&window, "pdf")?);
    let sync = Durations::measured(&window, "sync")?;
    let plain = Durations::measured(&window, "plain")?;
    let (taps, keystrokes) = (window.taps - taps, window.keystrokes - keystrokes);
    let taps_by_step: Vec<_> =
        window.taps_by_step().into_iter().map(|(step, taps)| json!({ "step": step, "taps": taps })).collect();
    window.close()?;
    println!("• The window is closed");

    let [page_there, running, cold_start] = cold_starts(&stage)?;
    println!("• It started {} times from cold", cold_start.count());
    let large = large::sixtieth_goal()?;
    println!("• The 60th goal of a large family is there");

    let family_copy = only_file(&stage)?;
    fs::copy(&family_copy, out.join("family-copy.pdf"))?;
    fetch_from_the_office(&stage, &office, &out)?;
    println!("• The office’s page gave the same agreement and its receipt");
    let app = program("doorstep")?;
    let ui = checkout().join("target/ui/visit");
    let summary = json!({
        "profile": arguments.profile,
        "family": arguments.family,
        "taps": taps,
        "taps_by_step": taps_by_step,
        "keystrokes": keystrokes,
        "seconds": round(seconds),
        "cold_start_ms": round(cold_start.quantile(0.5)?),
        "cold_starts_ms": cold_start.all().map(round).collect::<Vec<_>>(),
        "cold_start_until_ms": {
            "page_begins": round(page_there.quantile(0.5)?),
            "interface_runs": round(running.quantile(0.5)?),
        },
        "save_ms": shown(&save)?,
        "save_answered_ms": shown(&answer)?,
        "seal_ms": round(seal.quantile(1.0)?),
        "pdf_ms": round(pdf.quantile(1.0)?),
        "sync_ms": round(sync.quantile(1.0)?),
        "plain_ms": { "median": round(plain.quantile(0.5)?), "most": round(plain.quantile(1.0)?) },
        "pdf_sha256": sha256(&out.join("family-copy.pdf"))?,
        "office_pdf_sha256": sha256(&out.join("office-copy.pdf"))?,
        "app_bytes": fs::metadata(app)?.len(),
        "ui_bytes_gzip": gzipped(&ui)?,
        "sixty_goals": {
            "opened_ms": round(large.opened),
            "added_ms": round(large.added),
            "key_to_screen_ms": shown(&large.key_to_screen)?,
            "save_ms": shown(&large.sent_to_committed)?,
        },
        "stolen_percent": round(stolen.percent()?),
    });
    ensure!(summary["pdf_sha256"] == summary["office_pdf_sha256"], "the two copies are not the same");
    fs::write(out.join("summary.json"), format!("{summary:#}\n"))?;
    println!("{summary:#}");
    println!("• Everything is in target/demo");
    Ok(())
}

/// Downloads agreement and receipt as a manager does, and checks the receipt with the key pinned at enrolment.
fn fetch_from_the_office(stage: &Stage, office: &Office, out: &Path) -> Result<()> {
    let downloads = stage.place("downloads");
    let mut page = browser::open(stage, &downloads)?;
    page.keep_screens(&out.join("screens").join("office"));
    fs::create_dir_all(out.join("screens/office"))?;
    browser::sign_in(&mut page, office)?;
    page.see("What needs you")?;
    page.tap("Agreements")?;
    page.see("Agreements received")?;
    page.see("agreed and signed")?;
    page.picture("received")?;
    page.tap("Agreement (PDF)")?;
    fs::copy(browser::downloaded(&downloads, ".pdf")?, out.join("office-copy.pdf"))?;
    page.tap("Receipt")?;
    fs::copy(browser::downloaded(&downloads, "-receipt.json")?, out.join("receipt.json"))?;
    page.close()?;
    let file: ReceiptFile = serde_json::from_slice(&fs::read(out.join("receipt.json"))?)?;
    let line: EnrolmentLine = office.enrolment_line()?.parse()?;
    office::verify_receipt(&file, &line.pin.to_string())?;
    Ok(())
}

/// From the program's start until its page begins, its interface runs and the lock screen is there; ten times over, because
/// one alone says little.
fn cold_starts(stage: &Stage) -> Result<[Durations; 3]> {
    let mut starts = [const { Vec::new() }; 3];
    for _ in 0..10 {
        let window = Window::open(stage)?;
        window.see("Your PIN")?;
        for (start, mark) in starts.iter_mut().zip([None, Some("running"), Some("ready")]) {
            start.push(since_start(window.app_process()?, &window, mark)?);
        }
        window.close()?;
    }
    Ok(starts.map(Durations::of))
}

fn shown(durations: &Durations) -> Result<Value> {
    let (median, p99) = (durations.quantile(0.5)?, durations.quantile(0.99)?);
    Ok(json!({ "median": round(median), "p99": round(p99), "count": durations.count() }))
}

/// To a tenth, for reading.
fn round(figure: f64) -> f64 {
    (figure * 10.0).round() / 10.0
}
