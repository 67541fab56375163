//! A practice tablet: an office of its own, made-up families, and the app open on them.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, ensure};
use clap::Parser;
use tests::process::{Running, program};
use tests::stage::{Keystore, Office, Stage};
use tests::{examples, families, visit};

/// Opens the app on a practice tablet.
#[derive(Debug, Parser)]
struct Arguments {
    /// Only fills a tablet's folder: its data, and the line of the office it joins.
    #[arg(long, num_args = 2, value_names = ["FOLDER", "LINE"])]
    fill: Option<Vec<String>>,
}

fn main() -> Result<()> {
    if let Some([folder, line]) = Arguments::parse().fill.as_deref() {
        return families::fill(&PathBuf::from(folder), line);
    }
    let stage = Stage::new(Keystore::Here)?;
    let office = Office::start(stage.place("office"))?;
    let mut fill = Command::new(std::env::current_exe()?);
    stage.set(&mut fill);
    fill.arg("--fill").arg(stage.folder()).arg(office.enrolment_line()?);
    ensure!(fill.status()?.success(), "the practice tablet could not be filled");
    println!("• A practice tablet is ready. The PIN is {}.", visit::PIN);
    println!("• The office’s page, where you choose a password first: {}", office.fresh_sign_in()?);
    println!("• Everything here is made up and goes when you close the window.");
    let mut app = Command::new(program("doorstep")?);
    app.arg("--data").arg(stage.place("data")).arg("--copies").arg(stage.place("copies"));
    app.arg("--council").arg(examples::made_up_council());
    stage.set_keystore(&mut app);
    Running::start(&mut app)?.wait()
}
