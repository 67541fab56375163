//! `recover`: what lies on a tablet that no worker can open.

use super::place::Place;
use super::say;
use ipc::told::office_command;
use office::Recovered;
use std::path::Path;

pub(super) fn recover(place: Place, tablet: &Path, into: &Path) -> anyhow::Result<()> {
    let found = place.office()?.recover(tablet, into)?;
    if found.is_empty() {
        return say(&office_command::nothing_recovered().to_string());
    }
    for found in &found {
        let Recovered { worker, records, of_unknown, taken_back, unreadable, plans, sittings, drafts } =
            found;
        say(&office_command::recovered(worker, records, plans.len(), unreadable).to_string())?;
        if sittings.len() + drafts > 0 {
            say(&office_command::recovered_unsealed(worker, sittings.len(), drafts).to_string())?;
        }
        if *taken_back > 0 {
            say(&office_command::recovered_written(worker, taken_back).to_string())?;
        }
        if *of_unknown > 0 {
            say(&office_command::recovered_unknown(worker, of_unknown).to_string())?;
        }
    }
    Ok(())
}
