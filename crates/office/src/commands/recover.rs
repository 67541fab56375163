//! `recover`: what lies on a tablet that no worker can open.

use super::{beside, say};
use ipc::told::office_command;
use office::Recovered;
use std::path::{Path, PathBuf};

pub(super) fn recover(data: PathBuf, tablet: &Path, into: &Path) -> anyhow::Result<()> {
    let found = beside(data)?.recover(tablet, into)?;
    if found.is_empty() {
        return say(&office_command::nothing_recovered().to_string());
    }
    found.iter().try_for_each(|worker| {
        let Recovered { worker, records, unreadable, plans } = worker;
        say(&office_command::recovered(worker, records, plans.len(), unreadable).to_string())
    })
}
