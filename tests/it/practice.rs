//! What `cargo xtask run` opens: a practice tablet with every made-up family, one of them sealed and at the office.

use std::process::Command;

use anyhow::{Result, ensure};
use tests::process::program;
use tests::stage::{Keystore, Office, Stage};
use tests::{books, examples};

#[test]
fn the_practice_tablet_can_be_filled() -> Result<()> {
    let stage = Stage::new(Keystore::Here)?;
    let office = Office::start(stage.place("office"))?;
    let mut fill = Command::new(program("practice")?);
    stage.set(&mut fill);
    fill.arg("--fill").arg(stage.folder()).arg(office.enrolment_line()?);
    ensure!(fill.status()?.success(), "the practice tablet could not be filled");
    let held = books::held(&office)?;
    ensure!(held.len() == 1, "{} agreements are at the office", held.len());
    ensure!(examples::names()?.len() >= 10);
    Ok(())
}
