//! A client in another language, written from docs/PROTOCOL.md alone, and the real office.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use record::Hash;
use serde_json::Value;
use tests::books;
use tests::stage::{Keystore, Office, Stage};

#[test]
fn a_stranger_joins_sends_and_verifies_the_receipt() -> Result<()> {
    let stage = Stage::new(Keystore::Absent)?;
    let office = Office::start(stage.place("office"))?;
    let client = Path::new(env!("CARGO_MANIFEST_DIR")).join("stranger/client.py");
    let mut command = python();
    let done = command.arg(client).arg("visit").arg(office.enrolment_line()?).output();
    let done = done.context("python3 is needed")?;
    ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let said: Value = serde_json::from_slice(&done.stdout)?;
    ensure!(said["office_seq"] == 1, "{said}");
    let pdf: Hash = serde_json::from_value(said["pdf"].clone())?;
    ensure!(Hash::of(&books::file(&office, pdf)?) == pdf, "the office holds another file");
    Ok(())
}

/// The system's own, which has the package; another may stand in front of it.
fn python() -> Command {
    let of_the_system = Path::new("/usr/bin/python3");
    Command::new(if of_the_system.exists() { of_the_system } else { Path::new("python3") })
}

/// The golden bytes of the protocol are what the page says.
#[test]
fn a_stranger_makes_the_golden_bytes() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let golden = root.join("../crates/record/golden");
    let folder = tempfile::tempdir()?;
    for given in ["envelope.json", "body.json", "office-envelope.json", "office-body.json", "written.json"] {
        std::fs::copy(golden.join(given), folder.path().join(given))?;
    }
    let client = root.join("stranger/client.py");
    let done = python().arg(client).arg("golden").arg(folder.path()).output()?;
    ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut seen = 0;
    for entry in std::fs::read_dir(folder.path())? {
        let (name, made) =
            (entry.as_ref().map(std::fs::DirEntry::file_name), entry.as_ref().map(std::fs::DirEntry::path));
        let (Ok(name), Ok(made)) = (name, made) else { continue };
        ensure!(std::fs::read(&made)? == std::fs::read(golden.join(&name))?, "{} differs", name.display());
        seen += 1;
    }
    ensure!(seen == 19, "{seen} files were made");
    Ok(())
}
