//! The way back: how long the commands of `docs/BACKUP-AND-RESTORE.md` take, beside an office that runs.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Result, bail, ensure};

use crate::doorstep::Doorstep;
use crate::target::{Measured, Target, Work};

const CLIENTS: usize = 10;

/// Fills the office, then prints how long a backup, its proof and putting it back took. `elsewhere` is an empty folder's place, with
/// the address of an empty database where the office's is on a server.
pub(crate) fn way_back(
    office: &Doorstep,
    work: &Work,
    elsewhere: &Path,
    database: Option<&str>,
) -> Result<()> {
    let mut filled = Measured::default();
    filled.add(office, work, CLIENTS);
    if let Some(why) = filled.failed() {
        bail!("the office was not filled: {why}");
    }
    let (backup, key) = (elsewhere.join("backup"), office.folder().join("office.key"));
    let restored = elsewhere.join("office");
    std::fs::create_dir(elsewhere)?;
    let program = || Command::new(office.program());
    let mut of_office = office.command("backup");
    let mut prove = program();
    let mut put_back = program();
    prove.arg("verify-backup").arg(&backup).arg("--key").arg(&key);
    put_back.arg("restore").arg(&backup).arg("--data").arg(&restored).arg("--key").arg(&key);
    if let Some(database) = database {
        put_back.env("DOORSTEP_OFFICE_DATABASE", database);
    }
    let taken = seconds(of_office.arg(&backup))?;
    let (proved, put_back) = (seconds(&mut prove)?, seconds(&mut put_back)?);
    let megabytes = (work.count * work.bytes()) as f64 / 1e6;
    println!(
        "| {} | {} | {megabytes:.0} | {taken:.1} | {proved:.1} | {put_back:.1} |",
        office.name(),
        work.count
    );
    Ok(())
}

fn seconds(command: &mut Command) -> Result<f64> {
    let began = Instant::now();
    let said = command.output()?;
    ensure!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    Ok(began.elapsed().as_secs_f64())
}
