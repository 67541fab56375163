//! `hold`, `unhold`, `due-for-disposal`, `dispose`, `certificate`, `verify-certificate`.

use super::place::Place;
use super::say;
use anyhow::Context;
use ipc::told::office_command;
use office::{Actor, Certificate, Due, Flags, Office, Statement, System};
use std::fs::File;
use std::io::Write;
use std::path::Path;

pub(super) fn hold(place: Place, case: &str, reason: &str, by: &str) -> anyhow::Result<()> {
    let office = place.office()?;
    office.hold(&Actor::machine("hold"), office.case(case)?, reason, by)?;
    say(&office_command::held().to_string())
}

pub(super) fn unhold(place: Place, case: &str, by: &str) -> anyhow::Result<()> {
    let office = place.office()?;
    office.unhold(&Actor::machine("unhold"), office.case(case)?, by)?;
    say(&office_command::not_held().to_string())
}

pub(super) fn due(place: Place) -> anyhow::Result<()> {
    let settings = place.settings(Flags::default())?;
    let office = Office::open_beside(&settings.folder(), Box::new(System))?;
    let due = office.due(settings.retention)?;
    if due.is_empty() {
        return say(&office_command::nothing_due().to_string());
    }
    due.iter().try_for_each(|due| say(&line(due)))
}

pub(super) fn dispose(place: Place, case: &str, reason: &str, by: &str, output: &Path) -> anyhow::Result<()> {
    let office = place.office()?;
    let case = office.case(case)?;
    // Before anything is deleted.
    let file = new_file(output)?;
    match office.dispose(&Actor::machine("dispose"), case, reason, by) {
        Ok(certificate) => {
            write(file, &certificate).context(office_command::certificate_not_written(case))?;
            say(&office_command::disposed(case).to_string())
        }
        Err(error) => {
            let _ = std::fs::remove_file(output);
            Err(error.into())
        }
    }
}

pub(super) fn certificate(place: Place, case: &str, output: &Path) -> anyhow::Result<()> {
    let office = place.office()?;
    let case = office.case(case)?;
    let certificate = office.certificate(case)?;
    write(new_file(output)?, &certificate).context(office_command::certificate_not_written(case))?;
    say(&office_command::certificate_written().to_string())
}

pub(super) fn verify(key: &str, file: &Path) -> anyhow::Result<()> {
    let file = std::fs::read(file).context(office_command::file_unread())?;
    let said = Certificate::verify(&file, key).context(office_command::certificate_not_genuine())?;
    let Certificate { case, disposed_at, by, reason, records, files, given_to, .. } = said;
    let at = disposed_at.format("%Y-%m-%d %H:%M UTC");
    let told = office_command::certificate_genuine(case, at, by, reason, records.len(), files);
    say(&told.to_string())?;
    if !given_to.is_empty() {
        say(&office_command::certificate_given_to(given_to.join("; ")).to_string())?;
    }
    records.iter().try_for_each(|record| say(&record.record.to_string()))
}

fn line(Due { case, records, last, until, held }: &Due) -> String {
    let due = office_command::due(case, records, last, until).to_string();
    if held.is_empty() { due } else { format!("{due} {}", office_command::due_held(held.join("; "))) }
}

fn new_file(path: &Path) -> anyhow::Result<File> {
    File::create_new(path).context(office_command::certificate_place())
}

fn write(mut file: File, certificate: &Statement) -> std::io::Result<()> {
    let bytes = serde_json::to_vec_pretty(certificate).map_err(std::io::Error::from)?;
    file.write_all(&bytes)?;
    file.sync_all()
}
