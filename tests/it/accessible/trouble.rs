//! What is told and offered where something is wrong with a tablet: it reaches no network, it was not closed properly, what is on
//! it was written by a newer Doorstep.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use ipc::visit::PlanState;
use tests::axe::Looked;
use tests::families::{self, said};
use tests::ready::{PASSPHRASE, Ready, only_file};
use tests::{bridge, examples, figures};

use super::at;

#[test]
fn letters_in_a_file_and_files_that_were_not_closed() -> Result<()> {
    let mut ready = Ready::new()?;
    ready.office.stop()?;
    let tablet = ready.tablet()?;
    let plan = families::write(&tablet, &examples::plan("marsh")?)?.plan.id;
    families::seal(&tablet, plan)?;
    drop(tablet);
    let worker = worker(&ready)?;
    fs::write(worker.join("not-closed"), "")?;
    let mut window = bridge::open(&ready)?;
    let mut looked = Looked::default();
    window.tap("This tablet")?;
    at(&window, "This tablet")?;
    window.see("It looked through all you saved, and all of it can be read.")?;
    window.see("1 sealed plan waits here.")?;
    window.unfold("No network? Take it to the office in a file")?;
    window.tap("Save to a stick")?;
    window.see("No stick was found.")?;
    window.tap("Save as a file")?;
    window.see("Saved as for-the-office.letters in")?;
    window.see("1 sealed plan is in the file.")?;
    looked.screen(&window, "this tablet, letters in a file")?;
    looked.keyboard(&mut window, "this tablet, letters in a file")?;
    window.glance("letters-in-a-file")?;
    let told = ready.office.take_in(&only_file(&ready.stage)?)?;
    ensure!(told.contains("all of it is at the office"), "{told}");
    ready.office.start_again()?;
    window.see("1 sealed plan is safe at the office.")?;
    window.close()?;

    // Its last page is none by which others are found.
    let records = worker.join("records.db");
    let mut bytes = fs::read(&records)?;
    let at_page = bytes.len() - 2048;
    *bytes.get_mut(at_page).context("it is empty")? ^= 1;
    fs::write(&records, bytes)?;
    fs::write(worker.join("not-closed"), "")?;
    let mut window = bridge::open(&ready)?;
    window.see("cannot be read any more. Nothing is deleted, and you can go on.")?;
    looked.screen(&window, "plans, damaged")?;
    window.glance("damaged")?;
    window.tap("This tablet")?;
    at(&window, "This tablet")?;
    window.see("Ring the office today.")?;
    looked.screen(&window, "this tablet, damaged")?;
    window.close()?;
    ensure!(said(ready.tablet()?.open_plan(ipc::visit::OpenPlan { plan }))?.state == PlanState::Safe);
    looked.end("letters in a file")
}

#[test]
fn files_of_a_newer_doorstep() -> Result<()> {
    let ready = Ready::new()?;
    let mut looked = Looked::default();
    let tablet = ready.tablet()?;
    said(tablet.lock(ipc::visit::Lock::plain()))?;
    let mut window = bridge::open_on(&ready.stage, tablet)?;
    window.see("Your passphrase")?;
    make_newer(&worker(&ready)?)?;
    window.type_into("Your passphrase", PASSPHRASE)?;
    window.tap("Unlock")?;
    window.see("was saved by a newer Doorstep.")?;
    window.tap("Save to a stick")?;
    window.see("No stick was found.")?;
    window.tap("Save as a file")?;
    window.see("A copy of all of it is in")?;
    looked.screen(&window, "door, a newer Doorstep's files")?;
    looked.keyboard(&mut window, "door, a newer Doorstep's files")?;
    window.glance("newer-at-the-door")?;
    let copy = ready.stage.place("copies").join("tablet-for-the-office");
    ensure!(copy.join("users").is_dir() && copy.join("post.db").is_file(), "all of it is copied");
    window.close()?;

    let mut window = bridge::open_on(&ready.stage, ready.locked()?)?;
    window.see("was saved by a newer Doorstep.")?;
    window.tap("Save as a file")?;
    window.see("A copy of all of it is in")?;
    looked.screen(&window, "start, a newer Doorstep's files")?;
    window.glance("newer-at-the-start")?;
    window.close()?;
    looked.end("files of a newer Doorstep")
}

/// The only worker's folder.
fn worker(ready: &Ready) -> Result<PathBuf> {
    let mut users = fs::read_dir(ready.stage.place("data").join("users"))?;
    Ok(users.next().context("there is no worker")??.path())
}

/// Makes the key file look as if a newer program had written it.
fn make_newer(worker: &std::path::Path) -> Result<()> {
    let path = worker.join("keys.json");
    let file = fs::read_to_string(&path)?;
    let (_, says) = file.split_once('\n').context("no checksum")?;
    let newer = says.replace("\"version\": 1", "\"version\": 2");
    ensure!(newer != says, "the version stands elsewhere");
    fs::write(&path, &newer)?;
    let sum = figures::sha256(&path)?;
    for name in ["keys.json", "keys.json.2"] {
        fs::write(worker.join(name), format!("{sum}\n{newer}"))?;
    }
    Ok(())
}
