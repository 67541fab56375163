//! `take-in`: letters that somebody brought in a file.

use super::place::Place;
use super::say;
use anyhow::Context;
use ipc::told::office_command;
use office::{Brought, BroughtRecord, Stands};
use std::path::Path;

pub(super) fn take_in(place: Place, file: &Path) -> anyhow::Result<()> {
    let office = place.office()?;
    let file = std::fs::read(file).context(office_command::file_unread())?;
    let Brought { tablet, records } = office.take_in_file(&file)?;
    if records.is_empty() {
        return say(&office_command::brought_nothing(tablet).to_string());
    }
    say(&office_command::brought(tablet, records.len()).to_string())?;
    records.iter().try_for_each(|record| say(&line(record)))
}

fn line(BroughtRecord { record, reference, stands }: &BroughtRecord) -> String {
    let named = reference.clone().unwrap_or_else(|| record.short());
    let told = match stands {
        Stands::Safe => office_command::brought_safe(named),
        Stands::Lacks(files) => office_command::brought_lacks(named, files),
        Stands::Refused(code) => office_command::brought_refused(named, code),
        Stands::NotNow => office_command::brought_not_now(named),
    };
    told.to_string()
}
