//! Which office is meant: what every command about one is told, and the settings that come of it.

use anyhow::Context;
use clap::Args;
use ipc::told::office_command;
use office::{Flags, Office, Settings, System};
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct Place {
    /// The office's folder, with its key. The variable DOORSTEP_OFFICE_DATA says the same.
    #[arg(long)]
    data: Option<PathBuf>,
    /// A file with the office's settings. Variables are stronger than it, and flags stronger than both.
    #[arg(long)]
    settings: Option<PathBuf>,
}

impl Place {
    /// The settings of the file, the variables and these flags.
    pub(super) fn settings(self, flags: Flags) -> anyhow::Result<Settings> {
        let text = self.settings.as_ref().map(std::fs::read_to_string).transpose();
        let text = text.context(office_command::settings_unread())?;
        let folder = self.settings.as_ref().and_then(|file| file.parent());
        let flags = Flags { data: self.data, ..flags };
        Ok(Settings::of(text.as_deref().zip(folder), std::env::vars_os(), flags)?)
    }

    /// The office, which may be running.
    pub(super) fn office(self) -> anyhow::Result<Office> {
        let folder = self.settings(Flags::default())?.folder();
        Ok(Office::open_beside(&folder, Box::new(System))?)
    }
}
